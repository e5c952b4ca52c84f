"""What is searched: the passages of a collection with their vectors and their words."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import overload

import numpy as np

from index.search.passage_texts import in_turn
from index.search.related.related_terms import Related
from index.search.stores.base import Vectors
from index.search.word_index.lexical import Lexical
from index.search.word_index.numbers import ranges
from index.storage import PassageTable
from index.types import Ids, Passage, Span


@dataclass(frozen=True, slots=True)
class PassageInput:
    """What an encoder is given of a passage.

    Args:
        text: Title and section, where they are told, and the passage.
        sentences: Where its sentences stand in that.
    """

    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True)  # no slots: `first_sentence` is worked out once
class SearchIndex:
    """Row i of `passages` is id i of `passage_store` and row i of `lexical`.

    Args:
        passages: In the order of their rows.
        texts: What each passage says.
        contexts: Title and section of each passage, "" where there is neither.
        passage_store: Vectors of the passages, of what `input_of` gives of each.
        sentence_store: Vectors of their sentences, numbered over all passages.
        word_store: Vectors of `lexical.words()`, encoded as queries.
        lexical: The words of contexts and sentences.
        related_terms: Which of those words mean nearly the same.
    """

    passages: Sequence[Passage]
    texts: Sequence[str]
    contexts: Sequence[str]
    passage_store: Vectors
    sentence_store: Vectors
    word_store: Vectors
    lexical: Lexical
    related_terms: Related

    def __post_init__(self) -> None:
        """Check that the parts are of one collection.

        Raises:
            ValueError: Their numbers of passages, sentences or words differ, or a passage has no
                sentence.
        """
        n = len(self.passages)
        sizes = (len(self.texts), len(self.contexts), len(self.passage_store), len(self.lexical))
        sentences = int(self.first_sentence[-1])
        words = (len(self.word_store), len(self.related_terms))
        if any(size != n for size in sizes) or sentences != len(self.sentence_store):
            msg = f"{n} passages, {sentences} sentences; but {sizes}, {len(self.sentence_store)}"
            raise ValueError(msg)
        if not bool(np.all(np.diff(self.first_sentence) > 0)):
            msg = "a passage has no sentence"
            raise ValueError(msg)
        if any(size != len(self.lexical.vocabulary) for size in words):
            n = len(self.lexical.vocabulary)
            msg = f"{n} words, but {words} of them have vectors, related terms"
            raise ValueError(msg)

    @property
    def inputs(self) -> "PassageInputs":
        """What an encoder is given of each passage."""
        return self.inputs_of(range(len(self.passages)))

    def inputs_of(self, rows: Sequence[int]) -> "PassageInputs":
        """Return what an encoder is given of some passages, by their rows."""
        return PassageInputs(self.passages, self.contexts, self.texts, rows)

    @cached_property
    def first_sentence(self) -> Ids:
        """Row of the first sentence of each passage, and one past the last of all: (n + 1,)."""
        return PassageTable.of(self.passages).firsts

    def rows_of(self, documents: Container[str]) -> Ids:
        """Return the rows of some documents' passages, ascending: (n,) int64.

        Args:
            documents: Their ids.
        """
        stretches = PassageTable.of(self.passages).stretches(documents)
        return np.concatenate([np.zeros(0, np.int64), *map(_numbers, stretches)])

    def sentence_rows(self, passages: Ids) -> Ids:
        """Return the rows of the sentences of some passages, one passage after the other.

        Args:
            passages: (n,) int64, rows.
        """
        starts = self.first_sentence[passages]
        return ranges(starts, self.first_sentence[passages + 1] - starts)


@dataclass(frozen=True, slots=True, eq=False)
class PassageInputs(Sequence[PassageInput]):
    """What an encoder is given of some passages, made when it is asked for: see `input_of`.

    Args:
        passages: All of a collection, or of some documents.
        contexts: Title and section of each.
        texts: What each says.
        rows: Of those that are meant.
    """

    passages: Sequence[Passage]
    contexts: Sequence[str]
    texts: Sequence[str]
    rows: Sequence[int]

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.rows)

    @overload
    def __getitem__(self, number: int) -> PassageInput: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[PassageInput, ...]: ...
    def __getitem__(self, number: int | slice) -> PassageInput | tuple[PassageInput, ...]:
        """Return what is given of a passage, or of some."""
        if isinstance(number, slice):
            return tuple(replace(self, rows=self.rows[number]))
        row = self.rows[number]
        return input_of(self.passages[row], self.contexts[row], self.texts[row])

    def __iter__(self) -> Iterator[PassageInput]:
        """Yield what is given of each passage; no more than one document is held for it."""
        contexts, texts = in_turn(self.contexts, self.rows), in_turn(self.texts, self.rows)
        for row, context, text in zip(self.rows, contexts, texts, strict=True):
            yield input_of(self.passages[row], context, text)


def _numbers(rows: range) -> Ids:
    return np.arange(rows.start, rows.stop, dtype=np.int64)


def input_of(passage: Passage, context: str, text: str) -> PassageInput:
    """Return what the encoder is given for a passage: its title and section, then its text.

    Args:
        passage: With its sentences.
        context: Title and section; may be empty.
        text: What it says.
    """
    opening = f"{context}. " if context else ""
    shift = len(opening) - passage.start
    spans = tuple(Span(span.start + shift, span.end + shift) for span in passage.sentences)
    return PassageInput(opening + text, spans)
