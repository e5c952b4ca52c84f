"""Groups of exercises as arrays: tokens, sentence places, solutions, padded in batches."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from .exercises import Exercise
from .network import StanceColumn

MAX_TOKENS = 320
MAX_QUESTION_TOKENS = 64
MAX_TITLE_TOKENS = 24
MAX_BEFORE_TOKENS = 40  # the last of the sentence before the window
_UNJUDGED = -1
_BLOCK = 1024  # groups that are sorted by length together


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise in tokens; `places`, `gold` and `neutral` are sentence numbers."""

    ids: list[int]
    passage_start: int
    places: list[int]
    gold: frozenset[int]
    neutral: frozenset[int]
    answerable: bool | None
    stance: StanceColumn | None
    sentences: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded rows, those of one question together.

    Attributes:
        ids: (n, width) int64; `mask`, `types` and `places` alike.
        mask: 1 where there is a token.
        types: 1 in the passage.
        places: Sentence of each token, -1 for none.
        gold: (n, sentences) bool, what answers.
        neutral: (n, sentences) bool, what neither answers nor is wrong.
        answerable: (n,) float32 1 or 0, -1 where it is not known.
        stances: (n,) int64 `StanceColumn`, -1 where no claim is judged.
        groups: (n,) int64, the number of the question that a row belongs to, from 0.
    """

    ids: Tensor
    mask: Tensor
    types: Tensor
    places: Tensor
    gold: Tensor
    neutral: Tensor
    answerable: Tensor
    stances: Tensor
    groups: Tensor


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

    @classmethod
    def of(cls, tokenizer: Path) -> Self:
        """Return what turns exercises into rows by the tokenizer of a file."""
        loaded = Tokenizer.from_file(str(tokenizer))
        loaded.no_padding()
        loaded.no_truncation()
        return cls(loaded)

    def row(self, exercise: Exercise) -> Row:
        """Return the exercise in tokens, its window cut at the network's limit."""
        question = self._tokenizer.encode(exercise.question, add_special_tokens=False).ids
        ids = [self.cls, *question[:MAX_QUESTION_TOKENS], self.sep]
        start, window = len(ids), exercise.window
        if window.title:
            ids += self.encode(window.title + ".").ids[:MAX_TITLE_TOKENS]
        if window.before:
            ids += self.encode(window.before).ids[-MAX_BEFORE_TOKENS:]
        places = [-1] * len(ids)
        for number, sentence in enumerate(window.texts):
            tokens = self.encode(sentence).ids
            ids += tokens
            places += [number] * len(tokens)
        ids, places = ids[: MAX_TOKENS - 1], places[: MAX_TOKENS - 1]
        read = frozenset(places)
        cut = bool(exercise.gold) and not exercise.gold & read
        return Row(
            [*ids, self.sep],
            start,
            [*places, -1],
            exercise.gold & read,
            exercise.neutral & read,
            None if cut else exercise.answers,
            exercise.stance,
            max(places) + 1,
        )


def batches(groups: Sequence[Sequence[Row]], tokens: int, rng: random.Random) -> list[Batch]:
    """Return batches of at most `tokens` padded tokens, in random order, like lengths together.

    Args:
        groups: The rows of each question; they stay together.
        tokens: Of a batch; a single group may have more.
        rng: Decides the order.
    """
    order = list(groups)
    rng.shuffle(order)
    together: list[list[Sequence[Row]]] = []
    for base in range(0, len(order), _BLOCK):
        together += packed(sorted(order[base : base + _BLOCK], key=width_of), tokens)
    rng.shuffle(together)
    return [collate(group) for group in together]


def width_of(group: Sequence[Row]) -> int:
    """Return the tokens of a group's longest row."""
    return max(len(row.ids) for row in group)


def packed(groups: Sequence[Sequence[Row]], tokens: int) -> Iterator[list[Sequence[Row]]]:
    """Yield the groups, of which there is one at least and the narrowest is first, in batches.

    Args:
        groups: The rows of each question, the narrowest question first.
        tokens: Padded, of a batch; a single group may have more.
    """
    together: list[Sequence[Row]] = []
    rows = 0
    for group in groups:
        if together and width_of(group) * (rows + len(group)) > tokens:
            yield together
            together, rows = [], 0
        together.append(group)
        rows += len(group)
    yield together


def collate(groups: Sequence[Sequence[Row]]) -> Batch:
    """Return the rows of some questions padded to the longest."""
    rows = [row for group in groups for row in group]
    width, count = max(len(row.ids) for row in rows), max(1, *(row.sentences for row in rows), 1)
    shape = (len(rows), width)
    ids, mask = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    types, places = torch.zeros(shape, dtype=torch.long), torch.full(shape, -1, dtype=torch.long)
    gold = torch.zeros((len(rows), count), dtype=torch.bool)
    neutral = torch.zeros((len(rows), count), dtype=torch.bool)
    for number, row in enumerate(rows):
        length = len(row.ids)
        ids[number, :length] = torch.tensor(row.ids)
        mask[number, :length] = 1
        types[number, row.passage_start : length] = 1
        places[number, :length] = torch.tensor(row.places)
        gold[number, list(row.gold)] = True
        neutral[number, list(row.neutral)] = True
    return Batch(
        ids, mask, types, places, gold, neutral,
        torch.tensor([_answerable(row) for row in rows]),
        torch.tensor([_UNJUDGED if row.stance is None else int(row.stance) for row in rows]),
        torch.tensor([number for number, group in enumerate(groups) for _ in group]),
    )  # fmt: skip


def _answerable(row: Row) -> float:
    return float(_UNJUDGED if row.answerable is None else row.answerable)
