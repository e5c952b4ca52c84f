"""Elements of a page that are no part of its text, by what they are and what they are called."""

import re
from collections.abc import Sequence

from index.reading.markup.edge_links import is_way_between_sections
from index.reading.markup.roles import classes_of, is_footnote, roles_of
from index.reading.markup.tree import INLINE, HtmlElement
from index.types import OmissionKind

_UNREAD = frozenset(
    "script style noscript template svg annotation annotation-xml iframe object video audio canvas "
    "head".split()
)
# Of the numbers beside the lines of a program.
_LINE_NUMBERS = frozenset(
    "lineno linenos linenodiv linenumber linenumbers line-numbers listing_lines".split()
)
_NAVIGATION = frozenset("nav footer aside form button select".split())
_NAVIGATION_ROLES = frozenset("navigation search contentinfo complementary".split())
_CONTENTS_ROLES = frozenset("doc-toc toc landmarks page-list loi lot".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Of what is there for screen readers alone, and (ttc) of Doxygen's boxes that a pointer opens.
_HIDDEN_CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text element-invisible ttc".split()
)
# Of boxes that belong to the text, though their element may be `aside`.
_CALLOUTS = frozenset("admonition callout note tip warning caution important example topic".split())
_BOX, _BOX_TITLE = "sidebar", "titlepage"
_CONTENTS_NAME = re.compile(r"(?:local|global|page|site|mini)?toc(?:tree|wrapper)?")
# Classes of what a list of contents leaves out, as R Markdown and others name them.
_UNLISTED = re.compile(
    r"(?:no|not|omit|exclude|skip|hide|ignore)[-_]?(?:(?:from|in)[-_]?)?toc"
    r"|toc[-_]?(?:ignored?|skip|omit|excluded?|hidden|hide|no)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"""(?:top|bottom|sub|side|left|right|main|site|page|global|local)?
        nav(?:s|bar|igation|header|footer|panel|lists?|links?|menu|path|row|tabs?)?
    |(?:sub|side|main|top|drop(?:down)?)?menus?|\w*sidebars?|toolbars?|(?:page|site)?footers?
    |cookies?|shar(?:e|ing)|social|related|comments?|advert\w*|ads?|promos?|sponsor(?:s|ed)?
    |newsletters?|subscribe|breadcrumbs?|skip|pagination|pager|prevnext|editsection|masthead""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"comments?")
_INLINE_TOOLS = frozenset({"editsection"})  # in a line: what a wiki sets behind its headings
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
# Words beside which one of those names is still of a place on the page. An address within a text is
# made of its heading, which may have such a word among others: those are no names.
_PLACES = re.compile(
    r"top|bottom|left|right|main|site|page|global|header|bar|box|lists?|links|wrap(?:per)?"
    r"|container|content|inner|outer|area|block|panel|the|\d+"
)
# Classes of what has such addresses, as DocBook, docutils, Texinfo, Pandoc and Org mode name them.
_SECTIONS = re.compile(
    r"(?:sub)*section|(?:ref)?sect\d|ref(?:name|synopsis)div|chapter|level\d|section-level-extent"
    r"|outline-\d"
)


def is_unread(element: HtmlElement) -> bool:
    """Return whether an element has no words, but for what a program draws or counts."""
    return element.name in _UNREAD or not _LINE_NUMBERS.isdisjoint(classes_of(element))


def aside_kind(element: HtmlElement) -> OmissionKind | None:
    """Return why an element is no part of a text, None where it may be one."""
    if is_hidden(element):
        return OmissionKind.HIDDEN
    if is_footnote(element):
        return None
    names, roles = _names(element), roles_of(element)
    if element.name in INLINE:
        return _inline_kind(names)
    if roles & _CONTENTS_ROLES or any(map(_CONTENTS_NAME.fullmatch, names)):
        return _contents_kind(element)
    if _is_docbook_box(element):
        return None
    if is_way_between_sections(element):
        return OmissionKind.NAVIGATION
    called = bool(roles & _NAVIGATION_ROLES) or any(map(_NAME.fullmatch, names))
    return OmissionKind.NAVIGATION if called or _is_navigation(element) else None


def _contents_kind(element: HtmlElement) -> OmissionKind | None:
    """Return why what calls itself a list of contents is no part of a text.

    None where it holds the chapters themselves, as Sphinx has it on a single page.
    """
    return None if element.find(is_section) else OmissionKind.CONTENTS


def _inline_kind(names: Sequence[str]) -> OmissionKind | None:
    """Return why an element in a line is no part of a text, by what it is called."""
    return None if _INLINE_TOOLS.isdisjoint(names) else OmissionKind.NAVIGATION


def is_comment(element: HtmlElement) -> bool:
    """Return whether an element is called a comment, or comments, and nothing else of a page."""
    furniture = [*filter(_NAME.fullmatch, _names(element))]
    named = bool(furniture) and all(map(_COMMENT.fullmatch, furniture))
    return named and not roles_of(element) & _NAVIGATION_ROLES and not _is_navigation(element)


def _is_docbook_box(element: HtmlElement) -> bool:
    """Return whether an element is a box in a text that DocBook calls a sidebar: it has a title."""
    boxed = element.name == "div" and _BOX in classes_of(element)
    return boxed and element.find("div", class_=_BOX_TITLE, recursive=False) is not None


def book_aside_kind(element: HtmlElement) -> OmissionKind | None:
    """Return why an element of a book's page is no part of its text; its boxes and notes are."""
    if is_hidden(element):
        return OmissionKind.HIDDEN
    contents = element.name == "nav" or not _CONTENTS_ROLES.isdisjoint(roles_of(element))
    return OmissionKind.CONTENTS if contents else None


def _is_navigation(element: HtmlElement) -> bool:
    """Return whether an element is navigation by its name; a box of a text may be named so, too."""
    boxed = element.name == "aside" and not _CALLOUTS.isdisjoint(classes_of(element))
    return element.name in _NAVIGATION and not boxed


def is_hidden(element: HtmlElement) -> bool:
    """Return whether an element does not show."""
    # A caption that says what its picture's description says is hidden from screen readers alone.
    unsaid = element.get("aria-hidden") == "true" and element.name != "figcaption"
    if element.has_attr("hidden") or unsaid:
        return True
    styled = bool(_HIDDEN.search(str(element.get("style") or "")))
    return styled or element.name == "dialog" or not _HIDDEN_CLASSES.isdisjoint(classes_of(element))


def is_section(element: HtmlElement) -> bool:
    """Return whether an element is a section of a text, which its heading gives an address."""
    return element.name == "section" or any(map(_SECTIONS.fullmatch, classes_of(element)))


def _names(element: HtmlElement) -> list[str]:
    """Return the words of what an element is called, its address only where it is a name."""
    listed = (str(name) for name in element.get("class") or ())
    classes = [word for name in listed if not _UNLISTED.fullmatch(name) for word in _words(name)]
    id_ = _words(str(element.get("id") or ""))
    named = all(
        _NAME.fullmatch(w) or _CONTENTS_NAME.fullmatch(w) or _PLACES.fullmatch(w) for w in id_
    )
    return classes + (id_ if named and not is_section(element) else [])


def _words(name: str) -> list[str]:
    """Return the words that a name is made of: "topNav" is "top" and "nav"."""
    return [word.lower() for word in _WORDS.findall(name)]
