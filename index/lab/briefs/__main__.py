"""Print the figures of briefs.

python -m index.lab.briefs TOPICS …              graded topics on the knowledge folder
python -m index.lab.briefs --questions SETS …    topics made of question sets
python -m index.lab.briefs --judge --questions … false abstentions instead
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from index.briefs import BriefOptions
from index.evaluation.trials import RememberingEncoder
from index.grading import Estimate, Part, QuestionSet, read_question_set
from index.lab.briefs.coverage import BriefFigures, evaluate_briefs
from index.lab.briefs.graded_topics import read_graded_topics, shared_topics
from index.lab.briefs.methods import pool_of
from index.lab.briefs.topic_confidence import JudgedTopics, fitted, judge_topics
from index.models import Encoder, encoder_of
from index.reading.source_folder import read_folder
from index.settings import Settings


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.briefs",
        description="How much of a topic's key points briefs show.",
    )
    add = parser.add_argument
    add("topics", nargs="*", type=Path, help="graded topics on the knowledge folder")
    add("--knowledge", type=Path, default=Path("knowledge"), help="its documents")
    add("--questions", nargs="*", type=Path, default=[], help="question sets to make topics of")
    add("--part", type=Part, default=Part.REPORT, help="the part of that set")
    add("--judge", action="store_true", help="count false abstentions instead")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of briefs; return the exit code."""
    options = _parser().parse_args(arguments)
    encoder = RememberingEncoder(encoder_of(Settings()))
    for path in options.topics:
        pool = pool_of(read_folder(options.knowledge).documents, encoder)
        _print(path.name, evaluate_briefs([(pool, read_graded_topics(path))], encoder.encode))
    sets = [read_question_set(folder) for folder in options.questions]
    if options.judge:
        _judge(sets, options.part, encoder)
        return 0
    for questions in sets:
        _print(f"{questions.name} ({options.part})", _figures(questions, options.part, encoder))
    return 0


def _figures(questions: QuestionSet, part: Part, encoder: Encoder) -> tuple[BriefFigures, ...]:
    """Return the figures of topics made of a set's questions, each asked of its document."""
    by_name = {document.id: document for document in questions.documents}
    topics = shared_topics(questions, part)
    graded = [(pool_of([by_name[name]], encoder), topics[name]) for name in topics]
    return evaluate_briefs(graded, encoder.encode)


def _judge(sets: Sequence[QuestionSet], part: Part, encoder: Encoder) -> None:
    """Print how often topics are taken for known or unknown, and the weights that part them."""
    judged = [judge_topics(questions, part, encoder) for questions in sets]
    for questions, one in zip(sets, judged, strict=True):
        _print_rates(questions.name, part, one)
    weights = fitted(judged)
    sys.stdout.write(
        f"weights of this part: {weights.nearness:.1f} {weights.wording:.1f} {weights.bias:.1f}\n"
    )


def _print_rates(name: str, part: Part, judged: JudgedTopics) -> None:
    silent, answered = judged.rates(BriefOptions().min_confidence)
    sys.stdout.write(
        f"{name} ({part})\n"
        f"known topics that abstain   {_rate(silent)}\n"
        f"unknown topics with a brief {_rate(answered)}\n"
    )


def _rate(rate: Estimate) -> str:
    return f"{rate.value:.3f} ({rate.low:.3f}–{rate.high:.3f}), n {rate.n}"


def _print(name: str, figures: Sequence[BriefFigures]) -> None:
    lines = [
        f"{name}: {figures[0].topics.n} topics, {figures[0].points.n} key points",
        f"{'':32}{'per topic (95 %)':>22}{'points':>9}{'page one':>10}{'precision (95 %)':>22}"
        f"{'redundancy':>12}{'characters':>12}",
    ]
    lines += map(_line, figures)
    sys.stdout.write("\n".join([*lines, "", ""]))


def _line(row: BriefFigures) -> str:
    return (
        f"{row.method:32}{_interval(row.topics):>22}{row.points.value:>9.2f}"
        f"{row.page_one.value:>10.2f}{_interval(row.precision):>22}"
        f"{row.redundancy:>12.2f}{row.characters:>12.0f}"
    )


def _interval(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} ({estimate.low:.2f}–{estimate.high:.2f})"


if __name__ == "__main__":
    sys.exit(main())
