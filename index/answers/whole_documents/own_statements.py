"""What a text says of itself: by whom it was written and when, where it was published.

"This document was drafted by Ada Okafor in 1998." A text may as well tell of another work: "this
book" in a review, "this document" behind one that was named. So "this" goes with what any file may
be called, or with what is seldom told of ("handbook"); any other noun has to be the one by which
the question calls the document ("the charter"), so that both mean the same.
"""

import re
from collections.abc import Collection

from index.answers.whole_documents.document_subjects import HOUSE_NOUNS, DocumentSubject
from index.language import DOCUMENT_NOUNS, MONTHS, WEEKDAYS, any_of, sentences_in, words_of
from index.storage import unread
from index.types import BlockKind, Document, MetadataField, Paragraph, Quote, Span, quote_of

_STATED = frozenset({MetadataField.AUTHOR, MetadataField.DATE, MetadataField.PUBLICATION})
_ELSEWHERE = frozenset({BlockKind.QUOTATION, BlockKind.CODE})  # where others speak, or nobody
_PUTS_OUT = r"(?:published|printed|issued|released)"
_WRITES = (
    r"(?:written|drafted|authored|penned|composed|compiled|prepared|maintained|drawn up"
    r"|put together)"
)
_EITHER = rf"(?:{_WRITES}|{_PUTS_OUT})"
_DONE = re.compile(rf"\b{_EITHER}\b", re.IGNORECASE)
_WAS = r"(?:was|were|is|are|has been|have been) (?:(?:\w+ly|first|also) ){0,2}"
_CALENDAR = any_of((*MONTHS, *WEEKDAYS))
_NOBODY = (
    rf"(?:{_CALENDAR}|hands?|now|then|mistake|accident|means|law|default|turns|no one|nobody"
    r"|the (?:end|middle|beginning|start|time|autumn|spring|summer|winter))\b|\w+ing\b|[\W\d]"
)
_BY = rf"by (?!{_NOBODY})\w"
_IN_YEAR = (
    rf"(?:in|on|at|since) (?:(?:{_CALENDAR}|the|of|year|early|late|mid|end|beginning|start|spring"
    r"|summer|autumn|fall|winter|\d{1,2}(?:st|nd|rd|th)?)\b[\s,.-]{1,2}){0,6}(?:1[5-9]|20)\d\d\b"
)
_THIS_IS = re.compile(r"\W*(?i:this is (?:the )?)")
_VERSION = r"(?i:version|edition|release|revision|v)\.? ?\d[\w.-]*"
# What may stand between what was done and when.
_MORE = r"(?: (?:by|as|under|for|with|in the|on the) [^,;:.]{1,80}?)?,?"
_OUTLET = rf"(?i:in|on) (?:(?i:the) )?(?!(?i:{_CALENDAR})\b)[A-Z]"
# A date of one is not a date of the other.
_ASKS_WHEN_PUT_OUT = re.compile(r"\b(?:publi|print|issue|releas|appear|c[oa]me out)", re.IGNORECASE)
_LAST_CHANGE = re.compile(
    r"(?i)\b(?:last|latest) (?:updated?|revis\w+|edit\w*|modif\w+|amend\w+|chang\w+|review\w+)\b"
    r"|\b(?:was|were|been) (?:last )?(?:updated|revised|edited|modified|amended)\b"
    r"|\b(?:updated|revised)(?::| (?:on |in )?\d)"
)
# Before "this document" another may be meant: words in marks, or a name that opens no sentence.
_NAMES_ANOTHER = re.compile(r"[\"“”«»*_]|[\w,;:] [A-Z][a-z]")


def own_statements(
    documents: Collection[Document],
    fields: Collection[MetadataField],
    question: str,
    subject: DocumentSubject,
) -> dict[MetadataField, list[Quote]]:
    """Return the sentences in which texts state what is asked for, the first of each, by field.

    Args:
        documents: Those that are meant.
        fields: What is asked for; nothing comes back where a text does not state such a thing.
        question: As it was asked: when a text was written is not when it was published.
        subject: The words by which it names the documents.
    """
    if not _STATED.issuperset(fields):
        return {}
    found = {}
    for field in fields:
        said = _said(field, question)
        states = re.compile(_subject_of(subject) + said)
        quotes = [quote for one in documents if (quote := _first(one, states, said))]
        if quotes:
            found[field] = quotes
    return found


def says_last_change(document: Document) -> bool:
    """Return whether a text says when it was last changed."""
    read = unread(document)
    return any(_LAST_CHANGE.search(read.text, p.start, p.end) for p in read.paragraphs)


def _subject_of(subject: DocumentSubject) -> str:
    """Return the pattern of what a sentence calls its text that a question names so."""
    own = {*HOUSE_NOUNS, *filter(None, (subject.head,))}
    this = any_of(own | DOCUMENT_NOUNS)
    these = rf"|these (?:[\w-]+ )?(?:{any_of(own)})s"  # "these documents" may be others
    phrase = any_of(re.escape(word.text) for word in words_of(subject.phrase))
    called = rf"|the (?:(?:{phrase}) )*{re.escape(subject.head)}s?"
    named = called if subject.head and not subject.own else ""
    return rf"\W*(?i:(?:this (?:[\w-]+ )?(?:{this})s?{these}{named}) {_WAS})"


def _said(field: MetadataField, question: str) -> str:
    """Return the pattern of what is said of a text that states a field."""
    others = rf"(?:{_EITHER}{_MORE} and (?:\w+ly |first )?)?"
    match field:
        case MetadataField.AUTHOR:
            return rf"(?i:{others}{_WRITES}(?: and {_EITHER})?(?: {_IN_YEAR})?,? {_BY})"
        case MetadataField.DATE:
            done = _PUTS_OUT if _ASKS_WHEN_PUT_OUT.search(question) else _EITHER
            return rf"(?i:{others}{done}{_MORE} {_IN_YEAR})"
        case _:
            return rf"(?i:{others}){_PUTS_OUT}(?: {_IN_YEAR})?,? (?:(?i:{_BY})|{_OUTLET})"


def _states_by_title(words: str, title: str, said: str) -> bool:
    """Return whether a sentence names its document: "This is Mills of Arvale, released on …"."""
    if not _THIS_IS.match(words):
        return False
    named = r"\W+".join(re.escape(word.text) for word in words_of(title))
    by_title = rf"{_THIS_IS.pattern}(?i:{named}(?:[ ,]+{_VERSION})?,? )"
    return re.match(by_title + said, words) is not None


def _first(document: Document, states: re.Pattern[str], said: str) -> Quote | None:
    """Return the first sentence of a document that states something of it, None without."""
    read = unread(document)
    sentences = (
        span
        for paragraph in read.paragraphs
        if _may_state(read, paragraph)
        for span in sentences_in(read, paragraph)
        if _is_of_itself(read, paragraph, span) and _states(read, span, states, said)
    )
    first = next(sentences, None)
    return quote_of(document, first, first) if first else None


def _may_state(document: Document, paragraph: Paragraph) -> bool:
    """Return whether a paragraph is the text's own and has a word for how texts come about."""
    is_own = paragraph.kind not in _ELSEWHERE
    return is_own and bool(_DONE.search(document.text, paragraph.start, paragraph.end))


def _states(document: Document, sentence: Span, states: re.Pattern[str], said: str) -> bool:
    """Return whether a sentence states something of its text, which it calls a document or names.

    Args:
        document: The text.
        sentence: One of it.
        states: Of what calls the text so.
        said: What is said of a text, as a pattern.
    """
    words = document.text[sentence.start : sentence.end]
    return bool(states.match(words)) or _states_by_title(words, document.title, said)


def _is_of_itself(document: Document, paragraph: Paragraph, sentence: Span) -> bool:
    """Return whether a sentence asks nothing, and no other work is named before it."""
    before = document.text[paragraph.start : sentence.start]
    is_asked = document.text[sentence.start : sentence.end].rstrip().endswith("?")
    return not is_asked and not _NAMES_ANOTHER.search(before)
