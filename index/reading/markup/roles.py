"""What an element says it is: by its role, its type in a book, and the names of its classes.

References:
    Digital Publishing WAI-ARIA Module 1.1 (roles doc-*); EPUB 3 Structural Semantics Vocabulary
    1.1 (epub:type).
"""

from index.reading.markup.tree import INLINE, HtmlElement

# Notes, and lists of them, by role, type and the classes of the usual generators.
_FOOTNOTES = frozenset(
    "doc-footnote doc-endnote doc-endnotes footnote footnotes endnote endnotes rearnote rearnotes "
    "footnote-list footnote-definition footnotes-list reflist references".split()
)

# Of headings that name authors, as DocBook's stylesheets call them, and of what these stand in.
_AUTHORS = frozenset("author corpauthor editor".split())
_TITLE_PAGE = "titlepage"


def roles_of(element: HtmlElement) -> frozenset[str]:
    """Return what an element says it is, in small letters."""
    stated = f"{element.get('role') or ''} {element.get('epub:type') or ''}"
    return frozenset(stated.lower().split())


def classes_of(element: HtmlElement) -> frozenset[str]:
    """Return the names of an element's classes, in small letters."""
    return frozenset(name.lower() for name in element.get("class") or ())


def is_footnote(element: HtmlElement) -> bool:
    """Return whether an element is a footnote, or a list of them; marks stand in a line."""
    names = roles_of(element) | classes_of(element)
    return element.name not in INLINE and bool(_FOOTNOTES & names)


def names_author(heading: HtmlElement) -> bool:
    """Return whether a heading is the name of an author, and says so."""
    return not _AUTHORS.isdisjoint(classes_of(heading))


def on_title_page(element: HtmlElement) -> bool:
    """Return whether an element stands on a title page that says so."""
    return element.find_parent(class_=_TITLE_PAGE) is not None
