"""`python -m index.lab.answer_constants`: what leads an answer, by every constant that weighs it.

Each constant of `index.answers.judgement.weighing.Weighing` is varied alone, the others as they
ship, on the tune part of the graded essays, each a collection of its own. Passages are read once.
The threshold counts for nothing here: what leads is judged whether or not it would be shown.
"""

import argparse
import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain

from index.answers import Answerer, Weighing
from index.evaluation.trials import RememberingEncoder, answerer_of, plain
from index.grading import Part
from index.lab.graded_essays import EssayRecord, document_of, essay_files, of_part, records_of
from index.lab.member_answers import GradedCase, LeadKind, cases_of, lead_of
from index.models import Encoder, PassageReading, Reader, ReaderInput, encoder_of, reader_of
from index.settings import Settings
from index.types import Answer, Quote

GRID = {
    "rerank": (0.0, 0.5, 1.0, 2.0),
    "passage": (0.0, 0.1, 0.2, 0.3, 0.5, 1.0),
    "span": (1.0, 2.0, 4.0, 8.0),
    "earlier": (0.0, 0.2, 0.33, 0.5, 1.0),
    "passage_leaning": (0.0, 0.25, 0.5, 1.0),
    "behind": (0.0, 0.25, 0.5, 1.0, 2.0),
    "beside": (0.0, 0.5, 1.0, 2.0),
    "own_leaning": (0.3, 1.0, 1.5, 3.0),
    "margin": (1.0, 2.0, 4.0, 6.0),
    "least_odds": (-3.0, -2.0, -1.0, 0.0, 1.0),
    "margin_apart": (0.5, 1.0, 1.5, 2.0, 3.0, 4.0),
    "least_alike": (-1.0, 0.0, 1.0, 2.0, 3.0),
    "again": (0.0, 0.25, 0.5, 0.75, 1.0),
    "contested": (1.5, 2.0, 3.0, 4.0, 6.0),
}
_METADATA = "meta"  # of these questions, which the reader does not answer


class RememberingReader:
    """A reader that reads no passage twice for the same question."""

    def __init__(self, reader: Reader) -> None:
        """Wrap a reader."""
        self._reader = reader
        self._known: dict[tuple[str, ReaderInput], PassageReading] = {}

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        """Return a reading of each passage, in the order given."""
        fresh = [one for one in dict.fromkeys(passages) if (question, one) not in self._known]
        readings = self._reader.read(question, fresh) if fresh else []
        self._known |= {
            (question, one): reading for one, reading in zip(fresh, readings, strict=True)
        }
        return [self._known[question, one] for one in passages]


@dataclass(frozen=True, slots=True)
class AskedCase:
    """A question or a conversation that the text answers, with whoever answers from it.

    Args:
        case: The question.
        also: Slices of what may be shown beside what answers.
        answerer: Of its essay.
    """

    case: GradedCase
    also: tuple[str, ...]
    answerer: Answerer

    def quotes(self, weighing: Weighing) -> tuple[Quote, ...]:
        """Return the excerpts that would be shown, best first."""
        *history, question = self.case.turns
        outcome = replace(self.answerer, weighing=weighing).answer(question, history)
        return outcome.quotes if isinstance(outcome, Answer) else outcome.nearest


@dataclass(frozen=True, slots=True)
class LeadFigures:
    """What some weighing comes to.

    Args:
        right: Share of the questions whose first highlight answers.
        other: … tells of the other side or repeats the question.
        talks: Share of the conversations whose first highlight answers the last turn.
        beside: Share of the further excerpts that answer, or may be shown.
        further: Further excerpts a question.
    """

    right: float
    other: float
    talks: float
    beside: float
    further: float

    def __str__(self) -> str:
        """The figures as the cells of a table's row."""
        return " | ".join(f"{value:.3f}" for value in asdict(self).values())


def figures_of(asked: Sequence[AskedCase], weighing: Weighing) -> LeadFigures:
    """Return what a weighing comes to.

    Args:
        asked: At least one question and one conversation.
        weighing: How search and reader are heard together.
    """
    shown = [(one, one.quotes(weighing)) for one in asked]
    leads = [(one.case, _lead(one.case, quotes)) for one, quotes in shown]
    questions = [lead for case, lead in leads if case.is_question]
    talks = [lead for case, lead in leads if not case.is_question]
    beside = list(chain.from_iterable(_beside(one, quotes) for one, quotes in shown))
    return LeadFigures(
        questions.count(LeadKind.RIGHT) / len(questions),
        questions.count(LeadKind.OTHER) / len(questions),
        talks.count(LeadKind.RIGHT) / len(talks),
        sum(beside) / len(beside) if beside else 0.0,
        len(beside) / len(asked),
    )


def _lead(case: GradedCase, quotes: Sequence[Quote]) -> LeadKind:
    return lead_of(case, quotes[0].leading_words) if quotes else LeadKind.OFF


def _beside(asked: AskedCase, quotes: Sequence[Quote]) -> list[bool]:
    """Return of each further excerpt whether it answers or may be shown."""
    fit = [plain(piece) for piece in (*asked.case.lead, *asked.also)]
    return [any(piece in plain(quote.text) for piece in fit) for quote in quotes[1:]]


def asked_cases(
    essays: Iterable[EssayRecord], encoder: Encoder, reader: Reader | None, settings: Settings
) -> Iterator[AskedCase]:
    """Yield every question and conversation on some essays that the text answers."""
    for essay in essays:
        answerer = answerer_of((document_of(essay),), encoder, settings, reader)
        also = {str(q["question"]): tuple(q.get("also", ())) for q in essay["questions"]}
        for case in cases_of(essay):
            if case.lead and not case.verdict and case.kind != _METADATA:
                yield AskedCase(case, also.get(case.turns[-1], ()), answerer)


def weighings() -> Iterator[tuple[str, Weighing]]:
    """Yield what ships, then each constant with each of its values, by name."""
    shipped = Weighing()
    yield "as shipped", shipped
    for name, values in GRID.items():
        for value in values:
            yield f"{name} {value:g}", replace(shipped, **{name: value})


def main() -> None:
    """Print a row for each value."""
    parser = argparse.ArgumentParser(prog="python -m index.lab.answer_constants")
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.TUNE)
    part = parser.parse_args().part
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    settings = Settings()
    reader = reader_of(settings)
    encoder = RememberingEncoder(encoder_of(settings))
    remembering = RememberingReader(reader) if reader else None
    essays = of_part(records_of(essay_files()), part)
    asked = list(asked_cases(essays, encoder, remembering, settings))
    columns = ("constant", *LeadFigures.__slots__)
    sys.stdout.write(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|\n")
    for name, weighing in weighings():
        sys.stdout.write(f"| {name} | {figures_of(asked, weighing)} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
