"""The styles of a rich text document, by their numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from index.reading.office.style_names import is_contents, is_title, told_kind, told_level
from index.types import BlockKind

_MOST_ANCESTORS = 20  # of a style, which may be said to be made of itself
_OUTLINED = range(9)  # depths in the outline; 9 is running text


@dataclass(frozen=True, slots=True)
class NamedStyle:
    """A style of paragraphs.

    Args:
        name: As it is shown.
        base: The number of the style that it is made of.
        outline: The depth of its paragraphs in the document's outline, from 0.
    """

    name: str
    base: int | None
    outline: int | None


@dataclass(slots=True)
class StyleSheet:
    """The styles that are known so far."""

    styles: dict[int, NamedStyle] = field(default_factory=dict)

    def kind(self, number: int) -> BlockKind | None:
        """Return what paragraphs of a style are, None where its name does not tell."""
        return told_kind(style.name for style in self._of(number))

    def is_contents(self, number: int) -> bool:
        """Return whether a style is that of a contents list."""
        return any(is_contents(style.name) for style in self._of(number))

    def level(self, number: int, outline: int | None) -> int | None:
        """Return the depth of a heading, from 1, None of a paragraph.

        Args:
            number: Of its style.
            outline: Its depth in the outline, from 0, None where only its style may state one.
        """
        if outline is not None:
            return outline + 1 if outline in _OUTLINED else None
        return (
            1 if self.is_title(number) else next(filter(None, map(_level, self._of(number))), None)
        )

    def is_title(self, number: int) -> bool:
        """Return whether a style is that of the title; what is made of it may be the author's."""
        return any(is_title(style.name) for style in islice(self._of(number), 1))

    def _of(self, number: int | None) -> Iterator[NamedStyle]:
        """Yield a style and those that it is made of, nearest first."""
        for _ in range(_MOST_ANCESTORS):
            style = None if number is None else self.styles.get(number)
            if style is None:
                return
            yield style
            number = style.base


def _level(style: NamedStyle) -> int | None:
    return told_level(style.name) if style.outline not in _OUTLINED else (style.outline or 0) + 1
