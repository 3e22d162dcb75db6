"""Files imported byte for byte, read back as sources."""

import os
import tracemalloc
from pathlib import Path

import pytest

from kbtools import intake, pipeline
from kbtools.config import Config
from kbtools.intake import Import
from kbtools.problems import Code, Severity


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """An empty knowledge base."""
    return Config(tmp_path / "kb", "kb", tmp_path / "kb" / "docs")


def write(path: Path, text: str) -> Path:
    """A file to import."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="")
    return path


def test_files_are_kept_byte_for_byte(config: Config, tmp_path: Path) -> None:
    """Line ends, byte order mark and all."""
    data = "\ufeff# 标题\r\n\r\n正文\r\n".encode()
    (tmp_path / "笔记 1.md").write_bytes(data)

    done = intake.add(config, [tmp_path / "笔记 1.md"])

    assert done.files == (("笔记 1.md", Import.ADDED),)
    assert (config.sources_dir / "笔记 1.md").read_bytes() == data
    assert [source.id for source in intake.sources(config)[0]] == ["笔记-1"]


def test_second_import_changes_nothing_and_a_new_version_updates(config: Config, tmp_path: Path) -> None:
    """Importing a file again brings what is new in it."""
    file = write(tmp_path / "a.md", "# 张量\n\n第一段\n")
    intake.add(config, [file])
    same = intake.add(config, [file])
    write(file, "# 张量\n\n第一段\n\n第二段\n")
    new = intake.add(config, [file])

    assert (same.files, new.files) == ((("a.md", Import.UNCHANGED),), (("a.md", Import.UPDATED),))


def test_a_file_that_grew_is_the_same_file(config: Config, tmp_path: Path) -> None:
    """What counts is how much of the old one is left, however little of the new one that is."""
    file = write(tmp_path / "a.md", "# 张量\n\n形状\n")
    intake.add(config, [file])
    write(file, "# 张量\n\n形状\n" + "".join(f"\n第 {number} 段\n" for number in range(99)))

    assert intake.add(config, [file]).files == (("a.md", Import.UPDATED),)


def test_another_file_of_the_same_name_is_refused(config: Config, tmp_path: Path) -> None:
    """What is stored is not lost to a stranger with its name, unless a person says so."""
    intake.add(config, [write(tmp_path / "one/notes.md", "# 张量\n\n形状\n")])
    other = write(tmp_path / "two/notes.md", "# 菜谱\n\n盐\n")
    refused = intake.add(config, [other])

    assert refused.files == ()
    assert str(refused.problems[0]).endswith(
        "another file is already stored as notes.md and shares almost no line with it\n"
        "  hint: rename it, or import it with --replace"
    )
    assert intake.add(config, [other], replace=True).files == (("notes.md", Import.UPDATED),)


def test_two_files_of_one_name_in_one_call_are_not_one(config: Config, tmp_path: Path) -> None:
    """However alike they are, and whatever is said of older files: the second would replace the first."""
    first = write(tmp_path / "one/notes.md", "# 张量\n\n形状\n")
    other = write(tmp_path / "two/notes.md", "# 张量\n\n广播\n")
    same = write(tmp_path / "three/notes.md", "# 张量\n\n形状\n")

    done = intake.add(config, [first, other, same], replace=True)

    assert done.files == (("notes.md", Import.ADDED),)
    assert [problem.path for problem in done.problems] == [str(other)]
    assert (config.sources_dir / "notes.md").read_bytes() == first.read_bytes()


def test_a_link_out_of_a_folder_is_not_followed(config: Config, tmp_path: Path) -> None:
    """A stranger's folder must not bring a person's private file onto the site; inside it links are fine."""
    secret = write(tmp_path / "private.txt", "secret\n")
    write(tmp_path / "vault/a.md", "# 标题\n")
    (tmp_path / "vault/b.md").symlink_to("a.md")
    (tmp_path / "vault/c.md").symlink_to(secret)

    done = intake.add(config, [tmp_path / "vault"])

    assert [name for name, _ in done.files] == ["a.md", "b.md"]
    told, hint = str(done.problems[0]).split("\n")
    assert told.endswith(
        "c.md: warning SOURCE-MISSING: is a link that leads out of the folder; it was left out"
    )
    assert hint == "  hint: name the file itself to import it"


def test_a_folder_is_taken_with_its_folders_and_without_dot_files(config: Config, tmp_path: Path) -> None:
    """A vault: notes anywhere in it, its own settings left out."""
    for name in ("a.md", "deep/b.txt", ".obsidian/app.json", "deep/.hidden"):
        write(tmp_path / "vault" / name, "# 标题\n\n文字\n")

    done = intake.add(config, [tmp_path / "vault"])

    assert [name for name, _ in done.files] == ["a.md", "deep/b.txt"]
    assert [source.id for source in intake.sources(config)[0]] == ["a", "deep-b"]


def test_a_dot_file_that_is_named_is_a_source(config: Config, tmp_path: Path) -> None:
    """Stored under a name without the dot, for a hidden file would never be shown."""
    done = intake.add(config, [write(tmp_path / ".diary.md", "# 标题\n\n文字\n")])

    assert [name for name, _ in done.files] == ["diary.md"]
    assert [source.name for source in intake.sources(config)[0]] == ["diary.md"]


def test_what_cannot_be_read_is_told_and_the_rest_imported(config: Config, tmp_path: Path) -> None:
    """A picture in a folder is a warning, a picture named by hand an error."""
    picture = tmp_path / "vault" / "x.png"
    write(tmp_path / "vault" / "a.md", "# 标题\n")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)

    from_folder = intake.add(config, [tmp_path / "vault"])
    by_name = intake.add(config, [picture, tmp_path / "missing.md"])

    assert [name for name, _ in from_folder.files] == ["a.md"]
    assert [problem.severity for problem in from_folder.problems] == [Severity.WARNING]
    assert [problem.severity for problem in by_name.problems] == [Severity.ERROR, Severity.ERROR]


def test_what_is_no_file_is_told_as_what_it_is(config: Config, tmp_path: Path) -> None:
    """Reading a pipe would wait for ever; that it does not exist would be a lie."""
    os.mkfifo(tmp_path / "pipe.md")

    (problem,) = intake.add(config, [tmp_path / "pipe.md"]).problems

    assert (problem.severity, problem.what) == (Severity.ERROR, "this is no regular file")


def test_ids_tell_files_of_the_same_stem_apart(config: Config, tmp_path: Path) -> None:
    """`a.md` and `a.txt` are two sources with two pages; a page that was there keeps its address."""
    intake.add(config, [write(tmp_path / name, "# 标题\n") for name in ("a.md", "a.txt", "!!.md")])

    assert [source.id for source in intake.sources(config)[0]] == ["a", "a-txt", "source"]


def test_ids_of_many_files_differ_and_cost_little(config: Config) -> None:
    """Names that leave no word, names cut to one length, and a name that looks numbered already."""
    names = [f"{'长' * 70}{number}.md" for number in range(3000)]
    for name in (*names, "!.md", "?.md", "source--2.md", "Source.txt"):
        write(config.sources_dir / name, "x\n")
    ids = [source.id for source in intake.sources(config)[0]]

    assert len(set(ids)) == len(ids)
    assert {"长" * 60, f"{'长' * 60}--3000", "source--2"} <= set(ids)


def test_own_pages_are_those_that_nothing_gives(config: Config) -> None:
    """Path and first heading; nothing from dot folders."""
    write(config.docs_dir / "guide/index.md", "# 指南\n")
    write(config.docs_dir / "plain.md", "no heading\n")
    write(config.docs_dir / "errata.md", "# 勘误\n")
    write(config.sources_dir / "a.md", "# 来源\n")

    assert intake.own_pages(config, ["docs/errata.md"]) == {"guide/index.md": "指南", "plain.md": "plain"}


def test_own_pages_come_in_the_order_their_index_links_to_them(config: Config) -> None:
    """Those it does not name come after them by file name; other folders have an order of their own."""
    links = "# 指南\n\n[中](two.md)\n| [乙](./zeta.md#x) | [外](https://a.example/one.md) |\n[中](two.md)\n"
    write(config.docs_dir / "guide/index.md", links)
    for name in ("one", "two", "zeta", "alpha"):
        write(config.docs_dir / f"guide/{name}.md", f"# {name}\n")
    write(config.docs_dir / "guide/en/index.md", "# Guide\n\n[b](b.md) [a](a.md)\n")
    write(config.docs_dir / "guide/en/a.md", "# a\n")
    write(config.docs_dir / "guide/en/b.md", "# b\n")

    pages = [path for path in intake.own_pages(config, []) if not path.endswith("index.md")]

    inner = ["guide/en/b.md", "guide/en/a.md"]
    assert pages == ["guide/two.md", "guide/zeta.md", "guide/alpha.md", "guide/one.md", *inner]


def test_an_import_tells_what_is_in_a_file(config: Config, tmp_path: Path) -> None:
    """Told by the reader when a file is stored; a file that is stored already is not read again."""
    block = "\n>%%\n>```annotation-json\n>{}\n>```\n>%%\n>*%%HIGHLIGHT%% ==形状== *\n^a1\n"
    file = write(tmp_path / "a.md", f"# 张量\n\n一段话\n{block}")

    assert intake.add(config, [file]).found == {"a.md": intake.Found("annotator", 1, 1)}
    assert intake.add(config, [file]).found == {}


def test_what_is_odd_in_a_file_is_told_by_its_import(config: Config, tmp_path: Path) -> None:
    """A block without JSON is a problem of the file when it comes in, not only when pages are made."""
    done = intake.add(config, [write(tmp_path / "a.md", "\n>*%%HIGHLIGHT%% ==形状== *\n^a1\n")])

    assert [(one.path, one.code) for one in done.problems] == [("a.md", Code.BLOCK_MALFORMED)]


def test_pages_are_behind_until_the_build_after_an_import(config: Config, tmp_path: Path) -> None:
    """Also when the import was cut short before it came to the pages."""
    file = write(tmp_path / "a.md", "# 张量\n\n第一段\n")
    intake.add(config, [file])
    nothing_built = intake.is_behind(config)
    pipeline.build(config)
    built = intake.is_behind(config)
    write(file, "# 张量\n\n第一段\n\n第二段\n")
    intake.add(config, [file])
    grown = intake.is_behind(config)
    pipeline.build(config)

    assert (nothing_built, built, grown, intake.is_behind(config)) == (True, False, True, False)


def test_many_sources_are_not_light(config: Config, tmp_path: Path) -> None:
    """Their pages take more than seconds, so they are left to the build."""
    intake.add(config, [write(tmp_path / "a.md", "# 张量\n")])
    light = intake.is_light(config)
    with (config.sources_dir / "b.md").open("wb") as file:
        file.truncate(6_000_000)

    assert (light, intake.is_light(config)) == (True, False)


def test_a_file_is_looked_at_before_it_is_read(config: Config, tmp_path: Path) -> None:
    """Of 200 MB nothing is read: it is told at once what to do, and the rest comes in."""
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()

    done = intake.add(config, [tmp_path / "huge.md", write(tmp_path / "a.md", "# 标题\n")])

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert done.files == (("a.md", Import.ADDED),)
    assert "SOURCE-UNREADABLE: the file is over 20 MB" in str(done.problems[0])
    assert most < 20_000_000
