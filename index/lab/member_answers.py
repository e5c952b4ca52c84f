"""`python -m index.lab.member_answers`: answers judged by what leads them, as members judge.

    python -m index.lab.member_answers --part report
    python -m index.lab.member_answers --part report --together
    python -m index.lab.member_answers --essays index/lab/essays/relations/report.jsonl
    python -m index.lab.member_answers --going-on index/lab/essays/going_on/report.jsonl
    python -m index.lab.member_answers GRADED.jsonl … --knowledge knowledge

Without files: the graded essays of a part, or of files of essays, each a collection of its own,
or `--together` all of them in one, as the documents of a server are.
With files: questions, conversations and claims on one knowledge folder. An answer is right when the
highlight of its first excerpt holds a slice that answers and none that only repeats the question or
tells of the other side; a refusal is not right where the documents answer. "Evidence shown" asks
less, as in `briefing-bot eval`: that a slice which answers stands anywhere in what is shown, be
that the excerpts of an answer or, behind a refusal, the nearest passages.
"""

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import numpy as np

from index.claims import Support
from index.collection import Collection
from index.evaluation.trials import RememberingEncoder, holds_any, plain, shown_texts
from index.grading import Estimate, Part, auroc, calibration_error, share
from index.lab.graded_essays import EssayRecord, conversations_on, essay_files, of_part, records_of
from index.lab.written_essays import write_essay
from index.models import Encoder, encoder_of
from index.settings import Settings
from index.types import Abstention, Answer, Outcome, Quote

_CONVERSATION = "conversation"
_SUPPORTED = "supported"


class AskedOf(Protocol):
    """What is measured: a collection, or whatever answers like one."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Outcome:
        """Return an answer or an abstention."""
        ...

    def support(self, claim: str) -> Support:
        """Return what the documents say of a claim."""
        ...


class LeadKind(StrEnum):
    """What leads an answer."""

    RIGHT = "right"
    OTHER = "other side or echo"
    OFF = "off the point"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class GradedCase:
    """Something graded: a question, a conversation or a claim.

    Args:
        turns: What is asked, the last one graded; of a claim its text alone.
        kind: The grader's word for it, "conversation" or "claim".
        lead: Slices that answer; empty where nothing does.
        wrong: Slices that must not lead.
        verdict: The claim's; empty of a question.
    """

    turns: tuple[str, ...]
    kind: str
    lead: tuple[str, ...]
    wrong: tuple[str, ...]
    verdict: str = ""

    @property
    def is_question(self) -> bool:
        """Whether it is neither a claim nor a conversation."""
        return not self.verdict and self.kind != _CONVERSATION


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """What came of a case.

    Args:
        case: The case.
        lead: What led the answer, for a question.
        confidence: That the documents answer, or support, 0 to 1.
        verdict: What was said of the claim; empty of a question.
        shown: The highlight that leads.
        evidence_shown: Whether a slice that answers the question stands anywhere in what is shown.
    """

    case: GradedCase
    lead: LeadKind
    confidence: float
    verdict: str
    shown: str
    evidence_shown: bool = False


def case_of(record: Mapping[str, object]) -> GradedCase:
    """Return the case of a graded line: a question, a conversation (`turns`) or a `claim`.

    Raises:
        ValueError: It is none of them.
    """
    lead, wrong = _texts(record, "lead"), _texts(record, "wrong")
    if "claim" in record:
        evidence = _texts(record, "evidence")
        return GradedCase((str(record["claim"]),), "claim", evidence, (), str(record["verdict"]))
    if "turns" in record:
        return GradedCase(_texts(record, "turns"), _CONVERSATION, lead, wrong)
    if "question" in record:
        return GradedCase((str(record["question"]),), str(record.get("kind", "")), lead, wrong)
    msg = f"neither question, turns nor claim: {sorted(record)}"
    raise ValueError(msg)


def _texts(record: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = record.get(name)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def judged(case: GradedCase, asked: AskedOf) -> JudgedCase:
    """Return what came of a case, asked now."""
    if case.verdict:
        support = asked.support(case.turns[0])
        shown = _highlight(support.passages)
        return JudgedCase(case, LeadKind.OFF, support.confidence, support.verdict, shown)
    *history, question = case.turns
    outcome = asked.ask(question, history)
    shown = _leading(outcome)
    lead = lead_of(case, shown) if isinstance(outcome, Answer) else LeadKind.REFUSED
    evidence_shown = holds_any(shown_texts(outcome), case.lead)
    return JudgedCase(case, lead, outcome.confidence, "", shown, evidence_shown)


def _leading(outcome: Outcome) -> str:
    """Return the words that lead what is shown, whether it answers or not."""
    if isinstance(outcome, Abstention):
        return _highlight(outcome.nearest)
    for line in outcome.metadata:
        return line.text[line.highlight.start : line.highlight.end]
    return _highlight(outcome.quotes)


def _highlight(quotes: Sequence[Quote]) -> str:
    if not quotes:
        return ""
    quote = quotes[0]
    span = quote.highlight
    return quote.document.text[span.start : span.end] if span else quote.text


def lead_of(case: GradedCase, shown: str) -> LeadKind:
    """Return what a highlight is, held against the graded slices."""
    text = plain(shown)
    if any(plain(slice_) in text for slice_ in case.wrong):
        return LeadKind.OTHER
    return LeadKind.RIGHT if any(plain(slice_) in text for slice_ in case.lead) else LeadKind.OFF


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure in words with its estimate."""

    name: str
    estimate: Estimate

    def __str__(self) -> str:
        """The line as it is printed."""
        low, high = self.estimate.low, self.estimate.high
        return (
            f"{self.name:<52} {self.estimate.value:.3f} [{low:.3f}, {high:.3f}] n {self.estimate.n}"
        )


def figures(judgements: Sequence[JudgedCase]) -> list[FigureLine]:
    """Return the figures of some judgements, those without a case left out."""
    answerable = _where(judgements, lambda case: case.is_question and bool(case.lead))
    refused = [one for one in answerable if one.lead is LeadKind.REFUSED]
    silent = _where(judgements, lambda case: case.is_question and not case.lead)
    conversations = _where(judgements, lambda case: case.kind == _CONVERSATION)
    claims = _where(judgements, lambda case: bool(case.verdict))
    false = _where(claims, lambda case: case.verdict != _SUPPORTED)
    lines = [
        *_shares("first highlight", answerable, _LED_BY),
        *_shares("evidence shown", answerable, {"": _evidence_shown}),
        *_shares("evidence shown behind a refusal", refused, {"": _evidence_shown}),
        *_shares("unanswerable: answered", silent, {"": _answered}),
        *_shares("conversations", conversations, _LED_BY),
        *_shares("claims: right of three", claims, {"": _right_verdict}),
        *_shares("false claims: supported", false, {"": _supported}),
    ]
    return lines + _by_kind(answerable, _RIGHT_ONLY) + _by_kind(silent, {": answered": _answered})


def _by_kind(judgements: Sequence[JudgedCase], checks: Mapping[str, "Check"]) -> list[FigureLine]:
    """Return the figures of each kind of question."""
    kinds = sorted({judgement.case.kind for judgement in judgements})
    return [
        line
        for kind in kinds
        for line in _shares(
            f"  {kind}", [one for one in judgements if one.case.kind == kind], checks
        )
    ]


def _where(
    judgements: Sequence[JudgedCase], belongs: Callable[[GradedCase], bool]
) -> list[JudgedCase]:
    return [judgement for judgement in judgements if belongs(judgement.case)]


def separation(judgements: Sequence[JudgedCase]) -> float | None:
    """Return the AUROC of the confidence, answerable against unanswerable questions."""
    questions = _where(judgements, lambda case: case.is_question)
    yes = [j.confidence for j in questions if j.case.lead]
    no = [j.confidence for j in questions if not j.case.lead]
    if not yes or not no:
        return None
    return auroc(np.array(yes + no), np.array([True] * len(yes) + [False] * len(no)))


def miscalibration(judgements: Sequence[JudgedCase]) -> float | None:
    """Return the calibration error of the confidence that a question is answerable."""
    questions = _where(judgements, lambda case: case.is_question)
    if not questions:
        return None
    confidences = np.array([one.confidence for one in questions])
    return calibration_error(confidences, np.array([bool(one.case.lead) for one in questions]))


Check = Callable[[JudgedCase], bool]


def _led(lead: LeadKind) -> Check:
    def check(judgement: JudgedCase) -> bool:
        return judgement.lead is lead

    return check


def _evidence_shown(judgement: JudgedCase) -> bool:
    return judgement.evidence_shown


def _answered(judgement: JudgedCase) -> bool:
    return judgement.lead is not LeadKind.REFUSED


def _right_verdict(judgement: JudgedCase) -> bool:
    return judgement.verdict == judgement.case.verdict


def _supported(judgement: JudgedCase) -> bool:
    return judgement.verdict == _SUPPORTED


_LED_BY = {f" {lead}": _led(lead) for lead in LeadKind}
_RIGHT_ONLY = {"": _led(LeadKind.RIGHT)}


def _shares(
    name: str, judgements: Sequence[JudgedCase], checks: Mapping[str, Check]
) -> list[FigureLine]:
    if not judgements:
        return []
    return [
        FigureLine(name + suffix, share(np.array([check(judgement) for judgement in judgements])))
        for suffix, check in checks.items()
    ]


def cases_of(essay: Mapping[str, object]) -> list[GradedCase]:
    """Return everything graded on an essay."""
    cases = []
    for name in ("questions", "claims", "conversations"):
        records = essay.get(name)
        cases += [case_of(record) for record in records] if isinstance(records, list) else []
    return cases


def judge_essays(essays: Iterable[EssayRecord], settings: Settings) -> Iterator[JudgedCase]:
    """Yield what comes of every case on some essays, each a collection of its own."""
    encoder = RememberingEncoder(encoder_of(settings))
    for essay in essays:
        yield from _judged_in_one([essay], [essay], settings, encoder)


def judge_together(
    essays: Sequence[EssayRecord], settings: Settings, beside: Sequence[EssayRecord] = ()
) -> Iterator[JudgedCase]:
    """Yield what comes of every case on some essays, all of them in one collection.

    Args:
        essays: What is asked of.
        settings: How it is answered.
        beside: Others that stand in the collection and are not asked of.
    """
    encoder = RememberingEncoder(encoder_of(settings))
    yield from _judged_in_one(essays, [*essays, *beside], settings, encoder)


def _judged_in_one(
    asked: Sequence[EssayRecord], there: Sequence[EssayRecord], settings: Settings, encoder: Encoder
) -> Iterator[JudgedCase]:
    """Yield what comes of every case on some of the essays that one collection has."""
    with tempfile.TemporaryDirectory() as folder:
        knowledge, data = Path(folder, "knowledge"), Path(folder, "data")
        for number, essay in enumerate(there):
            write_essay(essay, knowledge, f"essay-{number:03}")
        collection = Collection.open(knowledge, data, settings, encoder=encoder)
        yield from (judged(case, collection) for essay in asked for case in cases_of(essay))


def judge_files(files: Iterable[Path], knowledge: Path, settings: Settings) -> Iterator[JudgedCase]:
    """Yield what comes of every line of graded files on one knowledge folder."""
    with tempfile.TemporaryDirectory() as data:
        encoder = encoder_of(settings)
        collection = Collection.open(knowledge, Path(data), settings, encoder=encoder)
        for record in records_of(files):
            yield judged(case_of(record), collection)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m index.lab.member_answers")
    add = parser.add_argument
    add("files", type=Path, nargs="*", help="graded lines; without any, the essays")
    add("--knowledge", type=Path, default=Path("knowledge"), help="what the files are about")
    add("--essays", type=Path, nargs="+", help="files of graded essays, in place of a part")
    add("--going-on", type=Path, help="a file of conversations on the essays, and nothing else")
    add("--part", type=Part, choices=list(Part), default=Part.TUNE, help="of the essays")
    add("--together", action="store_true", help="all essays in one collection")
    add("--threshold", type=float, help="of the confidence; default: the program's own")
    add("--show", action="store_true", help="print each case with what led it")
    return parser.parse_args()


def _essays(arguments: argparse.Namespace) -> list[EssayRecord]:
    if arguments.going_on:
        return conversations_on(records_of(essay_files()), records_of([arguments.going_on]))
    if arguments.essays:
        return records_of(arguments.essays)
    return of_part(records_of(essay_files()), arguments.part)


def main() -> None:
    """Measure and print."""
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    arguments = _arguments()
    settings = Settings()
    if arguments.threshold is not None:
        settings = Settings(answer_threshold=arguments.threshold)
    if arguments.files:
        judgements = list(judge_files(arguments.files, arguments.knowledge, settings))
    else:
        judge = judge_together if arguments.together else judge_essays
        judgements = list(judge(_essays(arguments), settings))
    if arguments.show:
        sys.stdout.writelines(f"{_shown(judgement)}\n" for judgement in judgements)
    sys.stdout.writelines(f"{line}\n" for line in figures(judgements))
    sys.stdout.writelines(_of_confidence(judgements))


def _of_confidence(judgements: Sequence[JudgedCase]) -> Iterator[str]:
    """Yield the lines on the confidence that questions can be answered, if there are any."""
    for name, value in (
        ("AUROC, answerable against unanswerable", separation(judgements)),
        ("calibration error", miscalibration(judgements)),
    ):
        if value is not None:
            yield f"{name:<52} {value:.3f}\n"


def _shown(judgement: JudgedCase) -> str:
    """Return a case and what came of it in two lines."""
    case = judgement.case
    came = judgement.verdict or judgement.lead
    wanted = case.verdict or ("answer" if case.lead else "silence")
    asked = f"[{case.kind}] {' / '.join(case.turns)}"
    led = f"({judgement.confidence:.2f}): {judgement.shown[:160]!r}"
    return f"{asked}\n    wanted {wanted}, came {came} {led}"


if __name__ == "__main__":
    main()
