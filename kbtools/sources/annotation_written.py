"""The JSON of an annotation as the plugin writes it: a pattern of its parts, and what they say.

What tells of the document stands in one run of members, the same in all blocks of a file: it is read once.
Around it stand the annotation's own: the moment, the place, the passage.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from kbtools.model import Place
from kbtools.records import quick
from kbtools.sources.annotation import KNOWN, annotation, unusable_title
from kbtools.sources.passage import CHANGED, cleaned

_SELECTORS = '"selector":['
# No string of JSON holds it, as its quotes would be escaped there.
_POSITION = '{"type":"TextPositionSelector","start":0,"end":0}]}]}'
_RUN = re.compile(r'"target":\[\{(?:"source":"[^"\\]*",)?"selector":\[$')
_OWN = ('"created"', '"text"', '"tags"')
_NUMBER = r"(0|[1-9][0-9]{0,15})"
_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"
_TEXT = r'[^"\\\n]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\n]*)*'


def _json(exact: str, prefix: str, suffix: str) -> str:
    """The pattern of all that JSON; groups: moment, run, start, end, and those of the last three."""
    return (
        rf'\{{"created":"({_MOMENT})",(?:"text":"{_TEXT}",)?(?:"updated":"[^"\\\n]*",)?(?:"tags":\[\],)?'
        r'("document":[^\n]*"selector":\[)'
        rf'\{{"type":"TextPositionSelector","start":{_NUMBER},"end":{_NUMBER}\}},'
        rf'\{{"type":"TextQuoteSelector","exact":"{exact}","prefix":"{prefix}","suffix":"{suffix}"\}}\]\}}\]\}}'
    )


def _plain(name: str) -> str:
    """A text that says itself, and by name the same without blanks around it, as it stands below."""
    inside = rf'[^"%\t\n{CHANGED}]'
    # Blanks are not given back, so that a million of them cost no more than their length.
    return rf"( *+(?P<{name}>(?:{inside}*(?! ){inside})?) *+)"


ANY = _json(f"({_TEXT})", f"({_TEXT})", f"({_TEXT})")
"""The JSON that the plugin writes."""
PLAIN = _json(_plain("exact"), _plain("prefix"), _plain("suffix"))
"""As most of it is: the passage says itself and can be shown so."""


def decoded(text: str) -> str:
    """What a text between the quotes of JSON says."""
    return str(json.loads(f'"{text}"', strict=False)) if "\\" in text else text


@quick
@dataclass(frozen=True, slots=True)
class Document:
    """What the blocks of a file say of their document, for display."""

    title: str
    file: str
    """Name of its file without ending; empty when its address names none."""
    place: Place
    """Its start."""


@lru_cache(maxsize=KNOWN)
def document(run: str) -> Document | None:
    """What a run from the document to the list of selectors says; None for another or no JSON."""
    if run.count(_SELECTORS) > 1 or not _RUN.search(run) or any(name in run for name in _OWN):
        return None
    try:
        record = annotation(f"{{{run}{_POSITION}")
    except ValueError:
        return None
    if record.place is None:
        return None
    file = "" if unusable_title(record.file) else cleaned(record.file)
    return Document(cleaned(record.title), file, record.place)
