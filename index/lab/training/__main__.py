"""`python -m index.lab.training --public SETS --pairs SETS --out FOLDER`: train the reader."""

import argparse
import contextlib
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.grading import Part
from index.lab.graded_essays import ESSAYS
from index.lab.real_files.learned_texts import MANUALS_AND_RULES, learned_texts
from index.models import encoder_of
from index.settings import Settings

if TYPE_CHECKING:
    from torch import Tensor

    from .book import Library
    from .measure import Case
    from .network import ReaderNetwork

_log = logging.getLogger("index.lab.training")

_ANSWERED = "answers_before.json"  # in the folder of `--out`: looking for them takes minutes
_TEMPERATURE = 1.0  # of the logits: the confidence model was fitted on them as they are

_SHARES = {  # of each part of the material, how much of its own epoch an epoch reads
    "essays": 1.0,
    "hands": 1.0,
    "retyped": 1.0,
    "real": 1.0,
    "manuals": 1.0,
    "public": 0.4,
    "pairs": 0.5,
    "roles": 1.0,
    "reasons": 1.0,
    "claims": 1.0,
    "conversations": 1.0,
}


_SHARES_HELP = "how much of a part's own epoch an epoch reads; default: " + ", ".join(
    f"{part}={share:g}" for part, share in _SHARES.items()
)


def _share(text: str) -> tuple[str, float]:
    """Return a part of the material with its share, as `--shares` has it.

    Raises:
        argparse.ArgumentTypeError: There is no such part, or no number above 0.
    """
    part, _, given = text.partition("=")
    with contextlib.suppress(ValueError):
        share = float(given)
        if part in _SHARES and share > 0:
            return part, share
    msg = f"{text} is no PART=SHARE with a share above 0 of one of {', '.join(_SHARES)}"
    raise argparse.ArgumentTypeError(msg)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m index.lab.training", description=__doc__)
    add = parser.add_argument
    add("--public", type=Path, required=True, help="folder of graded sets, each a folder")
    add("--pairs", type=Path, required=True, help="folder of sets of question and sentence pairs")
    add("--essays", type=Path, default=ESSAYS, help="folder of graded essays")
    add("--files", type=Path, help="folder of the fetched real files that are learned from")
    add("--elsewhere", action="store_true", help="read other texts beside a question's own, too")
    add("--out", type=Path, required=True, help="folder of the checkpoints and the weights")
    add("--start", type=Path, help="a checkpoint, or an exported network, to go on from")
    add("--layers", type=int, default=12, help="layers to keep, from the bottom")
    add("--frozen", type=int, help="layers that do not learn, from the bottom; default: 4")
    add("--shares", nargs="*", type=_share, default=(), metavar="PART=SHARE", help=_SHARES_HELP)
    add("--steps", type=int, default=1400, help="batches to learn from")
    add("--rate", type=float, default=1.2e-4, help="highest learning rate")
    add("--mastered", type=float, default=0.0, help="loss under which a question is passed over")
    add("--seed", type=int, default=7, help="seed of everything random")
    add("--threads", type=int, default=2, help="threads")
    add("--export", action="store_true", help="only write the weights of the checkpoint")
    add("--mean-with", type=Path, help="of --export: a network whose weights share in them")
    add("--share", type=float, default=0.7, help="of the checkpoint in that mean")
    add("--measure", type=Part, choices=list(Part), help="only measure the weights on a part")
    add("--questions", type=int, default=200, help="questions of each set that are measured")
    return parser.parse_args()


def main() -> None:
    """Train, export and measure; or only one of the latter."""
    arguments = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.measure is None:
        _export(_network(arguments), arguments)
    _show(_cases(arguments, arguments.measure or Part.TUNE))


def _network(arguments: argparse.Namespace) -> "ReaderNetwork":
    """Return the network after its training, or as a checkpoint has it."""
    import torch

    from .batches import Rows
    from .loop import Schedule, train
    from .network import FROZEN_LAYERS, ReaderNetwork, cross_encoder_config
    from .starting_weights import cross_encoder_files, encoder_weights

    torch.set_num_threads(arguments.threads)
    files = cross_encoder_files()
    network = ReaderNetwork.starting_from(
        encoder_weights(files.network),
        cross_encoder_config(arguments.layers),
        FROZEN_LAYERS if arguments.frozen is None else arguments.frozen,
    )
    if arguments.export:
        network.load_state_dict(_exported(arguments))
        return network
    if arguments.start:
        network.load_state_dict(_state(arguments.start))
    schedule = Schedule(
        arguments.steps, arguments.rate, mastered=arguments.mastered, seed=arguments.seed
    )
    return train(network, _library(arguments), Rows.of(files.tokenizer), schedule, arguments.out)


def _exported(arguments: argparse.Namespace) -> "Mapping[str, Tensor]":
    """Return the state that is exported: the checkpoint's, or its mean with another's."""
    from .weight_means import weight_mean

    state = _state(arguments.out / "checkpoint.pt")
    if arguments.mean_with is None:
        return state
    return weight_mean(state, _state(arguments.mean_with), arguments.share)


def _state(path: Path) -> "Mapping[str, Tensor]":
    """Return the state of a checkpoint or of an exported network."""
    import torch

    from .shipped_weights import shipped_state

    state: Mapping[str, Tensor] = (
        shipped_state(path) if path.suffix == ".onnx" else torch.load(path)
    )
    return state


def _library(arguments: argparse.Namespace) -> "Library":
    """Return all the material of the training parts."""
    from index.models.passage_reader import OnnxReader

    from .book import Chapter, Library
    from .claims import ClaimsBook
    from .conversations import ConversationBook, kept_answers
    from .elsewhere import Elsewhere
    from .essays import (
        EssayBook,
        essays_of,
        read_essays,
        read_going_on,
        read_in_other_hands,
        read_retyped,
    )
    from .loop import Book
    from .pairs import PairsBook
    from .preparation import load, schoolbook
    from .reasons import ReasonsBook
    from .roles import RolesBook

    essays = read_essays(arguments.essays, Part.TRAIN)
    hands = read_in_other_hands(arguments.essays)
    real = essays_of(learned_texts(arguments.files, arguments.public))
    manuals = essays_of(learned_texts(arguments.files, arguments.public, path=MANUALS_AND_RULES))
    conversed = [*essays, *hands, *real, *manuals, *read_going_on(arguments.essays)]
    reader = OnnxReader.open(threads=arguments.threads)
    answered = kept_answers(arguments.out / _ANSWERED, conversed, reader)
    _, windows = load(arguments.public, Part.TRAIN)
    told = [window for essay in (*essays, *hands) for window in essay.windows]
    read = [window for text in (*real, *manuals) for window in text.windows]
    elsewhere = Elsewhere([*told, *read], encoder_of(Settings())) if arguments.elsewhere else None
    books: dict[str, Book] = {
        "essays": EssayBook(essays, elsewhere),
        "hands": EssayBook(hands, elsewhere),
        "retyped": EssayBook(read_retyped(arguments.essays), elsewhere),
        "real": EssayBook(real, elsewhere),
        "manuals": EssayBook(manuals, elsewhere),
        "public": schoolbook(arguments.public),
        "pairs": PairsBook(arguments.pairs),
        "roles": RolesBook(),
        "reasons": ReasonsBook([*windows, *told]),
        "claims": ClaimsBook([*windows, *told, *read]),
        "conversations": ConversationBook(conversed, answered),
    }
    shares = _SHARES | dict(arguments.shares)
    return Library([Chapter(book, shares[part]) for part, book in books.items()])


def _export(network: "ReaderNetwork", arguments: argparse.Namespace) -> None:
    """Write the weights as they ship."""
    from . import export
    from .starting_weights import cross_encoder_files

    export.to_onnx(network, arguments.out / "full.onnx")
    export.quantise(arguments.out / "full.onnx", arguments.out / "reader.onnx")
    tokenizer = cross_encoder_files().tokenizer
    export.write_manifest(arguments.out, tokenizer, _TEMPERATURE)


def _cases(arguments: argparse.Namespace, part: Part) -> "list[Case]":
    """Return questions of a part, read by the weights in the folder."""
    from index.models.passage_reader import OnnxReader

    from .measure import SHOWN, read_all, sample
    from .preparation import load, retrieve

    questions, windows = load(arguments.public, part)
    questions = sample(questions, arguments.questions, seed=3)
    encoder = encoder_of(Settings())
    matches = retrieve(questions, windows, encoder, SHOWN + 3)
    reader = OnnxReader.open(arguments.out, threads=arguments.threads)
    return list(read_all(questions, matches, reader, encoder))


def _show(cases: "Sequence[Case]") -> None:
    from .figures import table

    for line in table(cases):
        _log.info(line)


if __name__ == "__main__":
    main()
