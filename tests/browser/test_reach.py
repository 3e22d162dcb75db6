"""Everybody can use it: axe-core over every kind of page, light and dark, wide and narrow."""

from pathlib import Path
from urllib.parse import quote

import pytest
from selenium.webdriver import Chrome

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
BUTTONS = """
const found = [...document.querySelectorAll(".md-code__nav")].filter(one => !one.closest(".kb-output"));
const pairs = found.map(one => [one, one.parentElement.querySelector("code")]);
const colour = one => getComputedStyle(one).backgroundColor;
return [
  pairs.map(([one, code]) => one.getBoundingClientRect().left - code.getBoundingClientRect().right),
  pairs.map(([one, code]) => [colour(one.parentElement), colour(code)]),
];
"""
"""Pixels between the code and its button, and the colours behind both."""


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_to_copy_covers_no_code_on_a_phone(browser: Chrome, served: str, scheme: str) -> None:
    """It stands beside the box in which the code scrolls, in the box's own colour."""
    show(browser, served + "topics/tensors.html", scheme=scheme, width=390)

    gaps, colours = browser.execute_script(BUTTONS)

    assert gaps
    assert min(gaps) >= 0
    assert all(button == box for button, box in colours)


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


def test_every_page_of_the_demo_is_within_reach(
    browser: Chrome, served_demo: str, demo_site: Path, axe: str
) -> None:
    """What the tool makes of real sources has no serious fault on a phone, and never scrolls sideways."""
    faults = {}
    pages = sorted(path.relative_to(demo_site).as_posix() for path in demo_site.rglob("*.html"))
    for page in pages:
        show(browser, served_demo + quote(page), scheme="light", width=390)
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        browser.execute_script(axe)
        if (wrong := browser.execute_async_script(RUN)) or wide > 390:
            faults[page] = [*wrong, wide]

    assert (len(pages) > 20, faults) == (True, {})
