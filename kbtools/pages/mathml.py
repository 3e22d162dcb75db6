"""`<math>` in strangers' text: what is on the lists comes through, rewritten; all else is shown as code."""

import re
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kbtools.pages.escape import clean, code_span, entities
from kbtools.pages.html import attribute

ELEMENTS = frozenset(
    [
        "math",
        "merror",
        "mfrac",
        "mi",
        "mmultiscripts",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mprescripts",
        "mroot",
        "mrow",
        "ms",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtext",
        "mtr",
        "mlabeledtr",
        "munder",
        "munderover",
        "none",
        "semantics",
        "annotation",
        "mfenced",
        "menclose",
    ]
)
ATTRIBUTES = frozenset(
    [
        "accent",
        "accentunder",
        "align",
        "close",
        "columnalign",
        "columnlines",
        "columnspacing",
        "columnspan",
        "depth",
        "display",
        "displaystyle",
        "fence",
        "form",
        "frame",
        "height",
        "largeop",
        "linethickness",
        "lspace",
        "mathvariant",
        "maxsize",
        "minsize",
        "movablelimits",
        "notation",
        "open",
        "rowalign",
        "rowlines",
        "rowspacing",
        "rowspan",
        "rspace",
        "scriptlevel",
        "separator",
        "separators",
        "stretchy",
        "symmetric",
        "voffset",
        "width",
    ]
)
_NAMESPACE = re.compile(r"\{[^}]*\}")
_NAMED_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)(\w+;)")
_VALUE = re.compile(r"[\w.%+\-, |()\[\]]*$")


def math(xml: str) -> str:
    """One `<math>` element on one line, safe inside Markdown; as inline code when it is malformed."""
    try:
        root = fromstring(_NAMED_ENTITY.sub(_character, clean(xml)))
        return f'<span class="kb-math">{_element(root)}</span>'
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        return code_span(xml)


def _character(match: re.Match[str]) -> str:
    # XML knows five names only; authors write those of HTML.
    return html5.get(match[1], match[0])


def _element(element: Element) -> str:
    name = _NAMESPACE.sub("", str(element.tag))
    if name not in ELEMENTS:
        raise ValueError(name)
    attributes = "".join(f' {key}="{attribute(value)}"' for key, value in _attributes(element))
    inner = _text(element.text) + "".join(_element(child) + _text(child.tail) for child in element)
    return f"<{name}{attributes}>{inner}</{name}>"


def _attributes(element: Element) -> list[tuple[str, str]]:
    return sorted(
        (key, value) for key, value in element.attrib.items() if key in ATTRIBUTES and _VALUE.match(value)
    )


def _text(text: str | None) -> str:
    return entities(" ".join((text or "").split())) if (text or "").strip() else ""
