"""What is known about the documents themselves, and which of them a question means.

"The letter" may be the document, or one that it tells of. It is taken for the document where
nothing speaks for the other: it is said of "this", the metadata name it so, or no text has it.
"""

import re
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from index.answers.questions.document_questions import (
    DocumentQuestion,
    bare_field,
    document_question,
    other_subject,
)
from index.answers.questions.intents import Whole, WholeQuestion, whole_question
from index.answers.questions.worth_questions import is_of_answer, worth_question
from index.answers.whole_documents.document_names import DocumentNames, spaced, titled_so
from index.answers.whole_documents.document_subjects import (
    DocumentSubject,
    document_subject,
    points_back,
)
from index.answers.whole_documents.metadata_lines import line_of, stated
from index.answers.whole_documents.own_statements import own_statements, says_last_change
from index.language import (
    DOCUMENT_NOUNS,
    stems_of,
    terms_of,
)
from index.storage import unread
from index.types import Document, MetadataField, MetadataLine

_REMEMBERED = 6  # earlier questions that still count
MOST_DOCUMENTS = 4  # that are told of where a question does not say which
_MOST_TITLES = 100  # of all documents, where these are asked for
_ENOUGH = 0.5  # of the words that tell what a document is about must be in its metadata
# Before a work that is told of; "this report" is the document's word for itself.
_TOLD_OF = (
    r"\b(?:the|an?|his|her|their|its|your|our|my|two|three|some|any|\w+['’]s)(?: [\w-]+){0,2} "
)
# The document that an earlier question was answered from, None where it was not answered.
AnsweredFrom = Callable[[str], Document | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue has on a question about documents; nothing where many may be meant.

    Args:
        lines: What the metadata state, one line a document.
        missing: What the metadata of none of the documents that are meant state.
        documents: Those that are meant.
        subject: By which words.
        named: By what the title of the one calls it.
    """

    lines: tuple[MetadataLine, ...] = ()
    missing: tuple[MetadataField, ...] = ()
    documents: tuple[Document, ...] = field(default=(), compare=False)
    subject: DocumentSubject = field(default=document_subject(""), compare=False)
    named: bool = field(default=False, compare=False)

    @property
    def silent(self) -> Document | None:
        """The one document that is meant, where its metadata state nothing of what is asked."""
        return self.documents[0] if len(self.documents) == 1 and not self.lines else None


@dataclass(frozen=True, slots=True)
class WholeOf:
    """The whole of some documents is wanted; `vague`: of all, since none of them is named."""

    whole: Whole
    documents: tuple[Document, ...]
    vague: bool


@dataclass(frozen=True, slots=True)
class _Turn:
    """A question of a conversation.

    Args:
        question: As it was asked.
        asked: What it asks of the documents, None where it asks nothing of them.
        whole: By which words it wants the whole of documents, likewise.
    """

    question: str
    asked: DocumentQuestion | None
    whole: DocumentQuestion | None


@dataclass(frozen=True, slots=True)
class _Meant:
    """The documents that a question means.

    Args:
        documents: None where it means something else.
        vague: It does not tell one from the others.
        titled: It names them by a title alone, which may be that of a work they tell of.
        named: It names the one by what its title calls it.
    """

    documents: tuple[Document, ...]
    vague: bool = False
    titled: bool = False
    named: bool = False


@dataclass(frozen=True)
class Catalogue:
    """The metadata of all documents of a collection.

    It remembers what it found out about them, and nothing that was asked.

    Args:
        documents: The documents.
        words: Every folded word of their texts, and perhaps others; None where it is not known.
    """

    documents: Collection[Document]
    words: Container[str] | None = None
    _names: dict[str, DocumentNames] = field(default_factory=dict)  # by a document's id
    _works: dict[str, bool] = field(default_factory=dict)  # by what they are called
    _titles: dict[tuple[str, str], bool] = field(default_factory=dict)  # by id and words

    @cached_property
    def years(self) -> frozenset[str]:
        """The year in which all documents appeared; none of several, nor one that a title has.

        What is asked of that year is asked of what the texts tell as of now.
        """
        issued = {document.metadata.issued[:1] for document in self.documents}
        titles = " ".join(document.metadata.title for document in self.documents)
        years = {str(year) for first in issued for year in first}
        return frozenset(year for year in years if len(issued) == 1 and year not in titles)

    def look_up(
        self, question: str, history: Sequence[str], answered_from: AnsweredFrom
    ) -> Entry | None:
        """Return what is known; None where the question is not about the documents themselves.

        Args:
            question: As it was asked.
            history: Earlier questions of the same conversation, oldest first.
            answered_from: Says which document answers a question, an earlier one or this.
        """
        history = history[-_REMEMBERED:]
        asked = self.asked(question, history)
        if asked is None:
            return None
        meant = self._settled(self._meant(asked), history, answered_from)
        entry = _entry(question, asked, meant)
        if entry == Entry() and asked.loose and answered_from(question):
            return None  # "Where can I download it?", of what the texts are about
        return entry

    def whole(
        self, question: str, history: Sequence[str], answered_from: AnsweredFrom
    ) -> WholeOf | None:
        """Return of which documents the whole is wanted; None where it is of something else.

        Args:
            question: As it was asked.
            history: Earlier questions of the same conversation, oldest first.
            answered_from: Says which document answered an earlier question.
        """
        wanted = whole_question(question)
        if wanted is None:
            return None
        history = history[-_REMEMBERED:]
        asked = _asked_of(wanted)
        meant = self._meant(asked)
        if not meant.documents or _is_of_talk(asked, self._turns(history)):
            return None
        meant = self._settled(meant, history, answered_from)
        return WholeOf(wanted.whole, meant.documents, meant.vague)

    def is_to_be_judged(self, question: str, history: Sequence[str]) -> bool:
        """Return whether a question asks what documents are worth: "Is this biased?".

        Args:
            question: As it was asked.
            history: Earlier questions of the same conversation, oldest first.
        """
        asked = worth_question(question)
        if asked is None or (history and is_of_answer(asked)):
            return False
        return self._is_of_documents(asked, self._turns(history[-_REMEMBERED:]))

    def about_texts(self, history: Sequence[str]) -> list[str]:
        """Return the earlier questions that asked what the texts say, not about the documents."""
        turns = self._turns(history[-_REMEMBERED:])
        return [turn.question for turn in turns if turn.asked is None]

    def asked(self, question: str, history: Sequence[str] = ()) -> DocumentQuestion | None:
        """Return what a question asks of the documents, None where it asks nothing of them."""
        return self._asked_after(question, self._turns(history))

    def _turns(self, history: Sequence[str]) -> list[_Turn]:
        """Return what each question of a conversation was about, as those before it tell."""
        turns: list[_Turn] = []
        for question in history:
            asked = self._asked_after(question, turns)
            turns.append(_Turn(question, asked, self._whole_behind(question, turns)))
        return turns

    def _asked_after(self, question: str, turns: Sequence[_Turn]) -> DocumentQuestion | None:
        """Return what a question asks of the documents behind others."""
        asked = document_question(question)
        if asked is None:
            before = turns[-1].asked if turns else None
            return self._continued(question, before) if before else None
        return asked if self._is_of_documents(asked, turns) else None

    def _whole_behind(self, question: str, turns: Sequence[_Turn]) -> DocumentQuestion | None:
        """Return by which words a question behind others wants the whole of documents."""
        wanted = whole_question(question)
        asked = _asked_of(wanted) if wanted else None
        return asked if asked and self._is_of_documents(asked, turns) else None

    def _is_of_documents(self, asked: DocumentQuestion, turns: Sequence[_Turn]) -> bool:
        """Return whether a question means documents, and nothing that the one before named."""
        return bool(self._meant(asked).documents) and not _is_of_talk(asked, turns)

    def _continued(self, question: str, before: DocumentQuestion) -> DocumentQuestion | None:
        """Return what follows a question about a document: "and when?", "and the handbook?"."""
        if field_ := bare_field(question):
            return DocumentQuestion((field_,), before.subject)
        phrase = other_subject(question) or question
        continued = DocumentQuestion(before.fields, phrase.strip(" ?!.,"))
        meant = self._meant(continued)
        return continued if meant.documents and not (meant.vague and phrase == question) else None

    def _settled(
        self, meant: _Meant, history: Sequence[str], answered_from: AnsweredFrom
    ) -> _Meant:
        """Return the document that the conversation is about where a question names none."""
        if not meant.vague or len(self.documents) == 1:
            return meant
        return self._meant_before(history, answered_from) or meant

    def _meant(self, asked: DocumentQuestion) -> _Meant:
        """Return the documents that are meant; none where it is something else."""
        subject = document_subject(asked.subject)
        everything = tuple(self.documents)
        names = [self._names_of(document) for document in everything]
        named = titled_so(subject, names, sums_up=asked.sums_up)
        if named is not None:
            return _Meant((everything[named],), named=True)
        titled = tuple(d for d in everything if self._is_titled(subject, d))
        if titled:
            return _Meant(titled, titled=True)
        return self._described(subject, everything)

    def _described(self, subject: DocumentSubject, everything: tuple[Document, ...]) -> _Meant:
        """Return the documents that are meant by what they are called and what is said of them."""
        called = tuple(d for d in everything if self._is_called(subject, d))
        if subject.words:
            return _Meant(self._best_of(subject, called, everything) if subject.nouns else ())
        if 0 < len(called) < len(everything):
            return _Meant(called)
        documents = everything if called or self._is_own(subject) else ()
        return _Meant(documents, vague=not subject.many)

    def _is_called(self, subject: DocumentSubject, document: Document) -> bool:
        """Return whether the metadata call a document what the subject calls it."""
        known = self._names_of(document).stems
        return any(stem in known for stem in stems_of(sorted(subject.nouns)))

    def _is_titled(self, subject: DocumentSubject, document: Document) -> bool:
        """Return whether the subject is a document's title, and nothing that the text tells of."""
        title = spaced(subject.phrase)
        if not title.strip() or title not in self._names_of(document).titles:
            return False
        if (document.id, title) not in self._titles:
            told = any(title in spaced(paragraph) for paragraph in _paragraphs(document))
            self._titles[document.id, title] = told
        return not self._titles[document.id, title]

    def _is_own(self, subject: DocumentSubject) -> bool:
        """Return whether it can only be a document of the collection itself."""
        if subject.own or subject.nouns & DOCUMENT_NOUNS:
            return True
        return bool(subject.nouns) and not any(map(self._is_told_of, sorted(subject.nouns)))

    def _is_told_of(self, noun: str) -> bool:
        """Return whether a text tells of a work that is called so."""
        if noun not in self._works:
            told = re.compile(rf"{_TOLD_OF}{re.escape(noun)}s?\b", re.IGNORECASE)
            texts = chain.from_iterable(map(_paragraphs, self.documents))
            self._works[noun] = self._has_word(noun) and any(map(told.search, texts))
        return self._works[noun]

    def _has_word(self, noun: str) -> bool:
        """Return whether the texts may have a noun."""
        return self.words is None or noun in self.words or f"{noun}s" in self.words

    def _best_of(
        self, subject: DocumentSubject, called: Sequence[Document], everything: Sequence[Document]
    ) -> tuple[Document, ...]:
        """Return the documents of which most is said, of several those that are called so."""
        best = self._best(subject, everything if self._is_own(subject) else called)
        return tuple(document for document in best if document in called) or best

    def _best(self, subject: DocumentSubject, possible: Sequence[Document]) -> tuple[Document, ...]:
        """Return the documents whose metadata have most of the words that are said of one."""
        shares = {document.id: self._share(subject, document) for document in possible}
        best = max(shares.values(), default=0.0)
        if best < _ENOUGH:
            return ()
        return tuple(document for document in possible if shares[document.id] == best)

    def _share(self, subject: DocumentSubject, document: Document) -> float:
        """Return the share of the words that the metadata have, 0 to 1."""
        known = self._names_of(document).stems
        if subject.elsewhere:
            known = frozenset(terms_of(document.metadata.container_title or ""))
        return sum(word in known for word in subject.words) / len(subject.words)

    def _names_of(self, document: Document) -> DocumentNames:
        """Return what a document may be called, worked out once."""
        if document.id not in self._names:
            self._names[document.id] = DocumentNames.of(document)
        return self._names[document.id]

    def _meant_before(self, history: Sequence[str], answered_from: AnsweredFrom) -> _Meant | None:
        """Return the one document that the conversation is about, None where there is none."""
        for turn in reversed(self._turns(history)):
            if named := turn.asked or turn.whole:
                meant = self._meant(named)
                if meant.documents and not meant.vague:
                    return meant
            elif document := answered_from(turn.question):
                return _Meant((document,))
        return None


def _asked_of(wanted: WholeQuestion) -> DocumentQuestion:
    return DocumentQuestion((), wanted.subject, wanted.loose, sums_up=wanted.sums_up)


def _entry(question: str, asked: DocumentQuestion, meant: _Meant) -> Entry | None:
    """Return what is known of the documents that are meant, None where their texts are to say."""
    documents = meant.documents
    missing = _missing(asked, documents)
    is_known = len(missing) < len(asked.fields) and not _is_told_better(asked, documents)
    subject = document_subject(asked.subject)
    if not is_known and asked.changed:
        return None
    if not is_known and meant.titled and not own_statements(documents, missing, question, subject):
        return None
    if len(documents) > _most_told(asked, meant) and (is_known or meant.vague):
        return Entry()
    lines = tuple(line for d in documents if (line := line_of(d, asked.fields)))
    return Entry(lines, missing, documents, subject, meant.named)


def _missing(asked: DocumentQuestion, documents: Sequence[Document]) -> tuple[MetadataField, ...]:
    """Return what is asked for and the metadata of none of some documents state."""
    return tuple(f for f in asked.fields if not any(stated(d, f) for d in documents))


def _most_told(asked: DocumentQuestion, meant: _Meant) -> int:
    """Return of how many documents at most is told what is asked for."""
    lists = asked.fields == (MetadataField.TITLE,) and not meant.vague
    return _MOST_TITLES if lists else MOST_DOCUMENTS


def _is_of_talk(asked: DocumentQuestion, turns: Sequence[_Turn]) -> bool:
    """Return whether a question is about what the one before, about no document, named."""
    if not turns or turns[-1].asked or turns[-1].whole:
        return False
    return points_back(asked.subject, turns[-1].question, loose=asked.loose)


def _is_told_better(asked: DocumentQuestion, documents: Sequence[Document]) -> bool:
    """Return whether the texts of a few documents tell what is asked for: the last change."""
    return asked.changed and any(map(says_last_change, documents[:MOST_DOCUMENTS]))


def _paragraphs(document: Document) -> Iterator[str]:
    """Yield what the paragraphs of a document say; it is read for it, and not held."""
    read = unread(document)
    return (read.text[p.start : p.end] for p in read.paragraphs)
