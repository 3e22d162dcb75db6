"""Reasons are told in the language of the page."""

import pytest

from kbtools.pages.reasons import told


@pytest.mark.parametrize(
    ("reason", "chinese"),
    [
        ("The output is the recorded one, to the letter.", "输出与记录逐字相同。"),
        ("The module d2l is not installed.", "模块 d2l 没有安装。"),
        (
            "It raised an error that its author did not record: TypeError: no",
            "出现了作者没有记录的错误：TypeError: no",
        ),
        ("Nobody has said this before.", "Nobody has said this before."),
    ],
)
def test_known_reasons_are_told_in_chinese(reason: str, chinese: str) -> None:
    """What no rule knows stays as it was stored."""
    assert told(reason, "zh") == chinese
    assert told(reason, "en") == reason
