"""Whether what is read holds the answer: recall@10 of search before reading, beside its parts.

python -m index.lab.search_recall SETS/* --part report
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from index.evaluation.baselines import Baselines
from index.evaluation.report import groups_of
from index.evaluation.trials import RememberingEncoder, answerer_of
from index.grading import GradedQuestion, Part
from index.lab.fitting.essay_sets import meant_scopes, read_set
from index.lab.fitting.observations import Family, drawn
from index.models import Encoder, SentenceEncoder
from index.search import Retriever
from index.settings import Settings

DEPTH = 10
OURS = "search"


def main() -> None:
    """Print a row for each family of questions: recall@10 of each system."""
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.search_recall",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("sets", nargs="+", type=Path, help="folders of graded questions: public sets, essays")
    add("--part", type=Part, choices=list(Part), default=Part.REPORT, help="whose questions")
    add("--questions", type=int, default=300, help="questions of each family at most")
    arguments = parser.parse_args()
    encoder = RememberingEncoder(SentenceEncoder(Settings()))
    for folder in arguments.sets:
        questions = read_set(folder)
        for scope in meant_scopes(folder, questions):
            family = Family(questions, scope, arguments.part)
            ranks = list(ranks_of(family, arguments.questions, encoder))
            shares = "  ".join(f"{k} {v:.3f}" for k, v in recalls(ranks).items())
            sys.stdout.write(f"{family.name} (n {len(ranks)}): {shares}\n")
            sys.stdout.flush()


def recalls(ranks: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """Return the share of questions whose best gold paragraph is among the first ten.

    Args:
        ranks: Of each question, by the name of a system, from 1.
    """
    names = ranks[0] if ranks else ()
    return {name: float(np.mean([one[name] <= DEPTH for one in ranks])) for name in names}


def ranks_of(family: Family, count: int, encoder: Encoder) -> Iterator[dict[str, int]]:
    """Rank the paragraphs for each answerable question of a family, in every way.

    Args:
        family: Which questions.
        count: How many at most.
        encoder: The encoder of all.

    Yields:
        The rank of the best gold paragraph by the name of the system: search and its baselines.
    """
    sample = drawn([q for q in family.questions.part(family.part) if q.answerable], count)
    for documents, group in groups_of(family.questions, sample, family.scope):
        retriever = answerer_of(documents, encoder, Settings()).retriever
        baselines = Baselines(documents, encoder)
        for question in group:
            ours = {OURS: _rank(retriever, question)}
            yield ours | dict(baselines.ranks(question.question, question.gold))


def _rank(retriever: Retriever, question: GradedQuestion) -> int:
    """Return the rank of the best gold paragraph, one past the last where none is found."""
    found = retriever.search(question.question, DEPTH).candidates
    places = [candidate.passage.place for candidate in found]
    return next((n for n, place in enumerate(places, 1) if place in question.gold), DEPTH + 1)


if __name__ == "__main__":
    main()
