"""Highlights out again, for other programs: a writer per format."""

from kbtools.exports.chosen import chosen
from kbtools.exports.export import Exported, export
from kbtools.exports.writer import Writer, Written
from kbtools.exports.writers import WRITERS

__all__ = ["WRITERS", "Exported", "Writer", "Written", "chosen", "export"]
