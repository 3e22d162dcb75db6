"""The stored reasons, which are English, in the language of the page."""

import re
from collections.abc import Callable

from kbtools.pages.labels import Labels

_KINDS = {"shell": "命令行", "framework": "其他框架的代码", "pseudo-code": "伪代码", "text": "文字"}
_VERBS = {"defined": "定义", "changed": "改动"}
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
    (r"the way objects are shown", "对象的显示方式"),
    (r"the way functions are shown", "函数的显示方式"),
    (r"the type of truth values", "真假值的类型"),
    (r"the layout of complex numbers", "复数的排列"),
    (r"the marks of blank lines", "空行的标记"),
    (r"a remark beside it", "写在旁边的注"),
    (r"memory addresses", "内存地址"),
    (r"the words printed in front of it", "前面一起打印的文字"),
    (r"the parentheses around the tuple", "元组外的括号"),
    (r"the type around the values", "数值外面的类型名"),
    (r"the dot in a dtype", "dtype 里的点"),
    (r"a bracket that the note lost or doubled", "笔记漏写或多写的括号"),
    (r"and ", "、"),
    (
        r"The values are random; their structure, shapes and types are the recorded ones\.",
        "数值是随机的；结构、形状与类型都与记录一致。",
    ),
    (
        r"The values vary, as its note says; their structure, shapes and types are the recorded ones\.",
        "笔记说数值会变；结构、形状与类型都与记录一致。",
    ),
    (
        r"Every recorded value is printed in its place; its other prints have no record\.",
        "记录的每个值都在原处打印出来；其余的打印没有记录。",
    ),
    (
        r"It ran; prints without a record stand between the recorded ones\.",
        "能运行；没有记录的打印夹在有记录的之间，无从比较。",
    ),
    (r"It ran; its note says that it only prepares what follows\.", "能运行；笔记说它只为后面做准备。"),
    (
        r"The values are random, but their structure is not the recorded one\.",
        "数值是随机的，但结构与记录不同。",
    ),
    (
        r"Its record came true in (\d+) of (\d+) runs only: its values are random\.",
        r"\2 次运行中只有 \1 次与记录相符：数值是随机的。",
    ),
    (r"Its record came true in (\d+) of (\d+) runs only\.", r"\2 次运行中只有 \1 次与记录相符。"),
    (
        r"Its output is the one that a person accepted; its note records another\.",
        "输出与人认可的一致；笔记里记录的是另一个。",
    ),
    (
        r"Its output is the one that a person accepted; its note records none\.",
        "输出与人认可的一致；笔记里没有记录输出。",
    ),
    (r"It ran; its author recorded no output to compare with\.", "能运行；作者没有记录输出，无从比较。"),
    (r"It ran, but the value recorded at", "能运行，但有记录的值无从比较："),
    (r"line (\d+) stands where no run shows it", r"第 \1 行的值在运行时不会显示"),
    (r", so nothing compared it\.", "。"),
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
    (r"A process that starts anew knows nothing of a note's cells\.", "重新启动的进程不认识笔记里的代码。"),
    (r"It was left out of this run\.", "这次运行没有包括它。"),
    (r", but ", "，而"),
    (r"it needs what failed at line (\d+)", r"它依赖第 \1 行失败的代码"),
    (r"It gave no result: ", "没有得到结果："),
    (
        r"It did not run: the snippet at line (\d+) ended the session;",
        r"没有运行：第 \1 行的代码让会话提前结束；",
    ),
    (r"it was still running when its time was up", "到了时间限制仍在运行"),
    (r"it started more processes than the fence allows", "它启动的进程超过了围栏允许的数目"),
    (r"it wrote more files than a session may", "它写的文件超过了一个会话允许的数目"),
    (
        r"its processes took more memory together than a session may",
        "它的进程合起来用的内存超过了一个会话允许的",
    ),
    (r"it wrote into the pipe that its results go through", "它往传送结果的管道里写了东西"),
    (r"the process that runs snippets broke off while it ran", "运行代码的进程在它运行时中断了"),
    (r"the process was ended by (\S+?)(?=\.|$)", r"进程被 \1 终止"),
    (r"the process ended itself with exit code (\w+)", r"进程自行结束，退出码 \1"),
    (r"the process ended itself", "进程自行结束"),
    (r"As it stands it does not parse\.", "照原样无法解析。"),
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
    (r"commands for IPython", "给 IPython 的命令。"),
    (r"a cell for %%(\w+) of IPython", r"交给 IPython 的 %%\1 处理的单元。"),
    (r"it takes what commands of IPython give", "要用 IPython 命令的结果。"),
    (r"written for another framework", "为其他框架所写。"),
    (r"an algorithm in words", "文字写成的算法。"),
    (r"written for Python 2", "为 Python 2 所写。"),
    (r"written in (\S+)", r"用 \1 写成。"),
    (r"a signature, not a call", "只是函数签名，不是调用。"),
    (r"labelled (\S+), which is no code", r"标为 \1，不是代码。"),
    (r"an output with no code above it", "一段输出，上面没有代码。"),
    (r"settings of a program, no code", "程序的配置，不是代码。"),
    (r"a log, no code", "一段日志，不是代码。"),
    (r"nothing but comments", "只有注释。"),
    (r"empty$", "空的。"),
    (r"neither Python nor anything like it", "既不是 Python，也不像 Python。"),
    (r"Its note says to skip it\.", "笔记要求跳过。"),
)
_PLACES: tuple[tuple[str, str], ...] = (
    (r"you put it here in topics\.yml", "你在 topics.yml 里指定放在这里"),
    (r"its heading names chapter (\S+)", r"标题里写着第 \1 章"),
    (r"its number (\S+) is the outline's", r"编号 \1 与大纲一致"),
    (r"the number (\S+) stands beside it in the document", r"文档里它旁边写着编号 \1"),
    (r"“(.*)” begins right after it", r"文档里紧接着就是“\1”"),
    (r"“(.*)” stands beside it in the document", r"文档里它旁边写着“\1”"),
    (r"its heading\b", "标题"),
    (r"the heading above it\b", "上一级标题"),
    (r"“(.*)” is the topic's name", r"“\1”就是主题的名字"),
    (r"“(.*)” has the initials of the topic's name", r"“\1”是主题名字的首字母缩写"),
    (r"“(.*)” is treated under the topic", r"“\1”属于这个主题的内容"),
    (r"the book's (\S+) is its number (\S+)", r"书中的 \1 就是它的编号 \2"),
    (r"“(.*)” is a part of the topic's name", r"“\1”是主题名字的一部分"),
    (r"“(.*)” names the topic among others", r"“\1”里提到了这个主题的名字"),
    (r"what stands below it is about this topic", r"它下面的小节讲的是这个主题"),
    (r"“(.*)” is much of the topic's name", r"“\1”与主题的名字大部分相同"),
    (r"it stands under the heading “(.*)”", r"位于标题“\1”之下"),
    (r"it says “(.*)”", r"其中写到“\1”"),
    (r"it is tagged or linked “(.*)”", r"标签或链接写着“\1”"),
    (r"its source is tagged “(.*)”", r"来源的标签是“\1”"),
    (r"it goes on after a section of this topic", "接在本主题的一节之后"),
    (r"it shares words with this topic \((\S+)\)", r"与本主题用词相近（\1）"),
    (r"it shares words with this topic", "与本主题用词相近"),
    (
        r"its words \((\S+)\) and its neighbours in the document point here",
        r"用词（\1）和文档里的前后内容都指向这里",
    ),
    (r"its neighbours in the document point here", "文档里的前后内容指向这里"),
    (r"links lead there: (\d+)", r"有 \1 处链接指向它"),
    (r"links lead here from it: (\d+)", r"它有 \1 处链接指向这里"),
    (r"items that may belong to both: (\d+)", r"有 \1 个条目两边都可能属于"),
    (r"both speak of “(.*)”", r"都谈到“\1”"),
    (r"they share words \((\S+)\)", r"用词相近（\1）"),
    (r"the outline has no topic", "大纲里还没有主题"),
    (r"nothing names a topic of the outline", "没有任何内容提到大纲里的主题"),
    (r"the same passage surely stands here", "同一段话确定在这里"),
    (r"you put the same passage here in topics\.yml", "你在 topics.yml 里把同一段话放在这里"),
    (r"too little speaks for any topic", "哪个主题的依据都太弱"),
)
_SAID: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (
        r"Its runs do not agree: (\d+) of (\d+) were ([\w-]+)\.",
        lambda match: f"几次运行的结果不一致：{match[2]} 次中有 {match[1]} 次是“{_verdict(match[3])}”。",
    ),
    (
        r"The snippet at line (\d+) should have (\w+) (\S+?)(?=,|$)",
        lambda match: f"本应由第 {match[1]} 行的代码{_VERBS.get(match[2], match[2])} {match[3]}",
    ),
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
# These come last, after an error of any wording.
_LAST: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s*Its layout is one of (\S+) that parse\.$"), r"能解析的版面有 \1 种，这是其中一种。"),
    (
        re.compile(r"\s*It is true of (\S+) as line (\S+) left it, before line (\S+) bound it anew\.$"),
        r"它说的是第 \2 行之后、第 \3 行重新赋值之前的 \1。",
    ),
    (
        re.compile(r"\s*It is true of (\S+) as line (\S+) left it, before line (\S+) changed it\.$"),
        r"它说的是第 \2 行之后、第 \3 行改动之前的 \1。",
    ),
)


def told(reason: str, language: str) -> str:
    """The reason in Chinese where the rules know it and the page is Chinese; as stored otherwise."""
    if not language.startswith("zh"):
        return reason
    endings: list[str] = []
    for pattern, words in _LAST:
        if ending := pattern.search(reason):
            endings.insert(0, ending.expand(words))
            reason = reason[: ending.start()]
    return "".join((_told(reason), *endings))


def _told(reason: str) -> str:
    said, rest = "", reason
    while match := next((found for rule, _ in _RULES if (found := rule.match(rest))), None):
        say = next(say for rule, say in _RULES if rule is match.re)
        said += say(match)
        rest = rest[match.end() :].lstrip()
    # Only an error may follow in words that are not ours; half a sentence in each language is worse than one.
    return said + rest if not rest or said.endswith("：") else reason


def _verdict(word: str) -> str:
    try:
        return _ZH.verdict(word)
    except KeyError:
        return word
