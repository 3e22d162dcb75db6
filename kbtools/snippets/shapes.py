"""Whether text has the shape of a value: what Python, torch, numpy and pandas print, told from words."""

import ast
import re

from kbtools.printout import table_end
from kbtools.snippets.arrows import parted
from kbtools.snippets.ipython import is_command, timed
from kbtools.snippets.parsing import is_code_line, parse_loosely
from kbtools.snippets.rows import Rows, trim
from kbtools.text import split_lines

_NUMBER = r"[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[jJ]?"
_WORD = re.compile(
    rf"(?:{_NUMBER}|True|False|None|-?nan|NaN|-?inf|<NA>|NaT|\.\.\.|--|requires_grad=(?:True|False)"
    r"|grad_fn=<\w+>|(?:dtype|device|size|layout)=[\w.':]+)"
)
# The calls that only ever stand in what is printed, not in what is typed.
_CALLS = (
    r"(?:tensor|array|torch\.Size|Size|Parameter containing:|OrderedDict|odict_keys|dict_keys|dict_values"
    r"|dict_items|defaultdict|device|Index|RangeIndex|DataFrame|Series|Embedding|ModuleList|ParameterList"
    r"|[A-Z][a-z]+Index|Interval|Timedelta|Timestamp|Period|masked_array|memmap|matrix|torch\.return_types\.\w+"
    r"|np\.(?:u?int|float|complex)\d+|np\.(?:bool|str|bytes)_?)"
)
_STRONG = re.compile(
    rf"(?<![\w.]){_CALLS}(?:[(]|(?<=:)\s*$)|<class '|<[\w.]+ (?:object )?at 0x|<\w+Backward\d*"
)
_LEAD = re.compile(
    rf"[\s([{{]*(?:{_CALLS}(?:[(]|(?<=:)\s*$)|<[\w.]+[ >]|[A-Za-z_][\w.]*\(\w+=(?:tensor|array)\()"
)
_PART = re.compile(
    r"\s*(?:\w+=(?:tensor|array)\(.*|(?:mask|fill_value|size|nnz|dtype|layout|device|names|length|freq)=\S.*[),\]])"
)
"""A line within a printed value that names its parts: `indices=tensor([1, 3]))`."""
_DTYPE = re.compile(
    r"torch\.(?:float|int|uint|bool|long|complex|bfloat|half|double|strided|sparse|per_|contiguous_format|channels_last|quint|qint)\w*"
    r"|(?:dtype|Name|Length): .*|[\d.]+ [mµμun]?s ± .*|\[\d+ rows x \d+ columns\]|device\(type=.*\)|cuda:\d|<[A-Z]\w*[ (](?:[^<>]|<NA>)*>|[A-Z]\w*Dtype\([^()]*\)|interval\[.*\]"
)
_ERROR = re.compile(r"(?:[\w.]*(?:Error|Exception|Interrupt|StopIteration|Warning))(?: ?:\s|:?$)")
_TRACE = re.compile(r"Traceback \(most recent call last\)|\w*(?:Error|Exception)\s+Traceback ")
_LAYER = re.compile(
    r"[A-Z]\w*\([^\n]*\b(?:in_features|kernel_size|inplace|num_embeddings|eps|batch_first|start_dim|p)=[^\n]*\)"
)
"""How a layer of a network shows itself: a call that nobody typed, for its arguments are all spelt out."""
_RULE = re.compile(r"-{20,}")
_CHILD = re.compile(r"\s+\([\w.]+\): [A-Z]\w*\(")
_MODULE = re.compile(r"\s*[A-Z]\w*\($")
_REPR_CALLS = frozenset(
    {
        "tensor",
        "array",
        "Size",
        "OrderedDict",
        "defaultdict",
        "device",
        "dtype",
        "Index",
        "matrix",
        "Timestamp",
    }
    | {"dict_keys", "dict_values", "dict_items", "odict_keys", "float32", "float64", "int64", "int32", "set"}
    | {"slice", "Interval", "Timedelta", "Period", "memmap", "masked_array"}
    | {f"{kind}Index" for kind in ("Datetime", "Multi", "Categorical", "Timedelta", "Interval", "Range", "Period")}
)
_NUMBER_KINDS = frozenset(
    {f"{kind}{bits}" for kind in ("int", "uint", "float") for bits in (8, 16, 32, 64)}
    | {"bool", "bool_", "str_", "bytes_", "complex64", "complex128"}
)
_REPR_NAMES = _NUMBER_KINDS | {"nan", "inf", "NaN", "NaT", "dtype", "object"}
_LIBRARIES = frozenset({"torch", "numpy", "np", "pandas", "pd", "builtins"})
_MIN_LITERAL = 3


def is_error(text: str) -> bool:
    """Whether a line opens a recorded error: a traceback or `NameError: …`."""
    bare = text.strip()
    return bool(_TRACE.match(bare) or _ERROR.match(bare))


def is_numeric(text: str) -> bool:
    """Whether a line holds nothing but numbers, constants, keyword values and brackets."""
    words = re.sub(r"[\[\](){},]", " ", text).split()
    if not words:
        return bool(text.strip()) and text.strip("[](){}, \t") == ""
    return all(_WORD.fullmatch(word) for word in words)


def is_value_line(text: str) -> bool:
    """Whether a line has, on its own, the shape of something printed."""
    bare = text.strip()
    if not bare or bare.startswith(("'''", '"""')):  # Nothing prints three quotes: a remark of the author.
        return False
    if _PART.fullmatch(bare):
        return True
    tree = parse_loosely(bare)
    if tree is not None and tree.body:
        return all(_is_value(node) for node in tree.body) or bool(_DTYPE.fullmatch(bare))
    broken = is_numeric(bare) or bool(_STRONG.search(bare)) or bool(_DTYPE.fullmatch(bare))
    return (
        (broken and not _binds(bare)) or is_error(bare) or bool(_CHILD.match(text) or _MODULE.fullmatch(bare))
    )


def is_printed(text: str, literals: frozenset[str] = frozenset()) -> bool:
    """Whether a line is no code, and repeats the program's own strings or has a number among words."""
    bare = text.strip()
    if not bare or bare.startswith("#") or is_command(bare) or timed(bare):
        return False
    if is_value_line(text) or any(len(literal) >= _MIN_LITERAL and literal in bare for literal in literals):
        return not _is_call(bare) or bool(_DTYPE.fullmatch(bare))
    worded = bool(re.search(r"\d", bare)) and not re.search(r"[(（［]", bare)
    return worded and not is_code_line(bare) and not _binds(bare)


def is_output(rows: Rows, literals: frozenset[str] = frozenset()) -> bool:
    """Whether rows as a whole are something printed: a fence that holds an output only.

    Args:
        rows: The lines in question.
        literals: Fixed text in the strings of the code above, which its output repeats.
    """
    rows = trim(rows)
    text = "\n".join(row.text for row in rows)
    tree = parse_loosely(text.strip()) if rows else None
    if rows and table_end([row.text for row in rows], 0) == len(rows):
        return True
    if rows and all(_repeats(row.text.strip(), literals) for row in rows if not row.blank):
        return True
    if tree is not None:
        named = bool(tree.body) and all(_is_value(node) for node in tree.body)
        return named or bool(_DTYPE.fullmatch(text.strip()) or _LAYER.fullmatch(text.strip()))
    if not rows or (
        text.lstrip().startswith(("import ", "from ", "def ", "class ", ">>>")) and not _is_module(rows)
    ):
        return False
    filled = [row.text for row in rows if not row.blank]
    if any(opens_value(value) for line in filled for _, value in parted(line)):
        return False
    if _binds(filled[0].strip()) and depth(filled[0]) > 0:  # A value that goes on below its name.
        return False
    bare = [line for line in filled if not line.startswith("#")]
    if bare and is_error(bare[0]):
        return True
    head = filled[1] if len(filled) > 1 and _RULE.fullmatch(filled[0].strip()) else filled[0]
    if is_error(head) or _is_module(rows):
        return True
    if _is_call(filled[0].strip()):  # Code with its own output below it.
        return False
    shown = sum(is_value_line(line) or is_printed(line, literals) for line in filled)
    typed = sum(_binds(line.strip()) and not is_numeric(line) for line in filled if is_code_line(line))
    return shown * 2 > len(filled) and not typed


def is_said(rows: Rows, literals: frozenset[str]) -> bool:
    """Whether every row is a value or fixed text of the program above, so that it can print them all."""
    filled = [row.text for row in rows if not row.blank]
    said = [_repeats(line.strip(), literals) for line in filled]
    return any(said) and all(map(lambda line, own: own or is_value_line(line), filled, said))


def _repeats(line: str, literals: frozenset[str]) -> bool:
    """Whether a line is a string of the program, or has several words of one in it."""
    return line in literals or any(" " in literal and literal in line for literal in literals)


def _is_module(rows: Rows) -> bool:
    return len(rows) > 1 and bool(_MODULE.fullmatch(rows[0].text) and _CHILD.match(rows[1].text))


def literals(code: str) -> frozenset[str]:
    """Fixed text in the strings of a program, f-strings cut at their braces."""
    found = re.findall(r"""[fF]?("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')""", code)
    parts = (part.strip() for text in found for part in re.split(r"\{[^{}]*\}|\\n|%[-+ 0-9.]*[sdfrgxie]", text[1:-1]))
    return frozenset(part for part in parts if part)


def opens_value(text: str) -> bool:
    """Whether a text begins like a printed value that may go on in the next line."""
    return bool(_LEAD.match(text)) or is_value_line(text)


def opens_brackets(text: str) -> bool:
    """Whether a text begins with the bracket or the call that prints a value."""
    return bool(_LEAD.match(text))


def names_value(text: str) -> bool:
    """Whether a printed value stands inside a text that begins with words."""
    return (
        parse_loosely(text) is None
        and bool(_STRONG.search(text))
        and not _LEAD.match(text)
        and not is_error(text)
    )


def named_fields(text: str) -> str:
    """The name of a record that a text shows with its fields, `Point(row=1, col=2)`; empty for anything else.

    A program may say the same: what stands around it has to tell.
    """
    tree = parse_loosely(text.strip())
    match tree.body if tree is not None else ():
        case [ast.Expr(value=ast.Call(func=ast.Name(id=name), args=[], keywords=[_, *_] as fields))]:
            shown = name[:1].isupper() and all(field.arg and _is_value(field) for field in fields)
            return name if shown else ""
    return ""


def depth(text: str) -> int:
    """How many brackets are open behind an output; strings are not told apart, for reprs hold few."""
    return sum(text.count(mark) for mark in "([{") - sum(text.count(mark) for mark in ")]}")


def _binds(line: str) -> bool:
    return bool(re.match(r"[\w.\[\], *()]+?\s(?:[-+*/%@&|^]|//|\*\*)?=\s", line)) and not is_numeric(line)


def _is_call(line: str) -> bool:
    tree = parse_loosely(line)
    return tree is not None and any(
        isinstance(node, ast.Call) and not _is_value(node) for stmt in tree.body for node in ast.walk(stmt)
    )


def _is_value(node: ast.AST) -> bool:  # noqa: PLR0911 - one case a kind of node
    """Whether a tree is a repr: constants, containers, and the calls that reprs are made of."""
    match node:
        case ast.Expr(value=inner) | ast.UnaryOp(operand=inner) | ast.keyword(value=inner):
            return _is_value(inner)
        case ast.AnnAssign(target=ast.Name(), annotation=inner, value=None):
            return _is_value(inner) and not isinstance(inner, ast.Name | ast.Attribute)
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return all(_is_value(part) for part in parts)
        case ast.Dict(keys=keys, values=values):
            return all(part is not None and _is_value(part) for part in (*keys, *values))
        case ast.Call(func=called, args=args, keywords=keywords):
            known = _is_repr_call(called) or _is_fields(node)
            return known and all(_is_value(part) for part in (*args, *keywords))
        case ast.BinOp(left=ast.Constant() | ast.UnaryOp(), right=ast.Constant(value=complex())):
            return True
        case ast.Compare(left=first, comparators=rest):  # Nobody types one of constants alone.
            return all(isinstance(part, ast.Constant) for part in (first, *rest))
        case ast.Name(id=name):
            return name in _REPR_NAMES
        case ast.Attribute():
            return _is_type(node)
    return isinstance(node, ast.Constant)


def _is_repr_call(called: ast.expr) -> bool:
    match called:
        case ast.Name(id=name):
            return name in _REPR_CALLS
        case ast.Attribute(value=ast.Name(id=library), attr=name):
            return library in _LIBRARIES and (name == "Size" or name in _NUMBER_KINDS)
    # `('weight', torch.Size([8, 4])) ('bias', …)`: two printed tuples side by side read as a call.
    return isinstance(called, ast.Tuple | ast.Constant | ast.List | ast.Call) and _is_value(called)


def _is_fields(node: ast.Call) -> bool:
    """Whether a call is how a tuple with named fields shows itself: nobody types a tensor's repr in one."""
    held = (field.value.func for field in node.keywords if isinstance(field.value, ast.Call))
    return not node.args and any(isinstance(called, ast.Name) and called.id in _REPR_CALLS for called in held)


def _is_type(node: ast.Attribute) -> bool:
    root: ast.expr = node
    while isinstance(root, ast.Attribute):
        root = root.value
    typed = node.attr[:1].isupper() or node.attr == "ndarray" or node.attr in _NUMBER_KINDS
    return (
        isinstance(root, ast.Name)
        and root.id in _LIBRARIES
        and (typed or bool(_DTYPE.fullmatch(ast.unparse(node))))
    )


def first_line(text: str) -> str:
    """The first line that is not blank; empty for none."""
    return next((line for line in split_lines(text) if line.strip()), "")
