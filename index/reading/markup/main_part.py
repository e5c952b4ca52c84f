"""The element that holds a page's own text, everything else taken out of it and put on record.

Where a page does not say which element that is, it is the one that most of the running text stands
in: what is beside it, and has only labels and links, is the page's furniture. The constants were
set on 44 pages whose blocks were told apart by hand (index/lab/NOTEBOOK.md, "The main part of a
web page").
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.reading.markup.accordions import open_accordions
from index.reading.markup.asides import (
    aside_kind,
    book_aside_kind,
    is_comment,
    is_section,
    is_unread,
)
from index.reading.markup.edge_links import edge_links
from index.reading.markup.exported_notes import name_notes
from index.reading.markup.notes import is_contents, note_marks, take_out_point
from index.reading.markup.preformatted import name_preformatted
from index.reading.markup.tree import HtmlElement, collapsed, element_of, outermost, take_out
from index.reading.markup.type_weights import state_weights
from index.reading.markup.weights import Weight, weights_of
from index.reading.markup.whole_blocks import is_code, layout_rows
from index.types import Omission, OmissionKind

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LISTS = frozenset({"ul", "ol"})
_MOST = 0.5  # of a page's own words; what holds more is the page itself, whatever it is called
_MARKED = 0.3  # of a page's own words, that what says to be its main part holds at least
# Of the words of an element: one inside that holds so many is looked into in its place.
_TRUNK = 0.8
# A page of less running text, in characters and in its own words, is one of lists and tables.
_LEAST, _RUNS = 300, 0.4
_BESIDE = 0.05  # of the words of a page; what has fewer, and none that run, is no part of its text
_CONTAINERS = "div section article header table tbody tr td center form ul".split()
_ROOTS = frozenset("body div section article td center form".split())
_WORDS = re.compile(r"\w|[*†‡]")  # or the mark of a note; a sign beside a heading says nothing
_LONGEST = 300  # characters of an omission that are kept
MANY_OMISSIONS = 500
"""That are kept of a document."""


@dataclass(frozen=True, slots=True)
class MainPart:
    """What holds a page's own text, and what was left out of it."""

    root: HtmlElement
    omissions: tuple[Omission, ...]


def main_part(page: HtmlElement, within: Callable[[str], bool]) -> MainPart:
    """Return what holds a page's own text, everything else taken out of it.

    Args:
        page: The outermost element.
        within: Whether an address leads to another place of the document.
    """
    shown = page.title
    body = _body(page)
    cut = _Cutting()
    cut.asides(body, aside_kind)
    root = cut.furniture(body, collapsed([shown.get_text()]) if shown else "")
    cut.notes_and_contents(root, within)
    return MainPart(root, tuple(cut.omissions))


def book_part(page: HtmlElement, within: Callable[[str], bool]) -> MainPart:
    """Return what holds the text of a page of a book, which has no furniture beside it.

    Args:
        page: The outermost element.
        within: Whether an address leads to another place of the book.
    """
    body = _body(page)
    cut = _Cutting()
    cut.asides(body, book_aside_kind)
    if is_contents(body, within):
        cut.all(body.find_all(True, recursive=False), OmissionKind.CONTENTS)
    cut.notes_and_contents(body, within)
    return MainPart(body, tuple(cut.omissions))


def _body(page: HtmlElement) -> HtmlElement:
    """Return what shows of a page, all without words taken out of it."""
    state_weights(page)
    take_out(outermost(page, is_unread))
    body = page.find("body") or page
    open_accordions(body)
    name_notes(body)
    name_preformatted(body)
    return body


class _Cutting:
    """What is taken out of a page, on record."""

    def __init__(self) -> None:
        self.omissions: list[Omission] = []

    def all(self, elements: Iterable[HtmlElement], kind: OmissionKind) -> None:
        """Take elements out, for one reason."""
        for element in list(elements):
            for one in (*_heading_alone(element, kind), element):
                self._note(one, kind)
                one.extract()

    def notes_and_contents(self, root: HtmlElement, within: Callable[[str], bool]) -> None:
        """Take out the marks of notes, and lists of what else is in the document."""
        marks = list(note_marks(root))
        for mark in marks:
            take_out_point(mark)
        self.all(marks, OmissionKind.NOTE_MARK)
        lists = outermost(root, lambda element: element.name in _LISTS)
        self.all((one for one in lists if is_contents(one, within)), OmissionKind.CONTENTS)

    def asides(
        self, body: HtmlElement, kind_of: Callable[[HtmlElement], OmissionKind | None]
    ) -> None:
        """Take out what is hidden, or says that it is no part of the text."""
        weights = weights_of(body)
        kinds: dict[int, OmissionKind] = {}
        threads: set[int] = set()  # comments that are most of the page

        def is_aside(element: HtmlElement) -> bool:
            kind = kind_of(element)
            small = _is_small(weights.get(id(element), Weight()), weights[id(body)])
            if kind is None or (is_comment(element) and _in_thread(element, threads, small=small)):
                return False
            kinds[id(element)] = kind
            return small

        for element in outermost(body, is_aside):
            self.all([element], kinds[id(element)])

    def furniture(self, body: HtmlElement, title: str) -> HtmlElement:
        """Take out what stands beside the page's main part, and return what holds that.

        Args:
            body: What shows of the page.
            title: What a browser calls it, "" for nothing.
        """
        weights = weights_of(body)
        marked = _marked(body, weights)
        if marked is not None:
            _take_in_heading(marked)
            self.all(list(_beside(marked, body)), OmissionKind.NAVIGATION)
            return marked
        if _runs(weights[id(body)]):
            trunk = _trunk(body, weights)
            light = list(_light(trunk, body, weights, title))
            self.all([*light, *edge_links(trunk, body)], OmissionKind.NAVIGATION)
        return body

    def _note(self, element: HtmlElement, kind: OmissionKind) -> None:
        """Put an element's words on record."""
        text = collapsed([element.get_text(" ")])
        if len(self.omissions) < MANY_OMISSIONS and _WORDS.search(text):
            self.omissions.append(Omission(kind, text[:_LONGEST]))


def _in_thread(comment: HtmlElement, threads: set[int], *, small: bool) -> bool:
    """Return whether a comment is one of comments that are kept for their weight.

    Args:
        comment: Or several.
        threads: Those that are kept, by `id`, to which it is added where it is most of the page.
        small: It is not.
    """
    if not small:
        threads.add(id(comment))
    return any(id(outer) in threads for outer in comment.parents)


def _heading_alone(entries: HtmlElement, kind: OmissionKind) -> list[HtmlElement]:
    """Return the heading before a list of contents, if nothing else stands under it."""
    before, behind = entries.find_previous_sibling(True), entries.find_next_sibling(True)
    alone = behind is None or behind.name in _HEADINGS
    headed = before is not None and before.name in _HEADINGS
    return [before] if kind is OmissionKind.CONTENTS and alone and headed and before else []


def _is_small(weight: Weight, whole: Weight) -> bool:
    """Return whether an element is not most of a page."""
    if whole.own:
        return weight.own < _MOST * whole.own
    return weight.linked < _MOST * whole.linked


def _marked(body: HtmlElement, weights: Mapping[int, Weight]) -> "HtmlElement | None":
    """Return what says to be the main part of a page, None where nothing does that may be it."""

    def own(element: HtmlElement) -> int:
        return weights.get(id(element), Weight()).own

    mains = [*body.find_all("main"), *body.find_all(role="main")]
    for candidates, least in ((mains, _MARKED), (body.find_all("article"), _MOST)):
        largest = max(candidates, key=own, default=None)
        if largest is not None and own(largest) >= least * own(body):
            return _with_siblings(largest, body, weights)
    return None


def _with_siblings(
    main: HtmlElement, body: HtmlElement, weights: Mapping[int, Weight]
) -> "HtmlElement | None":
    """Return an article, or what holds it and others beside it that say something.

    None where that is the page.
    """
    around = main.parent
    if main.name != "article" or around is None:
        return main
    beside = [weights[id(one)] for one in around.find_all("article", recursive=False)]
    if sum(weight.own > weight.linked for weight in beside) <= 1:
        return main
    return None if around is body else around


def _take_in_heading(main: HtmlElement) -> None:
    """Put the highest heading before the main part of a page into it, where it has none itself.

    One that is a link names the site.
    """
    heading = None if main.find("h1") is not None else main.find_previous("h1")
    element = element_of(heading) if heading is not None else None
    if element is not None and element.find("a", href=True) is None:
        main.insert(0, element.extract())


def _beside(inner: HtmlElement, body: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that an inner one does not stand in, the outermost alone."""
    while inner is not body and (outer := inner.parent) is not None:
        yield from (one for one in outer.find_all(True, recursive=False) if one is not inner)
        inner = outer


def _runs(whole: Weight) -> bool:
    """Return whether a page is one of running text, and not of lists and tables."""
    return whole.running >= max(_LEAST, _RUNS * whole.own)


def _light(
    trunk: HtmlElement, body: HtmlElement, weights: Mapping[int, Weight], title: str
) -> Iterator[HtmlElement]:
    """Yield what stands beside most of a page's running text, and has labels and links only.

    What names the page, by a heading or by what a browser calls it, is no label.
    """
    least = _BESIDE * weights[id(body)].own
    for element in _beside(trunk, body):
        weight = weights.get(id(element))
        if element.name not in _CONTAINERS or weight is None or is_section(element):
            continue
        linked = weight.linked > weight.own
        is_little = weight.own < least and not weight.running
        if linked or (is_little and not _names_page(element, title)):
            yield element


def _names_page(element: HtmlElement, title: str) -> bool:
    """Return whether an element holds a heading of the page, or, but a list, its title."""
    if element.find("h1") is not None:
        return True
    whole = re.compile(rf"(?<!\w){re.escape(title)}(?!\w)")
    says = title and element.name not in _LISTS
    return bool(says and whole.search(collapsed([element.get_text(" ")])))


def _trunk(body: HtmlElement, weights: Mapping[int, Weight]) -> HtmlElement:
    """Return the innermost element that most of a page's running text stands in."""
    layout = layout_rows(body)
    trunk = body
    element: HtmlElement | None = body
    while element is not None:
        trunk = element if element.name in _ROOTS else trunk
        least = max(1, _TRUNK * weights[id(element)].running)
        inside = element.find_all(_CONTAINERS, recursive=False)
        heavy = (one for one in inside if weights[id(one)].running >= least)
        element = next((one for one in heavy if not _is_whole(one, layout)), None)
    return trunk


def _is_whole(element: HtmlElement, layout: frozenset[int]) -> bool:
    """Return whether what is in an element belongs together: a program, a row of values."""
    return is_code(element) or (element.name == "tr" and id(element) not in layout)
