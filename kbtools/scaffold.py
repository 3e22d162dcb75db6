"""A new knowledge base: mkdocs.yml, docs/, .gitignore; never over anything that is there."""

import json
from importlib.resources import files
from pathlib import Path
from string import Template

from kbtools import demo, site
from kbtools.pages.index_opening import index_opening
from kbtools.problems import Code, KbError, Problem, Severity

_GITIGNORE = "site/\ndocs/.cache/\n.venv/\n__pycache__/\n"


def init(folder: Path, *, title: str, language: str, demo_too: bool) -> tuple[str, ...]:
    """The paths written below the folder, by name.

    Raises:
        KbError: a problem for every file that is in the way; then nothing is written at all.
    """
    texts = {name: text.encode() for name, text in _texts(title, language).items()}
    if demo_too:
        texts |= {f"docs/.sources/{name}": data for name, data in demo.files()}
    if taken := [name for name in texts if (folder / name).exists() and name != ".gitignore"]:
        raise KbError([_taken(folder / name) for name in taken])
    new = {name: data for name, data in texts.items() if not (folder / name).exists()}
    for name, data in new.items():
        site.write_bytes(folder / name, data)
    return tuple(sorted(new))


def _texts(title: str, language: str) -> dict[str, str]:
    template = Template(files("kbtools.assets").joinpath("mkdocs.yml").read_text("utf-8"))
    # A JSON string is a YAML string: a title may hold quotes, colons or a leading dash.
    settings = template.substitute(title=json.dumps(title, ensure_ascii=False), language=language)
    return {
        "mkdocs.yml": settings,
        ".gitignore": _GITIGNORE,
        "docs/index.md": index_opening(title, language),
    }


def _taken(path: Path) -> Problem:
    what = "is there already, and init overwrites nothing"
    return Problem(
        str(path), 0, Severity.ERROR, Code.FILE_EXISTS, what, "choose another folder, or move it away"
    )
