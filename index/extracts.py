"""What a reader takes out of a file, before any of it is mended."""

from dataclasses import dataclass

from index.types import Name


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a heading of `level` 1 and deeper, as the file's format states it."""

    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """The content of a file, and what the file says about itself.

    Either `parts`, where the format states paragraphs and headings, or `text`, where they have to
    be found.
    """

    text: str = ""
    parts: tuple[Part, ...] | None = None
    title: str | None = None
    author: tuple[Name, ...] = ()
    language: str | None = None
    url: str | None = None
    issued: tuple[int, ...] = ()
