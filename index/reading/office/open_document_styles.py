"""What the styles of an OpenDocument text say of its paragraphs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from index.reading.office.style_names import is_title, told_kind
from index.types import BlockKind

_SCHEMA = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
TEXT, TABLE, OFFICE = (_SCHEMA.format(name) for name in ("text", "table", "office"))
DRAW = _SCHEMA.format("drawing")
_STYLE = _SCHEMA.format("style")
_LANGUAGE = f"{_SCHEMA.format('xsl-fo-compatible')}language"
_AUTOMATIC = f"{OFFICE}automatic-styles"
_PARAGRAPH, _SPAN = "paragraph", "text"  # families of styles
_FAMILIES = {f"{TEXT}p": _PARAGRAPH, f"{TEXT}h": _PARAGRAPH, f"{TEXT}span": _SPAN}

_MOST_ANCESTORS = 20  # of a style, which may be said to be made of itself


@dataclass(frozen=True, slots=True)
class _Style:
    """A style.

    Args:
        name: As it is shown.
        parent: Under which the style stands that this one is made of; empty where there is none.
        automatic: It was made of the formatting of single places, and has no name of its own.
        hides: What has it is not shown.
        font: Of its letters; empty where that of its parent is.
    """

    name: str
    parent: str
    automatic: bool = False
    hides: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class OpenDocumentStyles:
    """The styles of a document, by family and identifier.

    Args:
        styles: All of them.
        fixed: The fonts whose characters are equally wide, as programs are set.
        language: What the text is in where nothing else is said; ISO 639-1, or empty.
    """

    styles: Mapping[tuple[str, str], _Style]
    fixed: frozenset[str]
    language: str

    @classmethod
    def of(cls, roots: Iterable[Any]) -> "OpenDocumentStyles":
        """Return the styles in XML files, those of a later one before those of the same name."""
        styles: dict[tuple[str, str], _Style] = {}
        languages: list[str] = []
        fixed: set[str] = set()
        for root in roots:
            fixed.update(_fixed_fonts(root))
            for style in root.iter(f"{_STYLE}style"):
                styles[style.get(f"{_STYLE}family"), style.get(f"{_STYLE}name")] = _style(style)
            languages += _languages(root)
        return cls(styles, frozenset(fixed), languages[0] if languages else "")

    def kind(self, paragraph: Any) -> BlockKind | None:  # noqa: ANN401
        """Return what a paragraph is by the names of its styles, None where they do not tell.

        One whose style sets it in a font of fixed width is code, whatever that style is called.
        """
        styles = [*self._of(paragraph)]
        font = next((style.font for style in styles if style.font), "")
        return told_kind(style.name for style in styles) or (
            BlockKind.CODE if font in self.fixed else None
        )

    def is_title(self, paragraph: Any) -> bool:  # noqa: ANN401
        """Return whether a paragraph is its document's title; the author's name may look so."""
        named = (style.name for style in self._of(paragraph) if not style.automatic)
        return is_title(next(named, ""))

    def hides(self, element: Any) -> bool:  # noqa: ANN401
        """Return whether an element is not shown."""
        stated = (
            element.get(f"{TEXT}display") == "none" or element.get(f"{TEXT}is-hidden") == "true"
        )
        return stated or any(style.hides for style in self._of(element))

    def _of(self, element: Any) -> Iterator[_Style]:  # noqa: ANN401
        """Yield the style of a paragraph or span, and those that it is made of, nearest first."""
        family, name = _FAMILIES.get(element.tag, ""), element.get(f"{TEXT}style-name", "")
        for _ in range(_MOST_ANCESTORS):
            if not name:
                return
            # One that is not defined has its name.
            style = self.styles.get((family, name)) or _Style(_shown(name), "")
            yield style
            name = style.parent


def _shown(name: str) -> str:
    """Return the name of a style as it is shown; "Block_20_Text" has a space in hexadecimal."""
    return name.replace("_20_", " ")


def _style(element: Any) -> _Style:  # noqa: ANN401
    """Return the style that an element defines."""
    name = element.get(f"{_STYLE}display-name") or element.get(f"{_STYLE}name", "")
    return _Style(
        _shown(name),
        element.get(f"{_STYLE}parent-style-name", ""),
        automatic=element.getparent().tag == _AUTOMATIC,
        hides=any(properties.get(f"{TEXT}display") == "none" for properties in element),
        font=next(filter(None, (one.get(f"{_STYLE}font-name") for one in element)), ""),
    )


def _fixed_fonts(root: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the names of the fonts whose characters are equally wide."""
    for font in root.iter(f"{_STYLE}font-face"):
        if font.get(f"{_STYLE}font-pitch") == "fixed":
            yield font.get(f"{_STYLE}name", "")


def _languages(root: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the languages that paragraphs are in where nothing else is said."""
    for style in root.iter(f"{_STYLE}default-style"):
        if style.get(f"{_STYLE}family") == _PARAGRAPH:
            yield from filter(None, (properties.get(_LANGUAGE) for properties in style))
