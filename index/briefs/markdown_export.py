"""A brief as Markdown with footnotes, to hand in.

Whatever comes from a document or from a member is escaped.
"""

import re

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

_MARKS = re.compile(r"([\\`*_{}\[\]<>|~#&$])")
_LIST_MARK = re.compile(r"^(\d+)([.)])|^([-+])")


def to_markdown(
    brief: Brief,
    style: Style = Style.CHICAGO,
    link: Link = deep_link,
    words: ExportWording = english,
) -> str:
    """Return a brief as Markdown with footnotes, a bibliography and the documents' revisions.

    Args:
        brief: What is handed in.
        style: Of the notes and the bibliography; Chicago where it is a data format.
        link: Opens the source; asked of each point.
        words: What the brief says of its own, in the language of who reads it.
    """
    style = written_style(style)
    notes = Notes()
    lines = [
        f"# {_markdown(title_of(brief, words))}",
        "",
        *_points(brief, notes, link, words),
        *_names(brief, notes, words),
        *_dates(brief, notes, words),
        *_questions(brief, words),
        *_sources(brief, style, words),
        *_footnotes(notes, style),
    ]
    return "\n".join(lines) + "\n"


def _points(brief: Brief, notes: Notes, link: Link, words: ExportWording) -> list[str]:
    """Return the points by document and section."""
    lines: list[str] = []
    for groups in groups_by_document(brief):
        title = f"*{_markdown(groups[0].document.title)}*"
        lines += [words(ExportWord.FROM).format(title=title), ""]
        for group in groups:
            if group.section:
                lines += [f"## {_markdown(group.section)}", ""]
            lines += [f"- {_point(point, notes, link)}" for point in group.points]
            lines.append("")
    return lines


def _point(point: Quote, notes: Notes, link: Link) -> str:
    """Return a point with its footnote's number and its link."""
    address = link(point)
    opened = f" [↗](<{address}>)" if address else ""
    return f"{_markdown(point.text)}[^{notes.number(point)}]{opened}"


def _names(brief: Brief, notes: Notes, words: ExportWording) -> list[str]:
    """Return who and what is named, by kind."""
    lines = [_heading(words(ExportWord.NAMED)), ""] if brief.names else []
    for kind in names_by_kind(brief):
        names = [
            f"{_markdown(entity.name)}[^{notes.number(entity.mentions[0])}]"
            for entity in kind.names
        ]
        lines.append(f"- **{_markdown(words(kind.title))}:** {', '.join(names)}")
    return [*lines, ""] if lines else []


def _dates(brief: Brief, notes: Notes, words: ExportWording) -> list[str]:
    """Return the dated statements."""
    lines = [_heading(words(ExportWord.WHEN)), ""] if brief.dates else []
    for statement in brief.dates:
        quoted = f"{_markdown(statement.quote.text)}[^{notes.number(statement.quote)}]"
        lines.append(f"- **{_markdown(date_label(statement, words))}:** {quoted}")
    return [*lines, ""] if lines else []


def _questions(brief: Brief, words: ExportWording) -> list[str]:
    """Return the questions that the documents answer."""
    if not brief.questions:
        return []
    questions = [f"- {_markdown(question)}" for question in brief.questions]
    return [_heading(words(ExportWord.QUESTIONS)), "", *questions, ""]


def _sources(brief: Brief, style: Style, words: ExportWording) -> list[str]:
    """Return the bibliography and the documents' revisions."""
    documents = documents_of(brief)
    lines = [_heading(words(ExportWord.BIBLIOGRAPHY)), ""]
    for entry in bibliography(documents, style, Form.MARKDOWN):
        lines += [entry, ""]
    revisions = [f"- {_markdown(revision_of(document, words))}" for document in documents]
    return [*lines, _heading(words(ExportWord.REVISIONS)), "", *revisions, ""]


def _footnotes(notes: Notes, style: Style) -> list[str]:
    """Return the footnotes in order."""
    return [
        f"[^{number}]: {note(quote, style, Form.MARKDOWN)}"
        for number, quote in enumerate(notes.quotes, 1)
    ]


def _heading(text: str) -> str:
    return f"## {_markdown(text)}"


def _markdown(text: str) -> str:
    """Return text that Markdown shows as it is."""
    marked = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _LIST_MARK.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", marked)
