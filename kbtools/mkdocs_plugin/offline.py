"""The files the site needs beside its pages, all from its own host: style, scripts, mathematics."""

import html
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

FOLDER = "assets/kbtools"
"""Where the files lie in the site."""
STYLE = f"{FOLDER}/kbtools.css"
SCRIPT = f"{FOLDER}/kbtools.js"
WORKER_SHIM = f"{FOLDER}/iframe-worker/shim.js"
"""Lets the search run on `file://`; the theme would fetch the same from unpkg.com."""

_DIALOG = re.compile(r'(<div class="md-search" data-md-component="search")( role="dialog")')
_PLACEHOLDER = re.compile(r'class="md-search__input"[^>]*aria-label="([^"]*)"')


def root() -> Path:
    """The folder of the package that holds the files."""
    return Path(str(files("kbtools"))) / FOLDER


def assets(config: MkDocsConfig) -> Iterator[File]:
    """Every file, to be copied into the site."""
    for path in sorted(root().rglob("*")):
        if path.is_file():
            uri = f"{FOLDER}/{path.relative_to(root()).as_posix()}"
            yield File.generated(config, uri, abs_src_path=str(path))


def register(config: MkDocsConfig) -> list[str]:
    """Name our files before the person's own; what comes out are warnings about what needs a network."""
    config.extra_css.insert(0, STYLE)
    script = ExtraScriptValue(SCRIPT)
    script.defer = True
    config.extra_javascript.insert(0, script)
    if {"offline", "material/offline"} & set(config.plugins):
        polyfills = config.extra.setdefault("polyfills", [])
        if not any("iframe-worker" in str(one) for one in polyfills):
            polyfills.append(WORKER_SHIM)
    _keep_cache(config)
    return _fonts(config)


def _keep_cache(config: MkDocsConfig) -> None:
    """Rendered notebooks are kept with what else can be made again, not wherever mkdocs was started."""
    jupyter = config.plugins.get("mkdocs-jupyter")
    if jupyter is not None and jupyter.config["cache_dir"] == ".cache/mkdocs-jupyter":
        jupyter.config["cache_dir"] = str(Path(config.docs_dir) / ".cache" / "mkdocs-jupyter")


def _fonts(config: MkDocsConfig) -> list[str]:
    """Switch the theme's web fonts off where nobody asked for them, and warn where somebody did."""
    if config.theme.name != "material" or config.theme.get("font") is False:
        return []
    themes = [one.get("theme") for one in config.user_configs]
    if not any(isinstance(theme, dict) and "font" in theme for theme in themes):
        config.theme["font"] = False
        return []
    return ["theme.font makes every page ask fonts.googleapis.com; `font: false` needs no network"]


def label_search(page: str) -> str:
    """The page with a name for its search dialog, which the theme leaves without one."""
    placeholder = _PLACEHOLDER.search(page)
    if placeholder is None:
        return page
    label = html.escape(html.unescape(placeholder[1]))
    return _DIALOG.sub(rf'\1 aria-label="{label}"\2', page)
