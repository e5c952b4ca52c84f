"""Fit what is fixed in search and confidence, or show what each part contributes.

python -m index.lab.fitting SETS/* --fit search      weights of the retriever, from `train`
python -m index.lab.fitting SETS/* --fit confidence  the confidence model, from `tune`
python -m index.lab.fitting SETS/*                   what each part contributes, on `tune`
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from index.evaluation.trials import RememberingEncoder
from index.grading import GradedQuestion, Part
from index.lab.carried_models import ENCODERS, compared_encoder
from index.models import Encoder, reader_of
from index.search.candidates import Features
from index.settings import Settings

from . import ablation, confidence, search
from .essay_sets import meant_scopes, read_set
from .observations import (
    Family,
    Observation,
    SearchedQuestion,
    observations,
    searched_questions,
)

_SEARCHED = 600  # questions of each family that search alone is measured on


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.fitting",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("sets", nargs="+", type=Path, help="folders of graded questions: public sets, essays")
    add("--fit", choices=["search", "confidence"], help="what to fit; nothing is written")
    add("--questions", type=int, default=150, help="questions of each kind in each family")
    add("--reader", default="builtin", help="a cross-encoder to measure in the reader's place")
    add("--encoder", choices=ENCODERS, default="minilm", help="which encoder")
    return parser.parse_args()


def main() -> None:
    """Print weights, or tables."""
    arguments = _arguments()
    settings = Settings(reader=arguments.reader)
    encoder = RememberingEncoder(compared_encoder(arguments.encoder))
    learned, tuned = _families(arguments.sets, Part.TRAIN), _families(arguments.sets, Part.TUNE)
    if arguments.fit == "search":
        count = 4 * arguments.questions
        _fit_search(_searched(learned, count, encoder), _searched(tuned, _SEARCHED, encoder))
        return
    observed = _observed(tuned, arguments.questions, encoder, settings)
    if arguments.fit == "confidence":
        for name, features in confidence.MODELS.items():
            fit = confidence.fitted(observed, features)
            values = [f"{key}={weight:.3f}" for key, weight in fit.weights.items()]
            _say(f"{name}: {', '.join(values)}, bias={fit.bias:.3f}")
        _table("AUROC, families held out", ablation.confidence_rows(observed))
        return
    _table("recall@1 of search", ablation.search_rows(_searched(tuned, _SEARCHED, encoder)))
    _table("recall@1 after reading", ablation.reader_rows(observed))
    _table("the best sentence holds evidence", ablation.sentence_rows(observed))
    _table("AUROC, families held out", ablation.confidence_rows(observed))


def _families(folders: Iterable[Path], part: Part) -> list[Family]:
    sets = [(folder, read_set(folder)) for folder in folders]
    return [Family(one, scope, part) for folder, one in sets for scope in meant_scopes(folder, one)]


def _searched(families: Sequence[Family], count: int, encoder: Encoder) -> list[SearchedQuestion]:
    searched: list[SearchedQuestion] = []
    for family in families:
        searched += searched_questions(family, count, encoder)
    return searched


def _observed(
    families: Sequence[Family], count: int, encoder: Encoder, settings: Settings
) -> list[Observation]:
    reader = reader_of(settings)
    if reader is None:
        sys.exit("there is nothing to fit without a reader")
    observed: list[Observation] = []
    for family in families:
        others = list(_others(families, family))
        observed += observations(family, others, count, encoder, reader)
        _say(f"{family.name}: {len(observed)} observations so far", sys.stderr)
    return [one for one in observed if one.finding.judged]


def _others(families: Sequence[Family], family: Family) -> Iterator[GradedQuestion]:
    """Yield questions of other sets that can be understood without their document."""
    for other in families:
        if other.questions.name != family.questions.name and not other.scope.own_document:
            yield from (q for q in other.questions.part(other.part) if q.answerable)


def _fit_search(learned: Sequence[SearchedQuestion], tuned: Sequence[SearchedQuestion]) -> None:
    weights = search.fitted(learned, list(Features.__slots__))
    for name, weight in weights.items():
        _say(f"{name:16} {weight:7.2f}")
    _table("recall@1 on the tune parts", [("fitted", search.recall_at_1(tuned, weights))])


def _table(title: str, rows: Iterable[ablation.AblationRow]) -> None:
    table = dict(rows)
    columns = list(next(iter(table.values())))
    _say(f"\n| {title} | " + " | ".join([*columns, "mean"]) + " |")
    _say("|---" * (len(columns) + 2) + "|")
    for name, values in table.items():
        cells = [values[column] for column in columns]
        cells.append(sum(cells) / len(cells))
        _say(f"| {name} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |")


def _say(line: str, stream: TextIO | None = None) -> None:
    print(line, file=stream or sys.stdout, flush=True)


if __name__ == "__main__":
    main()
