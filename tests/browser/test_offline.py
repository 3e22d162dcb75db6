"""Nothing leaves the machine."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from selenium.webdriver import Chrome

PAGES = (
    "index.html",
    "topics/tensors.html",
    "topics/training.html?h=梯度消失",
    "sources/book.html",
    "notebooks/demo.html",
    "guide/start.html",
    "404.html",
)


def requests(browser: Chrome) -> Iterator[str]:
    """Every address the browser asked for since this was last called."""
    for entry in browser.get_log("performance"):  # type: ignore[no-untyped-call]
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            yield message["params"]["request"]["url"]


def complaints(browser: Chrome) -> list[str]:
    """What the console says is wrong since this was last called."""
    entries = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]


@pytest.mark.parametrize("page", PAGES)
def test_every_request_goes_to_the_sites_own_host(browser: Chrome, served: str, page: str) -> None:
    """Styles, scripts, fonts, mathematics, icons and the search index are the site's own."""
    list(requests(browser))
    complaints(browser)
    browser.get(served + quote(page, safe="/?=."))
    browser.implicitly_wait(0)
    browser.execute_async_script("setTimeout(arguments[0], 1500)")
    asked = [url for url in requests(browser) if urlsplit(url).scheme not in {"data", "blob", "about"}]

    assert [url for url in asked if not url.startswith(served)] == []
    assert any(url.endswith(("search_index.json", "search_index.js")) for url in asked)
    assert complaints(browser) == []


def test_mathematics_is_set_only_where_there_is_some(browser: Chrome, served: str) -> None:
    """A page with formulas loads KaTeX and its fonts from beside the site, a page without loads nothing."""
    list(requests(browser))
    browser.get(served + "sources/book.html")
    browser.execute_async_script("setTimeout(arguments[0], 800)")
    without = list(requests(browser))
    browser.get(served + "topics/tensors.html")
    browser.execute_async_script("setTimeout(arguments[0], 1500)")
    formulas = browser.execute_script("return document.querySelectorAll('.katex .mord').length")

    assert [url for url in without if "katex" in url] == []
    assert formulas > 5
    assert any(url.endswith(".woff2") for url in requests(browser))


def test_the_page_works_from_disk(browser: Chrome, gallery: Path) -> None:
    """Opened as a file, a notebook's mathematics is set and nothing is asked of any host."""
    list(requests(browser))
    browser.get((gallery / "notebooks" / "demo.html").as_uri())
    browser.execute_async_script("setTimeout(arguments[0], 1500)")

    assert browser.execute_script("return document.querySelectorAll('.katex').length") == 2
    assert [
        url for url in requests(browser) if urlsplit(url).scheme not in {"file", "data", "blob", "about"}
    ] == []


def test_no_page_of_the_demo_asks_another_host(browser: Chrome, served_demo: str, demo_site: Path) -> None:
    """Notes full of links, pictures and formulas make pages that fetch nothing from elsewhere."""
    list(requests(browser))
    for path in sorted(demo_site.rglob("*.html")):
        browser.get(served_demo + quote(path.relative_to(demo_site).as_posix()))
        browser.execute_async_script("setTimeout(arguments[0], 400)")
    asked = [url for url in requests(browser) if urlsplit(url).scheme not in {"data", "blob", "about"}]

    assert [url for url in asked if not url.startswith(served_demo)] == []
