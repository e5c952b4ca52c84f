"""Whether what is read holds the answer: recall of search before reading, beside its parts.

python -m index.lab.search_recall SETS/* --part report
python -m index.lab.search_recall SETS/* --part tune --encoder bge-small   another encoder
python -m index.lab.search_recall SETS/* --part tune --late   late interaction on the first hundred
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from index.evaluation.baselines import Baselines
from index.evaluation.report import groups_of
from index.evaluation.trials import RememberingEncoder, answerer_of
from index.grading import GradedQuestion, Part
from index.lab.carried_models import ENCODERS, LateInteraction, compared_encoder
from index.lab.fitting.essay_sets import meant_scopes, read_set
from index.lab.fitting.observations import Family, drawn
from index.models import Encoder
from index.search.candidates import Candidate
from index.settings import Settings
from index.types import Document, Scores

DEPTHS = (1, 10)
OURS, LATE = "search", "late interaction"
_POOL = 100  # passages that late interaction ranks


class Reranker(Protocol):
    """Whatever scores passages for a question."""

    def scores(self, question: str, passages: Sequence[str]) -> Scores:
        """Return the score of each passage, (n,) float32; more is better."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.search_recall",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("sets", nargs="+", type=Path, help="folders of graded questions: public sets, essays")
    add("--part", type=Part, choices=list(Part), default=Part.REPORT, help="whose questions")
    add("--encoder", choices=ENCODERS, default="minilm", help="which encoder")
    add("--late", action="store_true", help="rank what search finds by late interaction, too")
    add("--questions", type=int, default=300, help="questions of each family at most")
    return parser.parse_args()


def main() -> None:
    """Print rows for each family of questions: recall of each system at each depth."""
    arguments = _arguments()
    encoder = RememberingEncoder(compared_encoder(arguments.encoder))
    late = LateInteraction() if arguments.late else None
    for folder in arguments.sets:
        questions = read_set(folder)
        for scope in meant_scopes(folder, questions):
            family = Family(questions, scope, arguments.part)
            ranks = list(ranks_of(family, arguments.questions, encoder, late))
            sys.stdout.writelines(_lines(family.name, ranks))
            sys.stdout.flush()


def _lines(family: str, ranks: Sequence[Mapping[str, int]]) -> Iterator[str]:
    """Yield a family's recalls, a line for each depth."""
    for depth in DEPTHS:
        shares = "  ".join(f"{name} {share:.3f}" for name, share in recalls(ranks, depth).items())
        yield f"{family} (n {len(ranks)}), recall@{depth}: {shares}\n"


def recalls(ranks: Sequence[Mapping[str, int]], depth: int) -> dict[str, float]:
    """Return the share of questions whose best gold paragraph is among the first `depth`.

    Args:
        ranks: Of each question, by the name of a system, from 1.
        depth: At least 1.
    """
    names = ranks[0] if ranks else ()
    return {name: float(np.mean([one[name] <= depth for one in ranks])) for name in names}


def ranks_of(
    family: Family, count: int, encoder: Encoder, late: Reranker | None = None
) -> Iterator[dict[str, int]]:
    """Rank the paragraphs for each answerable question of a family, in every way.

    Args:
        family: Which questions.
        count: How many at most.
        encoder: The encoder of all; where it is not MiniLM, what is called so is it.
        late: Ranks what search finds once more; None leaves that out.

    Yields:
        The rank of the best gold paragraph by the name of the system: search and its baselines.
    """
    sample = drawn([q for q in family.questions.part(family.part) if q.answerable], count)
    for documents, group in groups_of(family.questions, sample, family.scope):
        retriever = answerer_of(documents, encoder, Settings()).retriever
        baselines = Baselines(documents, encoder)
        for question in group:
            found = retriever.search(question.question, _POOL).candidates
            ranks = {OURS: _rank(found, question)}
            if late is not None:
                ranks[LATE] = _rank(_reordered(found, question, documents, late), question)
            yield ranks | dict(baselines.ranks(question.question, question.gold))


def _reordered(
    found: Sequence[Candidate],
    question: GradedQuestion,
    documents: Sequence[Document],
    late: Reranker,
) -> list[Candidate]:
    """Return what was found in the order of late interaction."""
    text_of = {document.id: document.text for document in documents}
    passages = [one.passage for one in found]
    texts = [text_of[passage.document][passage.start : passage.end] for passage in passages]
    return [found[i] for i in np.argsort(-late.scores(question.question, texts), kind="stable")]


def _rank(found: Sequence[Candidate], question: GradedQuestion) -> int:
    """Return the rank of the best gold paragraph, one past the last where none was found."""
    places = [candidate.passage.place for candidate in found]
    ranks = (n for n, place in enumerate(places, 1) if place in question.gold)
    return next(ranks, len(places) + 1)


if __name__ == "__main__":
    main()
