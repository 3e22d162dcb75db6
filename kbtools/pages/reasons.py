"""The stored reasons, which are English, in the language of the page."""

import re
from collections.abc import Callable

from kbtools.pages.labels import Labels

_KINDS = {"shell": "命令行", "framework": "其他框架的代码", "pseudo-code": "伪代码", "text": "文字"}
_ZH = Labels("zh")

_OUTPUTS: tuple[tuple[str, str], ...] = (
    (r"The output is the recorded one, to the letter\.", "输出与记录逐字相同。"),
    (r"The output is the recorded one up to white space\.", "除空白外，输出与记录相同。"),
    (r"Every number is the recorded one at the precision recorded\.", "按记录的精度，每个数都与记录相同。"),
    (r"The output is the recorded one but for ", "输出与记录相同，不同的只有："),
    (r"typographic characters", "排版用的字符"),
    (r"the numbers of gradient functions", "梯度函数的编号"),
    (r"the types of NumPy scalars", "NumPy 标量的类型"),
    (r"the way classes are shown", "类的显示方式"),
    (r"memory addresses", "内存地址"),
    (r"the parentheses around the tuple", "元组外的括号"),
    (r"and ", "、"),
    (
        r"The values are random; their structure, shapes and types are the recorded ones\.",
        "数值是随机的；结构、形状与类型都与记录一致。",
    ),
    (
        r"The values are random, but their structure is not the recorded one\.",
        "数值是随机的，但结构与记录不同。",
    ),
    (r"It ran; its author recorded no output to compare with\.", "能运行；作者没有记录输出，无从比较。"),
    (
        r"It ran, but the value recorded at line (\d+) stands where no run shows it, ",
        r"能运行，但第 \1 行记录的值写在运行时不会显示的地方，",
    ),
    (
        r"so nothing compared it\.",
        "无从比较。",
    ),
    (r"The output differs from the recorded one at its line (\d+)\.", r"输出从第 \1 行起与记录不同。"),
    (r"The output has (\d+) lines where (\d+) were recorded\.", r"输出有 \1 行，而记录是 \2 行。"),
    (
        r"It ran and printed nothing; its author recorded an output\.",
        "运行后没有任何输出，而作者记录了输出。",
    ),
    (r"Today's output ends in the recorded one, after\b", "今天的输出以记录的内容结尾，但前面多出"),
    (r"a line\b", "一行"),
    (r"(\d+) lines\b", r" \1 行"),
    (r"that its author did not record\.", "作者没有记录的内容。"),
)
_ERRORS: tuple[tuple[str, str], ...] = (
    (r"The recorded (\S+) comes again\.", r"记录的错误 \1 再次出现。"),
    (r"It raises (\S+), as its note says it should\.", r"如笔记所说，它会抛出 \1。"),
    (r"Its note says it raises; it did not\.", "笔记说它会报错，实际没有。"),
    (r"It raised an error that its author did not record(?:: |$)", "出现了作者没有记录的错误："),
    (r"The fence stopped it(?:: |$)", "被围栏拦下："),
    (r"Nothing in its source defines (\S+) before line (\d+)\.", r"来源里直到第 \2 行才定义 \1。"),
    (r"Nothing in its source defines (\S+)\.", r"来源里没有任何地方定义 \1。"),
    (r"The module (\S+) is not installed\.", r"模块 \1 没有安装。"),
    (r"It needs (.+?), which is not available\.", r"需要 \1，这里没有。"),
    (r"The snippet at line (\d+) should have defined (\S+?)(?=,|$)", r"本应由第 \1 行的代码定义 \2"),
    (r", but ", "，而"),
    (r"it needs what failed at line (\d+)", r"它依赖第 \1 行失败的代码"),
    (r"It gave no result: ", "没有得到结果："),
    (
        r"It did not run: the snippet at line (\d+) ended the session; ",
        r"没有运行：第 \1 行的代码让会话提前结束；",
    ),
    (r"it was still running when its time was up", "到了时间限制仍在运行"),
    (r"it started more processes than the fence allows", "它启动的进程超过了围栏允许的数目"),
    (r"it wrote into the pipe that its results go through", "它往传送结果的管道里写了东西"),
    (r"the process that runs snippets broke off while it ran", "运行代码的进程在它运行时中断了"),
    (r"the process was ended by (\S+?)(?=\.|$)", r"进程被 \1 终止"),
    (r"the process ended itself with exit code (\w+)", r"进程自行结束，退出码 \1"),
    (r"the process ended itself", "进程自行结束"),
    (
        r"The layout was lost: (\d+) layouts parse, (\d+) of them run, and nothing recorded decides ",
        r"版面已经丢失：能解析的有 \1 种，其中 \2 种能运行，没有记录能判定",
    ),
    (r"which is the author's\.", "哪一种是作者的。"),
    (r"nothing recorded decides", "没有记录能判定"),
    (r"before line (\d+)", r"（第 \1 行之前）"),
    (r"\.$", "。"),
)
_NEVER_RUN: tuple[tuple[str, str], ...] = (
    (r"commands for a shell", "命令行命令。"),
    (r"written for another framework", "为其他框架所写。"),
    (r"written in (\S+)", r"用 \1 写成。"),
    (r"a signature, not a call", "只是函数签名，不是调用。"),
    (r"an output with no code above it", "一段输出，上面没有代码。"),
    (r"nothing but comments", "只有注释。"),
    (r"empty$", "空的。"),
    (r"neither Python nor anything like it", "既不是 Python，也不像 Python。"),
    (r"Its note says to skip it\.", "笔记要求跳过。"),
)
_PLACES: tuple[tuple[str, str], ...] = (
    (r"you put it here in topics\.yml", "你在 topics.yml 里指定放在这里"),
    (r"its heading “(.*)” is the topic's name", r"标题“\1”就是主题的名字"),
    (r"its heading “(.*)” is much of the topic's name", r"标题“\1”与主题的名字大部分相同"),
    (r"it stands under the heading “(.*)”", r"位于标题“\1”之下"),
    (r"it is tagged or linked “(.*)”", r"标签或链接写着“\1”"),
    (r"it goes on after a section of this topic", "接在本主题的一节之后"),
    (r"it shares words with this topic \((\S+)\)", r"与本主题用词相近（\1）"),
    (
        r"its words \((\S+)\) and its neighbours in the document point here",
        r"用词（\1）和文档里的前后内容都指向这里",
    ),
    (r"nothing names a topic of the outline", "没有任何内容提到大纲里的主题"),
)
_SAID: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"its verdict is ([\w-]+)", lambda match: f"那段代码的结果是“{_verdict(match[1])}”"),
    (
        r"It is ([\w-]+), which is never run\.",
        lambda match: f"{_KINDS.get(match[1], match[1])}，从不运行。",
    ),
)
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    *(
        (re.compile(pattern), lambda match, words=words: match.expand(words))
        for pattern, words in (*_OUTPUTS, *_ERRORS, *_NEVER_RUN, *_PLACES)
    ),
    *((re.compile(pattern), say) for pattern, say in _SAID),
)
"""What the beginning of a reason looks like, and how to say it; what follows is asked about again."""
_LAYOUT = re.compile(r"\s*Its layout is one of (\S+) that parse\.$")


def told(reason: str, language: str) -> str:
    """The reason in Chinese where the rules know it and the page is Chinese; as stored otherwise."""
    if not language.startswith("zh"):
        return reason
    layout = _LAYOUT.search(reason)
    if layout:
        return f"{_told(reason[: layout.start()])}能解析的版面有 {layout[1]} 种，这是其中一种。"
    return _told(reason)


def _told(reason: str) -> str:
    said = []
    while match := next((found for rule, _ in _RULES if (found := rule.match(reason))), None):
        say = next(say for rule, say in _RULES if rule is match.re)
        said.append(say(match))
        reason = reason[match.end() :].lstrip()
    return "".join((*said, reason))


def _verdict(word: str) -> str:
    try:
        return _ZH.verdict(word)
    except KeyError:
        return word
