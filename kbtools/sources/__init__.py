"""Bytes to items: a reader per format, and the account of what became of every line."""

from kbtools.sources.account import Account, Amount, account
from kbtools.sources.decode import decode
from kbtools.sources.inspection import inspection
from kbtools.sources.reader import Reader
from kbtools.sources.readers import READERS, read

__all__ = ["READERS", "Account", "Amount", "Reader", "account", "decode", "inspection", "read"]
