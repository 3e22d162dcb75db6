"""The stored reasons, which are English, in the language of the page."""

import re

_CHINESE: tuple[tuple[str, str], ...] = (
    (r"The output is the recorded one, to the letter\.", "输出与记录逐字相同。"),
    (r"The output is the recorded one up to white space\.", "除空白外，输出与记录相同。"),
    (r"Every number is the recorded one at the precision recorded\.", "按记录的精度，每个数都与记录相同。"),
    (r"The output is the recorded one but for memory addresses\.", "除内存地址外，输出与记录相同。"),
    (r"The output is the recorded one but for (.+?)\.", r"只有写法不同（\1），输出与记录相同。"),
    (
        r"The values are random; their structure, shapes and types are the recorded ones\.",
        "数值是随机的；结构、形状与类型都与记录一致。",
    ),
    (
        r"The values are random, but their structure is not the recorded one\.",
        "数值是随机的，但结构与记录不同。",
    ),
    (r"The recorded (\S+) comes again\.", r"记录的错误 \1 再次出现。"),
    (r"It raises (\S+), as its note says it should\.", r"如笔记所说，它会抛出 \1。"),
    (r"It ran; its author recorded no output to compare with\.", "能运行；作者没有记录输出，无从比较。"),
    (r"The output differs from the recorded one at its line (\d+)\.", r"输出从第 \1 行起与记录不同。"),
    (r"The output has (\d+) lines where (\d+) were recorded\.", r"输出有 \1 行，而记录是 \2 行。"),
    (
        r"It ran and printed nothing; its author recorded an output\.",
        "运行后没有任何输出，而作者记录了输出。",
    ),
    (r"Its note says it raises; it did not\.", "笔记说它会报错，实际没有。"),
    (r"It raised an error that its author did not record: ", "出现了作者没有记录的错误："),
    (r"Nothing in its source defines (\S+?)( before line (\d+))?\.", r"来源里没有任何地方在此之前定义 \1。"),
    (r"The module (\S+) is not installed\.", r"模块 \1 没有安装。"),
    (
        r"The snippet at line (\d+) should have defined (\S+), but its verdict is (\S+)\.",
        r"本应由第 \1 行的代码定义 \2，而那段代码的结果是 \3。",
    ),
    (
        r"The snippet at line (\d+) should have defined (\S+), but it needs what failed at line (\d+)\.",
        r"本应由第 \1 行的代码定义 \2，而它依赖第 \3 行失败的代码。",
    ),
    (r"The fence stopped it: ", "被隔离环境拦下："),
    (
        r"It gave no result: it was still running when its time was up\.",
        "到了时间限制仍在运行，没有得到结果。",
    ),
    (r"Its layout is one of (\d+) that parse\.", r"能解析的版面有 \1 种，这是其中一种。"),
    (r"commands for a shell", "命令行命令。"),
    (r"written for another framework", "为其他框架所写。"),
    (r"a signature, not a call", "只是函数签名，不是调用。"),
    (r"an output with no code above it", "一段输出，上面没有代码。"),
    (r"nothing but comments", "只有注释。"),
    (r"neither Python nor anything like it", "既不是 Python，也不像 Python。"),
    (r"Its note says to skip it\.", "笔记要求跳过。"),
)
"""What a whole reason, or its beginning, looks like, and how to say it; a reason not listed stays English."""
_RULES = tuple((re.compile(pattern), words) for pattern, words in _CHINESE)


def told(reason: str, language: str) -> str:
    """The reason in Chinese where a rule knows it and the page is Chinese; as stored otherwise."""
    if not language.startswith("zh"):
        return reason
    for pattern, words in _RULES:
        if match := pattern.match(reason):
            return match.expand(words) + told(reason[match.end() :].lstrip(), language)
    return reason
