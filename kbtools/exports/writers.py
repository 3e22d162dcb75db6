"""All writers there are; the first is the one that is used when none is named."""

from kbtools.exports import annotator
from kbtools.exports.writer import Writer

WRITERS: tuple[Writer, ...] = tuple(
    Writer(module.NAME, module.SUFFIX, module.write) for module in (annotator,)
)
