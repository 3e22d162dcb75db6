"""The door for `mkdocs build` and `mkdocs serve`: hands over to the pipeline, and dresses the pages."""

from kbtools.mkdocs_plugin.plugin import KbtoolsPlugin

__all__ = ["KbtoolsPlugin"]
