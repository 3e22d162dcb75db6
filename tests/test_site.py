"""The one place that writes files."""

from pathlib import Path

import pytest

from kbtools import site
from kbtools.model import Page
from kbtools.problems import KbError

TOPIC = Page("docs/topics/a.md", "body 1\n", opening="# A\n")
PLAIN = Page("docs/errata.md", "errata\n")


def run(root: Path, *pages: Page) -> list[tuple[str, str]]:
    """Plan and apply; what changed."""
    ledger = root / "docs" / ".generated"
    todo = site.plan(root, pages, ledger)
    site.apply(root, todo, ledger)
    return [(change.kind.value, change.path) for change in todo.changes]


def test_second_run_changes_nothing(tmp_path: Path) -> None:
    """Files that are right are not even touched."""
    first = run(tmp_path, TOPIC, PLAIN)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    stamps = [path.stat().st_ino for path in files]

    assert first == [("new", "docs/errata.md"), ("new", "docs/topics/a.md")]
    assert run(tmp_path, TOPIC, PLAIN) == []
    assert [path.stat().st_ino for path in files] == stamps
    assert tmp_path / "docs/.generated" in files


def test_head_of_a_topic_page_is_the_persons(tmp_path: Path) -> None:
    """What stands above the marker survives every build."""
    run(tmp_path, TOPIC)
    file = tmp_path / TOPIC.path
    file.write_text(file.read_text("utf-8").replace("# A\n", "# A, mine\n\nmy words\n"), "utf-8")

    run(tmp_path, Page(TOPIC.path, "body 2\n", opening="# A\n"))

    assert file.read_text("utf-8") == f"# A, mine\n\nmy words\n\n{site.MARKER}\n\nbody 2\n"


def test_head_that_nobody_touched_follows_the_outline(tmp_path: Path) -> None:
    """A title that changes in the outline changes on the page, until a person has written there."""
    run(tmp_path, TOPIC)
    file = tmp_path / TOPIC.path

    assert run(tmp_path, Page(TOPIC.path, "body 1\n", opening="# 2.5 A\n")) == [("changed", TOPIC.path)]
    assert file.read_text("utf-8") == f"# 2.5 A\n\n{site.MARKER}\n\nbody 1\n"

    file.write_text(file.read_text("utf-8").replace("# 2.5 A\n", "# 2.5 A\n\nmine\n"), "utf-8")
    run(tmp_path, Page(TOPIC.path, "body 2\n", opening="# 3 A\n"))
    assert file.read_text("utf-8") == f"# 2.5 A\n\nmine\n\n{site.MARKER}\n\nbody 2\n"


def test_head_may_speak_of_the_marker(tmp_path: Path) -> None:
    """Only a line of its own divides a page, with blanks behind it or not."""
    run(tmp_path, TOPIC)
    file = tmp_path / TOPIC.path
    words = f"# A\n\nnothing below `{site.MARKER}` is mine\n\nbut this is\n\n"
    file.write_text(f"{words}{site.MARKER}  \n\nbody 1\n", "utf-8")

    run(tmp_path, Page(TOPIC.path, "body 2\n", opening="# A\n"))

    assert file.read_text("utf-8") == f"{words}{site.MARKER}\n\nbody 2\n"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_head_in_another_encoding_is_told_and_not_lost(tmp_path: Path, encoding: str) -> None:
    """An old editor's file is neither guessed at nor overwritten, and no other page is written either."""
    data = "# 张量\n\n我的话\n".encode(encoding)
    (tmp_path / "docs/topics").mkdir(parents=True)
    (tmp_path / TOPIC.path).write_bytes(data)

    with pytest.raises(KbError) as caught:
        run(tmp_path, TOPIC, PLAIN)

    assert str(caught.value).startswith("docs/topics/a.md:1: error FILE-NOT-UTF8: is not UTF-8")
    assert (tmp_path / TOPIC.path).read_bytes() == data
    assert not (tmp_path / PLAIN.path).exists()


def test_half_a_character_is_written_once(tmp_path: Path) -> None:
    """A lone surrogate, which JSON can hold and no file can, does not make a page stale for ever."""
    page = Page("snippets/a.py", "x = '\ud800\udc80\udcff'\n")

    run(tmp_path, page)

    assert run(tmp_path, page) == []
    assert "\ufffd" in (tmp_path / page.path).read_text("utf-8")


def test_longest_name_that_a_file_system_takes_can_be_written(tmp_path: Path) -> None:
    """The temporary file beside it has a short name of its own."""
    target = tmp_path / ("张" * 84 + ".md")
    site.write_text(target, "x\n")

    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_page_without_marker_keeps_all_of_its_text(tmp_path: Path) -> None:
    """An index.md that a person had before becomes the head."""
    (tmp_path / "docs/topics").mkdir(parents=True)
    (tmp_path / TOPIC.path).write_text("# old\r\n\r\ntext\r\n", "utf-8", newline="")

    run(tmp_path, TOPIC)

    assert (tmp_path / TOPIC.path).read_bytes() == f"# old\n\ntext\n\n{site.MARKER}\n\nbody 1\n".encode()


def test_orphan_goes_with_its_folder(tmp_path: Path) -> None:
    """A page that nothing gives any more is removed."""
    run(tmp_path, TOPIC, PLAIN)

    assert run(tmp_path, PLAIN) == [("orphan", "docs/topics/a.md")]
    assert not (tmp_path / "docs/topics").exists()


def test_page_whose_marker_is_gone_is_left_alone_every_time(tmp_path: Path) -> None:
    """Nothing tells the person's part from the tool's, so nothing is written twice and nothing lost."""
    run(tmp_path, TOPIC)
    file = tmp_path / TOPIC.path
    file.write_text(file.read_text("utf-8").replace(site.MARKER, ""), "utf-8")
    before = file.read_text("utf-8")

    for _ in range(2):
        assert run(tmp_path, TOPIC) == [("unmarked", TOPIC.path)]
        assert file.read_text("utf-8") == before


def test_page_whose_topic_is_gone_keeps_the_persons_part_only(tmp_path: Path) -> None:
    """No old verdict stays published under a person's words."""
    run(tmp_path, TOPIC)
    file = tmp_path / TOPIC.path
    file.write_text("my words\n" + file.read_text("utf-8"), "utf-8")
    run(tmp_path, TOPIC)

    assert run(tmp_path, PLAIN) == [("new", PLAIN.path), ("left", TOPIC.path)]
    assert file.read_text("utf-8") == "my words\n# A\n"
    assert run(tmp_path, PLAIN) == []


def test_orphan_that_holds_a_persons_edits_stays(tmp_path: Path) -> None:
    """A snippets file with edits outlives its source."""
    page = Page("snippets/a.py", "mine\n", edited=True)
    run(tmp_path, page)

    assert run(tmp_path, PLAIN) == [("new", "docs/errata.md"), ("kept", page.path)]
    assert (tmp_path / page.path).read_text("utf-8") == "mine\n"
    assert run(tmp_path, PLAIN) == []


def test_a_build_that_was_cut_short_is_gone_on_with(tmp_path: Path) -> None:
    """What it wrote is known to be the tool's, so the next build, of other text, is not in its own way."""
    ledger = tmp_path / "docs" / ".generated"
    todo = site.plan(tmp_path, [PLAIN, TOPIC], ledger)
    (tmp_path / TOPIC.path).mkdir(parents=True)  # the second file cannot be written
    with pytest.raises(OSError, match="directory"):
        site.apply(tmp_path, todo, ledger)
    (tmp_path / TOPIC.path).rmdir()

    assert run(tmp_path, Page(PLAIN.path, "other\n")) == [("changed", PLAIN.path)]


def test_foreign_file_is_left_alone_every_time(tmp_path: Path) -> None:
    """A file that no build wrote is never overwritten, not by the second build either."""
    (tmp_path / "docs").mkdir()
    (tmp_path / PLAIN.path).write_text("mine\n", "utf-8")

    for _ in range(2):
        assert run(tmp_path, PLAIN) == [("foreign", "docs/errata.md")]
        assert (tmp_path / PLAIN.path).read_text("utf-8") == "mine\n"


def test_generated_file_that_was_edited_is_made_again(tmp_path: Path) -> None:
    """Below the marker, and in pages without one, the tool has its way."""
    run(tmp_path, PLAIN)
    (tmp_path / PLAIN.path).write_text("scribble\n", "utf-8")

    assert run(tmp_path, PLAIN) == [("changed", "docs/errata.md")]


def test_plan_writes_nothing_and_shows_the_difference(tmp_path: Path) -> None:
    """Check mode is the same path without the last step."""
    todo = site.plan(tmp_path, [PLAIN], tmp_path / "docs/.generated")

    assert list(tmp_path.iterdir()) == []
    assert todo.changes[0].diff.endswith("+errata\n ")
    assert str(todo.changes[0].problem) == (
        "docs/errata.md: error PAGE-STALE: is missing\n  hint: run `kbtools build`"
    )


def test_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """A reader sees the old text or the new, never half, and no temporary file stays."""
    target = tmp_path / "a.md"
    site.write_text(target, "old\n")
    with pytest.raises(TypeError):
        site.write_bytes(target, None)  # type: ignore[arg-type]

    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert target.read_text("utf-8") == "old\n"


def test_a_person_s_file_keeps_its_line_ends(tmp_path: Path) -> None:
    r"""Lines that stay are what they were to the byte; new ones end as the file's do."""
    path = tmp_path / "topics.yml"
    path.write_bytes(b"a\r\nb\r\nc\nd\r\n")

    site.write_edited(path, "a\nb\nnew\nc\nd\n")

    assert path.read_bytes() == b"a\r\nb\r\nnew\r\nc\nd\r\n"
