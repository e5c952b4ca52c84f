"""A brief as one HTML page that prints well, to hand in.

Whatever comes from a document or from a member is escaped; the page loads nothing from anywhere
and runs no script.
"""

import html
from collections.abc import Iterable, Sequence

from index.briefs.briefs import Brief
from index.briefs.date_labels import date_label
from index.briefs.export_parts import (
    Link,
    Notes,
    documents_of,
    groups_by_document,
    names_by_kind,
    revision_of,
    title_of,
    written_style,
)
from index.briefs.export_words import ExportWord, ExportWording, english
from index.citations import Form, Style, bibliography, deep_link, note
from index.types import Quote

_STYLE = """
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


def to_html(
    brief: Brief,
    style: Style = Style.CHICAGO,
    link: Link = deep_link,
    words: ExportWording = english,
) -> str:
    """Return a brief as one HTML page that loads nothing from elsewhere and prints well.

    Args:
        brief: What is handed in.
        style: Of the notes and the bibliography; Chicago where it is a data format.
        link: Opens the source; asked of each point.
        words: What the page says of its own, in the language of who reads it.
    """
    style = written_style(style)
    notes = Notes()
    title, documents = html.escape(title_of(brief, words)), documents_of(brief)
    body = [
        f"<h1>{title}</h1>",
        *_points(brief, notes, link, words),
        *_names(brief, notes, words),
        *_dates(brief, notes, words),
        *_questions(brief, words),
        *_footnotes(notes, style, words),
        *_sources(brief, style, words),
    ]
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


def _points(brief: Brief, notes: Notes, link: Link, words: ExportWording) -> list[str]:
    """Return the points by document and section."""
    lines: list[str] = []
    for groups in groups_by_document(brief):
        title = f"<cite>{html.escape(groups[0].document.title)}</cite>"
        told = html.escape(words(ExportWord.FROM)).format(title=title)
        lines.append(f'<p class="from">{told}</p>')
        for group in groups:
            if group.section:
                lines.append(f"<h2>{html.escape(group.section)}</h2>")
            lines += _list("ul", (_point(point, notes, link, words) for point in group.points))
    return lines


def _point(point: Quote, notes: Notes, link: Link, words: ExportWording) -> str:
    """Return a point with its note's number and its link."""
    address = link(point)
    label = html.escape(words(ExportWord.OPEN))
    opened = (
        f' <a class="open" href="{html.escape(address)}" aria-label="{label}">↗</a>'
        if address
        else ""
    )
    return f"{html.escape(point.text, quote=False)}{_mark(point, notes, words)}{opened}"


def _mark(quote: Quote, notes: Notes, words: ExportWording) -> str:
    """Return the number of a quote's note, linked to it."""
    number = notes.number(quote)
    label = html.escape(words(ExportWord.NOTE)).format(number=number)
    return f'<sup><a href="#note-{number}" aria-label="{label}">{number}</a></sup>'


def _names(brief: Brief, notes: Notes, words: ExportWording) -> list[str]:
    """Return who and what is named, by kind."""
    lines = [_heading(words(ExportWord.NAMED)), "<dl>"] if brief.names else []
    for kind in names_by_kind(brief):
        names = [
            f"{html.escape(entity.name)}{_mark(entity.mentions[0], notes, words)}"
            for entity in kind.names
        ]
        lines.append(f"<dt>{html.escape(words(kind.title))}</dt><dd>{', '.join(names)}</dd>")
    return [*lines, "</dl>"] if lines else []


def _dates(brief: Brief, notes: Notes, words: ExportWording) -> list[str]:
    """Return the dated statements."""
    lines = [_heading(words(ExportWord.WHEN)), "<dl>"] if brief.dates else []
    for statement in brief.dates:
        quoted = html.escape(statement.quote.text, quote=False)
        label = html.escape(date_label(statement, words))
        mark = _mark(statement.quote, notes, words)
        lines.append(f"<dt>{label}</dt><dd>{quoted}{mark}</dd>")
    return [*lines, "</dl>"] if lines else []


def _questions(brief: Brief, words: ExportWording) -> list[str]:
    """Return the questions that the documents answer."""
    if not brief.questions:
        return []
    questions = _list("ul", map(html.escape, brief.questions))
    return [_heading(words(ExportWord.QUESTIONS)), *questions]


def _footnotes(notes: Notes, style: Style, words: ExportWording) -> list[str]:
    """Return the notes in order."""
    lines = [_heading(words(ExportWord.NOTES)), '<ol class="notes">']
    for number, quote in enumerate(notes.quotes, 1):
        lines.append(f'<li id="note-{number}">{note(quote, style, Form.HTML)}</li>')
    return [*lines, "</ol>"]


def _sources(brief: Brief, style: Style, words: ExportWording) -> list[str]:
    """Return the bibliography and the documents' revisions."""
    documents = documents_of(brief)
    entries = _list('ul class="works"', bibliography(documents, style, Form.HTML))
    revisions = [
        f'<p class="revision">{html.escape(revision_of(document, words))}</p>'
        for document in documents
    ]
    return [_heading(words(ExportWord.BIBLIOGRAPHY)), *entries, *revisions]


def _heading(text: str) -> str:
    return f"<h2>{html.escape(text)}</h2>"


def _list(tag: str, entries: Iterable[str]) -> list[str]:
    """Return an HTML list of entries that are HTML already."""
    return [f"<{tag}>", *(f"<li>{entry}</li>" for entry in entries), f"</{tag.partition(' ')[0]}>"]
