"""Everybody can use it: axe-core over every kind of page, light and dark, wide and narrow."""

import os
import shutil
import subprocess
import tarfile

import pytest
from selenium.webdriver import Chrome

AXE = "axe-core@4.14.1"
PAGES = (
    "index.html",
    "topics/tensors.html",
    "topics/training.html",
    "sources/book.html",
    "notebooks/demo.html",
    "guide/start.html",
    "404.html",
)
RUN = """
const done = arguments[0];
axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => done(violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)));
"""
TOPS = """
return [...document.querySelectorAll("#snippet-2 .kb-output")].map(one => one.getBoundingClientRect().top);
"""


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


def show(browser: Chrome, address: str, *, scheme: str, width: int) -> None:
    """Open a page as somebody with this taste and this screen sees it."""
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    browser.get(address)
    browser.execute_async_script("setTimeout(arguments[0], 900)")


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_violation(browser: Chrome, served: str, axe: str, scheme: str, width: int) -> None:
    """Names, contrast, links in text, keyboard reach: no page has a serious fault."""
    faults = {}
    for page in PAGES:
        show(browser, served + page, scheme=scheme, width=width)
        browser.execute_script(axe)
        if wrong := browser.execute_async_script(RUN):
            faults[page] = wrong

    assert faults == {}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(browser: Chrome, served: str, page: str) -> None:
    """Wide code, tables and formulas scroll in their own boxes."""
    show(browser, served + page, scheme="light", width=390)

    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390


def test_outputs_stand_side_by_side_and_stack_on_a_phone(browser: Chrome, served: str) -> None:
    """The recorded output and today's share a line where there is room."""
    rows = []
    for width in (1366, 390):
        show(browser, served + "topics/tensors.html", scheme="light", width=width)
        rows.append(len(set(browser.execute_script(TOPS))))

    assert rows == [1, 2]
