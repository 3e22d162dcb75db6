"""The design holds: imports point one way, nothing heavy is pulled in, files stay small."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kbtools"
STAGES = ("sources", "topics", "snippets", "verify", "pages")
# Every room and the rooms it may import from; the design's arrow, spelt out.
MAY_IMPORT: dict[str, set[str]] = {
    "records": set(),
    "text": {"records"},
    "compare": set(),
    "mentions": set(),
    "printout": set(),
    "problems": {"text"},
    "decode": {"problems"},
    "model": {"records", "text", "problems"},
    "config": {"text", "problems"},
    "hidden": {"text", "model"},
    "privacy": set(),
    "spawn": set(),
    **{
        stage: {"text", "compare", "mentions", "printout", "problems", "model", "hidden", "privacy"}
        for stage in STAGES
    },
    "sources": {
        "records",
        "text",
        "compare",
        "mentions",
        "printout",
        "problems",
        "model",
        "hidden",
        "privacy",
    },
    "verify": {"text", "compare", "mentions", "problems", "model", "hidden", "privacy", "spawn"},
    "site": {"text", "problems", "model"},
    "search": {"text"},
    "demo": set(),
    "assets": set(),
    "figures": {"model", "config", "site"},
    "intake": {"text", "problems", "decode", "model", "config", "site", "sources"},
    "curation": {"text", "problems", "decode", "model", "config", "site", "intake", "sources", "topics"},
    "exports": {"text", "problems", "model", "config", "site", "intake", "sources"},
    "placing": {"problems", "model", "config", "site", "topics"},
    "scaffold": {"pages", "problems", "config", "site", "intake", "demo"},
    "inspection": {"text", "model", "intake", "sources", "snippets"},
    "pipeline": {"memo", "text", "problems", "model", "config", "site", "intake", "placing", *STAGES},
    "selection": {"text", "problems", "model"},
    "stamp": set(),
    "memo": {"stamp", "site"},
    "verified": {"memo", "problems", "model", "verify"},
    "verification": {
        "memo",
        "verified",
        "figures",
        "problems",
        "model",
        "config",
        "site",
        "selection",
        "verify",
        "pipeline",
    },
    "acceptance": {"problems", "model", "config", "site", "selection", "snippets", "verify", "pipeline"},
    "cli": {
        "spawn",
        "stamp",
        "text",
        "problems",
        "model",
        "config",
        "intake",
        "inspection",
        "scaffold",
        "curation",
        "exports",
        "acceptance",
        "verification",
        "pipeline",
    },
    "mkdocs_plugin": {"text", "problems", "model", "config", "pipeline", "search"},
    "pytest_plugin": {"text", "problems", "model", "config", "verification", "pipeline"},
}
STDLIB_ONLY = sorted(
    path.name for glob in ("fence*.py", "worker*.py") for path in (PACKAGE / "verify").glob(glob)
)


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the package, by dotted name without the package's own."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), path


def imports(path: Path) -> set[str]:
    """Dotted names a module imports, those under TYPE_CHECKING and inside functions included."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def rooms(path: Path) -> set[str]:
    """The rooms of the house that a module imports from."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("kbtools.")} - {"__version__"}


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, path in modules() if name])
def test_imports_point_one_way(name: str, path: Path) -> None:
    """A module imports only from rooms before its own, or from its own."""
    room = name.split(".", maxsplit=1)[0]

    assert rooms(path) - {room} <= MAY_IMPORT[room]


def test_no_import_cycles() -> None:
    """The graph of modules, functions' inner imports included, has no cycle."""
    graph = {f"kbtools.{name}" if name else "kbtools": imports(path) for name, path in modules()}
    edges = {
        module: {_module(target, graph) for target in targets} - {None, module}
        for module, targets in graph.items()
    }
    done: set[str] = set()

    while ready := [module for module in edges if module not in done and edges[module] <= done]:
        done |= set(ready)

    assert sorted(set(edges) - done) == []


def _module(target: str, graph: dict[str, set[str]]) -> str | None:
    """The module of the package that an imported name lives in; None for a foreign one."""
    while target not in graph and "." in target:
        target = target.rpartition(".")[0]
    return target if target in graph and target != "kbtools" else None


@pytest.mark.parametrize("name", STDLIB_ONLY)
def test_worker_needs_nothing_but_the_standard_library(name: str) -> None:
    """The Python that runs snippets has nothing of kbtools, so its files import neither it nor PyPI."""
    optional = {"torch", "IPython", "numpy", "matplotlib"}
    top = {target.split(".")[0] for target in imports(PACKAGE / "verify" / name)} - optional

    beside = {Path(one).stem for one in STDLIB_ONLY}
    assert top <= set(sys.stdlib_module_names) | beside


def test_torch_is_imported_in_the_worker_only() -> None:
    """No other module names torch in an import."""
    users = [name for name, path in modules() if any(t.split(".")[0] == "torch" for t in imports(path))]

    assert [name for name in users if not name.startswith("verify.worker")] == []


def test_importing_the_package_is_light() -> None:
    """`import kbtools` pulls in no third-party module."""
    code = "import kbtools, sys; print(sorted({m.split('.')[0] for m in sys.modules}))"
    out = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    ).stdout

    assert not {"torch", "mkdocs", "click", "rich", "markdown_it", "numpy"} & set(ast.literal_eval(out))


@pytest.mark.parametrize(("name", "path"), list(modules()))
def test_modules_and_functions_stay_small(name: str, path: Path) -> None:
    """No module past 300 lines, no function past 50."""
    text = path.read_text("utf-8")
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 50]

    assert (name, text.count("\n") <= 300, long) == (name, True, [])
