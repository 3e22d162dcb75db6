"""What one unmarked line looks like by itself: code, output, a comment, or words."""

import ast
import keyword
import re
import warnings
from enum import Enum, auto

_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_STRING = re.compile(r"""[rbfuRBFU]{0,2}("([^"\\\n]|\\.){0,2000}"|'([^'\\\n]|\\.){0,2000}')""")
_COMMENT = re.compile(r"#.*|(?<!:)//\s*(?=[\u3400-\u9fff]).*")
_ODD = re.compile(r"[^\x00-\x7f（），：；。【】“”‘’！、\u3000]|\\(?!n|t|$)")
_FOLD = str.maketrans("（），：；【】“”‘’！\u3000", "(),:;[]\"\"''! ")
_PROMPT = re.compile(r"(?:>>>|(?:In|Out) ?\[(?:[ *\d]{0,6}|None)\] ?:)(?:\s|$)|\[[ *\d]{1,6}\] ?:$")
_CELL = re.compile(r"\s*(?:(?:(In|Out) ?)?\[[ *\d]{1,6}\]|In ?\[(?:None)?\]) ?:\s*")
_CONTINUED = re.compile(r"\.{3}:?(?: |$)")
# What no program prints but an interpreter that starts or fails.
_SESSION = re.compile(
    r"Traceback \(most recent call last\)|File \"[^\"\n]{1,300}\", line \d+"
    r"|(?:[A-Za-z_]\w*\.){0,8}[A-Z]\w{0,60}(?:Error|Exception|Warning|Interrupt)\b:(?:\s|$)"
    r"|Python \d\.\d+\.\d+ .{0,80}[(|]|\[(?:GCC|Clang|MSC) .{0,80}\] on \w"
    r"|Type \"help\", \"copyright\"|Type 'copyright', 'credits'|IPython \d.{0,40} -- An enhanced"
)
_SHELL_PROMPT = re.compile(
    r"(?:\([\w.-]{1,40}\) ?)?"
    r"(?:[\w.-]{1,40}@[\w.-]{1,60}[: ][^\s$#]{0,100} ?[$#]|\$|(?:PS )?[A-Z]:\\[^>\n]{0,200}>) ?[a-z.~/]"
)
_NAME = re.compile(r"(?:[A-Z]\.\s+){1,3}[A-Z][a-z]")
# What a browser copies of a picture or a link by itself.
_PICTURE = re.compile(
    r"(?:https?://|www\.)\S{1,1000}$|\S{1,80}\.(?:png|jpe?g|gif|webp|svg|bmp)$", re.IGNORECASE
)
# A blank between a capitalised word and its brackets is a person's: the label of a field, a title.
_LABEL = re.compile(r"[A-Z][a-z]*(?: [a-z]+)* \([^()\"']*\)[.:]?$")
# So is one in front of a dot: `The .view() of a tensor`.
_SPACED = re.compile(r"[A-Z][a-z]+ \.\w+")
# A number with a nought in front is a count of chapters, never a value.
_ORDINAL = re.compile(r"0\d{1,2}")
_WORD = re.compile(r"[A-Za-z]{2,}")
_LONGEST = 2000
_SIGN = re.compile(r"[^\w\s]|^(?:import|from|pass|break|continue|return|raise|del|global|assert|yield)\\b")
# What must stand before a part of a statement for the parser to take it.
_BEFORE = dict.fromkeys(("elif", "else"), "if 1: pass\n") | dict.fromkeys(
    ("except", "finally"), "try: pass\n"
)
_KEYWORDS = frozenset({*keyword.kwlist, "print", "self"})
_SHELL = re.compile(
    r"[$!%]?\s*(?:sudo\s+)?(?:(?:pip3?|conda|apt|apt-get|npm|brew)\s+(?:install|create|activate|uninstall|update|list|"
    r"config|env|remove|init)\b|git\s+(?:clone|pull|push|add|commit|checkout|init)\b|python3?\s+(?:-|\S+\.py)"
    r"|(?:wget|curl|unzip|tar|mkdir|rm|cp|mv|chmod|ls)\s+(?:-\S+\s+)*\S*[./~-]\S*(?:\s|$)"
    r"|cd\s+[~./\w-]+$|nvidia-smi|jupyter\s+(?:notebook|lab))|[%!]\w+.*"
)
_STATEMENT = re.compile(
    r"(?:import\s+[\w.]+(?:\s+as\s+\w+)?|from\s+[\w.]+\s+import\b|def\s+\w+\s*\(|class\s+\w+\s*[(:]|@\w[\w.]*"
    r"|(?:for\s.+\sin|while|if|elif|with|except)\b.*:|(?:else|try|finally)\s*:"
    r"|(?:return|yield|raise|assert|del|global)\b"
    r"|[A-Za-z_][\w.]*(?:\[[^\]\n]{0,200}\])?(?:\s*,\s*[A-Za-z_]\w*)*\s*(?:[-+*/%@&|^]|//|\*\*)?=(?!=)\s*\S)"
)
_CALL = re.compile(r"[A-Za-z_]\w*(?:\.\w+|\[[^\]\n]{0,200}\])*(?:\(|\[$)")
_MATHS = re.compile(r"[A-Za-z]\w{0,3}\([^()]*\)\s*=(?!=)")
_OTHER_LANGUAGE = re.compile(r"(?:[\w)\]\"']\s*;|[{};])$|#include\b|//")
_OUTPUT = re.compile(
    r"[(\[{]*\s*(?:tensor|array|Parameter|OrderedDict|torch\.Size|DataFrame)\("
    r"|[(\[]{1,4}\s*[-\d.'\"(\[{]|[\])}]+,?$"
    r"|(?:None|True|False|nan|inf)$"
    r"|[-+]?\d[\d.eE+-]*$"
    r"|dtype:|Name: |<[\w.]+ (?:object )?at 0x"
)
_NUMBERS = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?(?![\w.])|\bNaN\b")


class Look(Enum):
    """What a line looks like."""

    CODE = auto()
    """Code beyond doubt."""
    MAYBE = auto()
    """Names or an expression of names: code beside code, words elsewhere."""
    OUTPUT = auto()
    """What a program prints: listing beside code, words elsewhere."""
    COMMENT = auto()
    """Starts with `#`: listing beside code, words elsewhere."""
    WORDS = auto()


_TELLING = (
    (_NAME, Look.WORDS),
    (_PICTURE, Look.WORDS),
    (_PROMPT, Look.CODE),
    (_SHELL_PROMPT, Look.CODE),
    (_CONTINUED, Look.MAYBE),
    (_SESSION, Look.OUTPUT),
    (_LABEL, Look.WORDS),
    (_SPACED, Look.WORDS),
)
"""What the start of a line tells by itself."""


def bare(line: str) -> str:
    """The line with every string emptied and comments cut off: what could be code in it."""
    text = line[: 2 * _LONGEST]
    if '"' in text or "'" in text:
        text = _STRING.sub('""', text)
    return (_COMMENT.sub("", text) if "#" in text or "//" in text else text).strip()


def _folded(code: str) -> str:
    """The code with full-width punctuation as the parser knows it."""
    return code if code.isascii() else code.translate(_FOLD)


def balance(line: str) -> int:
    """How many brackets a line leaves open; negative when it closes more than it opens."""
    text = _folded(bare(line))
    return sum(text.count(mark) for mark in "([{") - sum(text.count(mark) for mark in ")]}")


def is_cell(line: str) -> bool:
    """Whether a line is nothing but the prompt of a notebook's cell or of its value."""
    return bool(_CELL.fullmatch(line))


def is_prompted(line: str) -> bool:
    """Whether a line starts with the prompt of an interpreter or a notebook."""
    return bool(_PROMPT.match(line.strip()))


def is_session(line: str) -> bool:
    """Whether a line is what an interpreter prints when it starts or fails."""
    return bool(_SESSION.match(line.strip()))


def is_whole(line: str) -> bool:
    """Whether a line is a statement by itself."""
    return _parse(_folded(bare(line))) is not None


def look(line: str) -> Look:
    """What a line looks like by itself."""
    text = line.strip()
    if text.startswith("#") and not text.startswith("#include"):
        return Look.COMMENT
    told = next((kind for pattern, kind in _TELLING if pattern.match(text)), None)
    if told:
        return told
    core = bare(text)
    if core and not _CJK.search(core) and _SHELL.match(core):
        return Look.CODE
    if not core or _ODD.search(core) or _ORDINAL.fullmatch(core) or prosy(core):
        return Look.WORDS
    has_comment = len(core) < len(text) and "#" in text
    return _parsed(core, has_comment=has_comment) or _unparsed(core)


def prosy(text: str) -> bool:
    """Whether words of a language stand side by side as in no code: three in a row, or two in two places."""
    pairs = 0
    before = False
    for token in text.split():
        plain = token.strip(".,;:!?\"'()")
        word = bool(_WORD.fullmatch(plain)) and plain not in _KEYWORDS and "(" not in token[1:]
        pairs += word and before
        before = word and token[-1:] not in ",:="
        if pairs > 1:
            return True
    return False


def _parsed(core: str, *, has_comment: bool) -> Look | None:
    """What a line that is a whole statement looks like; None when it is none."""
    tree = _parse(_folded(core))
    if tree is None or not tree.body:
        return None
    if any(not isinstance(node, ast.Expr | ast.AnnAssign) for node in tree.body):
        return Look.CODE
    kinds = {type(node) for node in ast.walk(tree)}
    if ast.Call in kinds:
        listed = Look.MAYBE if _names_functions(tree) else Look.CODE
        return Look.OUTPUT if _OUTPUT.match(core) else listed
    if kinds & {ast.Attribute, ast.Subscript} or (has_comment and ast.Name in kinds):
        return Look.CODE
    if ast.Name in kinds:
        return Look.MAYBE
    return Look.OUTPUT


def _names_functions(tree: ast.Module) -> bool:
    """Whether a line only lists functions, as words do: `f(), g() and h()`, `__len__()`."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    bare = bool(calls) and all(isinstance(one.func, ast.Name) and not one.args for one in calls)
    if not bare or any(one.keywords for one in calls):
        return False
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    joined = any(isinstance(node, ast.BoolOp) for node in ast.walk(tree))
    return joined or (len(names) == len(calls) == 1 and all(name.startswith("__") for name in names))


def _parse(code: str) -> ast.Module | None:
    """The tree of a line that is whole, or opens a block; None for any other."""
    # A longer line is glued together, and the parser's stack is finite.
    if len(code) > _LONGEST or not (_SIGN.search(code) or code.isidentifier()):
        return None
    if code.endswith(":"):
        code = f"{_BEFORE.get(code.split(maxsplit=1)[0].rstrip(':'), '')}{code} pass"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _unparsed(core: str) -> Look:
    """What a line that does not parse looks like: the start of a statement, glued ones, output, words."""
    if _OUTPUT.match(core):
        return Look.OUTPUT
    if _MATHS.match(core):
        return Look.WORDS
    if _STATEMENT.match(core) or _CALL.match(core):
        return Look.CODE
    if _OTHER_LANGUAGE.search(core) and not _CJK.search(core):
        return Look.CODE
    return (
        Look.MAYBE
        if len(_NUMBERS.findall(core)) > 1 or re.search(r"\d\.\d|[=:]\s*[-\d]", core)
        else Look.WORDS
    )
