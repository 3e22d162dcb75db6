"""Nothing of the reader's machine leaves it: paths become file names, secrets in addresses become `…`."""

import pytest

from kbtools.privacy import without_secrets


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("见 file:///home/li/我的 书/卷 一.pdf。", "见 卷 一.pdf。"),
        ("file:///C:/Users/Li%20Wei/a.pdf, b", "a.pdf, b"),
        ("file://D:\\书\\a.pdf", "a.pdf"),
        ("vault:/a/b.pdf and/or c", "b.pdf and/or c"),
        ("在 C:\\Users\\li wei\\书\\a.pdf 里", "在 a.pdf 里"),
        ("D:\\书 架\\a.epub", "a.epub"),
        ("`/home/li/data/x.csv`", "`x.csv`"),
        ("(/Users/li/Books/a.pdf)", "(a.pdf)"),
        ("\\\\nas\\share\\a.pdf", "a.pdf"),
        ("[标量](obsidian://open?vault=My%20Vault&file=数学%2F标量)", "[标量](标量)"),
        ("obsidian://show-plugin?id=x 见", "… 见"),
    ],
)
def test_a_local_path_is_cut_to_its_files_name(text: str, left: str) -> None:
    """With or without a scheme, on any system, blanks in the folders' names included."""
    assert without_secrets(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "$f:\\mathbb{R}\\to\\mathbb{R}$ 与 $F:\\R\\to\\R$",
        "https://e.org/home/li/a.pdf 和 https://e.org/Users/li",
        "比 1:2/3 大，a/b 也是；见 /home 页",
        "https://e.org/?keywords=pdf&author=li&page=3&design=x",
        "a = b; key = value",
        "mu=0;sig=1",
        "x = 1;key=2  #token=3",
        "#key=lambda x: x",
    ],
)
def test_what_only_looks_like_a_path_stays(text: str) -> None:
    """Mathematics, addresses of the web and plain words are left alone."""
    assert without_secrets(text) == text


@pytest.mark.parametrize(
    "name",
    [
        "authkey",
        "token",
        "access_token",
        "X-Amz-Signature",
        "X-Amz-Security-Token",
        "AWSAccessKeyId",
        "sig",
        "pwd",
    ],
)
def test_a_secret_in_an_address_is_removed(name: str) -> None:
    """Whatever the service calls it, also behind `#` and in escaped addresses."""
    assert without_secrets(f"https://e.org/a?x=1&{name}=S3cr-t&y=2") == f"https://e.org/a?x=1&{name}=…&y=2"
    assert without_secrets(f"<https://e.org/a#{name}=S3cr-t>") == f"<https://e.org/a#{name}=…>"
    assert without_secrets(f"https://e.org/?x=1&amp;{name}=S3cr-t") == f"https://e.org/?x=1&amp;{name}=…"


def test_a_name_with_a_password_is_removed() -> None:
    """`user:password@` in front of a host goes, the host stays."""
    assert without_secrets("https://li:geheim@e.org/a") == "https://e.org/a"
