"""The plugin, through the real `mkdocs`."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from string import Template

import pytest
from bs4 import BeautifulSoup
from ruamel.yaml import YAML

MKDOCS = (sys.executable, "-m", "mkdocs")
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
NOTE = "# 张量\n\n## 广播\n\n长度为 1 的轴会被拉长。\n\n```python\n1 + 1\n```\n"
UNCLOSED = "# 自动微分\n\n```python\nx = 1\n"


def settings(language: str = "zh") -> str:
    """What `kbtools init` writes to mkdocs.yml."""
    template = Template(files("kbtools").joinpath("assets/mkdocs.yml").read_text("utf-8"))
    return template.substitute(title='"样例: \\"知识库\\""', language=language)


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    """A knowledge base of one source."""
    (tmp_path / "docs" / ".sources").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(settings(), "utf-8")
    (tmp_path / "docs" / ".sources" / "note.md").write_text(NOTE, "utf-8")
    return tmp_path


def change(kb: Path, old: str, new: str) -> None:
    """Replace a piece of mkdocs.yml that must be there."""
    text = (kb / "mkdocs.yml").read_text("utf-8")
    assert old in text
    (kb / "mkdocs.yml").write_text(text.replace(old, new), "utf-8")


def build(kb: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build`."""
    command = [*MKDOCS, "build", *options]
    return subprocess.run(command, cwd=kb, env=ENVIRONMENT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_knowledge_base_builds_strictly(kb: Path, language: str) -> None:
    """The settings of `kbtools init` give no warning, and the topic's page is there."""
    (kb / "mkdocs.yml").write_text(settings(language), "utf-8")
    done = build(kb, "--strict")

    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
    assert list((kb / "site" / "topics").glob("*.html"))


def test_the_end_of_life_banner_fails_no_strict_build(kb: Path) -> None:
    """What the theme says about its own future is no warning about the notes."""
    environment = {key: value for key, value in ENVIRONMENT.items() if key != "NO_MKDOCS_2_WARNING"}
    command = [*MKDOCS, "build", "--strict"]
    done = subprocess.run(command, cwd=kb, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_the_site_holds_no_tool_files(kb: Path) -> None:
    """Sources, caches, ledger and outline are not published."""
    build(kb)
    published = [path.relative_to(kb / "site").as_posix() for path in (kb / "site").rglob("*")]

    assert [name for name in published if name.startswith(".") or name == "topics.yml"] == []


def test_no_page_names_another_host(kb: Path) -> None:
    """No script, style, font or image of a page comes from elsewhere."""
    build(kb)
    fetched = re.compile(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?//[^"]*"')
    pages = [path.read_text("utf-8") for path in (kb / "site").rglob("*.html")]

    assert [found for page in pages for found in fetched.findall(page)] == []


def test_an_unknown_option_ends_the_build_with_its_hint(kb: Path) -> None:
    """A slip in mkdocs.yml is told with the nearest name, and nothing is built."""
    change(kb, "kbtools:\n      language:", "kbtools:\n      langage:")
    done = build(kb)

    assert (done.returncode, "did you mean `language`?" in done.stderr) == (1, True), done.stderr


def test_fonts_a_person_asks_for_are_kept_and_warned_of(kb: Path) -> None:
    """A choice that needs a network is the person's, but said."""
    change(kb, "font: false # no web fonts: no page asks another host for anything", "font: { text: Lato }")
    done = build(kb)

    assert "fonts.googleapis.com" in done.stderr
    assert "family=Lato" in (kb / "site" / "index.html").read_text("utf-8")


def test_fonts_nobody_asked_for_are_off(kb: Path) -> None:
    """The theme's default would fetch Roboto at every page view."""
    change(kb, "  font: false # no web fonts: no page asks another host for anything\n", "")
    done = build(kb, "--strict")

    assert done.returncode == 0, done.stderr
    assert "googleapis" not in (kb / "site" / "index.html").read_text("utf-8")


def test_warnings_of_real_notes_fail_only_on_demand(kb: Path) -> None:
    """A fence that its author never closed does not stop `--strict`, unless kbtools is told to be strict."""
    (kb / "docs" / ".sources" / "open.md").write_text(UNCLOSED, "utf-8")
    lenient = build(kb, "--strict")
    change(kb, "kbtools:\n", "kbtools:\n      strict: true\n")
    strict = build(kb, "--strict")

    assert (lenient.returncode, strict.returncode) == (0, 1), lenient.stderr + strict.stderr
    assert "FENCE-UNCLOSED" in lenient.stderr


def test_a_chapter_stands_once_in_the_navigation(kb: Path) -> None:
    """Its name leads to its page, below it stand its sections only, and its address is made of its name."""
    outline = "topics:\n  - title: 张量\n    children:\n      - title: 广播\n"
    (kb / "docs" / "topics.yml").write_text(outline, "utf-8")
    done = build(kb, "--strict")
    chapter, section = (kb / "site" / "topics" / f"{name}.html" for name in ("张量", "广播"))
    side = BeautifulSoup(section.read_text("utf-8"), "html.parser").select_one(".md-nav--primary")

    assert (done.returncode, chapter.is_file(), side is not None) == (0, True, True), done.stderr
    rows = side.select('a:not([href^="#"]), label.md-nav__link') if side else []
    assert [one.get_text(strip=True) for one in rows].count("张量") == 1


def test_a_persons_own_navigation_wins(kb: Path) -> None:
    """`nav` in mkdocs.yml is not replaced."""
    (kb / "docs" / "own.md").write_text("# 自己的页\n", "utf-8")
    change(kb, "docs_dir: docs\n", "docs_dir: docs\nnav:\n  - 只有这页: own.md\n")
    build(kb)
    tabs = re.search(
        r'<nav class="md-tabs".*?</nav>', (kb / "site" / "own.html").read_text("utf-8"), re.DOTALL
    )

    assert tabs is not None
    assert tabs[0].count("<li") == 1


def test_the_template_is_valid_yaml(kb: Path) -> None:
    """A title may hold quotes and colons."""
    data = YAML(typ="rt").load((kb / "mkdocs.yml").read_text("utf-8"))

    assert data["site_name"] == '样例: "知识库"'


class Serving:
    """A running `mkdocs serve` and what it said."""

    def __init__(self, kb: Path) -> None:
        """Start it on a free port."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [*MKDOCS, "serve", "--dev-addr", address]
        self.process = subprocess.Popen(
            command, cwd=kb, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        self.lines: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self.process.stderr or ():
            self.lines.append(line)

    def count(self, words: str) -> int:
        """How many lines hold the words."""
        return sum(words in line for line in self.lines)

    def wait(self, true: Callable[[], bool], seconds: float = 60) -> None:
        """Until it is true; an error with all that was said when it never is."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "".join(self.lines)
            time.sleep(0.1)

    def stop(self) -> None:
        """As with the keyboard."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(20)
        assert self.process.stderr is not None
        self.process.stderr.close()


def test_serve_settles_after_one_rebuild(kb: Path) -> None:
    """Touching a source rebuilds the site once: the pages that this writes start no second round."""
    serving = Serving(kb)
    try:
        serving.wait(lambda: serving.count("Serving on") == 1)
        time.sleep(2.5)
        before = serving.count("Detected file changes")
        (kb / "docs" / ".sources" / "note.md").write_text(NOTE.replace("拉长", "广播开来"), "utf-8")
        serving.wait(lambda: serving.count("Reloading browsers") == before + 1)
        time.sleep(2.5)
    finally:
        serving.stop()

    assert (before, serving.count("Detected file changes")) == (0, 1), "".join(serving.lines)
    assert "广播开来" in "".join(path.read_text("utf-8") for path in (kb / "docs" / "topics").glob("*.md"))


def test_the_repository_uses_the_settings_it_gives() -> None:
    """What `kbtools init` writes is what builds the project's own site, but for the name."""
    own = (Path(__file__).parents[2] / "mkdocs.yml").read_text("utf-8")

    assert own == settings().replace('"样例: \\"知识库\\""', "kbtools")
