"""Bytes to items: a reader per format, and the account of what became of every character."""

from kbtools.sources.account import Account, Amount, account, accounted, hidden
from kbtools.sources.apart import apart
from kbtools.sources.keep import beginning, keep
from kbtools.sources.ledger import Fate, Ledger, Span
from kbtools.sources.reader import Reader
from kbtools.sources.readers import READERS, read

__all__ = [
    "READERS",
    "Account",
    "Amount",
    "Fate",
    "Ledger",
    "Reader",
    "Span",
    "account",
    "accounted",
    "apart",
    "beginning",
    "hidden",
    "keep",
    "read",
]
