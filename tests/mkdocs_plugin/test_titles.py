"""Titles come from strangers' headings; the theme puts them into every page as they are."""

import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
NOTE = """\
# 1. <img src=x onerror=alert(1)> 标题

正文

## 1.1 <q onclick=alert(2)>二</q> & Q&A

```python
1 + 1
```

## 1.2 </title><script>alert(3)</script>

文字
"""
TOPICS = """\
topics:
  - title: <img src=x onerror=alert(1)> 标题
    children:
      - title: <q onclick=alert(2)>二</q> & Q&A
      - title: </title><script>alert(3)</script>
"""


class Markup(HTMLParser):
    """Collects what would run."""

    def __init__(self) -> None:
        """Nothing is found yet."""
        super().__init__()
        self.live: list[str] = []
        self.script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An event handler or a foreign image."""
        self.script = tag == "script"
        self.live += [
            f"{tag} {name}={value}" for name, value in attrs if name.startswith("on") or value == "x"
        ]

    def handle_data(self, data: str) -> None:
        """The text of a script."""
        if self.script and "alert" in data:
            self.live.append(data)

    def handle_endtag(self, tag: str) -> None:
        """A script is over."""
        self.script = self.script and tag != "script"


@pytest.fixture(scope="module")
def site(kbtools: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of one hostile note, with its own file name hostile too."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / 'evil"<x onclick=a>.md').write_text(NOTE, "utf-8")
    kbtools("init", "kb", cwd=folder)
    (folder / "kb/docs/topics.yml").write_text(TOPICS, "utf-8")
    kbtools("import", '../evil"<x onclick=a>.md', cwd=folder / "kb")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    subprocess.run(mkdocs, cwd=folder / "kb", check=True)
    return folder / "kb" / "site"


def test_no_title_becomes_live_markup(site: Path) -> None:
    """Not in the navigation, the table of contents, the head or the footer of any page."""
    found = {}
    for page in site.rglob("*.html"):
        markup = Markup()
        markup.feed(page.read_text("utf-8"))
        found[page.name] = markup.live

    assert {name: live for name, live in found.items() if live} == {}


def test_titles_are_shown_to_the_letter(site: Path) -> None:
    """A person reads what the author wrote, ampersands too."""
    home = (site / "index.html").read_text("utf-8")

    assert "&lt;q onclick=alert(2)&gt;二&lt;/q&gt; &amp; Q&amp;A" in home
    assert "&amp;lt;" not in home
    assert "&amp;amp;" not in home
