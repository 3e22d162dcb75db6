"""The JSON of an annotation: quote, place, document. Whatever is not as expected is left out."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from kbtools.model import Place, Unit

_FINGERPRINT = re.compile(r"[0-9A-Fa-f]{16,256}")
_PDF = "urn:x-pdf:"
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
# What word processors and browsers leave as a title: names of files and programs, not of documents.
_UNUSABLE = re.compile(
    r"(?i)\s*|.*\.(?:pdf|epub|docx?|pptx?|xlsx?|tex|dvi|indd|html?|txt)"
    r"|(?:microsoft )?(?:word|powerpoint)\b.*|untitled.*|无标题.*|.*://.*|[a-z]:\\.*|.*%[0-9a-f]{2}.*|[\d._-]+"
)


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
    place: Place | None = None


def annotation(data: str) -> Annotation:
    """The annotation that a text of JSON holds.

    Raises:
        ValueError: For a text that is no JSON object.
    """
    try:
        record = json.loads(data, strict=False)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(record, dict):
        raise ValueError("not an object")  # noqa: TRY004 - a fault of the data, like any other in it
    selectors = list(_selectors(record))
    quote = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), {})
    document = _object(record.get("document"))
    created = _text(record.get("created"))
    title = _text(document.get("title"))
    return Annotation(
        _text(quote.get("exact")),
        _text(quote.get("prefix")),
        _text(quote.get("suffix")),
        _text(record.get("text")),
        tuple(tag for tag in _list(record.get("tags")) if isinstance(tag, str)),
        created if _DATE.fullmatch(created) else "",
        "" if unusable_title(title) else title.strip(),
        _place(record, document, selectors),
    )


def unusable_title(title: str) -> bool:
    """Whether a document's title is no title: empty, a file's name, a program's default, an address."""
    return bool(_UNUSABLE.fullmatch(title.replace("\n", " ")[:500]))


def _place(
    record: dict[str, object], document: dict[str, object], selectors: list[dict[str, object]]
) -> Place | None:
    position = next((one for one in selectors if one.get("type") == "TextPositionSelector"), {})
    start, end = position.get("start"), position.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        return None
    chapter = _chapter(_text(record.get("uri")))
    in_page = chapter or any(one.get("type") == "RangeSelector" for one in selectors)
    unit = Unit.CHAPTER_OFFSET if in_page else Unit.PDF_OFFSET
    return Place(unit, start, end, _document(document), chapter)


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
    links = [_text(_object(link).get("href")) for link in _list(document.get("link"))]
    for name in (_text(document.get("documentFingerprint")), *links):
        bare = name.removeprefix(_PDF)
        if _FINGERPRINT.fullmatch(bare) or (bare.startswith("urn:") and not re.search(r"\s|file:", bare)):
            return bare
    return ""


def _selectors(record: dict[str, object]) -> Iterator[dict[str, object]]:
    for target in _list(record.get("target")):
        yield from (_object(one) for one in _list(_object(target).get("selector")))


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, dict) else []


def _object(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
