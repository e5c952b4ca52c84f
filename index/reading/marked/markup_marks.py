"""Plain texts that are written in a markup: told by its marks, whatever their file is called.

Manuals are often written in reStructuredText or AsciiDoc and kept as .txt, and what is copied from
Discord is in Markdown.
"""

import re

_DIRECTIVE = re.compile(r"^\.\. [a-z][\w-]*::(?: |$)", re.MULTILINE)
_ROLE = re.compile(r"(?<!\w):[a-z][a-z-]*:`[^`\n]+`")
_LITERAL = re.compile(r"(?<!`)``[^`\n]+``(?!`)")
_LITERAL_BLOCK = re.compile(r"\S::\n\n+[ \t]+\S")
_TARGET = re.compile(r"^\.\. _[^:\n]+:", re.MULTILINE)
_LEAST_KINDS = 2  # of marks that reStructuredText alone has, one of them a directive or a role

_TITLE = re.compile(r"\A\s*= \S")
_ASCIIDOC = re.compile(
    r"^(?:==+ \S|:[\w-]+:(?: |$)|\[\[[\w-]+\]\]$|-{4,}$|\[[a-z]+[^\]\n]*\]$)", re.MULTILINE
)
_LEAST_MARKS = 2  # of AsciiDoc, below its title

# Not of several in a row, as the comments of a program are.
_ATX = re.compile(r"^(#{1,6}) +\S.*$(?!\n#)", re.MULTILINE)
_MARKDOWN = re.compile(
    r"(?<![\w*])\*\*(?=[^\s*])[^*\n]+(?<=\S)\*\*(?![\w*])|^```.*\n(?:.*\n)*?```", re.MULTILINE
)
_LEAST_HEADINGS = 2  # of Markdown where nothing else is in it, one of them below another level


def marked_suffix(text: str) -> str:
    """Return the ending of the files that have the markup of a text, "" where it has none."""
    if _is_restructured(text):
        return ".rst"
    if _is_asciidoc(text):
        return ".adoc"
    return ".md" if _is_markdown(text) else ""


def _is_restructured(text: str) -> bool:
    own = [bool(mark.search(text)) for mark in (_DIRECTIVE, _ROLE)]
    shared = [bool(mark.search(text)) for mark in (_LITERAL, _LITERAL_BLOCK, _TARGET)]
    return any(own) and sum((*own, *shared)) >= _LEAST_KINDS


def _is_asciidoc(text: str) -> bool:
    return bool(_TITLE.match(text)) and len(_ASCIIDOC.findall(text)) >= _LEAST_MARKS


def _is_markdown(text: str) -> bool:
    """Return whether a text has headings of Markdown; comments of a program have one mark each."""
    levels = [len(marks) for marks in _ATX.findall(text)]
    several = len(levels) >= _LEAST_HEADINGS and max(levels) > 1
    return several or (bool(levels) and _MARKDOWN.search(text) is not None)
