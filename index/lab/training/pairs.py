"""Public sets of question and sentence pairs as groups of exercises.

A set is `NAME.pairs.jsonl.gz`: a line has question, sentence, label (1 answers or bears on it),
context and group, the sentences that compete. Where `NAME.passages.jsonl.gz` lies beside it the
context is a passage, read whole; elsewhere the sentences of a group are read as one window or, by
lot, each alone.
"""

import gzip
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .exercises import NONE, Exercise, Group, joined, varied, without
from .sets import Window, windows_of

# Groups that an epoch draws from each set, by what it teaches and how clean it was found.
DRAWN = {
    "fairytaleqa": 300,
    "qadiscourse": 300,
    "selqa": 150,
    "roles": 150,
    "qamr": 120,
    "fool-me-twice": 120,
    "eraser-fever": 100,
    "squadshifts-new_wiki": 150,
    "medquad": 60,
}
_SUFFIX = ".pairs.jsonl.gz"
_ALONE = 0.4  # share of groups without a passage whose sentences are read each alone
_SPOILT = 0.2  # share of passages that are read without the sentence that answers


@dataclass(frozen=True, slots=True)
class PairGroup:
    """One question with the sentences that compete for it."""

    question: str
    sentences: tuple[str, ...]
    gold: frozenset[int]
    context: str


class PairsBook:
    """Groups drawn anew from every set of a folder each epoch."""

    def __init__(self, folder: Path) -> None:
        """Read the sets that `DRAWN` names, as far as they are there."""
        self._sets: dict[str, list[PairGroup]] = {}
        self._passages: dict[str, dict[str, tuple[Window, ...]]] = {}
        for path in sorted(folder.glob(f"*{_SUFFIX}")):
            name = path.name.removesuffix(_SUFFIX)
            self._sets[name] = _pair_groups(_lines(path))
            passages = folder / f"{name}.passages.jsonl.gz"
            if passages.is_file():
                self._passages[name] = _windows(_lines(passages), name)

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
        groups: list[Group] = []
        for name, members in self._sets.items():
            for pairs in rng.sample(members, min(DRAWN.get(name, 0), len(members))):
                groups += self._group(name, pairs, rng)
        rng.shuffle(groups)
        return [varied(group, rng) for group in groups]

    def _group(self, name: str, pairs: PairGroup, rng: random.Random) -> list[Group]:
        """Return the readings of one question; none where its passage lacks the sentence."""
        windows = self._passages.get(name, {}).get(pairs.context)
        if windows is None:
            return [_alone(pairs, rng) if rng.random() < _ALONE else _together(pairs, rng)]
        right = {pairs.sentences[number].strip() for number in pairs.gold}
        group = tuple(Exercise(pairs.question, w, _bearing(w, right)) for w in windows)
        if not any(exercise.gold for exercise in group):
            return []
        return [_spoilt(group) if rng.random() < _SPOILT else group]


def _lines(path: Path) -> Iterable[Mapping[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _pair_groups(lines: Iterable[Mapping[str, object]]) -> list[PairGroup]:
    """Return the groups of a set, in the order of the file."""
    members: dict[tuple[str, str], list[Mapping[str, object]]] = {}
    for line in lines:
        members.setdefault((str(line["group"]), str(line["question"])), []).append(line)
    return [_pair_group(question, own) for (_, question), own in members.items()]


def _pair_group(question: str, lines: Sequence[Mapping[str, object]]) -> PairGroup:
    gold = frozenset(number for number, line in enumerate(lines) if line["label"])
    sentences = tuple(str(line["sentence"]) for line in lines)
    return PairGroup(question, sentences, gold, str(lines[0]["context"]))


def _windows(lines: Iterable[Mapping[str, object]], name: str) -> dict[str, tuple[Window, ...]]:
    """Return the windows of each passage by its id."""
    windows = {}
    for line in lines:
        title, document = str(line.get("title", "")), str(line["doc"])
        windows[str(line["id"])] = tuple(windows_of(str(line["text"]), name, document, title))
    return windows


def _bearing(window: Window, right: set[str]) -> frozenset[int]:
    """Return the sentences of a window that hold, or are held by, one of those that answer."""
    bearing = set()
    for number, text in enumerate(window.texts):
        own = text.strip()
        if any(own in sentence or sentence in own for sentence in right):
            bearing.add(number)
    return frozenset(bearing)


def _spoilt(group: Group) -> Group:
    """Return the windows without the sentences that answer."""
    rest = []
    for exercise in group:
        window = without(exercise.window, exercise.gold)
        if window is not None:
            rest.append(Exercise(exercise.question, window, NONE))
    return tuple(rest) or group


def _shuffled(pairs: PairGroup, rng: random.Random) -> list[int]:
    order = list(range(len(pairs.sentences)))
    rng.shuffle(order)
    return order


def _together(pairs: PairGroup, rng: random.Random) -> Group:
    """Return the sentences of a group as one window, in any order."""
    order = _shuffled(pairs, rng)
    window = _window([pairs.sentences[number] for number in order])
    gold = frozenset(place for place, number in enumerate(order) if number in pairs.gold)
    return (Exercise(pairs.question, window, gold),)


def _alone(pairs: PairGroup, rng: random.Random) -> Group:
    """Return the sentences of a group each as a window."""
    return tuple(
        Exercise(
            pairs.question,
            _window([pairs.sentences[number]]),
            frozenset({0}) if number in pairs.gold else NONE,
        )
        for number in _shuffled(pairs, rng)
    )


def _window(sentences: Sequence[str]) -> Window:
    return joined(Window("pairs", "", "", "", (), frozenset()), sentences)
