"""The few HTML pieces that pages are made of; everything else is plain Markdown.

Every piece is a block or a span whose content stays Markdown (`markdown="1"` with blank lines around), so
a page reads in any CommonMark renderer too. No piece has a style, a script or an event. What a style sheet
can hold on to:

Items (`div`; the id is the item's id, the target of every permalink):
    kb-item                  a highlight or a note; has one of the two next as well
    kb-highlight, kb-note
    kb-quote                 in a highlight: holds one `blockquote`, the passage
    kb-context               in a highlight, `details`: the passage (`mark`) in what stands around it
    kb-comment               in a highlight: what the reader wrote about it
    kb-body                  in a note: its blocks
    kb-meta                  last in an item: one paragraph of spans, separated by ` · `:
        kb-source            link to the source's page, at this item
        kb-topic             link to the topic's page, at this item (on source pages)
        kb-place             page, offset or lines, in words
        kb-tag               one tag, a link to its page
        kb-permalink         holds the link `#` to the item itself
        kb-created           the day a highlight was made
    kb-conflict              in an item, one paragraph: what other sources say otherwise
    kb-origins               in an item: links to the other sources that have a passage of it
    kb-same                  `details`: a passage that stands elsewhere on the page too, in its own place
        kb-origin            one paragraph: link to where it is shown
        kb-diff              one paragraph: where it differs, as `del` and `ins`
    kb-copy                  an item inside another one that says the same; holds one kb-same
    kb-why                   in kb-meta, `details`: why an item stands here
    kb-guesses               list of the topics an unplaced item may belong to

Snippets (`div`; the id is `snippet-` and the snippet's id with `-` for `/`):
    kb-snippet kb-<verdict>  a card; `<verdict>` is one of verified, verified-shape, ran, drifted, raised,
                             blocked, not-code, timeout, denied, accepted, not-run; on the card, the badge and
                             the parts of the bar
    kb-snippet-head          one paragraph: badge, then the line of the note
        kb-badge kb-<verdict>
        kb-line
    kb-reason                one paragraph: why the verdict is what it is
    kb-code                  holds the code as it ran (one fence)
    kb-outputs               holds one or two of the next; two stand side by side where there is room
    kb-output kb-recorded    what the author recorded: a kb-label, a fence
    kb-output kb-accepted    what a person accepted in its place: a kb-label, a fence
    kb-output kb-today       what running it printed today: a kb-label, a fence
    kb-figures               pictures that running it drew today, a paragraph each, under a kb-label
    kb-label                 a small heading that is not part of the table of contents
    kb-matrix                a kb-label, then what several environments show:
        kb-columns           holds one kb-column for each: badge and versions, then what differs
    kb-supplied              imports that were added: a kb-label, a fence
    kb-stderr                `details`: what a snippet wrote to standard error (one fence)
    kb-original              `details`: the code as it stands in the source, what was done to it as summary
    kb-witness               one paragraph: link to the copy that runs, and what this one lacks (kb-token)
    kb-root                  one paragraph: link to the snippet whose failure caused this one
    kb-env                   one paragraph: versions that produced today's output

Pages:
    kb-counts                one paragraph of counts under a title
    kb-bar                   holds one `svg` (viewBox 0 0 100 4) of `rect`s with class kb-<verdict>
    kb-children              list of sub-topics
    kb-tree                  list of all topics on the index
    kb-tags                  list of tags, nested ones below the outer
    kb-related               list of the topics related to a topic
    kb-backlinks             list of the items that link to the page
    kb-beside                beside a link in such a list: why it stands there, or where it comes from
    kb-empty                 one paragraph: said when there is nothing to list
    kb-drops                 `details`: what was left out of a source for one reason
    kb-clash                 sources that disagree, on the errata page (the id is the conflict's id)
    kb-way                   in kb-clash: one way to tell it, its words and its origins
    kb-erratum               a snippet whose record does not hold on the errata page, around its card

Inside strangers' text:
    kb-wikilink              a link between notes that leads nowhere; with an alias the target is its title
    kb-embed                 the same of an embedded note or picture
    kb-math                  holds `math`
    kb-destination           where a link that is not one any more pointed to
    admonition <kind>        a callout with an `admonition-title`; `details` of class `<kind>` when it folds
"""

import re

_NOT_WORD = re.compile(r"[^\w ]")


def attribute(text: str) -> str:
    """The text as the value of an HTML attribute, for between double quotes: all marks as entities."""
    return _NOT_WORD.sub(_entity, " ".join(text.split()))


def _entity(match: re.Match[str]) -> str:
    return match[0] if match[0] in "-./#" or not match[0].isascii() else f"&#{ord(match[0])};"


def div(classes: str, body: str, *, anchor: str = "") -> str:
    """A block around Markdown; `anchor` becomes its id, empty for none."""
    identity = f' id="{attribute(anchor)}"' if anchor else ""
    return f'<div class="{classes}"{identity} markdown="1">\n\n{body.strip()}\n\n</div>'


def details(classes: str, summary: str, body: str, *, searched: bool = True) -> str:
    """A folded block around Markdown; the summary is plain text and is escaped here.

    The search leaves out what is not `searched`: words of ours that stand under every item.
    """
    hidden = "" if searched else " data-search-exclude"
    head = f'<details class="{classes}"{hidden} markdown="1">\n<summary>{attribute(summary)}</summary>'
    return f"{head}\n\n{body.strip()}\n\n</details>"


def span(classes: str, inner: str, *, title: str = "") -> str:
    """An inline piece around Markdown; `title` is plain text and is escaped here."""
    tooltip = f' title="{attribute(title)}"' if title else ""
    return f'<span class="{classes}"{tooltip}>{inner}</span>'


def paragraphs(*blocks: str) -> str:
    """The non-empty blocks with one blank line between each two."""
    return "\n\n".join(block.strip("\n") for block in blocks if block.strip())
