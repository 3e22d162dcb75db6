"""What a site puts around and between the words of its authors goes, and nothing of theirs does."""

from collections.abc import Callable

import pytest

from kbtools.model import BlockKind, DropReason, Note, Reading
from kbtools.sources import account

ReadText = Callable[[str], Reading]


def listings(reading: Reading) -> list[str]:
    """The lines of all code and output."""
    return [str(b.lines) for item in reading.items for b in item.body if b.kind is not BlockKind.PLAIN]


def titles(reading: Reading) -> list[str]:
    """The titles of all notes."""
    return [item.title for item in reading.items if isinstance(item, Note)]


def test_menu_bar_and_contents_stand_above_the_article(read_case: ReadText) -> None:
    """The title between menu and bar is kept; a list of headings is navigation."""
    reading = read_case("portal.txt")

    assert titles(reading) == ["形状变换小结", "展平", "换轴", "小结"]
    assert [(str(drop.lines), drop.reason) for drop in reading.drops[:3]] == [
        ("1-3", DropReason.SITE_CHROME),
        ("5-12", DropReason.SITE_CHROME),
        ("13-15", DropReason.NAVIGATION),
    ]
    assert account(reading).missing == ()


def test_line_numbers_of_code_boxes_are_no_output(read_case: ReadText) -> None:
    """Three of them are sure; two are, where the box above has two lines and another box is numbered."""
    reading = read_case("portal.txt")

    assert [str(drop.lines) for drop in reading.drops[3:5]] == ["22-24", "29-30"]
    assert listings(reading) == ["19-21", "27-28", "34", "36"]


def test_nothing_of_an_author_stands_below_the_licence(read_case: ReadText) -> None:
    """The rule above a licence goes with it, however long its sentence."""
    assert str(read_case("portal.txt").drops[-1].lines) == "39-41"


def test_lines_between_posts_are_the_sites(read_case: ReadText) -> None:
    """A question and its answers stay, the buttons, names and counts between them go."""
    reading = read_case("answers.txt")

    assert [str(drop.lines) for drop in reading.drops] == ["2-4", "8-16"]
    assert titles(reading) == ["Why does a view share memory?", "What should I use?", "Remarks"]


def test_a_session_is_listing_to_its_last_line(read_case: ReadText) -> None:
    """Continued prompts and the whole of an error are listing; a list of functions is words."""
    assert listings(read_case("answers.txt")) == ["26-33"]


def test_a_reply_below_a_counter_is_kept(read_text: ReadText) -> None:
    """One counter above a sentence starts no tail, whatever stands below."""
    text = "Loss is nan\n\nI lowered it.\n\n1 Like\n\nbob\nYour rate is far too high, so lower it again.\n"
    reading = read_text(f"{text}\n2 Likes\nHome\nCategories\nTerms of Service\nPrivacy Policy\n")

    assert [str(drop.lines) for drop in reading.drops] == ["10-14"]


def test_a_date_alone_is_the_authors(read_text: ReadText) -> None:
    """A person dates a note; only beside other lines of a site is a date the site's."""
    reading = read_text("张量笔记\n2023-03-01\n今天学习了张量，张量是多维数组，可以存放任意多的数字。\n")

    assert reading.drops == ()


@pytest.mark.parametrize("name", ["01", "Dataset"])
def test_a_short_line_over_prose_behind_output_is_no_output(name: str, read_text: ReadText) -> None:
    """A chapter's count and the name of a type print nothing."""
    reading = read_text(f"标题\n\nprint(x)\n4 9\n{name}\n这一段讲的是别的事情，和上面的输出完全没有关系。\n")

    assert listings(reading) == ["3-4"]
