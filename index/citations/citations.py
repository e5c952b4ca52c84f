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
from index.citations.filing import filing_key, year_suffixes
from index.citations.places import RECOGNISED, place_of
from index.types import Document, Quote

_URL = re.compile(r"https?://[^\s<>]+")  # that is shown as it is
_MARKDOWN = re.compile(r"([\\*_~`|<>\[\]#])")


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
    runs = _rendering(quote.document, style, accessed, locator=place.label).note
    text = _formed(runs, form, quote.document)
    if place.several:
        text = text.replace(f"p. {csl.PLACE}", f"pp. {csl.PLACE}")
    how = f" [{RECOGNISED}]" if place.recognised else ""
    # Pages have the names that the file gives them, whatever these hold.
    return text.replace(csl.PLACE, _escaped(place.value, form)) + how


def bibliography(
    documents: Iterable[Document],
    style: Style = Style.CHICAGO,
    form: Form = Form.PLAIN,
    *,
    accessed: datetime.date | None = None,
) -> list[str]:
    """Return one entry a document, each document once, in alphabetical order.

    In APA, works of the same authors and year are told apart: 2018a, 2018b.
    """
    distinct = {document.id: document for document in documents}.values()
    if style.is_data_format:
        ordered = sorted(distinct, key=lambda one: filing_key(one.metadata))
        return [_record(document, style, accessed) for document in ordered]

    def lead(document: Document) -> str:
        runs = _rendering(document, style, accessed).reference
        return "".join(run.text for run in runs)

    dated = style is Style.APA
    ordered = sorted(distinct, key=lambda one: filing_key(one.metadata, lead(one), dated=dated))
    suffixes = year_suffixes(ordered) if dated else {}
    return [
        _reference(document, style, form, accessed, suffixes.get(document.id, ""))
        for document in ordered
    ]


def _reference(
    document: Document,
    style: Style,
    form: Form,
    accessed: datetime.date | None,
    year_suffix: str = "",
) -> str:
    """Return a document's entry in the bibliography."""
    rendering = _rendering(document, style, accessed, year_suffix=year_suffix)
    return _formed(rendering.reference, form, document)


def _rendering(
    document: Document,
    style: Style,
    accessed: datetime.date | None,
    *,
    locator: str = "paragraph",
    year_suffix: str = "",
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
    return csl.render(metadata, _CSL[style], accessed, locator, year_suffix)


def _formed(runs: tuple[csl.TextRun, ...], form: Form, document: Document) -> str:
    """Return a document's runs as they are shown: all is escaped but its address in Markdown."""
    url = document.metadata.url or ""
    address = url if form is Form.MARKDOWN and _URL.fullmatch(url) else ""
    return "".join(_formed_run(run, form, address) for run in runs)


def _formed_run(run: csl.TextRun, form: Form, address: str) -> str:
    """Return one run, escaped but for an address, and its italics marked."""
    if address and run.text.count(address) == 1 and not run.italic:
        before, _, behind = run.text.partition(address)
        return f"{_escaped(before, form)}{address}{_escaped(behind, form)}"
    text = _escaped(run.text, form)
    match form:
        case Form.PLAIN:
            return text
        case Form.MARKDOWN:
            return f"*{text}*" if run.italic else text
        case Form.HTML:
            return f"<i>{text}</i>" if run.italic else text
        case _:
            assert_never(form)


def _escaped(text: str, form: Form) -> str:
    """Return a text that is shown as it is."""
    match form:
        case Form.PLAIN:
            return text
        case Form.MARKDOWN:
            return _MARKDOWN.sub(r"\\\1", text)
        case Form.HTML:
            return html.escape(text, quote=False)
        case _:
            assert_never(form)
