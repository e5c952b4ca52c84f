"""`python -m index.training DATA --encoder FOLDER --out FOLDER`: train the reader anew."""

import argparse
import logging
from pathlib import Path


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of graded sets, each a folder")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the MiniLM weights")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for checkpoints and weights"
    )
    parser.add_argument("--layers", type=int, default=6, help="layers to keep, from the bottom")
    parser.add_argument("--steps", type=int, default=1450, help="batches to learn from")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="highest learning rate")
    parser.add_argument("--threads", type=int, default=2, help="threads of the training")
    return parser.parse_args()


def main() -> None:
    """Train and write the checkpoint."""
    arguments = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    import torch
    from tokenizers import Tokenizer

    from .batches import Rows
    from .loop import Schedule, train
    from .network import ReaderNetwork
    from .preparation import schoolbook

    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(arguments.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    network = ReaderNetwork.from_encoder(arguments.encoder, arguments.layers)
    book = schoolbook(arguments.data, arguments.encoder)
    schedule = Schedule(steps=arguments.steps, rate=arguments.rate)
    train(network, book, Rows(tokenizer), schedule, arguments.out)


if __name__ == "__main__":
    main()
