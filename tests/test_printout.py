"""What pandas prints is told from words and from code by its columns."""

import pytest

from kbtools.printout import table_end

TABLES = [
    "     B\n0  0.0\n1  NaN",
    "   a  b\nx  1  2\ny  3  4",
    "        legs  arms\nanimal\ndog        4     0\ncat        4     0",
    "limbs       legs  arms\ntype  name\nmam   dog      4     0\n      cat      4     0",
    "a    1.0\nb    NaN\ndtype: float64",
    "0    1\n1    2\nName: foo, dtype: int64",
    "0    1\n1    2\ndtype: category\nCategories (2, int64): [1 < 2]",
    "(a    1.0\n b    inf\n dtype: float64,\n a    0.0\n b    NaN\n dtype: float64)",
    "          size   mark\n    kind   max   form\nid\na   slow   3.5  round\nb   fast   NaN   wide",
    "x\n3    1\n4    2\nName: count, dtype: int64",
    "<StringArray>\n['a', <NA>]\nLength: 2, dtype: string",
    "['a', 'b']\nCategories (2, str): ['a', 'b']",
    "       speed species\n         max    type\nname\nowl     80.5     fly\nlion     NaN    jump",
    "             rent\ncity  rooms\nBonn  2     700\nKiel  3    810",
    "         rooms  rent\n   year\n1  2012  1      55\n2  2014  4     140",
    "    b     c\na\na   13.0   13.0\nb   12.3  123.0\nNaN 12.3   33.0",
    "                     mark\nspring  long essay    A\n        short talk    B",
    "                 speed  rent\nsnail          7       8",
    "           kg  co2\nPork       10.51         37.20\nWheat Rolls       103.11         19.66",
    "Empty DataFrame\nColumns: [a]\nIndex: []",
    "NumRooms Alley\n0 3.0 Pave\n1 2.0 NaN",
    "\tcity\tyear\n0\tBerlin\t2001\n1\tParis\t2002",
    "  name  age\n0  ann    3\n1         4\n2  bob    5",
    "   age name\n0    3  ann\n1    4",
    "   a  b\n0  x\n1     y",
    "      kg   age     city\nyy  39.5 -2.25 New York\nzed      -2.25\nx    8.0     7     Bonn",
    "        name\n0  Oldenburg\n1\n2       Kiel",
    "     a\n0    0\n..  ..\n99  99\n\n[100 rows x 1 columns]",
]
OTHERS = [
    "x = torch.ones(2)\ny = x + 1",
    "    a = 1\n    b = 2",
    "for i in range(3):\n    print(i)",
    "The first line of words\nand the second one",
    "df.head()\ndf.tail()",
    "       [3, 4]])\nNow let us see.",
    "1 2 3\n4 5 6 7",
    "Now let us look at the next one of them.\ndf.loc[1]\na    0\nb    4\ndtype: int64",
    "    Words set in\nfrom the margin, and then 3",
    "    loss = 0\nx   y = 3",
    "dtype: float64",
    "  name  age\nann is three\nbob is four",
    "   a  b\n0  x",
    "[1, 2]\n[3, 4]",
    "",
]


@pytest.mark.parametrize("text", TABLES)
def test_a_table_is_taken_whole(text: str) -> None:
    """Head, rows and what stands below them; words behind a blank line are none of it."""
    lines = [*text.split("\n"), "", "Words of the author."]

    assert table_end(lines, 0) == text.count("\n") + 1


@pytest.mark.parametrize("text", OTHERS)
def test_anything_else_is_no_table(text: str) -> None:
    """Code, words, rows of numbers and a type alone."""
    assert table_end(text.split("\n"), 0) == 0
