"""What must never leave the machine: local paths, and secrets inside addresses."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

_IN_PATH = re.compile(r"[^<>()\[\]{}\"'`|\n，。；）】]{0,2000}")
_WEB = r"(?P<web>\b(?:https?|ftp)://[^\s<>()\[\]{}\"'`|,;?=，。；）】]{0,2000})"
_SCHEME = r"\b(?i:file|vault|app|capacitor|content):/{1,3}"
_HOME = r"(?<!\W[A-Za-z]:)(?P<home>/(?:home|Users)/)(?=\w|[^\s/\\<>()\[\]{}\"'`|]{1,200}/)"
_DISK = r"(?<!\W[A-Za-z]:)(?:/(?:Volumes|mnt)/(?=[^\s/]{1,200}/)|/root/)"
# It names nobody: a file goes without its folders, `~/bin/tool` and `~/.cache` are the same on every machine.
# `=~/` begins a pattern of Perl.
_OWN = (
    r"(?<!~)(?:(?<!=)|(?<=[A-Z_]=))~/"
    r"(?=\w[^\s<>()\[\]{}\"'`|,;，。；）】]{0,500}?\.[A-Za-z]\w{1,4}(?![\w/-]))"
)
# One backslash between the names, or two where code spells a string: not `\\alpha\\beta` and `\\hline\n`.
_SHARE = (
    r"\\\\(?:(?=[A-Za-z\d][\w.-]{1,200}\\[^\s\\][^\\/:*?\"<>|\n]{0,200}?(?:\\[^\s\\]|\.[A-Za-z]\w))"
    r"|\\\\(?=[A-Za-z\d][\w.-]{1,200}\\\\[^\s\\]))"
)
# `f:\R\to\R` is mathematics: a drive needs a file behind it.
_DRIVE = (
    r"(?<!:)[A-Za-z]:(?:(?P<users>[\\/]{1,2}Users[\\/]{1,2})(?=\w)"
    r"|[\\/](?=[^$^{}:*?\"<>|\n]{1,500}?\.[A-Za-z]\w{1,4}(?!\w)))"
)
_START = re.compile(rf"{_WEB}|{_SCHEME}|(?<![A-Za-z0-9_/.\\-])(?:{_HOME}|{_DISK}|{_OWN}|{_SHARE}|{_DRIVE})")
# What every path holds: most texts hold none of it and need no search.
_SIGNS = ("/home/", "/Users/", "/Volumes/", "/mnt/", "/root/", "~/", ":\\", ":/", "\\\\")
_NOTE = re.compile(r"(?i)\bobsidian://[^\s<>()\[\]{}\"'`|，。；）】]{0,2000}")
_NOTE_NAME = re.compile(r"(?i)[?&](?:file|path|filepath)=([^&#]*)")
_FILE_END = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}(?![A-Za-z0-9_/\\%@+=~&$-])")
_BEHIND = re.compile(r"[?#]\S*")
_STOP = re.compile(r"[\s,;、：！？]")
# The folder of a person and nothing in it; words in Chinese may follow at once.
_PERSON = re.compile(r"(?:[A-Za-z0-9_.-]*[A-Za-z0-9_]|\w+)(?![\w.-]*[\\/]{1,2}[^\s\\/])[\\/]{0,2}")
_COUNTED = 10
_NAMES = (
    r"auth|auth_?key|api_?key|access_?key(?:_?id)?|awsaccesskeyid|key|key-pair-id|\w{0,100}token|sig|\w{0,100}signature"
    r"|\w{0,100}secret|pass|passw(?:or)?d|pwd|credential|jwt|policy"
    # A few digits number a season, a section or a session of a meeting: whoever counts finds them all.
    rf"|(?:session_?id|sid)(?!=\d{{1,{_COUNTED}}}(?![A-Za-z0-9_%~+/-]|\.\w))"
)
_TOKEN = re.compile(rf"(?i)([?&;#](?:[\w.-]{{0,100}}[_.-])?(?:{_NAMES})=)[^&#\s<>()\[\]\"'`|]{{1,2000}}")
# Only in an address: in code `mu=0;sig=1` is no secret, and `#key=len` a remark.
_QUERY = re.compile(r"(?:(?<=://)|[?&])\S+")
_LOGIN = re.compile(r"(?i)\b(https?|ftp)://[^\s/@:]{1,200}:[^\s/@]{1,200}@")


def without_secrets(text: str) -> str:
    """The text with every local path cut down to its file's name and every secret in an address removed.

    A person's folder with no file behind it becomes `…`.
    """
    if ":/" in text:
        text = _LOGIN.sub(r"\1://", _NOTE.sub(_note_name, text))
    if _has_sign(text):
        rows = text.split("\n")
        text = "\n".join("".join(_without_paths(row)) if _has_sign(row) else row for row in rows)
    return _QUERY.sub(_without_tokens, text) if "=" in text else text


def _has_sign(text: str) -> bool:
    return ("/" in text or "\\" in text) and any(sign in text for sign in _SIGNS)


def _without_tokens(query: re.Match[str]) -> str:
    return _TOKEN.sub(r"\1…", query[0])


def _note_name(found: re.Match[str]) -> str:
    """The name of the note that an address of Obsidian opens."""
    note = _NOTE_NAME.search(found[0])
    return re.split(r"[/\\]", unquote(note[1]))[-1] if note and note[1] else "…"


def _without_paths(line: str) -> Iterator[str]:
    """The pieces of a line; a path ends before the next one begins."""
    starts = [start for start in _START.finditer(line) if not start["web"]]
    done = 0
    for index, start in enumerate(starts):
        yield line[done : start.start()]
        last = starts[index + 1].start() if index + 1 < len(starts) else len(line)
        inside = _IN_PATH.match(line, start.end(), last)
        rest = inside[0] if inside else ""
        # Names of persons have blanks under Windows only, where a file behind them tells how far they go.
        alone = start["home"] or (start["users"] and not _FILE_END.search(rest))
        name, length = (alone and _person(rest)) or _name(rest)
        yield name
        done = start.end() + length
    yield line[done:]


def _person(rest: str) -> tuple[str, int] | None:
    found, end = _PERSON.match(rest), _FILE_END.search(rest)
    return ("…", found.end()) if found and not (end and end.end() <= found.end()) else None


def _name(rest: str) -> tuple[str, int]:
    """The name of the file, and how long its path is: blanks are part of one only before an ending."""
    end, stop = _FILE_END.search(rest), _STOP.search(rest)
    at = end.end() if end else stop.start() if stop else len(rest)
    query = _BEHIND.match(rest, at)
    name = re.split(r"[/\\]", unquote(re.split(r"[?#]", rest[:at])[0]).rstrip("/\\"))[-1]
    return name or "…", query.end() if query else at
