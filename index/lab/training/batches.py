"""Exercises as arrays: tokens, sentence places, solutions, padded in batches of like length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from .exercises import Exercise

MAX_TOKENS = 256
MAX_QUESTION_TOKENS = 64
MAX_TITLE_TOKENS = 24


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise in tokens; `places`, `starts` and `ends` are positions or sentence numbers."""

    ids: list[int]
    passage_start: int
    places: list[int]
    gold: frozenset[int]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded rows.

    Attributes:
        ids: (n, width) int64; `mask`, `types` and `places` alike.
        mask: 1 where there is a token.
        types: 1 in the passage.
        places: Sentence of each token, -1 for none.
        gold: (n, sentences) bool.
        starts: (n, width) bool, where an answer's span starts; all false without one.
        ends: (n, width) bool, its last token.
    """

    ids: Tensor
    mask: Tensor
    types: Tensor
    places: Tensor
    gold: Tensor
    starts: Tensor
    ends: Tensor


class Rows:
    """Turns exercises into rows; remembers the tokens of sentences it has seen."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Keep a tokenizer, which must neither pad nor truncate."""
        self._tokenizer = tokenizer
        self._seen: dict[str, Encoding] = {}
        self.cls, self.mask, self.sep = tokenizer.encode("[MASK]").ids

    def encode(self, text: str) -> Encoding:
        """Return a text's tokens without special ones."""
        encoding = self._seen.get(text)
        if encoding is None:
            encoding = self._tokenizer.encode(text, add_special_tokens=False)
            self._seen[text] = encoding
        return encoding

    def row(self, exercise: Exercise) -> Row:
        """Return the exercise in tokens, its window cut at the network's limit."""
        question = self._tokenizer.encode(exercise.question, add_special_tokens=False).ids
        ids = [self.cls, *question[:MAX_QUESTION_TOKENS], self.sep]
        start, window = len(ids), exercise.window
        if window.title:
            ids += self.encode(window.title + ".").ids[:MAX_TITLE_TOKENS]
        places = [-1] * len(ids)
        spans: list[tuple[int, int]] = []
        for i, sentence in enumerate(window.texts):
            encoding = self.encode(sentence)
            if i in exercise.gold:
                spans += _answer_spans(encoding, sentence, exercise.answers, len(ids))
            ids += encoding.ids
            places += [i] * len(encoding.ids)
        ids, places = ids[: MAX_TOKENS - 1], places[: MAX_TOKENS - 1]
        read = frozenset(places)
        spans = [span for span in spans if span[1] < len(ids)]
        return Row(
            [*ids, self.sep],
            start,
            [*places, -1],
            exercise.gold & read,
            tuple(start for start, _ in spans),
            tuple(end for _, end in spans),
            max(places) + 1,
        )


def _answer_spans(
    encoding: Encoding, sentence: str, answers: Sequence[str], before: int
) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each answer in a sentence, its first occurrence.

    Args:
        encoding: The sentence's tokens.
        sentence: Its text.
        answers: Verbatim, some of them perhaps elsewhere.
        before: Tokens that stand before the sentence.
    """
    for answer in sorted({a.strip() for a in answers}):
        at = sentence.find(answer)
        if at == -1:
            continue
        touched = [
            i for i, (s, e) in enumerate(encoding.offsets) if s < at + len(answer) and e > at
        ]
        if touched:
            yield before + touched[0], before + touched[-1]


def batches(rows: Sequence[Row], tokens: int, rng: random.Random) -> list[Batch]:
    """Return batches of at most `tokens` padded tokens, in random order, like lengths together."""
    order = list(range(len(rows)))
    rng.shuffle(order)
    groups: list[list[Row]] = []
    for base in range(0, len(order), 1024):
        block = [rows[i] for i in order[base : base + 1024]]
        groups += _packed(sorted(block, key=lambda row: len(row.ids)), tokens)
    rng.shuffle(groups)
    return [collate(group) for group in groups]


def _packed(rows: Sequence[Row], tokens: int) -> Iterator[list[Row]]:
    """Yield the rows, of which there is one at least and the shortest is first, in full groups."""
    group: list[Row] = []
    for row in rows:
        if group and len(row.ids) * (len(group) + 1) > tokens:
            yield group
            group = []
        group.append(row)
    yield group


def collate(rows: Sequence[Row]) -> Batch:
    """Return the rows padded to the longest."""
    width, count = max(len(r.ids) for r in rows), max(1, *(r.sentences for r in rows), 1)
    shape = (len(rows), width)
    ids, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    types, places = torch.zeros(shape, dtype=torch.long), torch.full(shape, -1, dtype=torch.long)
    starts, ends = torch.zeros(shape, dtype=torch.bool), torch.zeros(shape, dtype=torch.bool)
    gold = torch.zeros((len(rows), count), dtype=torch.bool)
    for i, row in enumerate(rows):
        length = len(row.ids)
        ids[i, :length] = torch.tensor(row.ids)
        mask[i, :length] = 1
        types[i, row.passage_start : length] = 1
        places[i, :length] = torch.tensor(row.places)
        gold[i, list(row.gold)] = True
        starts[i, list(row.starts)] = True
        ends[i, list(row.ends)] = True
    return Batch(ids, mask, types, places, gold, starts, ends)
