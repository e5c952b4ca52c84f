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
from typing import TypeAlias, assert_never

from index.citations import bibtex_ris, csl, title_case
from index.citations.places import RECOGNISED, place_of
from index.types import Document, Quote

_URL = re.compile(r"https?://\S+")
_MARKDOWN = re.compile(r"([\\*_~`|<>\[\]#])")
_FILED_WITHOUT = re.compile(r"^[^\w]*(?:(?:the|an?)\s+)?", re.IGNORECASE)


class Style(enum.StrEnum):
    """How a citation is written; the values are those of the command line."""

    CHICAGO = "chicago"  # 18th edition, notes and bibliography
    APA = "apa"  # 7th edition
    MLA = "mla"  # 9th edition
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"

    @property
    def is_data_format(self) -> bool:
        """Whether it is for programs: it knows neither italics nor notes."""
        return self in {Style.BIBTEX, Style.RIS, Style.CSL_JSON}


_CSL = {
    Style.CHICAGO: csl.CslStyle.CHICAGO,
    Style.APA: csl.CslStyle.APA,
    Style.MLA: csl.CslStyle.MLA,
}


class Form(enum.StrEnum):
    """Where a citation is to be shown. Markdown and HTML come out escaped, ready to be sent."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


# What can be cited: a place in a document, or the whole of it.
Cited: TypeAlias = Quote | Document


def cite(
    cited: Cited,
    style: Style = Style.CHICAGO,
    form: Form = Form.PLAIN,
    *,
    accessed: datetime.date | None = None,
) -> str:
    """Return the citation of a quote or a document.

    A document's is its entry in the bibliography. A quote's names its page as well, or the moment,
    or else the paragraph: in Chicago it is the full note; in APA and MLA the entry, and on a second
    line what stands in the text.

    Args:
        cited: A quote or a document.
        style: How it is written.
        form: How titles are set in italics; the three data formats know only one.
        accessed: The day it was read; shown where the style wants it.

    Example:
        >>> from index.types import Metadata, Name, Paragraph, Span, quote_of
        >>> metadata = Metadata("Ships", author=(Name("Okafor", "Ada"),), issued=(2018,))
        >>> text = "Ships wait in the harbour."
        >>> document = Document("ships", text, (Paragraph(1, 0, len(text), None),), metadata)
        >>> print(cite(quote_of(document, Span(0, 10)), Style.MLA))
        Okafor, Ada. Ships. 2018.
        (Okafor, par. 1)
    """
    if style.is_data_format:
        return _record(cited, style, accessed)
    if isinstance(cited, Document):
        return _reference(cited, style, form, accessed)
    if style is Style.CHICAGO:
        return note(cited, style, form, accessed=accessed)
    entry = _reference(cited.document, style, form, accessed)
    return f"{entry}\n{note(cited, style, form, accessed=accessed)}"


def _record(cited: Cited, style: Style, accessed: datetime.date | None) -> str:
    """Return what is cited in a data format."""
    document = cited.document if isinstance(cited, Quote) else cited
    place = str(place_of(cited)) if isinstance(cited, Quote) else None
    match style:
        case Style.BIBTEX:
            return bibtex_ris.bibtex(document, place, accessed)
        case Style.RIS:
            return bibtex_ris.ris(document, place, accessed)
        case _:
            return bibtex_ris.csl_json(document, place, accessed)


def note(
    quote: Quote,
    style: Style = Style.CHICAGO,
    form: Form = Form.PLAIN,
    *,
    accessed: datetime.date | None = None,
) -> str:
    """Return the footnote (Chicago) or what stands in the text (APA, MLA), with the place.

    Raises:
        ValueError: The style is a data format, which has no notes.
    """
    place = place_of(quote)
    runs = _rendering(quote.document, style, accessed, place.label).note
    text = _formed(runs, form)
    if place.several:
        text = text.replace(f"p. {csl.PLACE}", f"pp. {csl.PLACE}")
    how = f" [{RECOGNISED}]" if place.recognised else ""
    return text.replace(csl.PLACE, place.value) + how


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
    """Return a document's entry in the bibliography."""
    return _formed(_rendering(document, style, accessed).reference, form)


def _rendering(
    document: Document, style: Style, accessed: datetime.date | None, locator: str = "paragraph"
) -> csl.Rendering:
    """Return a document in one of the three styles.

    Raises:
        ValueError: The style is a data format.
    """
    if style.is_data_format:
        msg = f"{style.value} is a data format and has no notes; use cite()"
        raise ValueError(msg)
    metadata = document.metadata
    if style is Style.APA:
        metadata = dataclasses.replace(metadata, title=title_case.sentence_case(document))
    return csl.render(metadata, _CSL[style], accessed, locator)


def _formed(runs: tuple[csl.TextRun, ...], form: Form) -> str:
    """Return a citation's runs as they are shown."""
    return "".join(_formed_run(run, form) for run in runs)


def _formed_run(run: csl.TextRun, form: Form) -> str:
    """Return one run, escaped and its italics marked."""
    match form:
        case Form.PLAIN:
            return run.text
        case Form.MARKDOWN:
            text = _markdown(run.text)
            return f"*{text}*" if run.italic else text
        case Form.HTML:
            text = html.escape(run.text, quote=False)
            return f"<i>{text}</i>" if run.italic else text
        case _:
            assert_never(form)


def _markdown(text: str) -> str:
    """Return `text` escaped, but for addresses, which escapes would break."""
    escaped: list[str] = []
    end = 0
    for address in _URL.finditer(text):
        escaped += [_escaped(text[end : address.start()]), address[0]]
        end = address.end()
    return "".join(escaped) + _escaped(text[end:])


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)
