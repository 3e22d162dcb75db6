"""An outline read from the navigation of a site."""

from typing import Any

from kbtools.model import Topic
from kbtools.topics.outlines.navigation import read_navigation


def tree(topics: tuple[Topic, ...]) -> list[Any]:
    """Titles, nested."""
    return [[topic.title, tree(topic.children)] if topic.children else topic.title for topic in topics]


def test_the_way_home_and_out_of_a_site_is_no_topic() -> None:
    """Of a `nav:` the front page and addresses of other sites; under a title of its own it is a part."""
    text = """\
site_name: Small systems
nav:
  - Home: index.md
  - 首页: ./README.md
  - Small systems: index.md
  - What a kernel is: index.md
  - Processes:
      - Threads: processes/threads.md
      - Index: processes/index.md
      - Video: https://example.com/film
  - Chat: //example.com/chat
  - Paging: index/paging.md
"""

    found = tree(read_navigation(text).topics)

    assert found == ["What a kernel is", ["Processes", ["Threads", "Index"]], "Paging"]


def test_a_file_without_a_title_has_its_name() -> None:
    """As mkdocs names it; a folder's own page is the way to its front, and a pattern names no page."""
    text = """\
nav:
  - first-steps.md
  - Guide:
      - guide/index.md
      - guide/how_to.md
      - HTTP.md
  - https://example.com/elsewhere.md
  - ... | blog/*.md
"""

    assert tree(read_navigation(text).topics) == ["First steps", ["Guide", ["How to", "HTTP"]]]


def test_a_navigation_may_be_written_as_a_mapping() -> None:
    """Sections of one file each, with tags of mkdocs beside them."""
    text = """\
extra: {key: !ENV [KEY, none]}
emoji: !!python/name:material.extensions.emoji.twemoji
nav:
  光:
    反射: a.md
    折射: b.md
  声: c.md
"""

    assert tree(read_navigation(text).topics) == [["光", ["反射", "折射"]], "声"]


def test_a_site_without_navigation_gives_no_topic() -> None:
    """Its pages are found in their folder."""
    assert read_navigation("site_name: x\n").topics == ()
