"""What a paragraph of a Word document is by its style, and by those that it is based on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.reading.office.style_names import is_contents, told_kind
from index.reading.office.word.markup import W, WordElement, property_of, value_of
from index.types import BlockKind

_HEADING = re.compile(r"heading ([1-9])\b", re.IGNORECASE)
_FIXED = re.compile(
    r"courier|consolas|menlo|monaco|\bmono\b|monospace|console|typewriter|fixedsys|source code|"
    r"cascadia|inconsolata",
    re.IGNORECASE,
)
TITLE, SUBTITLE = "title", "subtitle"
"""Names of the styles of a title and of what explains it."""
_BODY_LEVEL = 9  # an outline level that says: no heading


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style makes of a paragraph.

    Args:
        name: Its own, in small letters.
        outline: The level of a heading, 1 and deeper; None of running text.
        kind: What the paragraph is, as far as a name says so.
        is_numbered: It has a bullet or a number.
        is_contents: It is an entry of a list of contents, or stands above one.
        font: Of its letters; None where the program chooses.
    """

    name: str = ""
    outline: int | None = None
    kind: BlockKind | None = None
    is_numbered: bool = False
    is_contents: bool = False
    font: str | None = None

    @property
    def level(self) -> int | None:
        """The level of a heading, or of the title; what is based on that is none (a subtitle)."""
        return 1 if self.name == TITLE else self.outline


@dataclass(frozen=True, slots=True)
class WordStyles:
    """The styles of a document.

    Args:
        elements: By their ids.
        default: The id of the style of a paragraph that names none.
        fixed: The fonts whose letters are all of one width, as the document lists them.
    """

    elements: Mapping[str, WordElement]
    default: str = ""
    fixed: frozenset[str] = frozenset()
    _read: dict[str, ParagraphStyle] = field(default_factory=dict)

    def style(self, id_: str | None) -> ParagraphStyle:
        """Return a style with what it takes over from those that it is based on."""
        line: dict[str, None] = {}  # of ancestors, the nearest first
        wanted = id_ or self.default
        while wanted in self.elements and wanted not in line and wanted not in self._read:
            line[wanted] = None
            wanted = value_of(property_of(self.elements[wanted], "basedOn")) or ""
        style = self._read.get(wanted, ParagraphStyle())
        for name in reversed(line):
            style = self._read[name] = _over(style, self.elements[name])
        return style

    def font(self, properties: WordElement | None, style: ParagraphStyle) -> str | None:
        """Return the font of a run of letters with these properties in a paragraph of a style."""
        if properties is None:
            return style.font
        named = value_of(property_of(properties, "rStyle"))
        return _font(properties) or (self.style(named).font if named else None) or style.font

    def is_fixed(self, font: str | None) -> bool:
        """Return whether a font's letters are all of one width, as those of programs are set."""
        return font is not None and (font in self.fixed or bool(_FIXED.search(font)))


def styles_of(styles: WordElement, fonts: WordElement | None) -> WordStyles:
    """Return the styles of a document.

    Args:
        styles: The document's element of this name.
        fonts: Its table of fonts, if it has one.
    """
    elements = {value_of(style, "styleId") or "": style for style in styles.iter(f"{W}style")}
    default = ""
    for id_, style in elements.items():
        if value_of(style, "type") == "paragraph" and value_of(style, "default") in {"1", "true"}:
            default = id_
    listed = () if fonts is None else fonts.iter(f"{W}font")
    fixed = (
        value_of(font, "name") or ""
        for font in listed
        if value_of(property_of(font, "pitch")) == "fixed"
    )
    return WordStyles(elements, default, frozenset(fixed))


def _over(base: ParagraphStyle, element: WordElement) -> ParagraphStyle:
    """Return what a style says, and what it leaves as that which it is based on has it."""
    name = (value_of(property_of(element, "name")) or "").lower()
    numbered = numbering(element)
    return ParagraphStyle(
        name,
        _level(name, element, base.outline),
        told_kind([name]) or base.kind,
        base.is_numbered if numbered is None else numbered,
        base.is_contents or is_contents(name),
        _font(property_of(element, "rPr")) or base.font,
    )


def _level(name: str, element: WordElement, based_on: int | None) -> int | None:
    """Return the level of a heading: by the style's name, by its outline, or as it is based on."""
    if match := _HEADING.match(name):
        return int(match[1])
    outline = value_of(property_of(element, "pPr", "outlineLvl"))
    if outline is None:
        return based_on
    return int(outline) + 1 if int(outline) < _BODY_LEVEL else None


def numbering(element: WordElement) -> bool | None:
    """Return whether a style or paragraph says that it is numbered; None where it does not say."""
    stated = value_of(property_of(element, "pPr", "numPr", "numId"))
    return None if stated is None else stated != "0"


def _font(properties: WordElement | None) -> str | None:
    """Return the font that properties of letters name."""
    return None if properties is None else value_of(property_of(properties, "rFonts"), "ascii")
