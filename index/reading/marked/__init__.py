"""Texts whose marks say what is what: AsciiDoc, manual pages, Markdown, reStructuredText."""
