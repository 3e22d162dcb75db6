"""Topics and checked snippets become Markdown pages and notebooks; nothing here runs code."""
