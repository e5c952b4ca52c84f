"""Values to records of JSON: the fields that programs rely on, and nothing else.

The command line prints them, the doors for programs hand them out. Once released a field keeps its
name and its meaning.
"""

from collections.abc import Mapping, Sequence

from index import (
    Answer,
    Brief,
    BriefAbstention,
    BuildReport,
    CheckedText,
    Document,
    Hit,
    MetadataLine,
    Outcome,
    Paragraph,
    QuotationWarning,
    Quote,
    Style,
    Support,
    Verification,
    cite,
    link_of,
    place_of,
)

Record = dict[str, object]  # to be handed out as it is


def quote_record(quote: Quote, style: Style) -> Record:
    """Return one excerpt; `highlight` counts within `text`."""
    return {
        "text": quote.text,
        "highlight": _highlight(quote),
        "document": quote.document.id,
        "title": quote.document.title,
        "section": quote.section,
        "paragraph": quote.paragraph,
        "locator": _locator(quote),
        "start": quote.start,
        "end": quote.end,
        "url": link_of(quote),
        "citation": cite(quote, style),
        "quoted_speaker": quote.quoted_speaker,
        "recognised": quote.recognised,
        "source": "text",
    }


def metadata_record(line: MetadataLine, style: Style) -> Record:
    """Return what a document's metadata state, in the fields of an excerpt."""
    return {
        "text": line.text,
        "highlight": [line.highlight.start, line.highlight.end],
        "document": line.document.id,
        "title": line.document.title,
        "section": None,
        "paragraph": None,
        "locator": None,
        "start": None,
        "end": None,
        "url": line.document.metadata.url,
        "citation": cite(line.document, style),
        "quoted_speaker": False,
        "recognised": False,
        "source": "metadata",
    }


def _locator(quote: Quote) -> Record | None:
    """Return the page or moment of an excerpt in CSL's terms, None where only paragraphs count."""
    place = place_of(quote)
    return None if place.label == "paragraph" else {"label": place.label, "value": place.value}


def _highlight(quote: Quote) -> list[int] | None:
    if quote.highlight is None:
        return None
    return [quote.highlight.start - quote.start, quote.highlight.end - quote.start]


def hit_record(hit: Hit, document: Document) -> Record:
    """Return one passage of the search."""
    passage = hit.passage
    return {
        "text": document.text[passage.start : passage.end],
        "document": passage.document,
        "paragraph": passage.paragraph,
        "start": passage.start,
        "end": passage.end,
        "score": round(hit.score, 6),
    }


def outcome_record(outcome: Outcome, documents: Mapping[str, Document], style: Style) -> Record:
    """Return an answer or abstention as `ask` prints it."""
    answer = outcome if isinstance(outcome, Answer) else None
    excerpts = [metadata_record(line, style) for line in answer.metadata] if answer else []
    quotes = outcome.quotes if isinstance(outcome, Answer) else outcome.nearest
    excerpts += [quote_record(quote, style) for quote in quotes]
    return {
        "question": outcome.question,
        "answered": answer is not None,
        "confidence": round(outcome.confidence, 4),
        "answer": excerpts,
        "hits": [hit_record(hit, documents[hit.passage.document]) for hit in outcome.hits],
        "unanswered": list(answer.unanswered) if answer else [],
        "seconds": round(outcome.seconds, 4),
    }


def brief_record(brief: Brief | BriefAbstention, style: Style) -> Record:
    """Return a brief as `brief` prints it."""
    points = brief.points if isinstance(brief, Brief) else brief.nearest
    records = [quote_record(point, style) for point in points]
    for record in records:
        del record["quoted_speaker"], record["source"]
    return {
        "topic": brief.topic or "",
        "answered": isinstance(brief, Brief),
        "points": records,
        "seconds": round(brief.seconds, 4),
    }


def support_record(support: Support, style: Style) -> Record:
    """Return the verdict on a claim as `cite` prints it."""
    return {
        "claim": support.claim,
        "verdict": support.verdict.value,
        "supported": support.supported,
        "confidence": round(support.confidence, 4),
        "passages": [quote_record(quote, style) for quote in support.passages],
    }


def verification_record(verification: Verification) -> Record:
    """Return a checked quotation as `verify` prints it."""
    quote = verification.quote
    return {
        "quotation": verification.quotation,
        "verdict": verification.verdict.value,
        "document": quote.document.id if quote else None,
        "paragraph": quote.paragraph if quote else None,
        "start": quote.start if quote else None,
        "end": quote.end if quote else None,
        "text": quote.text if quote else None,
        "differences": [
            {"op": difference.op.value, "quoted": difference.quoted, "source": difference.source}
            for difference in verification.differences
        ],
        "also_in": [place_record(place) for place in verification.also_in],
        "warnings": [warning_record(warning) for warning in verification.warnings],
        "seconds": round(verification.seconds, 6),
    }


def checked_text_record(checked: CheckedText) -> Record:
    """Return a text checked as one quotation, and in `quotations` each that stands in it."""
    return verification_record(checked.whole) | {
        "too_short": checked.whole.too_short,
        "quotations": [
            verification_record(one) | {"too_short": one.too_short} for one in checked.verifications
        ],
        "left": checked.left,
    }


def warning_record(warning: QuotationWarning) -> Record:
    """Return what a quotation leaves out or turns round, and the source's words it is about."""
    return {
        "kind": warning.kind.value,
        "text": warning.quote.text,
        "start": warning.quote.start,
        "end": warning.quote.end,
    }


def place_record(quote: Quote) -> Record:
    """Return where a quote stands."""
    return {
        "document": quote.document.id,
        "paragraph": quote.paragraph,
        "start": quote.start,
        "end": quote.end,
    }


def document_record(document: Document) -> Record:
    """Return a document as `show` prints it."""
    return {
        "document": document.id,
        "title": document.title,
        "author": _authors(document),
        "paragraphs": [paragraph_record(document, p) for p in document.paragraphs],
        "repairs": [
            {"start": r.start, "end": r.end, "before": r.before, "after": r.after}
            for r in document.repairs
        ],
        "left_out": [{"kind": o.kind.value, "text": o.text} for o in document.left_out],
    }


def source_record(document: Document, style: Style) -> Record:
    """Return a document as a source of answers."""
    return {
        "document": document.id,
        "title": document.title,
        "author": _authors(document),
        "url": document.metadata.url,
        "paragraphs": len(document.paragraphs),
        "citation": cite(document, style),
    }


def _authors(document: Document) -> str | None:
    """Return the names of a document's authors, None where it states none."""
    return "; ".join(name.display for name in document.metadata.author) or None


def paragraph_record(document: Document, paragraph: Paragraph) -> Record:
    """Return one paragraph of a document."""
    return {
        "paragraph": paragraph.number,
        "kind": paragraph.kind.value,
        "section": paragraph.section,
        "start": paragraph.start,
        "end": paragraph.end,
        "text": document.text[paragraph.start : paragraph.end],
    }


def build_record(report: BuildReport, nowhere: Sequence[str] = ()) -> Record:
    """Return what `index` did, and which curated topics and questions lead nowhere."""
    return {
        "documents": report.documents,
        "passages": report.passages,
        "sentences": report.sentences,
        "repairs": report.repairs,
        "undecided": report.undecided,
        "reused": report.reused,
        "encoded": report.encoded,
        "faults": {name: str(why) for name, why in report.faults.items()},
        "languages": dict(report.languages),
        "alike": [list(pair) for pair in report.alike],
        "not_offered": list(nowhere),
        "renamed": dict(report.renamed),
        "rebuilt": report.rebuilt,
        "seconds": round(report.seconds, 3),
    }
