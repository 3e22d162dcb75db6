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
        ("\\\\server\\bob\\share\\x.txt", "x.txt"),
        ('"\\\\\\\\nas\\\\bob\\\\x.txt"', '"x.txt"'),
        ('"C:\\\\Users\\\\bob\\\\x.txt"', '"x.txt"'),
        ("/root/bob/x.txt", "x.txt"),
        ("见 ~/bob/x.pdf。", "见 x.pdf。"),
        ("家在 /home/bob，或 /Users/bob/ 下", "家在 …，或 … 下"),
        ("家在 C:\\Users\\bob 下", "家在 … 下"),
        ("见/home/bob/x.txt里的，写作:/home/bob/y.txt", "见x.txt里的，写作:y.txt"),
    ],
)
def test_a_local_path_is_cut_to_its_files_name(text: str, left: str) -> None:
    """With or without a scheme, on any system, blanks in the folders' names included."""
    assert without_secrets(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("见 C:\\Users\\bob\\x.txt, C:\\Users\\bob\\y.txt", "见 x.txt, y.txt"),
        ("/home/al/a.txt and /Users/bob/b.txt and /home/bob/c.txt", "a.txt and b.txt and c.txt"),
        ("/home/bob/项目/笔记.md 和 /home/bob/项目/二.md", "笔记.md 和 二.md"),
        ("/home/bob/一.md、/home/bob/二.md", "一.md、二.md"),
        ("/home/bob/data and /home/bob/c.txt", "data and c.txt"),
        ("PATH=/home/bob/bin:/home/eve/lib", "PATH=bin:lib"),
        ("file:///home/bob/a.pdf and file:///home/bob/b.pdf, ok", "a.pdf and b.pdf, ok"),
        ("\\\\nas\\li\\a.txt ~/li/b.txt /root/li/c.txt /home/li", "a.txt b.txt c.txt …"),
        ("https://e.org/home/li/a /home/li/b.txt", "https://e.org/home/li/a b.txt"),
    ],
)
def test_every_path_of_a_line_is_cut(text: str, left: str) -> None:
    """A path ends before the next one begins, whatever stands between them."""
    assert without_secrets(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "$f:\\mathbb{R}\\to\\mathbb{R}$ 与 $F:\\R\\to\\R$",
        "https://e.org/home/li/a.pdf 和 https://e.org/Users/li",
        "比 1:2/3 大，a/b 也是；见 /home 页",
        "https://e.org/list?sid=3210&p=2 与 https://e.org/?session_id=45。见 https://e.org/?sid=7.",
        "https://e.org/?keywords=pdf&author=li&page=3&design=x",
        "https://e.org/书/home/li 与 https://e.org/#/home/li/a",
        "/usr/bin/python3 ~/bin/tool ~/.cache/torch/a.pt",
        "$s =~/home.txt/ 与 src/home/li/a.py 与 ./home/li/a.py",
        '"\\\\alpha\\\\beta\\\\gamma" a \\\\ b \\\\hline \\frac{1}{2}',
        "re.compile(r'/home/\\w+/')",
        'print("\\\\hline\\n")',
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


@pytest.mark.parametrize("value", ["83f1c2", "1234567890123456", "12-ab", "12.ab", "12%2Fab"])
def test_the_number_of_a_session_that_nobody_counts_up_to_is_a_secret(value: str) -> None:
    """A few digits alone are a part or a season; a password of digits is one all the same."""
    assert without_secrets(f"https://e.org/?sid={value}&p=2") == "https://e.org/?sid=…&p=2"
    assert without_secrets("https://e.org/?pwd=1234&token=5678") == "https://e.org/?pwd=…&token=…"


def test_a_name_with_a_password_is_removed() -> None:
    """`user:password@` in front of a host goes, the host stays."""
    assert without_secrets("https://li:geheim@e.org/a") == "https://e.org/a"
