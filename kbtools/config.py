"""The frozen configuration, read from mkdocs.yml: an unknown key is an error with the nearest name."""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kbtools.problems import Code, ConfigError, Problem, Severity, nearest

FILE_NAME = "mkdocs.yml"
PLUGIN = "kbtools"
LANGUAGES = ("zh", "en")
FENCES = ("auto", "strict", "off")


@dataclass(frozen=True, slots=True)
class Options:
    """What stands under `plugins: - kbtools:` in mkdocs.yml; every field is a key there."""

    language: str = "zh"
    """Language of labels, one of LANGUAGES; what authors wrote stays as it is."""
    python: str = ""
    """The Python that runs snippets; empty for the one that runs kbtools."""
    timeout: float = 60.0
    """Seconds a session may take before it is stopped."""
    memory: int = 2048
    """MiB a session may add to what its Python holds after the imports."""
    jobs: int = 0
    """Sessions run at once; 0 for one a core."""
    fence: str = "auto"
    """One of FENCES: what the system offers, refuse with less than all of it, or none."""
    strict: bool = False
    """Whether warnings count as errors."""


@dataclass(frozen=True, slots=True)
class Config:
    """One knowledge base: where it lies and what its person chose."""

    root: Path
    """Absolute folder of mkdocs.yml."""
    title: str
    """`site_name`."""
    docs_dir: Path
    """Absolute; `docs` below the root unless mkdocs.yml says otherwise."""
    options: Options = Options()

    @property
    def language(self) -> str:
        """Language of labels."""
        return self.options.language

    @property
    def sources_dir(self) -> Path:
        """Where imported files lie, byte for byte."""
        return self.docs_dir / ".sources"

    @property
    def outline_file(self) -> Path:
        """The outline, the person's after it was first written."""
        return self.docs_dir / "topics.yml"

    @property
    def snippets_dir(self) -> Path:
        """One runnable file a source, and the stored results."""
        return self.root / "snippets"

    @property
    def results_file(self) -> Path:
        """The stored verdicts."""
        return self.snippets_dir / "results.json"

    def relative(self, path: Path) -> str:
        """A path as problems and pages show it: below the root with `/`, else as it is."""
        absolute = path.absolute()
        if absolute.is_relative_to(self.root):
            return absolute.relative_to(self.root).as_posix()
        return str(path)


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, whose mkdocs.yml names the plugin.

    Raises:
        ConfigError: when there is none.
    """
    for folder in (start.absolute(), *start.absolute().parents):
        if names_plugin(folder / FILE_NAME):
            return folder
    raise ConfigError(
        [
            Problem(
                path=str(start),
                line=0,
                severity=Severity.ERROR,
                code=Code.NO_KNOWLEDGE_BASE,
                what=f"no {FILE_NAME} with the {PLUGIN} plugin here or in a folder above",
                hint="run `kbtools init .` to make one here",
            )
        ]
    )


def names_plugin(file: Path) -> bool:
    """Whether an mkdocs.yml lists the plugin; also when the file is broken and names it, so that it is told.

    Another project's file may hold the word as well: as a path, in a comment, in its own name.
    """
    if not file.is_file() or PLUGIN not in file.read_text("utf-8", "replace"):
        return False
    try:
        return any(PLUGIN in plugin for plugin in _plugins(_read(file)))
    except ConfigError:
        return True


def load(root: Path) -> Config:
    """The configuration of the knowledge base in `root`.

    Raises:
        ConfigError: when mkdocs.yml cannot be read or says something kbtools does not know.
    """
    root = root.absolute()
    data = _read(root / FILE_NAME)
    docs_dir = root / str(data.get("docs_dir") or "docs")
    return parse(
        _plugin_options(data), root, title=str(data.get("site_name") or root.name), docs_dir=docs_dir
    )


def parse(
    options: Mapping[str, object],
    root: Path,
    *,
    title: str,
    docs_dir: Path,
    env: Mapping[str, str] = os.environ,
) -> Config:
    """The configuration made of raw plugin options; `KBTOOLS_PYTHON` wins over the key `python`.

    Raises:
        ConfigError: all that is wrong, at once.
    """
    problems = [problem for key, value in options.items() for problem in _check(str(key), value)]
    if problems:
        raise ConfigError(problems)
    chosen = {str(key): _coerce(str(key), value) for key, value in options.items()}
    if env.get("KBTOOLS_PYTHON"):
        chosen["python"] = env["KBTOOLS_PYTHON"]
    return Config(root.absolute(), title, docs_dir.absolute(), Options(**chosen))  # type: ignore[arg-type]


def _read(file: Path) -> Mapping[str, object]:
    try:
        data = _parsed(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        what = f"cannot be read: {getattr(error, 'problem', None) or error}"
        raise ConfigError([_invalid(what, mark.line + 1 if mark else 0)]) from error
    if not isinstance(data, Mapping):
        raise ConfigError([_invalid("is not a mapping of keys to values")])
    return data


@lru_cache(maxsize=1)
def _parsed(text: str) -> object:
    """What a text of YAML holds; asked twice of the same file, first whether it names the plugin."""
    # The round-trip loader keeps tags such as `!!python/name` as data and runs nothing.
    return YAML(typ="rt").load(text)


def _plugins(data: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Every plugin by its name with its options; both a list and a mapping of plugins are taken."""
    plugins = data.get("plugins") or []
    if isinstance(plugins, Mapping):
        return [{key: value} for key, value in plugins.items()]
    rows = plugins if isinstance(plugins, list) else []
    return [row if isinstance(row, Mapping) else {str(row): None} for row in rows]


def _plugin_options(data: Mapping[str, object]) -> Mapping[str, object]:
    options = next((plugin[PLUGIN] for plugin in _plugins(data) if PLUGIN in plugin), None) or {}
    if not isinstance(options, Mapping):
        raise ConfigError([_invalid(f"plugins: {PLUGIN}: must hold keys and values")])
    return options


_DEFAULTS: dict[str, object] = {field.name: field.default for field in fields(Options)}
_CHOICES = {"language": LANGUAGES, "fence": FENCES}
_LIMITS = ("timeout", "memory")
# With none of these no snippet could run at all.


def _check(key: str, value: object) -> list[Problem]:
    if key not in _DEFAULTS:
        near = nearest(key, _DEFAULTS)
        hint = f"did you mean `{near}`?" if near else f"the keys are {', '.join(_DEFAULTS)}"
        return [_problem(Code.CONFIG_UNKNOWN_KEY, f"unknown key `{key}` under plugins: {PLUGIN}", hint)]
    if key in _CHOICES and value not in _CHOICES[key]:
        return [_invalid(f"`{key}` must be one of {', '.join(_CHOICES[key])}, not {value!r}")]
    if not _fits(value, _DEFAULTS[key]):
        return [_invalid(f"`{key}` must be {_kind(_DEFAULTS[key])}, not {value!r}")]
    return [_invalid(f"`{key}` must be more than 0")] if key in _LIMITS and not value else []


def _fits(value: object, default: object) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, int | float):
        return (
            isinstance(value, int | float)
            and math.isfinite(value)
            and value >= 0
            and (isinstance(default, float) or value == int(value))
        )
    return isinstance(value, str)


def _kind(default: object) -> str:
    if isinstance(default, bool):
        return "true or false"
    if isinstance(default, float):
        return "a number that is not negative"
    return "a whole number that is not negative" if isinstance(default, int) else "text"


def _coerce(key: str, value: object) -> object:
    """The value in the type of its field; the YAML reader's own kinds of text and numbers stay behind."""
    return type(_DEFAULTS[key])(value)  # type: ignore[call-arg] # bool, int, float or str, as `_fits` found


def _invalid(what: str, line: int = 0) -> Problem:
    return _problem(
        Code.CONFIG_INVALID, what, f"see docs/guide or `kbtools init --help`; the file is {FILE_NAME}", line
    )


def _problem(code: Code, what: str, hint: str, line: int = 0) -> Problem:
    return Problem(FILE_NAME, line, Severity.ERROR, code, what, hint)
