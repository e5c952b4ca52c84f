"""A brief as a document to hand in: Markdown with footnotes, or one HTML page that prints well.

Every paragraph that is quoted or named has one footnote. Whatever comes from a document or from a
member is escaped; the page loads nothing from anywhere and runs no script.
"""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final, TypeAlias

from index.briefs.briefs import Brief
from index.briefs.name_cues import NameKind
from index.briefs.names import NamedEntity
from index.citations import Form, Style, bibliography, deep_link, note
from index.types import Document, Quote

Link: TypeAlias = Callable[[Quote], str | None]
"""A quote to the address that opens its source at the quoted words."""

_KINDS: Final = {
    NameKind.PERSON: "People",
    NameKind.GROUP: "Groups",
    NameKind.PLACE: "Places",
    NameKind.OTHER: "Other",
}
_DATA_FORMATS: Final = frozenset({Style.BIBTEX, Style.RIS, Style.CSL_JSON})
_REVISION: Final = 12
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>|~#&$])")
_LIST_MARK: Final = re.compile(r"^(\d+)([.)])|^([-+])")
_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.55 Georgia, "Times New Roman", serif; max-width: 40rem;
  margin: 2.5rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin-bottom: .3rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }
.from, .revision { font-size: .92rem; opacity: .8; }
ul, ol, dl { padding-left: 1.3rem; }
li { margin: .45rem 0; }
dt { font-weight: bold; margin-top: .6rem; }
dd { margin: 0 0 .3rem 0; }
sup { line-height: 0; }
sup a { text-decoration: none; padding: 0 .15em; }
a.open { text-decoration: none; padding: 0 .2em; }
code { font-size: .85em; overflow-wrap: anywhere; }
.notes li, .works li { font-size: .95rem; overflow-wrap: anywhere; }
.works { list-style: none; padding-left: 0; }
.works li { padding-left: 1.6rem; text-indent: -1.6rem; }
@page { margin: 2.2cm; }
@media print {
  body { font-size: 10.5pt; line-height: 1.4; margin: 0; padding: 0; max-width: none; }
  h2 { margin-top: 1.2rem; }
  li { margin: .25rem 0; }
  a { color: inherit; text-decoration: none; }
  a.open { display: none; }
  h1, h2, h3, dt { break-after: avoid; }
  li, dd { break-inside: avoid; }
}
""".strip()


class _Notes:
    """Numbers the paragraphs that are cited, from 1, in the order in which they are first cited."""

    def __init__(self) -> None:
        """Begin without notes."""
        self._first: dict[str, tuple[int, Quote]] = {}

    def number(self, quote: Quote) -> int:
        """Return the number of the note of a quote's paragraph."""
        return self._first.setdefault(quote.address, (len(self._first) + 1, quote))[0]

    @property
    def quotes(self) -> list[Quote]:
        """A quote of each note, in order."""
        return [quote for _, quote in self._first.values()]


def to_markdown(brief: Brief, style: Style = Style.CHICAGO, link: Link = deep_link) -> str:
    """Return a brief as Markdown with footnotes, a bibliography and the documents' revisions.

    Args:
        brief: What is handed in.
        style: Of the notes and the bibliography; Chicago where it is a data format.
        link: Opens the source; asked of each point.
    """
    style = _written(style)
    notes = _Notes()
    lines = [f"# {_markdown(_title(brief))}", ""]
    for document, sections in _by_document(brief):
        lines += [f"From *{_markdown(document.title)}*", ""]
        for section, points in sections:
            lines += [f"## {_markdown(section)}", ""] if section else []
            lines += [f"- {_markdown_point(point, notes, link)}" for point in points]
            lines.append("")
    lines += _markdown_names(brief, notes) + _markdown_dates(brief, notes)
    if brief.questions:
        lines += ["## Questions the documents answer", ""]
        lines += [*(f"- {_markdown(question)}" for question in brief.questions), ""]
    documents = _documents(brief)
    lines += ["## Bibliography", ""]
    for entry in bibliography(documents, style, Form.MARKDOWN):
        lines += [entry, ""]
    lines += ["## Revisions", "", *(f"- {_markdown(_revision(d))}" for d in documents), ""]
    lines += [
        f"[^{number}]: {note(quote, style, Form.MARKDOWN)}"
        for number, quote in enumerate(notes.quotes, 1)
    ]
    return "\n".join(lines) + "\n"


def to_html(brief: Brief, style: Style = Style.CHICAGO, link: Link = deep_link) -> str:
    """Return a brief as one HTML page that loads nothing from elsewhere and prints well.

    Args:
        brief: What is handed in.
        style: Of the notes and the bibliography; Chicago where it is a data format.
        link: Opens the source; asked of each point.
    """
    style = _written(style)
    notes = _Notes()
    title, documents = html.escape(_title(brief)), _documents(brief)
    body = [f"<h1>{title}</h1>"]
    for document, sections in _by_document(brief):
        body.append(f'<p class="from">From <cite>{html.escape(document.title)}</cite></p>')
        for section, points in sections:
            body += [f"<h2>{html.escape(section)}</h2>"] if section else []
            body += _list("ul", (_html_point(point, notes, link) for point in points))
    body += _html_names(brief, notes) + _html_dates(brief, notes)
    if brief.questions:
        body.append("<h2>Questions the documents answer</h2>")
        body += _list("ul", map(html.escape, brief.questions))
    body.append("<h2>Notes</h2>")
    cited = (note(quote, style, Form.HTML) for quote in notes.quotes)
    numbered = (f'<li id="note-{number}">{words}</li>' for number, words in enumerate(cited, 1))
    body += ['<ol class="notes">', *numbered, "</ol>", "<h2>Bibliography</h2>"]
    body += _list('ul class="works"', bibliography(documents, style, Form.HTML))
    body += [f'<p class="revision">{html.escape(_revision(d))}</p>' for d in documents]
    return _page(title, documents[0].metadata.language if documents else "en", body)


def _page(title: str, language: str, body: Sequence[str]) -> str:
    """Return the page; its policy forbids whatever it does not hold itself."""
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{html.escape(language)}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{title}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        )
    )


def _title(brief: Brief) -> str:
    return f"Brief: {brief.topic}" if brief.topic else "Brief"


def _written(style: Style) -> Style:
    """Return the style, Chicago in place of a format for programs."""
    return Style.CHICAGO if style in _DATA_FORMATS else style


def _documents(brief: Brief) -> list[Document]:
    """Return the documents that the brief quotes, in the order in which it does."""
    quotes = [*brief.points, *(statement.quote for statement in brief.dates)]
    return list({quote.document.id: quote.document for quote in quotes}.values())


def _by_document(
    brief: Brief,
) -> list[tuple[Document, list[tuple[str | None, tuple[Quote, ...]]]]]:
    """Return the points by document, and within it by section."""
    return [
        (parts[0][0], [(section, points) for _, section, points in parts])
        for _, found in groupby(brief.groups, key=lambda group: group[0].id)
        for parts in (list(found),)
    ]


def _revision(document: Document) -> str:
    """Return what says exactly which file was quoted."""
    return f"{document.title} ({document.id}), revision sha256:{document.sha256[:_REVISION]}"


def _kinds(brief: Brief) -> list[tuple[str, list[NamedEntity]]]:
    """Return the names by kind, kinds without a name left out."""
    named = [(title, [n for n in brief.names if n.kind is kind]) for kind, title in _KINDS.items()]
    return [(title, names) for title, names in named if names]


def _markdown(text: str) -> str:
    """Return text that Markdown shows as it is."""
    marked = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _LIST_MARK.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", marked)


def _markdown_point(point: Quote, notes: _Notes, link: Link) -> str:
    address = link(point)
    opened = f" [↗](<{address}>)" if address else ""
    return f"{_markdown(point.text)}[^{notes.number(point)}]{opened}"


def _markdown_names(brief: Brief, notes: _Notes) -> list[str]:
    lines = ["## Who and what is named", ""] if brief.names else []
    for title, names in _kinds(brief):
        told = (f"{_markdown(n.name)}[^{notes.number(n.mentions[0])}]" for n in names)
        lines += [f"- **{title}:** {', '.join(told)}"]
    return [*lines, ""] if lines else []


def _markdown_dates(brief: Brief, notes: _Notes) -> list[str]:
    lines = ["## When", ""] if brief.dates else []
    for statement in brief.dates:
        words = f"{_markdown(statement.quote.text)}[^{notes.number(statement.quote)}]"
        lines.append(f"- **{_markdown(statement.label)}:** {words}")
    return [*lines, ""] if lines else []


def _list(tag: str, entries: Iterable[str]) -> list[str]:
    """Return an HTML list of entries that are HTML already."""
    return [f"<{tag}>", *(f"<li>{entry}</li>" for entry in entries), f"</{tag.partition(' ')[0]}>"]


def _html_mark(quote: Quote, notes: _Notes) -> str:
    number = notes.number(quote)
    return f'<sup><a href="#note-{number}" aria-label="Note {number}">{number}</a></sup>'


def _html_point(point: Quote, notes: _Notes, link: Link) -> str:
    address = link(point)
    opened = (
        f' <a class="open" href="{html.escape(address)}" aria-label="Open the source here">↗</a>'
        if address
        else ""
    )
    return f"{html.escape(point.text, quote=False)}{_html_mark(point, notes)}{opened}"


def _html_names(brief: Brief, notes: _Notes) -> list[str]:
    lines = ["<h2>Who and what is named</h2>", "<dl>"] if brief.names else []
    for title, names in _kinds(brief):
        told = (f"{html.escape(n.name)}{_html_mark(n.mentions[0], notes)}" for n in names)
        lines.append(f"<dt>{title}</dt><dd>{', '.join(told)}</dd>")
    return [*lines, "</dl>"] if lines else []


def _html_dates(brief: Brief, notes: _Notes) -> list[str]:
    lines = ["<h2>When</h2>", "<dl>"] if brief.dates else []
    for statement in brief.dates:
        words = html.escape(statement.quote.text, quote=False)
        label = html.escape(statement.label)
        lines.append(f"<dt>{label}</dt><dd>{words}{_html_mark(statement.quote, notes)}</dd>")
    return [*lines, "</dl>"] if lines else []
