"""Quotes and documents cited: Chicago, APA, MLA, BibTeX, RIS and CSL-JSON.

The three styles are set by a citation processor from the official style files
(`index.citations.csl`).
"""

import dataclasses
import datetime
import enum
import html
import re
from collections.abc import Iterable
from typing import Final, TypeAlias, assert_never

from index.citations import bibtex_ris, csl, title_case
from index.types import Document, Quote


class Style(enum.StrEnum):
    """How a citation is written; the values are those of the command line."""

    CHICAGO = "chicago"  # 18th edition, notes and bibliography
    APA = "apa"  # 7th edition
    MLA = "mla"  # 9th edition
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


class Form(enum.StrEnum):
    """Where a citation is to be shown. Markdown and HTML come out escaped, ready to be sent."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


Source: TypeAlias = Quote | Document
"""What can be cited: a place in a document, or the whole of it."""

_CSL: Final = {
    Style.CHICAGO: csl.CslStyle.CHICAGO,
    Style.APA: csl.CslStyle.APA,
    Style.MLA: csl.CslStyle.MLA,
}
_RECORDS: Final = {
    Style.BIBTEX: bibtex_ris.bibtex,
    Style.RIS: bibtex_ris.ris,
    Style.CSL_JSON: bibtex_ris.csl_json,
}
_URL: Final = re.compile(r"(https?://\S+)")
_MARKDOWN: Final = re.compile(r"([\\*_~`|<>\[\]#])")
_FILED_WITHOUT: Final = re.compile(r"^[^\w]*(?:(?:the|an?)\s+)?", re.IGNORECASE)


def cite(
    source: Source,
    style: Style = Style.CHICAGO,
    form: Form = Form.PLAIN,
    *,
    accessed: datetime.date | None = None,
) -> str:
    """Return the citation of a quote or a document.

    A document's is its entry in the bibliography. A quote's names the paragraph as well: in Chicago
    it is the full note; in APA and MLA the entry, and on a second line what stands in the text.

    Args:
        source: What is cited.
        style: How it is written.
        form: How titles are set in italics; the three data formats know only one.
        accessed: The day it was read; shown where the style wants it.
    """
    record = _RECORDS.get(style)
    if record is not None:
        document, paragraph = _parts(source)
        return record(document, paragraph, accessed)
    if isinstance(source, Document):
        return _reference(source, style, form, accessed)
    if style is Style.CHICAGO:
        return note(source, style, form, accessed=accessed)
    entry = _reference(source.document, style, form, accessed)
    return f"{entry}\n{note(source, style, form, accessed=accessed)}"


def _parts(source: Source) -> tuple[Document, int | None]:
    if isinstance(source, Quote):
        return source.document, source.paragraph
    return source, None


def note(
    quote: Quote,
    style: Style = Style.CHICAGO,
    form: Form = Form.PLAIN,
    *,
    accessed: datetime.date | None = None,
) -> str:
    """Return the footnote (Chicago) or what stands in the text (APA, MLA), with the paragraph.

    Raises:
        ValueError: The style is a data format, which has no notes.
    """
    runs = _rendering(quote.document, style, accessed).note
    return _formed(runs, form).replace(csl.PARAGRAPH, str(quote.paragraph))


def bibliography(
    documents: Iterable[Document],
    style: Style = Style.CHICAGO,
    form: Form = Form.PLAIN,
    *,
    accessed: datetime.date | None = None,
) -> list[str]:
    """Return one entry a document, each document once, in alphabetical order."""
    distinct = {document.id: document for document in documents}.values()
    entries = [cite(document, style, form, accessed=accessed) for document in distinct]
    return sorted(entries, key=lambda entry: _FILED_WITHOUT.sub("", entry).casefold())


def _reference(document: Document, style: Style, form: Form, accessed: datetime.date | None) -> str:
    return _formed(_rendering(document, style, accessed).reference, form)


def _rendering(document: Document, style: Style, accessed: datetime.date | None) -> csl.Rendering:
    if style not in _CSL:
        msg = f"{style.value} is a data format and has no notes; use cite()"
        raise ValueError(msg)
    metadata = document.metadata
    if style is Style.APA:
        metadata = dataclasses.replace(metadata, title=title_case.sentence_case(document))
    return csl.render(metadata, _CSL[style], accessed)


def _formed(runs: tuple[csl.Run, ...], form: Form) -> str:
    match form:
        case Form.PLAIN:
            return "".join(run.text for run in runs)
        case Form.MARKDOWN:
            marked = [(_markdown(run.text), run.italic) for run in runs]
            return "".join(f"*{text}*" if italic else text for text, italic in marked)
        case Form.HTML:
            marked = [(html.escape(run.text, quote=False), run.italic) for run in runs]
            return "".join(f"<i>{text}</i>" if italic else text for text, italic in marked)
        case _:
            assert_never(form)


def _markdown(text: str) -> str:
    """Return `text` escaped, but for addresses, which escapes would break."""
    parts = _URL.split(text)
    parts[::2] = [_MARKDOWN.sub(r"\\\1", part) for part in parts[::2]]
    return "".join(parts)
