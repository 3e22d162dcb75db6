"""What a file tells of a person's machine is on no page and in no notebook."""

import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
FENCE = "`" * 3
TEXT = f"""---
annotation-target: file:///home/liwei/书/讲义.pdf
---
# 一

我的话：C:\\Users\\liwei\\a.pdf 与 https://e.org/a?token=geheim。

{FENCE}python
path = "/home/liwei/data.csv"
{FENCE}

>%%
>{FENCE}annotation-json
>{{"document":{{"title":"/home/liwei/书/讲义","link":[{{"href":"file:///home/liwei/书/讲义.pdf"}}]}},\
"uri":"file:///home/liwei/书/讲义.pdf?authkey=geheim","target":[{{"source":"file:///home/liwei/讲义.pdf",\
"selector":[{{"type":"TextQuoteSelector","exact":"见 vault:/liwei/甲.pdf","prefix":"file:///home/liwei/b.pdf",\
"suffix":"/Users/liwei/c.pdf"}}]}}]}}
>{FENCE}
>%%
>*%%PREFIX%%x%%HIGHLIGHT%% ==见 vault:/liwei/甲.pdf== %%POSTFIX%%y*
>%%LINK%%[[#^a1|show annotation]]
>%%COMMENT%%
>[书](file:///home/liwei/书/d.pdf) <https://e.org/?X-Amz-Signature=geheim> obsidian://open?vault=liwei&file=注
>
>{FENCE}python
>open("/home/liwei/e.csv")
>{FENCE}
>%%TAGS%%
>#甲, #file:///home/liwei/f
^a1
"""


def _told(base: Path, *words: str) -> dict[str, str]:
    """Which published file holds which of the words."""
    published = (path for path in (base / "docs").iterdir() if not path.name.startswith("."))
    files = [path for one in published for path in (one, *one.rglob("*")) if path.is_file()]
    texts = {path.relative_to(base).as_posix(): path.read_text("utf-8", "replace") for path in files}
    return {name: word for name, text in texts.items() for word in words if word in text}


def test_nothing_of_the_machine_is_published(kbtools: Run, tmp_path: Path) -> None:
    """Only the stored source, which is not published, has what its author had in it."""
    kbtools("init", ".", cwd=tmp_path)
    (tmp_path / "划线.md").write_text(TEXT, "utf-8")
    (tmp_path / "笔记.md").write_text(TEXT.rsplit("---\n", maxsplit=1)[-1].partition("\n>%%")[0], "utf-8")
    kbtools("import", "划线.md", "笔记.md", cwd=tmp_path, code=None)
    kbtools("build", cwd=tmp_path)

    assert {"划线.md", "笔记.md"} <= {path.name for path in (tmp_path / "docs" / "sources").iterdir()}
    assert _told(tmp_path, "liwei", "geheim") == {}


def test_nothing_of_the_machine_is_published_of_what_code_said_today(kbtools: Run, tmp_path: Path) -> None:
    """Outputs and errors of a run are as private as what the note says; the stored verdicts keep them."""
    kbtools("init", ".", cwd=tmp_path)
    out, missing = 'print("/home/liwei/out.txt")', 'open("/home/liwei/missing.txt")'
    warned = 'import sys\nprint("/home/liwei/", "https://e.org/?token=liwei", file=sys.stderr)'
    code = "".join(f"{FENCE}python\n{line}\n{FENCE}\n\n" for line in (out, "import os", missing, warned))
    lines = "- /home/liwei/a.md 和 /Users/liwei/b.md\n"
    lines += "- \\\\nas\\liwei\\c.md, ~/liwei/d.md, /root/liwei/e.md, /home/liwei\n"
    (tmp_path / "笔记.md").write_text(f"# 张量\n\n{lines}\n{code}", "utf-8")
    kbtools("import", "笔记.md", cwd=tmp_path, code=None)
    kbtools("verify", cwd=tmp_path, code=None)
    kbtools("build", cwd=tmp_path, code=None)
    stored = (tmp_path / "snippets" / "results.json").read_text("utf-8")

    assert "/home/liwei/out.txt" in stored
    assert "/home/liwei/missing.txt" in stored
    assert _told(tmp_path, "liwei") == {}
