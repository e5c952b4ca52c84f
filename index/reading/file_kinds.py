"""Kinds of files by their endings: which are read, with which libraries, what to save others as.

What reads a kind is the module of its name in `index.reading.formats`, which is imported when the
first such file is read: a folder is listed, and a current collection opened, without any of them.
"""

from collections.abc import Mapping
from typing import NamedTuple


class FileKind(NamedTuple):
    """Files that one module reads.

    Args:
        suffixes: The endings of their names, in small letters, with the dot.
        parsers: Distributions; another version may make another document of a file.
    """

    suffixes: tuple[str, ...]
    parsers: tuple[str, ...] = ()


_OF_PAGES = ("beautifulsoup4", "lxml")
_OF_MARKDOWN = (*_OF_PAGES, "markdown-it-py", "mdit-py-plugins", "pyyaml")

FILE_KINDS: Mapping[str, FileKind] = {
    "asciidoc": FileKind((".adoc", ".asciidoc")),
    "docx": FileKind((".docx",), ("python-docx",)),
    "epub": FileKind((".epub",), _OF_PAGES),
    "html": FileKind((".html", ".htm", ".xhtml"), _OF_PAGES),
    "mail": FileKind((".eml", ".mbox"), _OF_PAGES),
    "man": FileKind((".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".man", ".mdoc")),
    "markdown": FileKind((".md", ".markdown"), _OF_MARKDOWN),
    "odt": FileKind((".odt", ".fodt"), ("lxml",)),
    "pdf": FileKind((".pdf",), ("pypdfium2",)),
    "plain_text": FileKind((".txt", ".text")),
    "rst": FileKind((".rst", ".rest"), ("docutils",)),
    "rtf": FileKind((".rtf",)),
    "separated_values": FileKind((".csv", ".tsv")),
    "subtitles": FileKind((".srt", ".vtt"), ("webvtt-py",)),
}
"""By the name of the module that reads them."""

PLAIN_TEXT = "plain_text"

# Endings of files that hold text which their owner expects to be read, and what to save each as:
# where no module reads them, that is told; one that a module comes to read may stay. Others
# (pictures, code) are passed by.
SAVED_AS = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".odt", ".pages", ".rtf"), ".docx"),
    **dict.fromkeys((".ppt", ".pptx", ".pptm", ".odp"), ".pdf"),
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".ods", ".numbers"), ".csv"),
    **dict.fromkeys((".mht", ".mhtml"), ".html"),
    **dict.fromkeys((".tex", ".ps", ".djvu", ".xps"), ".pdf"),
    ".epub": ".pdf",
    ".mobi": ".epub",
    ".msg": ".eml",
}

_NAMES = {suffix: name for name, kind in FILE_KINDS.items() for suffix in kind.suffixes}


def readable_suffixes() -> frozenset[str]:
    """Return the endings, in small letters, of the files that are read."""
    return frozenset(_NAMES)


def kind_of(suffix: str) -> str | None:
    """Return the name of the kind of files with an ending in small letters; None if none is read.

    Example:
        >>> kind_of(".htm"), kind_of(".exe")
        ('html', None)
    """
    return _NAMES.get(suffix)


def saved_as(suffix: str) -> str:
    """Return the ending to save files of another one as, which is not read; "" where none is known.

    Example:
        >>> saved_as(".pptx"), saved_as(".exe")
        ('.pdf', '')
    """
    return SAVED_AS.get(suffix, "")
