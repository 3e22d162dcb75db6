"""The configuration in mkdocs.yml."""

from pathlib import Path

import pytest

from kbtools.config import find_root, load
from kbtools.problems import Code, ConfigError


def knowledge_base(folder: Path, text: str) -> Path:
    """A folder with that mkdocs.yml."""
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    return folder


def wrong(folder: Path) -> list[str]:
    """What loading says is wrong."""
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


def test_defaults_hold_where_nothing_is_said(tmp_path: Path) -> None:
    """The plugin may be named alone."""
    config = load(knowledge_base(tmp_path, "site_name: 我的笔记\nplugins: [search, kbtools]\n"))

    assert (config.title, config.language, config.options.fence) == ("我的笔记", "zh", "auto")
    assert config.sources_dir == tmp_path / "docs" / ".sources"


def test_plugin_options_are_read_in_both_spellings(tmp_path: Path) -> None:
    """Both a list and a mapping of plugins are taken."""
    for plugins in (
        "\n  - search\n  - kbtools: {timeout: 5, language: en}",
        "\n  kbtools:\n    {timeout: 5, language: en}",
    ):
        config = load(knowledge_base(tmp_path, f"site_name: x\ndocs_dir: text\nplugins:{plugins}\n"))

        assert (config.options.timeout, config.language) == (5.0, "en")
        assert config.docs_dir == tmp_path / "text"


def test_python_tags_are_data_and_run_nothing(tmp_path: Path) -> None:
    """mkdocs.yml may hold `!!python` tags for others; reading it must not obey them."""
    slug = "!!python/object/apply:os.system {args: ['touch pwned']}"
    load(
        knowledge_base(
            tmp_path,
            f"site_name: x\nplugins: [kbtools]\nmarkdown_extensions:\n  - toc:\n      slugify: {slug}\n",
        )
    )

    assert not (tmp_path / "pwned").exists()


def test_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    """A slip of the pen is told with its repair, and all slips at once."""
    text = "site_name: x\nplugins:\n  - kbtools: {timout: 5, fence: iron, jobs: -1}\n"

    assert wrong(knowledge_base(tmp_path, text)) == [
        (
            "mkdocs.yml: error CONFIG-UNKNOWN-KEY: unknown key `timout` under plugins: kbtools\n"
            "  hint: did you mean `timeout`?"
        ),
        (
            "mkdocs.yml: error CONFIG-INVALID: `fence` must be one of auto, strict, off, not 'iron'\n"
            "  hint: see docs/guide or `kbtools init --help`; the file is mkdocs.yml"
        ),
        (
            "mkdocs.yml: error CONFIG-INVALID: `jobs` must be a whole number that is not negative, not -1\n"
            "  hint: see docs/guide or `kbtools init --help`; the file is mkdocs.yml"
        ),
    ]


def test_limits_are_numbers_that_a_snippet_can_run_within(tmp_path: Path) -> None:
    """No number is infinite, no limit is nothing, and no switch is a number."""
    options = "{memory: .inf, timeout: 0, jobs: 1.5, strict: 1, language: [zh]}"
    told = wrong(knowledge_base(tmp_path, f"site_name: x\nplugins:\n  - kbtools: {options}\n"))

    assert [one.split("CONFIG-INVALID: ")[1].split("\n")[0] for one in told] == [
        "`memory` must be a whole number that is not negative, not inf",
        "`timeout` must be more than 0",
        "`jobs` must be a whole number that is not negative, not 1.5",
        "`strict` must be true or false, not 1",
        "`language` must be one of zh, en, not ['zh']",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "site_name: kbtools\nplugins: [search]\n",
        "site_name: x\nextra_css: [assets/kbtools/kbtools.css]\n",
        "site_name: x\nplugins:\n  - search # not kbtools\n",
    ],
)
def test_a_site_that_only_holds_the_word_is_no_knowledge_base(tmp_path: Path, text: str) -> None:
    """A name, a path, a comment: only the list of plugins counts."""
    with pytest.raises(ConfigError) as caught:
        find_root(knowledge_base(tmp_path, text))

    assert caught.value.problems[0].code is Code.NO_KNOWLEDGE_BASE


def test_broken_yaml_names_its_line(tmp_path: Path) -> None:
    """No traceback of a parser reaches a person."""
    text = "site_name: x\nplugins:\n  - kbtools: {a: [}\n"

    assert wrong(knowledge_base(tmp_path, text))[0].startswith(
        "mkdocs.yml:3: error CONFIG-INVALID: cannot be read: "
    )


def test_environment_names_the_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CI can choose without editing the file."""
    monkeypatch.setenv("KBTOOLS_PYTHON", "/opt/python")

    assert (
        load(knowledge_base(tmp_path, "site_name: x\nplugins: [kbtools]\n")).options.python == "/opt/python"
    )


def test_root_is_found_from_below_and_missing_root_is_told(tmp_path: Path) -> None:
    """Commands work anywhere inside a knowledge base."""
    base = tmp_path / "base"
    (base / "docs" / "topics").mkdir(parents=True)
    knowledge_base(base, "site_name: x\nplugins: [kbtools]\n")

    assert find_root(base / "docs" / "topics") == base
    with pytest.raises(ConfigError) as caught:
        find_root(tmp_path)
    assert caught.value.problems[0].code is Code.NO_KNOWLEDGE_BASE
