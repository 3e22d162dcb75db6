"""What stands at the foot of a page: topics related to it, and what links to it."""

from kbtools.model import TopicSlug
from kbtools.pages.catalogue import Catalogue, link, topic_path
from kbtools.pages.connections import Connections, related
from kbtools.pages.html import div, paragraphs, span
from kbtools.pages.listed import line
from kbtools.pages.markup import inline
from kbtools.pages.reasons import told


def related_topics(slug: TopicSlug, known: Catalogue, linked: Connections, *, at: str) -> str:
    """The related topics with the reasons; empty when there is none."""
    labels = known.labels
    rows = []
    for one in related(slug, known, linked):
        topic = known.topics[one.topic]
        name = link(inline(f"{topic.number} {topic.title}"), topic_path(topic.slug), at=at)
        why = labels("semicolon").join(inline(told(reason, labels.language)) for reason in one.reasons)
        rows.append(f"-   {name} {span('kb-beside', why)}")
    return paragraphs(f"## {labels('related')}", div("kb-related", "\n".join(rows))) if rows else ""


def backlinks(page: str, known: Catalogue, linked: Connections) -> str:
    """The items elsewhere that link to the page; empty when there is none."""
    rows = [line(entry, known, at=page) for entry in linked.backlinks.get(page, ())]
    if not rows:
        return ""
    return paragraphs(f"## {known.labels('backlinks')}", div("kb-backlinks", "\n".join(rows)))


def tag_link(name: str, known: Catalogue, *, at: str) -> str:
    """A tag that leads to its page."""
    page = known.tag_page(name)
    return span("kb-tag", link(inline(name), page, at=at) if page else inline(name))
