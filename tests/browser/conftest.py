"""A real browser, and sites built and served for it."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from string import Template

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from kbtools import demo

HERE = Path(__file__).parent
AXE = "axe-core@4.14.1"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1366,900",
)


def _missing() -> str:
    """Why there is no browser, empty when there is one."""
    wanted = {
        "chromium": ("chromium", "chromium-browser", "google-chrome"),
        "chromedriver": ("chromedriver",),
    }
    gone = [name for name, programs in wanted.items() if not any(map(shutil.which, programs))]
    return f"not installed: {', '.join(gone)}" if gone else ""


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """Headless Chromium that keeps a log of every request; skipped without one, but never in CI."""
    if reason := _missing():
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    options = ChromeOptions()
    options.binary_location = next(
        path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))
    )
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_page_load_timeout(60)
    yield driver
    driver.quit()


def build(root: Path, language: str = "zh") -> Path:
    """The site of the knowledge base in `root`, built with the settings that `kbtools init` gives."""
    template = Template(files("kbtools").joinpath("assets/mkdocs.yml").read_text("utf-8"))
    settings = template.safe_substitute(title='"样例知识库"', language=language)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with a page of every kind and every piece of HTML that pages are made of."""
    root = tmp_path_factory.mktemp("gallery")
    shutil.copytree(HERE / "gallery", root, dirs_exist_ok=True)
    return build(root)


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the demo's five sources, as `kbtools init --demo` and `kbtools build` give it."""
    root = tmp_path_factory.mktemp("demo")
    for name, data in demo.files():
        file = root / "docs" / ".sources" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return build(root)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        """Nothing: pytest's output is for failures."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of a folder, with a slash at its end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def served(gallery: Path) -> Iterator[str]:
    """The address of the gallery."""
    with serve(gallery) as address:
        yield address


@pytest.fixture(scope="session")
def served_demo(demo_site: Path) -> Iterator[str]:
    """The address of the demo's site."""
    with serve(demo_site) as address:
        yield address


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The checker's script from npm; skipped where npm cannot give it, but never in CI."""
    folder = tmp_path_factory.mktemp("axe")
    npm = shutil.which("npm")
    command = [npm or "npm", "pack", AXE, "--silent"]
    if npm is None or subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        reason = f"npm cannot fetch {AXE}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extract("package/axe.min.js", folder, filter="data")
    return (folder / "package" / "axe.min.js").read_text("utf-8")
