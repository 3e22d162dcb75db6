"""What a web page wraps around an article: counters, dialogs, buttons, lists of other articles."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from kbtools.model import DropReason

_BULLET = re.compile(r"^[\s•·●▪◦■*>-]+|[\s>:：]+$")
_RELATED = re.compile(
    r"(?i)(?:相关|推荐|热门|最新|更多|精选|延伸)的?"
    r"(?:文章|推荐|阅读|博客|内容|资源|链接|帖子|问答|专栏)(?:推荐|列表)?"
    r"|猜你喜欢|大家都在看|你可能(?:还|也)?会?(?:喜欢|感兴趣).{0,6}"
    r"|(?:related|recommended|recent|popular|similar)(?: (?:posts?|articles?|reading|stories|content))?"
    r"|you (?:may|might) (?:also )?(?:like|enjoy).{0,20}|more (?:from|stories|articles|posts)\b.{0,40}"
    r"|(?:what to )?read next|further stories"
)
# A line that is nothing but one of these is the site's.
_WORD = re.compile(
    r"(?i)\d*\s*(?:点赞|赞|喜欢|不喜欢|收藏|评论|分享|转发|举报|关注|打赏|赞赏|踩|回复|在看|阅读|浏览|投币|订阅"
    r"|复制链接|扫一扫|提交|取消|登录|注册|发布|发表评论|写评论|展开|收起|返回顶部|目录|版权|专栏"
    r"|添加红包|红包|实付|实付金额|余额充值|抵扣说明|扫码支付|钱包余额|支付|充值|点击重新获取"
    r"|一般|有帮助|没帮助|非常有帮助|非常没帮助"
    r"|赞同|反对|感谢"
    r"|申请转载|文章被以下专栏收录|还没有评论|(?:\d+ ?)?条评论|添加评论"
    r"|likes?(?: this| loading\.*)?|share(?: this)?|tweet|comments?|reply|follow"
    r"|subscribe|save|claps?|report|log ?in|sign ?(?:in|up)"
    r"|copy link|print|email|bookmark|back to top|leave a (?:comment|reply)|post comment|loading\.*)"
    r"\s*数?\s*[:：(（]?\s*[\d.,]*\s*[kw万+]*\s*[)）]?"
)
# A line that starts like one of these is the site's when it is short.
_PHRASE = re.compile(
    r"(?i)[上下]一(?:篇|章|页)|(?:previous|next|older|newer)(?: (?:post|article|page))?\s*[:：«»←→]|← "
    r"|share this|posted (?:in|by|on)\b|tags?\s*[:：]|categor(?:y|ies)\s*[:：]|filed under"
    r"|leave a (?:comment|reply)|(?:no|\d+) (?:comments|responses)|copyright|©|all rights reserved"
    r"|版权(?:声明|所有)|本文(?:链接|为博主)|原文链接|转载[请自]|未经.{0,8}许可|著作权"
    r"|(?:文章|本文)?标签\s*[:：]|分类专栏|文章(?:分类|已)|.{0,12}一键(?:收藏|三连)|觉得还?不错\??\s*一键"
    r"|.{0,14}对你有(?:没有)?帮助|.{0,12}红包.{0,16}|.{0,10}余额.{0,20}|[需待已应]?支付\s*[:：]?"
    r"|.{0,10}(?:微信|支付宝)(?:支付|扫码)|.{0,6}扫码|.{0,20}付费专栏.{0,12}|.{0,6}成为第一个"
    r"|成就.{0,6}技术人|.{0,8}(?:关注|订阅)(?:公众号|我们|博主)"
    r"|(?:编辑|发布)于\s*\d{4}-|enjoy this (?:post|article)|sign up (?:for|to)|subscribe to"
)
# A bar of these stands above an article too; a person's first lines never consist of one.
_HEAD = re.compile(
    r"(?i)(?:阅读|浏览|点赞|收藏|评论|播放)[量数]?(?:人数)?\s*[:：]?\s*[\d.,]+\s*[kw万]?|版权"
    r"|(?:已|最新推荐)?(?:文章)?于\s*\d{4}-\d\d-\d\d.{0,30}|分类专栏\s*[:：]?.{0,40}|文章标签\s*[:：]?.{0,60}"
    r"|版权声明\s*[:：].{0,120}|本文链接\s*[:：].{0,200}|原创|转载|关注"
    r"|posted (?:on|by)\b.{0,60}|(?:\d+ )?min read|[\d,.]+k? views?"
)
_BUTTON = re.compile(
    r"(?i)复制代码|登录后复制|一键复制|copy(?: code)?|代码解读|AI生成项目|运行项目并下载源码|预览"
)
_COUNT = re.compile(r"[\d.,]+\s*[kw万+]*")
_EXCERPT = re.compile(r"(?:…|\.\.\.|……)[。.]?\s*$")
_SENTENCE = re.compile(r"[。！？；;：:.,，、]\s*$")
_SHORT = 60
_HEAD_LINES = 20
_MOSTLY = 0.45
_LIST_SHARE = 0.75
_FEWEST = 2
_PROSE = 20
# An advertisement may stand among buttons; where sentences are many they are the author's.
_SITE_A_SENTENCE = 8
_STOP = re.compile(r"[。！？.!?]")


def _core(line: str) -> str:
    """The line without bullet, quote marks and colon."""
    return _BULLET.sub("", line).strip("“”\"'「」")


def is_chrome(line: str) -> bool:
    """Whether a line is the site's by what it says."""
    core = _core(line)
    return len(core) <= _SHORT and bool(_WORD.fullmatch(core) or _PHRASE.match(core))


def chrome(lines: Sequence[str], listing: Collection[int]) -> Mapping[int, DropReason]:
    """Indices of the lines that are the site's and not the author's, with the reason.

    Args:
        lines: All lines of a pasted page.
        listing: Indices of code and output, which is always the author's.
    """
    related = _first(lines, listing, _is_related, _is_list_of_articles, len(lines))
    tail = _first(lines, listing, is_chrome, _is_mostly_chrome, related)
    tail = _with_count_above(lines, tail) if tail < related else related
    found = dict.fromkeys(range(tail, related), DropReason.SITE_CHROME)
    found.update(dict.fromkeys(range(related, len(lines)), DropReason.RELATED_ARTICLES))
    found.update(dict.fromkeys(_head(lines, listing), DropReason.SITE_CHROME))
    found.update(dict.fromkeys(_buttons(lines, listing), DropReason.SITE_CHROME))
    return {index: reason for index, reason in found.items() if lines[index].strip()}


def _first(
    lines: Sequence[str],
    listing: Collection[int],
    starts: Callable[[str], bool],
    fits: Callable[["_Tail"], bool],
    end: int,
) -> int:
    """The first line that starts a tail which fits all the way to `end` and holds no code; `end` for none."""
    best = end
    tail = _Tail()
    for index in range(end - 1, -1, -1):
        if index in listing and lines[index].strip():
            break
        tail.add(lines[index])
        if starts(lines[index]) and fits(tail):
            best = index
    return best


class _Tail:
    """Counts over the lines from one on to the end; grows upwards, so the search stays linear."""

    def __init__(self) -> None:
        self.written = 0
        self.chrome = 0
        self.listed = 0
        self.sentences = 0

    def add(self, line: str) -> None:
        if not line.strip():
            return
        self.written += 1
        core = _core(line)
        is_site = is_chrome(line) or bool(_COUNT.fullmatch(core))
        self.chrome += is_site
        self.sentences += not is_site and len(core) > _PROSE and bool(_STOP.search(core))
        self.listed += bool(_EXCERPT.search(line)) or (len(core) <= _SHORT and not _SENTENCE.search(core))


def _is_related(line: str) -> bool:
    return bool(_RELATED.fullmatch(_core(line)))


def _is_list_of_articles(tail: _Tail) -> bool:
    return tail.written > _FEWEST and tail.listed >= _LIST_SHARE * tail.written


def _is_mostly_chrome(tail: _Tail) -> bool:
    return tail.chrome >= max(_MOSTLY * tail.written, _SITE_A_SENTENCE * tail.sentences)


def _with_count_above(lines: Sequence[str], tail: int) -> int:
    """The start of the tail with the count that stands over its first word."""
    above = next((index for index in range(tail - 1, -1, -1) if lines[index].strip()), tail)
    bulleted = lines[above].strip() != _core(lines[above])
    return above if bulleted and _COUNT.fullmatch(_core(lines[above])) else tail


def _head(lines: Sequence[str], listing: Collection[int]) -> list[int]:
    """Lines of the bar above an article: dates, counts, categories."""
    first_code = min(listing, default=len(lines))
    return [
        index
        for index in range(min(len(lines), _HEAD_LINES, first_code))
        if lines[index].strip() and _HEAD.fullmatch(_core(lines[index]))
    ]


def _buttons(lines: Sequence[str], listing: Collection[int]) -> list[int]:
    """Buttons of code boxes, and the line numbers beside them: 1, 2, 3, … right under code."""
    found = [index for index in range(len(lines)) if _BUTTON.fullmatch(_core(lines[index]))]
    index = 0
    while index < len(lines):
        count = 0
        while index + count < len(lines) and _core(lines[index + count]) == str(count + 1):
            count += 1
        if count > _FEWEST and index - 1 in listing:
            found.extend(range(index, index + count))
        index += max(1, count)
    return found
