"""What a reader takes out of a file, before any of it is mended."""

from dataclasses import dataclass

from index.types import Name


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a heading of `level` 1 and deeper, as the file's format states it."""

    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as its type shows it: where it stands in an extract's text, and its level."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Extract:
    """The content of a file, and what the file says about itself.

    Either `parts`, where the format states paragraphs and headings, or `text`, where they have to
    be found. `broken` says that the lines of `text` are broken to fit a page, and `headings` which
    of them are headings, as far as the type shows it.
    """

    text: str = ""
    broken: bool = False
    headings: tuple[Heading, ...] = ()
    parts: tuple[Part, ...] | None = None
    title: str | None = None
    author: tuple[Name, ...] = ()
    language: str | None = None
    url: str | None = None
    issued: tuple[int, ...] = ()
