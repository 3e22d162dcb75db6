"""What must never leave the machine: local paths, and secrets inside addresses."""

import re
from urllib.parse import unquote

_IN_PATH = r"[^<>()\[\]{}\"'`|\n，。；）】]{0,2000}"
_SCHEME = re.compile(rf"(?i)\b(?:file|vault|app|capacitor|content):/{{1,3}}({_IN_PATH})")
# Bare paths that name a person's folders. `f:\R\to\R` is mathematics: a drive needs a file behind it.
_BARE = re.compile(
    r"(?<![\w/.:\\~-])(?:/(?:home|Users|Volumes|mnt)/(?=[^\s/]+/)|/root/|\\\\(?=[\w.-]+\\)"
    rf"|[A-Za-z]:[\\/](?=Users[\\/]|[^$^{{}}:*?\"<>|\n]{{1,500}}?\.[A-Za-z]\w{{1,4}}(?!\w)))({_IN_PATH})"
)
_NOTE = re.compile(r"(?i)\bobsidian://[^\s<>()\[\]{}\"'`|，。；）】]{0,2000}")
_NOTE_NAME = re.compile(r"(?i)[?&](?:file|path|filepath)=([^&#]*)")
_SIGNS = ("/home/", "/Users/", "/Volumes/", "/mnt/", "/root/", ":\\", ":/", "\\\\")
# What every bare path holds: most texts hold none of it and need no search.
_FILE_END = re.compile(r"\.[A-Za-z]\w{0,4}(?=[\s,.;:!?…?#]|$)")
_STOP = re.compile(r"[\s,;]")
_NAMES = (
    r"auth|auth_?key|api_?key|access_?key(?:_?id)?|awsaccesskeyid|key|key-pair-id|\w{0,100}token|sig|\w{0,100}signature"
    r"|\w{0,100}secret|pass|passw(?:or)?d|pwd|credential|session_?id|sid|jwt|policy"
)
_TOKEN = re.compile(rf"(?i)([?&;#](?:[\w.-]{{0,100}}[_.-])?(?:{_NAMES})=)[^&#\s<>()\[\]\"'`|]{{1,2000}}")
# Only in an address: in code `mu=0;sig=1` is no secret, and `#key=len` a remark.
_QUERY = re.compile(r"(?:(?<=://)|[?&])\S+")
_LOGIN = re.compile(r"(?i)\b(https?|ftp)://[^\s/@:]{1,200}:[^\s/@]{1,200}@")


def without_secrets(text: str) -> str:
    """The text with every local path cut down to its file's name and every secret in an address removed."""
    if ":/" in text:
        text = _LOGIN.sub(r"\1://", _NOTE.sub(_note_name, _SCHEME.sub(_name, text)))
    if ("/" in text or "\\" in text) and any(sign in text for sign in _SIGNS):
        text = _BARE.sub(_name, text)
    return _QUERY.sub(_without_tokens, text) if "=" in text else text


def _without_tokens(query: re.Match[str]) -> str:
    return _TOKEN.sub(r"\1…", query[0])


def _note_name(found: re.Match[str]) -> str:
    """The name of the note that an address of Obsidian opens."""
    note = _NOTE_NAME.search(found[0])
    return re.split(r"[/\\]", unquote(note[1]))[-1] if note and note[1] else "…"


def _name(found: re.Match[str]) -> str:
    """The name of the file, and the words behind the path: blanks are part of one only before an ending."""
    rest = found[1]
    end, stop = _FILE_END.search(rest), _STOP.search(rest)
    at = end.end() if end else stop.start() if stop else len(rest)
    path, behind = rest[:at], rest[at:]
    query = re.match(r"[?#]\S*", behind)
    name = re.split(r"[/\\]", unquote(re.split(r"[?#]", path)[0]).rstrip("/\\"))[-1]
    return (name or "…") + behind[query.end() if query else 0 :]
