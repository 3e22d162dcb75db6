"""The JSON of a block for Obsidian Annotator: the recorded one where it can be used, else one made anew."""

import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from kbtools.model import Highlight, Place, Unit
from kbtools.sources.annotator_block import RawBlock

Record = Mapping[str, object]
# JavaScript ends a line at the last two, and half a character cannot stand in a file.
_UNSPEAKABLE = re.compile("[\ud800-\udfff\u2028\u2029]")
_DOCUMENT = re.compile(r'"(uri|documentFingerprint)"\s*:\s*("(?:[^"\\]|\\.)*")')
_HREF = re.compile(r'"href"\s*:\s*("(?:[^"\\]|\\.)*")')
_PDF = re.compile(r"[0-9A-Fa-f]+")
_VIEWER = "app://obsidian.md/index.html?loc="


def recorded(block: RawBlock | None) -> Record | None:
    """The JSON object of a block; None when it has none that can be read."""
    if block is None or block.data is None:
        return None
    try:
        record = json.loads(block.data, strict=False)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def as_line(record: Record, written: str, name: str) -> str:
    """The JSON on one line that the plugin can read, as it was written if that is such a line.

    The plugin takes an `id` in it for the annotation's own, and throws at a target of another shape.
    """
    fit = _fit(record, name)
    text = written.strip()
    if fit == record and "\n" not in text and not _UNSPEAKABLE.search(text) and _strict(text):
        return text
    dumped = json.dumps(fit, ensure_ascii=False, separators=(",", ":"))
    return _UNSPEAKABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", dumped)


def _strict(text: str) -> bool:
    try:
        json.loads(text, parse_constant=_refuse)
    except ValueError:
        return False
    return True


def _refuse(name: str) -> None:
    raise ValueError(name)


def _fit(record: Record, name: str) -> Record:
    rest = {key: value for key, value in record.items() if key != "id" or value == name}
    if "target" not in rest:
        return rest
    given = rest["target"] if isinstance(rest["target"], list) else [rest["target"]]
    targets = [_target(one) for one in given if isinstance(one, dict)]
    return {**rest, "target": targets}


def _target(target: Mapping[str, object]) -> Mapping[str, object]:
    given = target.get("selector", [])
    selectors = given if isinstance(given, list) else [given]
    return {**target, "selector": [one for one in selectors if isinstance(one, dict) and one.get("type")]}


def salvaged(block: RawBlock | None) -> Record:
    """Address and document that the broken JSON of a block still names whole; empty for none."""
    data = (block.data if block else None) or ""
    values = {name: _decoded(literal) for name, literal in reversed(_DOCUMENT.findall(data))}
    links = [{"href": address} for literal in _HREF.findall(data) if (address := _decoded(literal))]
    uri = values.get("uri") or next((one["href"] for one in links if not one["href"].startswith("urn:")), "")
    if not uri:
        return {}
    name = values.get("documentFingerprint", "")
    return {"uri": uri, "document": {"link": links, **({"documentFingerprint": name} if name else {})}}


def _decoded(literal: str) -> str:
    try:
        return str(json.loads(literal, strict=False))
    except ValueError:
        return ""


def shared(records: Sequence[Record]) -> Record:
    """Address and document that all records of a file name; empty when they name several, or none."""
    named = {json.dumps([one.get("uri"), one.get("document")], sort_keys=True) for one in records}
    uri, document = json.loads(named.pop()) if len(named) == 1 else ("", {})
    known = isinstance(uri, str) and isinstance(document, dict)
    return {"uri": uri, "document": document} if known else {}


def made(highlight: Highlight, beside: Record) -> Record:
    """A record that says what is known of a highlight; `beside` is what the others of its file share."""
    place = highlight.place
    uri, document = _document(highlight, place, beside)
    exact = highlight.exact or highlight.quote
    passage = {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": highlight.prefix,
        "suffix": highlight.suffix,
    }
    selectors = [*_position(place), *([passage] if exact or highlight.prefix or highlight.suffix else [])]
    dates = {"created": highlight.created, "updated": highlight.created} if highlight.created else {}
    text = {"text": highlight.comment} if highlight.comment else {}
    target = {"target": [{"source": uri, "selector": selectors}]} if selectors else {}
    return {**dates, **text, "document": document, "uri": uri, **target}


def _document(highlight: Highlight, place: Place | None, beside: Record) -> tuple[object, Record]:
    """The address and the record of the document."""
    name = place.document if place else ""
    if not name and beside:
        return beside["uri"], {**_object(beside["document"]), "title": highlight.title}
    print_ = f"urn:x-pdf:{name}" if _PDF.fullmatch(name) else name
    uri = _VIEWER + quote(place.chapter) if place and place.chapter else print_
    links = {"link": [{"href": print_}], "documentFingerprint": name} if name else {}
    return uri, {"title": highlight.title, **links}


def _object(value: object) -> Record:
    return value if isinstance(value, dict) else {}


def _position(place: Place | None) -> list[Mapping[str, object]]:
    """The selector for a place; none for a unit that no selector counts in."""
    if place is None:
        return []
    if place.unit is Unit.PAGE:
        return [{"type": "PageSelector", "index": place.start - 1, "label": str(place.start)}]
    if place.unit is Unit.SECONDS:
        return [{"type": "MediaTimeSelector", "start": place.start, "end": place.end}]
    if place.unit is Unit.PDF_OFFSET or place.chapter:
        return [{"type": "TextPositionSelector", "start": place.start, "end": place.end}]
    return []
