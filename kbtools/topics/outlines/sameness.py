"""Which titles are about one thing: by the glossary, by what the titles themselves say, by their words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kbtools.topics.glossary import Concept, joined, names_in_use
from kbtools.topics.outlines.paired import loose_names, side_by_side, two_names
from kbtools.topics.outlines.topic_titles import shown, subject
from kbtools.topics.stems import likened
from kbtools.topics.titles import key, names_of

# What may be left out around a title, where the rest is a title too.
_ROUND = (
    re.compile(
        r"(?P<it>.{2,}?)(?:\s*的?(?:模型|算法|协议|方法|机制|技术|运算|问题|语句|语法|命令|函数|用法|使用方法|模[板版]|公式|示例|实战|案例)"
        r"|\s*的(?:基本)?使用|\s*的?源[码代]码?(?:阅读|分析|解析|解读|剖析)|\s*的?(?:原理|详解|解析|剖析|解读)"
        r"|\s+(?:models?|algorithms?|methods?|mechanisms?|statements?|functions?|commands?|examples?|templates?))",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<it>[A-Za-z_][\w. ]+?)\s*的?(?:基本)?(?:使用|类|包|库|模块|对象|组件|关键字)", re.ASCII),
    re.compile(r"(?P<it>[A-Z]\w{2,}?)(?:Classifier|Regressor)"),
    re.compile(r".{2,}?[:：]\s*(?P<it>.{2,})"),
)
_SHORTEST = 2


class Sameness:
    """Gives every title the name of what it is about; titles of one name are one topic."""

    def __init__(self, sources: Iterable[Iterable[str]], concepts: Sequence[Concept] = ()) -> None:
        """Learn from the titles of every source which names they give to one thing, and which to two."""
        self.glossary = names_in_use(concepts)
        """The terms it goes by."""
        heap = [tuple(dict.fromkeys(titles)) for titles in sources]
        known = tuple(dict.fromkeys(title for titles in heap for title in titles))
        self._learned: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._titles = {self._plain(title) for title in known}
        self._learn(known)
        self._learn_loose(known, heap)
        for titles in heap:
            self._part(titles)

    def name(self, title: str) -> str:
        """The name of what a title is about, a key and no text to show; empty for a title without a word."""
        found = self._names.get(title)
        if found is None:
            found = self._names[title] = self._found(title)
        return found

    def _found(self, title: str) -> str:
        plain = self._plain(title)
        if plain in self._learned:
            return self._learned[plain]
        inner = (match["it"] for round_ in _ROUND if (match := round_.fullmatch(subject(title))))
        shorter = next((self._plain(one) for one in inner if self._is_known(one)), plain)
        return self._learned.get(shorter, shorter)

    def _is_known(self, title: str) -> bool:
        plain = self._plain(title)
        return plain in self._titles or plain in self._learned or bool(self.glossary.of(title))

    def _part(self, titles: Sequence[str]) -> None:
        """Keep apart what one author tells apart, though the glossary has one concept for both."""
        first: dict[str, str] = {}
        for title in titles:
            about = subject(title)
            own, name = key(likened(about)), self.name(title)
            if self.glossary.of(about) and first.setdefault(name, own) != own:
                self._names[title] = f"{own}@{name}"

    def _plain(self, title: str) -> str:
        """By the glossary, else by its words: blanks, numbers, plurals and `What is …?` make no other."""
        about = subject(title)
        for form in (shown(title), about, likened(about), joined(about)):
            # What stands in brackets may be a name of the thing, or only what it is done with.
            named = form if self.glossary.has(form) else names_of(form)[:_SHORTEST][-1]
            if self.glossary.of(named):
                # The common name of the one list may be another name in the other.
                return self.glossary.same(self.glossary.same(named))
        return self._by_both(title) or joined(likened(about))

    def _by_both(self, title: str) -> str:
        """The name in the glossary of a title that gives two, both of one thing; empty for any other."""
        pair = loose_names(shown(title))
        known = [self.glossary.same(self.glossary.same(one)) for one in pair or () if self.glossary.of(one)]
        return known[0] if len(known) == _SHORTEST and len(set(known)) == 1 else ""

    def _learn(self, titles: Sequence[str]) -> None:
        """Take names that a title gives in two languages or short; a name of two things is of none."""
        named = ((title, two_names(shown(title))) for title in titles)
        pairs = [(title, names) for title, names in named if names and self._is_sure(title, names[1])]
        homes: dict[str, set[str]] = {}
        for _, (one, other) in pairs:
            homes.setdefault(self._plain(other), set()).add(self._plain(one))
        for title, (one, other) in pairs:
            name, second = self._plain(one), self._plain(other)
            if len(homes[second]) == 1 and self._may_join(one, other):
                common = second if self.glossary.of(other) and not self.glossary.of(one) else name
                self._learned.update(dict.fromkeys((self._plain(title), name, second), common))

    def _learn_loose(self, titles: Sequence[str], heap: Sequence[Sequence[str]]) -> None:
        """Take `接口 interface` for `接口` where another author has that, and nothing else beside it."""
        pairs = {title: names for title in titles if (names := loose_names(shown(title)))}
        kinds = Counter(self._plain(han) for han, _ in pairs.values())
        told = [{self._plain(title) for title in each} for each in heap]
        for title, (han, latin) in pairs.items():
            whole, name, second = (self._plain(one) for one in (title, han, latin))
            apart = second in self._titles or any({whole, name} <= each for each in told)
            if whole not in self._learned and kinds[name] == 1 and not apart and self._is_known(han):
                self._learned[whole] = self._learned.get(name, name)

    def _is_sure(self, title: str, other: str) -> bool:
        """Whether a second name is one: a single word behind Chinese may as well be what is done with it."""
        return not side_by_side(shown(title)) or " " in other or self._plain(other) in self._titles

    def _may_join(self, one: str, other: str) -> bool:
        """Whether the glossary does not know the two as two things."""
        known, second = self.glossary.of(one), self.glossary.of(other)
        return not (known and second) or self._plain(one) == self._plain(other)
