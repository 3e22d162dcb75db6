"""The words that sites put around an article, each pattern for one place on the page."""

import re

RELATED = re.compile(
    r"(?i)推荐阅读更多精彩内容|编辑推荐|阅读排行榜?|热点阅读|随便看看|看了.{0,12}还看了.{0,6}"
    r"|more on this topic|(?:keep|continue) reading|up next|trending(?: now)?"
    r"|latest (?:posts?|articles?)|recent comments|(?:相关|推荐|热门|最新|更多|精选|延伸)的?"
    r"(?:文章|推荐|阅读|博客|内容|资源|链接|帖子|问答|专栏)(?:推荐|列表)?"
    r"|猜你喜欢|大家都在看|你可能(?:还|也)?会?(?:喜欢|感兴趣).{0,6}"
    r"|(?:related|recommended|recent|popular|similar)(?: (?:posts?|articles?|reading|stories|content))?"
    r"|you (?:may|might) (?:also )?(?:like|enjoy).{0,20}|more (?:from|stories|articles|posts)\b.{0,40}"
    r"|(?:what to )?read next|further stories|recommended from \w+|linked|hot network questions"
    r"|喜欢此内容的人还喜欢|往期(?:精彩|推荐|回顾|文章).{0,8}"
    r"|(?:관련|이전|다음)\s?글|articles similaires"
)
# A line that is nothing but one of these is the site's.
WORD = re.compile(
    r"(?i)[\d.,]*[kw万+]*\s*(?:点赞|赞|喜欢|不喜欢|收藏|评论|分享|转发|举报|关注|打赏|赞赏|踩|回复|在看|阅读|浏览|投币|订阅"
    r"|复制链接|扫一扫|提交|取消|登录|注册|发布|发表评论|写评论|展开|收起|返回顶部|目录|版权|专栏"
    r"|添加红包|红包|实付|实付金额|余额充值|抵扣说明|扫码支付|钱包余额|支付|充值|点击重新获取"
    r"|一般|有帮助|没帮助|非常有帮助|非常没帮助"
    r"|赞同|反对|感谢"
    r"|申请转载|文章被以下专栏收录|还没有评论|(?:\d+ ?)?条评论|添加评论"
    r"|关注(?:他|她|作者|我)|收藏该文|好文要顶|加关注|编辑|声望|粉丝|阅读原文|微信扫一扫|关注该公众号"
    r"|공감|공유하기|게시글 관리|구독하기|저작자표시|태그|댓글|좋아요|신고"
    r"|likes?(?: this| loading\.*)?|share(?: this)?|tweet|comments?|reply|follow"
    r"|subscribe|save|claps?|report|log ?in|sign ?(?:in|up)"
    r"|copy link|print|email|bookmark|back to top|leave a (?:comment|reply)|post comment|loading\.*"
    r"|all contributors|anonymous contributor|contribute to docs"
    r"|(?:edit|improve|view) this (?:page|source)(?: on github)?"
    r"|add a comment|improve this (?:question|answer)|user avatar|answers?|followers?"
    r"|highest score \(default\)|writer for|written by|home|categories|faq(?:/guidelines)?|help|status|about"
    r"|terms(?: of (?:service|use))?|privacy(?: policy)?|careers|blog|press|teams|rules|cookies?"
    r"|text to speech|contact(?: us)?|sitemap|rss)"
    r"\s*数?\s*[:：(（]?\s*[\d.,]*\s*[kw万+]*\s*[)）]?"
)
# A line that starts like one of these is the site's when it is short.
PHRASE = re.compile(
    r"(?i)[上下]一(?:篇|章|页)|(?:previous|next|older|newer)(?: (?:post|article|page))?\s*[:：«»←→]|← "
    r"|share this|posted (?:in|by|on)\b|tags?\s*[:：]|categor(?:y|ies)\s*[:：]|filed under"
    r"|leave a (?:comment|reply)|(?:no|\d+) (?:comments|responses)|copyright|©|all rights reserved"
    r"|版权(?:声明|所有)|本文(?:链接|为博主)|原文链接|转载[请自]|未经.{0,8}许可|著作权"
    r"|(?:文章|本文)?(?:标签|分类)\s*[:：]|分类专栏|文章(?:分类|已)|.{0,12}一键(?:收藏|三连)|觉得还?不错\??\s*一键"
    r"|.{0,14}对你有(?:没有)?帮助|.{0,12}红包.{0,16}|.{0,10}余额.{0,20}|[需待已应]?支付\s*[:：]?"
    r"|.{0,10}(?:微信|支付宝)(?:支付|扫码)|.{0,6}扫码|.{0,20}付费专栏.{0,12}|.{0,6}成为第一个"
    r"|好文要顶|免责声明\s*[:：].{0,12}(?:内容|文章|本站|转载|来自)|立减\s?¥|普通VIP|立即使用$|福利倒计时|确定要放弃本次机会"
    r"|粉丝\s*-\s*\d|[«»]\s*[上下]一|posted @|刷新评论|登录后才能|本作品系原创"
    r"|评论支持.{0,6}markdown|最后编辑于|阅读\s*[\d.,]+k?\s*·|得票\s|written by\s|powered by\s"
    r"|(?:asked|answered|edited|commented) \w{3} \d"
    r"|[\d.,]+k?\d* (?:gold|silver|bronze) badges|sorted by:|the overflow blog|featured on meta"
    r"|点击(?:上方|下方|蓝字)|扫描?(?:下方|上方)?二维码|长按(?:识别|扫)"
    r"|成就.{0,6}技术人|.{0,8}(?:关注|订阅)(?:公众号|我们|博主)"
    r"|.{0,2}真诚赞赏|.{0,4}还?没有人赞赏|写下你的评论|切换为时间排序|文章被以下专栏"
    r"|您还未登录|点个?赞|分享到\s"
    r"|responses? to |name \(required\)|email \((?:required|will not)|view all posts by"
    r"|email address|save my name|(?:learn more about how to|submit feedback to) .{0,50}(?:involved|docs)"
    r"|edit this page on \w+ to"
    r"|(?:编辑|发布)于\s*\d{4}-|enjoy this (?:post|article)|sign up (?:for|to)|subscribe to"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,7}\.?"
# A person dates a note too, so a day is the site's only beside other lines of the site.
DAY = re.compile(
    r"(?i)(?:(?:发布|编辑|修改|更新|发表|创建)(?:于|时间|日期)?\s*[:：]?\s*"
    r"|(?:published|updated|posted)(?: on)?:? )?"
    r"(?:\d{4}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}\s?[日.]?"
    rf"|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}})"
    r"(?:[ T]+\d{1,2}:\d\d(?::\d\d)?)?(?:\s*(?:发布|发表于.{0,8}|[·|].{0,30}))?"
)
# Bars of these stand above an article; a person's first lines never consist of one.
HEAD = re.compile(
    r"(?i)(?:阅读|浏览|点赞|收藏|评论|播放|字数)[量数]?(?:人数)?\s*[:：]?\s*[\d.,]+\s*[kw万]?|版权"
    r"|(?:已|最新推荐)?(?:文章)?于\s*\d{4}-\d\d-\d\d.{0,30}|分类专栏\s*[:：]?.{0,40}|文章标签\s*[:：]?.{0,60}"
    r"|版权声明\s*[:：].{0,120}|(?:本文|原文)链接\s*[:：].{0,200}|原创|转载|\+?\s?(?:加)?关注(?:他|她|作者)?|置顶"
    r"|(?:发布|编辑|修改|更新|发表)于\s*\d{4}.{0,30}"
    r"|ip属地\s*[:：].{0,10}|[\d,.]+\s*人赞同了该(?:文章|回答)|随笔\s*-\s*\d.{0,60}"
    r"|(?:原创|置顶|转载)\s.{0,60}\d{4}-\d\d-\d\d.{0,30}|last updated\b.{0,40}"
    r"|收录于(?:合集|话题|\s?·).{0,30}|#\S{1,20}\s*\d+\s*个(?:内容)?"
    r"|by .{2,40}(?:,| on | in | [|·•-] ).{0,60}\b(?:19|20)\d\d\b.{0,60}"
    r"|作者\s*[:：|].{0,40}(?:来源|发表|发布|时间|日期|\d{4}).{0,80}"
    r"|(?:本文)?最后更新(?:于|时间)?\s*[:：]?.{0,30}"
    r"|共\s*\d+\s*字.{0,30}|(?:发布|更新)?时间\s*[:：]\s*\d{4}.{0,100}|CC 4\.0 BY(?:-NC)?-SA\s*版权"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?\s*作者\s*[:：].{0,30}|篇首语\s*[:：].{0,160}|posted [\w-]{2,30}"
    r"|tags?(?:\s*[:：].{0,60})?|点击(?:上方|蓝字).{0,60}|重磅干货.{0,20}|专栏收录该内容|\d+\s*篇文章.{0,20}|订阅专栏"
    r"|posted (?:on|by)\b.{0,60}|(?:\d+ )?min(?:ute)?s? read\b.{0,40}|[\d,.]+k? (?:views?|claps?|followers?)"
    r"|follow(?:ing| publication)?|published in|·|listen|share|save|member-only story"
    r"|(?:asked|modified) .{0,40}\bago|viewed [\d.,]+[km]? times?"
)
# What a site lists beside its name: a line of nothing else, above the title, leads elsewhere.
NAVIGATION = re.compile(
    r"(?i)(?:(?:博客园|首页|新随笔|联系|订阅|管理|问答|专栏|讲堂|发现|下载|社区|课程|登录|注册|沸点|直播|活动|商城|会员|消息"
    r"|创作中心"
    r"|归档|标签|分类|关于|友链|留言板?|博客|跳[至到转]主?要?内容|搜索|切换主题"
    r"|toggle theme|github|ctrl|k|⌘|skip to content"
    r"|home|about|blog|archives?|tags|categories|search|menu|skip to (?:main )?content|sign (?:in|up)|log ?in"
    r"|get started|open in app|write|docs|tutorials?|forums?|products|contact(?: us)?|services"
    r"|courses?|resources|books?|store|shop|faq|newsletter|podcast|videos?|projects?|community|pricing|support)[\s|/·>»]*){1,12}"
)
CONTENTS = re.compile(
    r"(?i)(?:文章)?目\s?录|(?:table of )?contents|本文(?:目录|大纲)|on this page|목차|sommaire"
)
# Nothing of the author's stands below one of these.
LAST = re.compile(
    r"(?i)版权声明\s*[:：].{0,200}|原文链接\s*[:：].{0,300}|©\s?著作权归作者所有.{0,60}|最后编辑于.{0,40}"
    r"|[\u4e00-\u9fff]{1,2}公网安备\s*\d+号?|[\u4e00-\u9fff]\s?ICP[备证]\s*\d+号?(?:-\d+)?"
    r"|posted @.{0,200}|[-—–]{0,3}\s?(?:end|完)\s?[-—–]{1,3}|本作品系原创.{0,60}"
    r"|免责声明\s*[:：]\s*(?:本站|以上|本页|本网).{0,300}"
)
# A site says who wrote an article, and the line below in the author's own words.
CARD = re.compile(
    r"(?i)[\d.,]+[km]? followers?|written by\s.{1,60}|writer for .{1,60}|about the author|个人简介|关于作者"
)
FOLD = re.compile(r"(?i)收起|展开|隐藏|显示|\[?(?:show|hide|toggle)\]?")
CRUMBS = re.compile(r"(?i)(?:首页|home)\s*[>›»/]\s*.{1,60}")
HASHTAG = re.compile(r"#[^\s#]{1,30}")
RULE = re.compile(r"\s*[-—–_=*]{4,}\s*")
BUTTON = re.compile(
    r"(?i)复制代码|登录后复制|一键复制|copy(?: code)?|代码解读|AI生成项目|运行项目并下载源码|预览"
)
COUNT = re.compile(r"[\d.,]+\s*[kw万+]*")
# Zero-width characters fill the buttons of some sites.
_BULLET = re.compile(r"^[\s•●▪◦■*>\u200b-\u200d\ufeff-]+|^\s*·\s+(?=\S)|[\s>:：\u200b-\u200d\ufeff]+$")
_SHORT = 60


def core(line: str) -> str:
    """The line without bullet, quote marks and colon."""
    return _BULLET.sub("", line).strip("“”\"'「」")


def is_chrome(line: str) -> bool:
    """Whether a line is the site's by what it says."""
    text = core(line)
    short = len(text) <= _SHORT and bool(WORD.fullmatch(text) or PHRASE.match(text))
    return short or bool(LAST.fullmatch(text))
