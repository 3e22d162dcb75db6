"""The JSON of an annotation: quote, place, document. Whatever is not as expected is left out."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

from kbtools.model import Place, Unit

_DECODER = json.JSONDecoder(strict=False)
KNOWN = 1000
"""Titles and addresses remembered: the blocks of a file share theirs."""
_FINGERPRINT = re.compile(r"[0-9A-Fa-f]{16,256}")
_PDF = "urn:x-pdf:"
_LONGEST = 10_000_000
# Seconds: a number that JSON may make infinite is no moment.
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
# What word processors and browsers leave as a title: names of files and programs, not of documents.
_UNUSABLE = re.compile(
    r"(?i)\s*|.*\.(?:pdf|epub|docx?|pptx?|xlsx?|tex|dvi|indd|html?|txt)"
    r"|(?:microsoft )?(?:word|powerpoint)\b.*|(?:[\w-]+ ){1,3}powerpoint"
    r"|(?:slide|diapositiva|folie|幻灯片|슬라이드|слайд) ?\d*|(?:none|null|title|\(anonymous\))"
    r"|(?:\w+ )?(?:untitled|unbenannt|ohne titel|sans (?:titre|nom)|s[ie][nm] título|senza (?:titolo|nome)"
    r"|bez tytułu|без (?:имени|названия))\b.*|(?:无标题|無題|未命名|제목 없음).*"
    r"|.*://.*|(?:[a-z]:\\|/|~/).*[/\\].*|[a-z]:\\.*|.*%[0-9a-f]{2}.*|[\d._-]+"
)
_VALUE = re.compile(r'"(exact|prefix|suffix|text)"\s*:\s*("(?:[^"\\]|\\.)*")')
_FILE = re.compile(r"(?i)\.(?:pdf|epub|html?|md|txt|mp4|mkv|webm)$")


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the JSON of one block says; empty text for what it does not say."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    text: str = ""
    """The comment, often older than the one in the Markdown."""
    tags: tuple[str, ...] = ()
    created: str = ""
    title: str = ""
    """Title of the document; empty for an unusable one."""
    file: str = ""
    """Name of the document's file without its ending; empty when its address names no file."""
    place: Place | None = None


def annotation(data: str) -> Annotation:
    """The annotation that a text of JSON holds.

    Raises:
        ValueError: For a text that is no JSON object.
    """
    try:
        record = _DECODER.decode(data)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(record, dict):
        raise ValueError("not an object")  # noqa: TRY004 - a fault of the data, like any other in it
    selectors = _selectors(record)
    quote = selectors.get("TextQuoteSelector", {})
    document = _object(record.get("document"))
    chapter, file = _address(_text(record.get("uri")))
    created = _text(record.get("created"))
    titles = [name for name in _list(document.get("title")) if isinstance(name, str)]
    title = titles[0] if titles else ""
    return Annotation(
        _text(quote.get("exact")),
        _text(quote.get("prefix")),
        _text(quote.get("suffix")),
        _text(record.get("text")),
        tuple([tag for tag in _list(record.get("tags")) if isinstance(tag, str)]),
        created if _DATE.fullmatch(created) else "",
        "" if unusable_title(title) else title.strip(),
        file,
        _place(selectors, _document(document), chapter),
    )


def salvaged(data: str) -> Annotation:
    """What can be told of an annotation whose JSON is broken: the texts whose names and quotes are whole."""
    found: dict[str, str] = {}
    for name, literal in _VALUE.findall(data):
        try:
            found.setdefault(name, _text(json.loads(literal, strict=False)))
        except ValueError:
            continue
    exact, prefix, suffix, text = (found.get(name, "") for name in ("exact", "prefix", "suffix", "text"))
    return Annotation(exact, prefix, suffix, text)


@lru_cache(maxsize=KNOWN)
def unusable_title(title: str) -> bool:
    """Whether a document's title is no title: empty, a file's name, a program's default, an address."""
    return bool(_UNUSABLE.fullmatch(title.replace("\n", " ")[:500]))


def file_stem(target: str) -> str:
    """The name of the target's file without folders, endings and the marks of a link; empty for no file."""
    target = re.sub(r"^!?\[\[|\]\]\s*[)\]]?$", "", target.strip().strip("\"'"))
    target = re.sub(r"^\[[^\]]{0,300}\]\(<?([^)>]{0,2000})>?\)$", r"\1", target).split("|")[0].rstrip(")] ")
    name = re.split(r"[/\\]", unquote(re.split(r"[?#]", target)[0]))[-1].strip()
    if ("://" in target or target.startswith("urn:")) and not _FILE.search(name):
        return ""
    while _FILE.search(name):
        name = _FILE.sub("", name).strip()
    return name


def _place(selectors: dict[str, dict[str, object]], document: str, chapter: str) -> Place | None:
    position = selectors.get("TextPositionSelector", {})
    start, end = position.get("start"), position.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        return _other_place(selectors, document)
    unit = Unit.CHAPTER_OFFSET if chapter or "RangeSelector" in selectors else Unit.PDF_OFFSET
    return Place(unit, start, end, document, chapter)


def _other_place(named: dict[str, dict[str, object]], document: str) -> Place | None:
    """The page or the moment, where no offset is given."""
    page = named.get("PageSelector", {}).get("index")
    if type(page) is int and page >= 0:
        return Place(Unit.PAGE, page + 1, page + 1, document)
    moment = named.get("MediaTimeSelector", {})
    start, end = moment.get("start"), moment.get("end")
    if isinstance(start, int | float) and isinstance(end, int | float) and 0 <= start <= end < _LONGEST:
        return Place(Unit.SECONDS, int(start), int(end), document)
    return None


@lru_cache(maxsize=KNOWN)
def _address(uri: str) -> tuple[str, str]:
    """The chapter that the address of a document names, or else the name of its file."""
    chapter = _chapter(uri)
    return chapter, "" if chapter else file_stem(uri)


def _chapter(uri: str) -> str:
    """The EPUB chapter in the address of the viewer, relative to the book; empty for none."""
    try:
        query = urlsplit(uri).query
    except ValueError:
        return ""
    location = unquote(parse_qs(query).get("loc", [""])[0])
    local = location.startswith(("/", "\\")) or ":" in location
    return re.split(r"[/\\]", location)[-1] if local else location


def _document(document: dict[str, object]) -> str:
    """The fingerprint of the document: digits, or an `urn:` of an EPUB; never a path."""
    own = _text(document.get("documentFingerprint"))
    if _FINGERPRINT.fullmatch(own):
        return own
    for name in (own, *(_text(_object(link).get("href")) for link in _list(document.get("link")))):
        bare = name.removeprefix(_PDF)
        if _FINGERPRINT.fullmatch(bare) or (bare.startswith("urn:") and not re.search(r"\s|file:", bare)):
            return bare
    return ""


def _selectors(record: dict[str, object]) -> dict[str, dict[str, object]]:
    """The first selector of every type."""
    found: dict[str, dict[str, object]] = {}
    for target in _list(record.get("target")):
        for one in _list(_object(target).get("selector")):
            if isinstance(one, dict):
                found.setdefault(_text(one.get("type")), one)
    return found


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _object(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
