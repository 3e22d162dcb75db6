"""A snippet as a card: what ran, what the note recorded, what it prints today, and why the verdict."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

from kbtools.model import (
    EDITED,
    FIGURES,
    Block,
    Checked,
    CodeKind,
    Layout,
    Note,
    Reading,
    Snippet,
    Verdict,
    Witness,
)
from kbtools.pages.badges import badge
from kbtools.pages.catalogue import Catalogue, link, snippet_anchor
from kbtools.pages.html import details, div, paragraphs, span
from kbtools.pages.item_body import write
from kbtools.pages.labels import Labels
from kbtools.pages.markup import code, inline
from kbtools.pages.place import lines_in_words
from kbtools.pages.reasons import told
from kbtools.pages.snippet_matrix import snippet_matrix
from kbtools.text import split_lines, squash

_FENCE_LINE = re.compile(r"[\s>]*(`{3,}|~{3,})[^`]*$")
_SHOWN_VERSIONS = ("python", "torch")
_LANGUAGES = {CodeKind.PYTHON: "python", CodeKind.FRAMEWORK: "python", CodeKind.SHELL: "bash"}


def snippet_card(snippet: Snippet, catalogue: Catalogue, *, at: str, between: Sequence[Block] = ()) -> str:
    """The whole card, for the page `at`; `between` are words between the code and its output."""
    checked = catalogue.checked(snippet.id)
    state = catalogue.state(snippet.id)
    parts = (
        _head(snippet, catalogue, state),
        _reason(snippet, checked, catalogue),
        div("kb-code", code(shown_code(snippet, checked), language(snippet))),
        *(write(block, catalogue.links(snippet.source, at=at)) for block in between),
        _outputs(snippet, checked, catalogue),
        _stderr(checked, catalogue),
        _figures(snippet, checked, catalogue, at),
        snippet_matrix(snippet, catalogue),
        _supplied(checked, catalogue),
        _original(snippet, checked, catalogue, between),
        _root(checked, catalogue, at),
        _witness(snippet, catalogue, at),
        _environment(checked, catalogue),
    )
    return div(f"kb-snippet kb-{state}", paragraphs(*parts), anchor=snippet_anchor(snippet.id))


def layout_of(snippet: Snippet, checked: Checked | None) -> Layout | None:
    """The layout that ran; None when none did."""
    if checked is None or checked.layout is None or checked.layout >= len(snippet.layouts):
        return None
    return snippet.layouts[checked.layout]


def shown_code(snippet: Snippet, checked: Checked | None) -> str:
    """The code as it ran, else as it stands."""
    layout = layout_of(snippet, checked)
    return layout.code if layout else snippet.text


def recorded_output(snippet: Snippet, checked: Checked | None) -> str | None:
    """What was recorded under the reading that ran, or what a person expects instead; None for nothing."""
    layout = layout_of(snippet, checked)
    if snippet.accepted:
        return (layout or snippet.layouts[0]).recorded
    return layout.recorded if layout and layout.recorded is not None else snippet.recorded


def language(snippet: Snippet) -> str:
    """The word that colours the code."""
    return _LANGUAGES.get(snippet.kind, snippet.language or "text")


def _head(snippet: Snippet, catalogue: Catalogue, state: str) -> str:
    line = span("kb-line", lines_in_words(snippet.lines, catalogue.labels))
    return div("kb-snippet-head", f"{badge(state, catalogue)} {line}")


def _reason(snippet: Snippet, checked: Checked | None, catalogue: Catalogue) -> str:
    reason = told(checked.reason if checked else snippet.why, catalogue.book.language)
    return div("kb-reason", inline(reason)) if reason.strip() else ""


def _outputs(snippet: Snippet, checked: Checked | None, catalogue: Catalogue) -> str:
    recorded = recorded_output(snippet, checked)
    today = checked.got if checked else None
    holds = checked is not None and checked.verdict.green and today is None
    boxes = []
    if snippet.noted is not None:
        boxes.append(_output("recorded", "recorded", snippet.noted, catalogue))
    if recorded is not None:
        key = "accepted" if snippet.accepted else "recorded"
        boxes.append(_output(key, f"{key}-holds" if holds else key, recorded, catalogue))
    if checked and today is not None:
        failed = checked.verdict is Verdict.RAISED
        boxes.append(_output("today", "today-error" if failed else "today", today, catalogue))
    return div("kb-outputs", paragraphs(*boxes)) if boxes else ""


def _figures(snippet: Snippet, checked: Checked | None, catalogue: Catalogue, at: str) -> str:
    """What it drew today, each figure with a text for those who cannot see it."""
    if not checked or not checked.figures:
        return ""
    labels = catalogue.labels
    folder = posixpath.relpath(f"docs/{FIGURES}", posixpath.dirname(at))
    line = lines_in_words(snippet.lines, labels)
    names = [labels("figure", n=number, line=line) for number in range(1, len(checked.figures) + 1)]
    images = [
        f"![{inline(name)}]({folder}/{file})" for name, file in zip(names, checked.figures, strict=True)
    ]
    return div("kb-figures", paragraphs(div("kb-label", labels("figures")), *images))


def _stderr(checked: Checked | None, catalogue: Catalogue) -> str:
    """What it wrote to standard error, folded: warnings tell of the libraries more than of the note."""
    if not checked or not checked.stderr:
        return ""
    return details("kb-stderr", catalogue.labels("stderr"), code(checked.stderr, "text"))


def _output(side: str, key: str, text: str, catalogue: Catalogue) -> str:
    labels = catalogue.labels
    body = code(text, "text") if text.strip() else labels("no-output")
    return div(f"kb-output kb-{side}", paragraphs(div("kb-label", labels(key)), body))


def _supplied(checked: Checked | None, catalogue: Catalogue) -> str:
    if not checked or not checked.supplied:
        return ""
    label = div("kb-label", catalogue.labels("supplied"))
    return div("kb-supplied", paragraphs(label, code("\n".join(checked.supplied), "python")))


def _original(
    snippet: Snippet, checked: Checked | None, catalogue: Catalogue, between: Sequence[Block]
) -> str:
    layout, text = layout_of(snippet, checked), original(snippet, catalogue)
    repairs = layout.repairs if layout else ()
    words = "".join(block.text for block in between)
    shown = shown_code(snippet, checked) + words + (recorded_output(snippet, checked) or "")
    if not repairs and squash(_without_marks(text)) == squash(shown):
        return ""
    return details("kb-original", _how_changed(repairs, catalogue.labels), code(text, "text"))


def _how_changed(repairs: Sequence[str], labels: Labels) -> str:
    """What was done to the code; `edited` stands for a person's hand, every other name for a rule."""
    if not repairs:
        return labels("original")
    if EDITED in repairs:
        return labels("original-edited")
    named = labels("separator").join(labels.repair(name) for name in repairs)
    return labels("original-repaired", repairs=named)


def original(snippet: Snippet, catalogue: Catalogue) -> str:
    """All lines of a note's snippet as they stand in its source; a highlight's comment is stored as JSON."""
    entry = catalogue.entries.get(snippet.item)
    if entry is None or not isinstance(entry.item, Note):
        return "\n".join(part for part in (snippet.text, snippet.recorded) if part)
    return _source_lines(entry.reading, snippet)


def _source_lines(reading: Reading, snippet: Snippet) -> str:
    return "\n".join(split_lines(reading.source.text)[snippet.lines.start - 1 : snippet.lines.end])


def _without_marks(text: str) -> str:
    """The text without the lines of fences, and without quote marks that all its lines have."""
    rows = split_lines(text)
    while all(row.lstrip().startswith(">") for row in rows):
        rows = [row.lstrip()[1:] for row in rows]
    return "\n".join(row for row in rows if not _FENCE_LINE.match(row))


def _root(checked: Checked | None, catalogue: Catalogue, at: str) -> str:
    root = catalogue.snippets.get(checked.root) if checked and checked.root else None
    if root is None:
        return ""
    labels = catalogue.labels
    where = lines_in_words(root.lines, labels)
    target = link(where, catalogue.page_of(root.item), at=at, anchor=snippet_anchor(root.id))
    name = labels.verdict(catalogue.state(root.id))
    return div("kb-root", f"{labels('root')}{target} ({name})")


def _witness(snippet: Snippet, catalogue: Catalogue, at: str) -> str:
    """A link to the copy that runs in another source, and what this one lacks of it."""
    witness = catalogue.book.witnesses.get(snippet.id)
    copy = catalogue.snippets.get(witness.snippet) if witness else None
    if witness is None or copy is None:
        return ""
    labels = catalogue.labels
    title = next(one.title for one in catalogue.book.readings if one.source.id == copy.source)
    where = f"{inline(title)} · {lines_in_words(copy.lines, labels)}"
    target = link(where, catalogue.page_of(copy.item), at=at, anchor=snippet_anchor(copy.id))
    said = f"{labels('witness')}{target} ({labels.verdict(catalogue.state(copy.id))})"
    return div("kb-witness", " · ".join([said, *_parts(witness, labels)]))


def _parts(witness: Witness, labels: Labels) -> Iterator[str]:
    for key, parts in (("witness-missing", witness.missing), ("witness-extra", witness.extra)):
        if parts:
            yield labels(key, parts=" ".join(span("kb-token", inline(part)) for part in parts))


def _environment(checked: Checked | None, catalogue: Catalogue) -> str:
    if checked is None:
        return ""
    labels = catalogue.labels
    told = versions(catalogue.book.environments.get(checked.environment, {}), _SHOWN_VERSIONS)
    lines = [labels("ran-with", versions=told)] if told and checked.layout is not None else []
    lines += [labels("error-at", a=checked.line)] if checked.line is not None else []
    return div("kb-env", " · ".join(lines)) if lines else ""


def versions(environment: Mapping[str, str], names: Sequence[str] | None = None) -> str:
    """Names with versions: all of them, or those asked for; empty when none is known."""
    chosen = names or (*_SHOWN_VERSIONS, *sorted(set(environment) - set(_SHOWN_VERSIONS)))
    return ", ".join(inline(f"{name} {environment[name]}") for name in chosen if name in environment)
