"""Every word the pages say, in Chinese and in English; what authors wrote stays as it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

NOT_RUN = "not-run"
"""State of a snippet without a stored verdict."""
ACCEPTED = "accepted"
"""State of a snippet that is green by what a person expects of it, not by what its note records."""
STATES = (
    "verified",
    "verified-shape",
    "accepted",
    "ran",
    "drifted",
    "raised",
    "blocked",
    "timeout",
    "denied",
    "not-code",
    NOT_RUN,
)
"""All states of a snippet in the order in which they are counted: verdicts by their own names."""

VERDICTS: Mapping[str, tuple[str, str]] = {
    "verified": ("已验证", "verified"),
    "verified-shape": ("形状已验证", "shape verified"),
    ACCEPTED: ("已认可", "accepted"),
    "ran": ("能运行", "ran"),
    "drifted": ("输出已变", "drifted"),
    "raised": ("报错", "raised"),
    "blocked": ("缺前提", "blocked"),
    "timeout": ("超时", "timed out"),
    "denied": ("被拦下", "denied"),
    "not-code": ("不运行", "not run by design"),
    NOT_RUN: ("尚未运行", "not run yet"),
}
EXPLANATIONS: Mapping[str, tuple[str, str]] = {
    "verified": (
        "在全新的进程里运行过，输出与笔记的记录一致",
        "It ran in a clean process and printed what the note recorded",
    ),
    "verified-shape": (
        "结果本来就随机：结构、形状与类型一致，数值不作比较",
        "Random by nature: structure, shapes and dtypes are equal, values are not compared",
    ),
    ACCEPTED: (
        "今天的输出由人认可；笔记原来的记录与它不同",
        "A person accepted today's output; what the note records differs from it",
    ),
    "ran": ("笔记没有记录输出，这里给出今天的输出", "The note recorded no output; today's is shown"),
    "drifted": ("能运行，但今天的输出与记录不同", "It ran, and today's output differs from the recorded one"),
    "raised": ("运行时出现了笔记没有记录的错误", "It raised an error that the note does not record"),
    "blocked": (
        "用到了没有人提供的名字或模块，因此没有结果可比",
        "It uses names or modules that nobody provides, so there is no result to compare",
    ),
    "timeout": ("超过了时间限制", "It took longer than the limit"),
    "denied": ("触碰了围栏不允许的东西", "It touched what the fence forbids"),
    "not-code": (
        "命令行、其他框架、伪代码或文字：只展示，不运行",
        "Shell, another framework, pseudo-code or text: shown, never run",
    ),
    NOT_RUN: ("自上次改动以来还没有运行过", "It has not been run since it last changed"),
}
REPAIRS: Mapping[str, tuple[str, str]] = {
    "prompts": ("去掉提示符", "prompts removed"),
    "line-numbers": ("去掉行号", "line numbers removed"),
    "magics": ("略去 IPython 的魔法命令", "IPython magics left out"),
    "punctuation": ("全角标点改为半角", "full-width punctuation made ASCII"),
    "margin": ("去掉统一的缩进", "common margin removed"),
    "continued": ("接上断开的行", "broken lines joined"),
    "slash-comments": ("// 注释改为 #", "// comments made #"),
    "wrapped-comments": ("接上折行的注释", "wrapped comments joined"),
    "glued-comment": ("分开粘在一起的注释与代码", "comment parted from the code it was glued to"),
    "glued-remark": ("分开接在注释后面的语句", "statement parted from the comment it ran into"),
    "glued-bracket": ("分开粘在右括号后面的语句", "statement parted from the bracket it was glued to"),
    "glued-statements": ("分开粘在一起的语句", "glued statements parted"),
    "indentation": ("补回缩进", "indentation restored"),
    "lost-indentation": ("补回缩进", "indentation restored"),
    "commented-setup": ("启用注释掉的准备语句", "commented-out set-up enabled"),
    "show-assignment": ("显示所赋的值", "assigned value shown"),
    "show-changed": ("显示改动过的对象", "changed object shown"),
    "accepted": ("换成认可的输出", "output accepted by a person"),
    "show-each": ("逐句显示结果", "every value shown"),
    "show-shape": ("显示形状", "shape shown"),
}
"""Names of the rules of repair, for people; a rule from elsewhere keeps its own name."""
WORDS: Mapping[str, tuple[str, str]] = {
    "n-highlights": ("{n} 条划线", "{n} highlights"),
    "n-notes": ("{n} 节笔记", "{n} notes"),
    "n-snippets": ("{n} 段代码", "{n} snippets"),
    "n-sources": ("{n} 份来源", "{n} sources"),
    "n-topics": ("{n} 个主题", "{n} topics"),
    "n-unplaced": ("{n} 条待归类", "{n} unplaced"),
    "n-errata": ("{n} 处与记录不符", "{n} that running disproved"),
    "state-count": ("{state} {n}", "{n} {state}"),
    "highlights": ("划线", "Highlights"),
    "notes": ("笔记", "Notes"),
    "sub-topics": ("下级主题", "Sub-topics"),
    "topics": ("主题", "Topics"),
    "sources": ("来源", "Sources"),
    "snippets": ("代码", "Snippets"),
    "highlight": ("划线", "highlight"),
    "note": ("笔记", "note"),
    "tags": ("标签", "Tags"),
    "tags-lead": (
        "划线的标签、文中的 #标签、笔记开头列出的标签，以及主题的标签。",
        "Tags of highlights, #tags in the text, tags at the head of a note, and tags of topics.",
    ),
    "tags-below": ("下级标签", "Nested tags"),
    "n-tagged": ("{n} 处", "{n} tagged"),
    "n-tagged-below": ("{n} 处，其中 {below} 处在下级标签", "{n} tagged, {below} of them with a tag below"),
    "related": ("相关主题", "Related topics"),
    "backlinks": ("链接到这里", "What links here"),
    "empty-topic": ("这里还没有内容。", "Nothing here yet."),
    "page-note": ("（整页批注，没有划线文字）", "(page note without a passage)"),
    "context": ("上下文", "In context"),
    "in-topic": ("主题：", "topic: "),
    "why": ("归类依据", "why here"),
    "permalink": ("永久链接", "permalink"),
    "lines": ("第 {a}–{b} 行", "lines {a}–{b}"),
    "line": ("第 {a} 行", "line {a}"),
    "page": ("第 {a} 页", "page {a}"),
    "pages": ("第 {a}–{b} 页", "pages {a}–{b}"),
    "pdf-offset": ("PDF 第 {a}–{b} 字符", "PDF characters {a}–{b}"),
    "chapter-offset": ("{chapter} 第 {a}–{b} 字符", "{chapter} characters {a}–{b}"),
    "location": ("Kindle 位置 {a}", "Kindle location {a}"),
    "seconds": ("{a}", "{a}"),
    "recorded": ("笔记记录的输出", "Output in the note"),
    "recorded-holds": ("输出（与今天一致）", "Output (the same today)"),
    "accepted": ("人认可的输出", "Output that a person accepted"),
    "accepted-holds": ("人认可的输出（与今天一致）", "Output that a person accepted (the same today)"),
    "matrix": ("在各个环境里", "In each environment"),
    "absent": ("没有 {name}", "no {name}"),
    "today": ("今天的输出", "Output today"),
    "today-error": ("今天的错误", "Error today"),
    "stderr": ("标准错误的输出（警告等）", "Standard error: warnings and the like"),
    "figures": ("今天画出的图", "Drawn today"),
    "figure": ("{line}的代码画出的第 {n} 幅图", "Figure {n} that the code at {line} draws"),
    "no-output": ("（没有输出）", "(no output)"),
    "supplied": ("运行前补上的导入", "Imports supplied before running"),
    "original": ("原文", "As it stands in the source"),
    "original-repaired": (
        "原文（版面修复：{repairs}）",
        "As it stands in the source (layout repairs: {repairs})",
    ),
    "original-edited": (
        "有人改过这段代码；这是来源里的原文",
        "A person edited this code; this is how it stands in the source",
    ),
    "error-at": ("错误出现在第 {a} 行", "the error arose at line {a}"),
    "root": ("起因：", "Root cause: "),
    "witness": ("别处完好的一份：", "An intact copy: "),
    "witness-missing": ("这里缺了 {parts}", "missing here: {parts}"),
    "witness-extra": ("这里多了 {parts}", "too many here: {parts}"),
    "ran-with": ("运行环境：{versions}", "Ran with {versions}"),
    "reader": ("格式：{reader}", "read as {reader}"),
    "stored-as": ("原始文件：", "stored file: "),
    "notebook": ("笔记本", "notebook"),
    "dropped": ("未展示的内容", "Left out"),
    "dropped-for": ("{reason}（{n} 处）", "{reason} ({n})"),
    "navigation": ("网站导航", "site navigation"),
    "site-chrome": ("网站按钮与页脚", "site chrome"),
    "slide-footer": ("幻灯片页脚", "slide footers"),
    "related-articles": ("相关文章推荐", "related articles"),
    "page-furniture": ("页眉页脚与页码", "page furniture"),
    "duplicate-of": ("重复内容", "duplicates"),
    "dead-link": ("失效链接", "dead links"),
    "hidden": ("作者隐藏的内容", "hidden by the author"),
    "index-lead": (
        "划线、笔记与代码按主题排好；每段代码都标明今天是否仍然成立。",
        "Highlights, notes and snippets by topic; every snippet says whether it still holds today.",
    ),
    "more": ("另见", "See also"),
    "verdict": ("结果", "Verdict"),
    "count": ("数量", "Count"),
    "meaning": ("含义", "Meaning"),
    "no-snippets": ("还没有代码。", "There are no snippets yet."),
    "errata": ("勘误：运行后与记录不符的代码", "Errata: what running disproved"),
    "errata-lead": (
        "这些代码今天的结果与笔记的记录不同，或者照原样已经运行不了。",
        "What these snippets give today is not what the notes say, or as they stand they no longer run.",
    ),
    "no-errata": ("目前没有发现与记录不符的代码。", "Nothing that was run contradicts the notes."),
    "errata-not-run": (
        "{n} 段代码还没有运行过，是否与记录相符要等 `kbtools verify` 运行之后才知道。",
        "Snippets not run yet: {n}. Whether they are still true shows once `kbtools verify` has run them.",
    ),
    "unplaced": ("待归类", "Unplaced"),
    "unplaced-lead": (
        "没有把握放进任何主题的内容。用 `kbtools topics review` 逐条指定，或在大纲里给主题加别名。",
        "Items that fit no topic well enough. `kbtools topics review` settles them; so do aliases of topics.",
    ),
    "no-unplaced": ("所有内容都已归类。", "Every item has its topic."),
    "guesses": ("可能属于", "May belong to"),
    "guess": ("{percent}%", "{percent}%"),
    "also-in": ("也见于：", "Also in: "),
    "also-in-many": ("也见于 {n} 处", "Also in {n} places"),
    "also-in-more": ("另有 {n} 处，见主题页", "{n} more: see the topic's page"),
    "same-as": ("与《{title}》相同：{text}", "The same in “{title}”: {text}"),
    "same-as-highlight": ("与上面的划线相同：{text}", "The same as the highlight above: {text}"),
    "same-there": ("见主题“{title}”：{text}", "Shown under the topic “{title}”: {text}"),
    "same-many-there": ("{n} 段见主题“{title}”", "{n} passages, shown under the topic “{title}”"),
    "same-many": ("{n} 段与《{title}》相同", "{n} passages, the same in “{title}”"),
    "same-copy": ("同一内容的另一份：《{title}》{name}", "Another copy: “{title}” {name}"),
    "n-differences": ("（{n} 处不同）", " ({n} differences)"),
    "one-difference": ("（1 处不同）", " (1 difference)"),
    "differences": ("不同之处：", "What differs: "),
    "stands-at": ("这里展示的是：", "Shown here: "),
    "conflict": ("说法不一：", "Sources disagree: "),
    "conflict-of-output": ("记录的输出不同：", "Another output recorded: "),
    "conflict-here": ("这里是 {said}", "here {said}"),
    "conflict-there": ("另 {n} 处是 {said}", "{n} elsewhere {said}"),
    "conflict-nothing": ("（没有）", "(nothing)"),
    "conflict-more": ("详见勘误", "see the errata"),
    "conflicts": ("各说各话", "Sources that disagree"),
    "conflicts-lead": (
        "同一段话或同一段代码，各来源只差一个数、一个符号、一个名字或一个否定；至少有一处写错了，所以没有合并。",
        "The same but for a number, a sign, a name or a negation: one must be wrong, so they are not joined.",
    ),
    "conflict-number": ("数不同", "Another number"),
    "conflict-sign": ("符号不同", "Another sign"),
    "conflict-identifier": ("名字不同", "Another name"),
    "conflict-negation": ("一处有否定，一处没有", "One says not"),
    "conflict-word": ("用词相反", "The opposite word"),
    "conflict-output": ("同样的代码，记录的输出不同", "The same code, another recorded output"),
    "n-conflicts": ("{n} 处各说各话", "{n} where sources disagree"),
    "says": ("{n} 份来源写 {said}", "{n} sources say {said}"),
    "says-one": ("1 份来源写 {said}", "1 source says {said}"),
    "separator": ("，", ", "),
    "and": ("、", " and "),
    "colon": ("：", ": "),
    "semicolon": ("；", "; "),
}


_ONE = re.compile(r"^1 ([a-z]+)s\b")


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language: Chinese for `zh`, English for any other."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The word or sentence under the key, its blanks filled in."""
        said = self._pick(WORDS[key]).format(**values)
        # No English noun here ends in `s` when there is one of it; a Chinese one never does.
        return _ONE.sub(r"1 \1", said) if str(values.get("n")) == "1" else said

    def verdict(self, state: str) -> str:
        """The name of a state, for people."""
        return self._pick(VERDICTS[state])

    def explanation(self, state: str) -> str:
        """One sentence on what the state means, without a full stop."""
        return self._pick(EXPLANATIONS[state])

    def repair(self, name: str) -> str:
        """What a rule of repair did, for people; the rule's own name where nobody said it in words."""
        return self._pick(REPAIRS.get(name, (name, name)))

    def _pick(self, pair: tuple[str, str]) -> str:
        return pair[0] if self.language.startswith("zh") else pair[1]
