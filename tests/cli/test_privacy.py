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


def test_nothing_of_the_machine_is_published(kbtools: Run, tmp_path: Path) -> None:
    """Only the stored source, which is not published, has what its author had in it."""
    kbtools("init", ".", cwd=tmp_path)
    (tmp_path / "划线.md").write_text(TEXT, "utf-8")
    (tmp_path / "笔记.md").write_text(TEXT.rsplit("---\n", maxsplit=1)[-1].partition("\n>%%")[0], "utf-8")
    kbtools("import", "划线.md", "笔记.md", cwd=tmp_path, code=None)
    kbtools("build", cwd=tmp_path)
    docs = tmp_path / "docs"
    published = (path for path in docs.iterdir() if not path.name.startswith("."))
    files = [path for one in published for path in (one, *one.rglob("*")) if path.is_file()]
    told = {
        path.relative_to(tmp_path).as_posix(): word
        for path in files
        for word in ("liwei", "geheim")
        if word in path.read_text("utf-8", "replace")
    }

    assert {"划线.md", "笔记.md"} <= {path.name for path in (docs / "sources").iterdir()}
    assert told == {}
