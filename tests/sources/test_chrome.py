"""What a site puts around and between the words of its authors goes, and nothing of theirs does."""

from collections.abc import Callable

import pytest

from kbtools.model import BlockKind, DropReason, Note, Reading
from kbtools.sources import account
from kbtools.text import Lines

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


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import torch\nw = torch.arange(12)", ["5-6"]),
        ("w.shape\nw.numel()", ["5-8"]),
        ("import torch\nw = show(3)", ["5-8"]),
    ],
)
def test_two_numbers_below_two_lines_that_show_nothing_are_theirs(
    code: str, told: list[str], read_text: ReadText
) -> None:
    """Below code that may have printed them they may be its output."""
    words = "这一段话是从网页上复制下来的，说的是怎么创建张量。"

    reading = read_text(f"张量的创建\n\n{words}\n\n{code}\n1\n2\n\n{words}\n")

    assert listings(reading) == told
    assert account(reading).missing == ()


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


BODY = "本文介绍怎样把数据一批一批地读进来，以及每个参数的意思。\n\n一、先建数据集\n\nx = [1, 2]\nprint(x)\n"
MENUS = {
    "names among the words": "云上站 首页 发现 等你来问 切换样式 登录/注册",
    "many of its own names": "某站首页 博文 下载 手册 社区 丙知道 找找 登录 会员专区 消息 创作中心 写",
    "a slogan and a motto": "会员 周边 博问 注册 登录 小林的园子 慢慢走 首页 联系 管理 随笔-12",
    "words in English": "Home somesite Courses Tutorials Interview-Prep Pandas Login ▲",
    "a column under the menu": "Open_in_app Sign_up Some_Logo Write Search Towards_Somewhere · Follow",
    "one word of its bar": "原创",
    "all pages of a course": "学点东西--每天一点！ 首页 批量读数据的几种办法 张量 梯度 训练 部署 张量",
}
"""Its lines, with `_` for blanks inside of them."""
BARS = ("", "小林\n2023-05-06\n阅读 1,234\n关注\n", "小林\n小林\n算法工程师\n关注他\n")


@pytest.mark.parametrize("menu", MENUS.values(), ids=MENUS.keys())
@pytest.mark.parametrize(
    "bar", ["", "小林\n2023-05-06\n阅读 1,234\n关注\n", "小林\n小林\n算法工程师\n关注他\n"]
)
def test_the_title_stands_below_the_menu(menu: str, bar: str, read_text: ReadText) -> None:
    """Whatever names of its own a site has in it, and whether a bar of dates and counts follows."""
    rows = [row.replace("_", " ") for row in menu.split()]
    bar = "" if "梯度" in rows else bar  # pages of a course have none
    reading = read_text("\n".join((*rows, f"批量读数据的几种办法\n{bar}{BODY}")))

    assert titles(reading) == ["批量读数据的几种办法", "先建数据集"]
    assert reading.title == "批量读数据的几种办法"
    assert reading.drops[0].lines == Lines(1, len(rows))
    assert account(reading).missing == ()


@pytest.mark.parametrize(
    "text",
    [
        f"读数据\n张量\n批量\n梯度\n{BODY}",
        f"网站的页面\n首页\n登录\n{BODY}",
        f"关于读数据\n我的笔记，慢慢写\n下载\n{BODY}",
    ],
    ids=["short lines", "two words of a menu", "one word"],
)
def test_short_lines_at_the_top_are_the_authors(text: str, read_text: ReadText) -> None:
    """Few words of a menu are no menu."""
    assert read_text(text).drops == ()
    assert read_text(text).title == text.split("\n", maxsplit=1)[0]
