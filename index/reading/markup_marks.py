"""Plain texts that are written in a markup: told by its marks, whatever their file is called.

Manuals are often written in reStructuredText or AsciiDoc and kept as .txt.
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


def marked_suffix(text: str) -> str:
    """Return the ending of the files that have the markup of a text, "" where it has none."""
    if _is_restructured(text):
        return ".rst"
    return ".adoc" if _is_asciidoc(text) else ""


def _is_restructured(text: str) -> bool:
    own = [bool(mark.search(text)) for mark in (_DIRECTIVE, _ROLE)]
    shared = [bool(mark.search(text)) for mark in (_LITERAL, _LITERAL_BLOCK, _TARGET)]
    return any(own) and sum((*own, *shared)) >= _LEAST_KINDS


def _is_asciidoc(text: str) -> bool:
    return bool(_TITLE.match(text)) and len(_ASCIIDOC.findall(text)) >= _LEAST_MARKS
