"""`python -m index.lab.training.stances --public SETS --out FOLDER`: train what judges claims.

What a passage says of a claim is told by the mean of the reader's own columns and of its upper
layers once more, learned apart from those that find what answers: a true claim near a text's words
and a false one differ in a word, and a network that learns to tell them loses on claims far from
the words (index/lab/NOTEBOOK.md). The layers below are the reader's own, as they ship; so are its
sentences' scores.
"""

import argparse
import logging
import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.grading import Part
from index.lab.graded_essays import ESSAYS
from index.lab.real_files.learned_texts import CLAIMS_NEAR, MANUALS_AND_RULES, learned_texts
from index.models.passage_reader import SHIPPED
from index.models.reader_manifest import ReaderManifest

from .book import Chapter, Library
from .claims import ClaimsBook
from .essays import Essay, Lesson, essays_of, lessons_of, read_essays, read_near_claims
from .exercises import Exercise, Group, joined, untold
from .preparation import load, schoolbook

if TYPE_CHECKING:
    from torch import Tensor

    from .batches import Batch
    from .loop import Book
    from .network import ReaderNetwork

_BESIDE = 0.35  # share of claims that are read in a window besides that does not bear on them
_NEAREST = 3  # windows, by words, that it is drawn from
# Share of claims that are read in the sentences that bear on them, or one, and their neighbours
# alone: what decides is easier to find there, and a step reads twice as many.
_NARROWED = 0.5
_SILENT = 0.5  # weight of what a window does not mention, beside what it does
_SMOOTHED = 0.05  # share of a label that is spread over all three
_HEAD_FACTOR = 3.0  # how much faster the head learns: it has learned before

# Of each part of the material, how much of its own epoch an epoch reads.
_SHARES = {"near": 1.0, "far": 1.0, "contracts": 0.05, "made": 0.015}


class ClaimBook:
    """The claims on some texts, each in one window that bears on it, and by lot in another one."""

    def __init__(self, essays: Sequence[Essay]) -> None:
        """Find for each claim the windows that are read for it.

        Args:
            essays: The texts; what is asked of them besides claims is passed over.
        """
        claimed = [_only_claimed(essay) for essay in essays]
        self._lessons = [lesson for essay in claimed for lesson in lessons_of(essay)]

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
        groups = [_group(lesson, rng) for lesson in self._lessons]
        rng.shuffle(groups)
        return groups


def _only_claimed(essay: Essay) -> Essay:
    """Return the text with its claims alone."""
    claims = tuple(question for question in essay.questions if question.stance is not None)
    return replace(essay, questions=claims)


def _group(lesson: Lesson, rng: random.Random) -> Group:
    """Return the readings of one claim: where it is borne on, or else where it might be."""
    group = [rng.choice(lesson.answering)] if lesson.answering else []
    others = (*lesson.tempting, *lesson.others)[:_NEAREST]
    if others and (not group or rng.random() < _BESIDE):
        group.append(rng.choice(others))
    if rng.random() < _NARROWED:
        group = [narrowed(reading, rng) for reading in group]
    return untold(tuple(group), rng)


def narrowed(reading: Exercise, rng: random.Random) -> Exercise:
    """Return the reading with the sentences that bear on its claim, and one on each side, alone.

    Args:
        reading: Where none bears on it one is drawn, so that shortness tells nothing.
        rng: Source of chance.
    """
    texts = reading.window.texts
    kept = reading.gold or {rng.randrange(len(texts))}
    first, last = max(0, min(kept) - 1), max(kept) + 2
    window = joined(reading.window, texts[first:last])
    before = texts[first - 1] if first else window.before
    gold = frozenset(number - first for number in reading.gold)
    return replace(reading, window=replace(window, before=before), gold=gold)


class ContractBook:
    """Claims on contracts, with what a window says of them; two windows of each at most."""

    def __init__(self, book: "Book") -> None:
        """Keep the book that has them among others."""
        self._book = book

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
        told = [tuple(one for one in g if one.stance is not None) for g in self._book.epoch(rng)]
        return [tuple(rng.sample(group, min(2, len(group)))) for group in told if group]


def stance_loss(tokens: "Tensor", passage: "Tensor", batch: "Batch") -> "Tensor":
    """Return the mean loss of what windows say of claims; silence weighs half.

    Args:
        tokens: Not read.
        passage: (n, 5) passage columns.
        batch: The rows with their solutions.
    """
    import torch

    from .network import STANCES, StanceColumn

    del tokens
    losses = torch.nn.functional.cross_entropy(
        passage[:, STANCES],
        batch.stances.clamp(min=0),
        reduction="none",
        label_smoothing=_SMOOTHED,
    )
    silent = batch.stances == StanceColumn.NOT_MENTIONED
    weights = torch.where(silent, _SILENT, 1.0) * (batch.stances >= 0)
    return (losses * weights).sum() / weights.sum().clamp(min=_SILENT)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m index.lab.training.stances")
    parser.description = __doc__
    add = parser.add_argument
    add("--public", type=Path, required=True, help="folder of graded sets, each a folder")
    add("--essays", type=Path, default=ESSAYS, help="folder of graded essays")
    add("--files", type=Path, help="folder of the fetched real files that are learned from")
    add("--out", type=Path, required=True, help="folder of the checkpoint and the weights")
    add("--reader", type=Path, default=SHIPPED, help="folder of the reader whose layers they are")
    add("--start", type=Path, help="a checkpoint or such layers as .onnx; default: the reader")
    add("--steps", type=int, default=1200, help="batches to learn from")
    add("--rate", type=float, default=1e-4, help="highest learning rate")
    add("--seed", type=int, default=1, help="seed of everything random")
    add("--threads", type=int, default=2, help="threads")
    add("--export", action="store_true", help="only write the weights of the checkpoint")
    return parser.parse_args()


def main() -> None:
    """Train the layers, and write them as they ship, beside the reader whose layers they are."""
    import torch

    from . import export

    arguments = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    reader = ReaderManifest.of(arguments.reader)
    weights, tokenizer = (arguments.reader / name for name in (reader.weights, reader.tokenizer))
    network = _trained(arguments, weights, tokenizer)
    export.stances_to_onnx(network, arguments.out / "full.onnx")
    export.quantise(arguments.out / "full.onnx", arguments.out / "stances.onnx")
    shutil.copyfile(weights, arguments.out / "reader.onnx")
    export.write_manifest(arguments.out, tokenizer, reader.temperature)


def _trained(arguments: argparse.Namespace, weights: Path, tokenizer: Path) -> "ReaderNetwork":
    """Return the network after its training, or as the checkpoint has it.

    Args:
        arguments: Of the command.
        weights: The network of the reader to begin with.
        tokenizer: Of that reader.
    """
    import torch

    from .batches import Rows
    from .loop import Schedule, train
    from .network import ReaderNetwork, cross_encoder_config
    from .shipped_weights import shipped_state

    network = ReaderNetwork(cross_encoder_config())
    if arguments.export:
        network.load_state_dict(torch.load(arguments.out / "checkpoint.pt"))
        return network
    start = arguments.start
    if start is None or start.suffix == ".onnx":
        layers = {} if start is None else shipped_state(start)
        network.load_state_dict(shipped_state(weights) | layers)
    else:
        network.load_state_dict(torch.load(start))
    network.learn_stances_alone()
    schedule = Schedule(
        arguments.steps, arguments.rate, head_factor=_HEAD_FACTOR, seed=arguments.seed
    )
    rows = Rows.of(tokenizer)
    return train(network, _library(arguments), rows, schedule, arguments.out, stance_loss)


def _library(arguments: argparse.Namespace) -> Library:
    """Return all claims of the training parts."""
    from .loop import Book

    essays = read_essays(arguments.essays, Part.TRAIN)
    real = essays_of(learned_texts(arguments.files, arguments.public))
    manuals = essays_of(learned_texts(arguments.files, arguments.public, path=MANUALS_AND_RULES))
    near = essays_of(learned_texts(arguments.files, arguments.public, path=CLAIMS_NEAR))
    _, windows = load(arguments.public, Part.TRAIN)
    told = [window for essay in essays for window in essay.windows]
    books: dict[str, Book] = {
        "near": ClaimBook([*read_near_claims(arguments.essays), *near]),
        "far": ClaimBook([*essays, *real, *manuals]),
        "contracts": ContractBook(schoolbook(arguments.public)),
        "made": ClaimsBook([*windows, *told]),
    }
    return Library([Chapter(book, _SHARES[part]) for part, book in books.items()])


if __name__ == "__main__":
    main()
