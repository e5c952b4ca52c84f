"""`python -m index.lab.lasting_questions`: fit the model that tells questions why a relation lasts.

    python -m index.lab.lasting_questions            what it is worth on texts held apart
    python -m index.lab.lasting_questions --write    fit it and write it where the program reads it

Learned from the questions of the essays in `essays/learned/`, where those with the same answer are
wordings of one, and `lasting_questions.jsonl` says which ask why a relation lasts; from those on
`essays/relations/tune.jsonl`; from those on real texts, few of which do; from some made of
patterns; and from `lasting_wordings.jsonl`, as members type them, of no text. Measured on
`essays/relations/report.jsonl`, by another hand, on the real texts that are held apart, and on a
fifth of the wordings of no text, which is not learned from.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.answers.questions.lasting_questions import (
    SHIPPED_QUESTIONS,
    QuestionModel,
    word_features,
)
from index.grading import Flags, share
from index.lab.fitting.logistic import fit_logistic, marked_rows
from index.lab.graded_essays import (
    ESSAYS,
    EssayRecord,
    essay_files,
    only_learned,
    records_of,
)
from index.lab.lasting_patterns import pattern_questions
from index.lab.real_files.learned_texts import (
    ESSAYS_AND_SPEECHES,
    MANUALS_AND_RULES,
    learned_records,
)

RELATIONS = ESSAYS / "relations"
_LABELS = Path(__file__).with_suffix(".jsonl")
_WORDINGS = _LABELS.with_name("lasting_wordings.jsonl")
_RIDGE = 3e-5
_LEAST_SEEN = 6  # questions that have a word, of those that are learned from
_FOLDS = 5
_PASSING = 0.022  # of other questions on texts, in the folds that were not learned from
_LASTS = "lasts"  # the kind of such a question in the texts on relations


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question of which it is known whether it asks why a relation lasts.

    Args:
        text: The question.
        lasts: Whether it does.
        title: Of the text that it is asked of; of one that is made, itself.
    """

    text: str
    lasts: bool
    title: str

    @property
    def is_made(self) -> bool:
        """Whether it is asked of no text: such are chosen to be taken for the other kind."""
        return self.title == self.text

    @property
    def fold(self) -> int:
        """The fold of its text, 0 to 4."""
        return int(hashlib.sha256(self.title.encode()).hexdigest(), 16) % _FOLDS


def learned_questions() -> list[LabelledQuestion]:
    """Return the questions that the model is fitted on."""
    essays, labels = records_of(essay_files(only_learned())), _labels()
    asked = [one for essay in essays for one in _labelled(essay, labels)]
    made = [LabelledQuestion(text, lasts, text) for text, lasts in pattern_questions()]
    tune = relation_questions(RELATIONS / "tune.jsonl")
    return [*asked, *tune, *real_questions(), *made, *wordings()]


def relation_questions(path: Path) -> list[LabelledQuestion]:
    """Return the questions on a file of texts on relations."""
    return [
        LabelledQuestion(question["question"], question["kind"] == _LASTS, essay["title"])
        for essay in records_of([path])
        for question in essay["questions"]
    ]


def wordings(*, apart: bool = False) -> list[LabelledQuestion]:
    """Return the wordings of no text, as members type them.

    Args:
        apart: The fifth that is held apart; else the others.
    """
    written = records_of([_WORDINGS])
    labelled = [LabelledQuestion(one["question"], one[_LASTS], one["question"]) for one in written]
    return [one for one in labelled if (one.fold == 0) == apart]


def real_questions(*, apart: bool = False) -> list[LabelledQuestion]:
    """Return the questions on real texts: few ask why a relation lasts, and those are labelled.

    Args:
        apart: Those on the documents that are held apart; else on the others.
    """
    labels = _labels()
    return [
        LabelledQuestion(text, labels.get((record["title"], text), False), record["title"])
        for path in (ESSAYS_AND_SPEECHES, MANUALS_AND_RULES)
        for record in learned_records(path, apart=apart)
        for text in (question["question"] for question in record["questions"])
    ]


def _labels() -> Mapping[tuple[str, str], bool]:
    """Return by title and first wording whether a question asks why a relation lasts."""
    return {(one["title"], one["question"]): one[_LASTS] for one in records_of([_LABELS])}


def _labelled(
    essay: EssayRecord, labels: Mapping[tuple[str, str], bool]
) -> Iterator[LabelledQuestion]:
    """Yield the questions on an essay of which it is known, or told by their answers.

    Whatever none of the sentences answers that tell why a relation lasts asks for something else.
    """
    title, groups = essay["title"], defaultdict(list)
    for question in essay["questions"]:
        groups[frozenset(question["lead"])].append(question["question"])
    known = {answer: _label(title, asked, labels) for answer, asked in groups.items()}
    lasting = frozenset().union(*(answer for answer, lasts in known.items() if lasts))
    for answer, asked in groups.items():
        lasts = known[answer]
        if lasts is None and not answer & lasting:
            lasts = False
        if lasts is not None:
            yield from (LabelledQuestion(text, lasts, title) for text in asked)


def _label(
    title: str, wordings: Sequence[str], labels: Mapping[tuple[str, str], bool]
) -> bool | None:
    """Return whether wordings of one question ask why a relation lasts; None where not known."""
    told_of = [labels[title, one] for one in wordings if (title, one) in labels]
    return any(told_of) if told_of else None


def fitted(questions: Sequence[LabelledQuestion]) -> QuestionModel:
    """Return the model of some questions; what passes is chosen by folds not learned from."""
    folds = np.array([question.fold for question in questions])
    probabilities = np.zeros(len(questions))
    for fold in range(_FOLDS):
        others = [question for question in questions if question.fold != fold]
        model = _fitted(others)
        for at in np.flatnonzero(folds == fold).tolist():
            probabilities[at] = model.probability(questions[at].text)
    other = np.array([not one.lasts and not one.is_made for one in questions])
    least = float(np.quantile(probabilities[other], 1 - _PASSING))
    whole = _fitted(questions)
    return QuestionModel(whole.weights, whole.bias, round(least, 3))


def _fitted(questions: Sequence[LabelledQuestion]) -> QuestionModel:
    features = [word_features(question.text) for question in questions]
    seen = Counter(feature for own in features for feature in own)
    names = sorted(name for name, count in seen.items() if count >= _LEAST_SEEN)
    positive = np.array([question.lasts for question in questions])
    even = np.full(len(questions), 1 / len(questions))
    model = fit_logistic(marked_rows(features, names), positive, even, ridge=_RIDGE)
    weights = {name: round(float(w), 3) for name, w in zip(names, model.weights, strict=True)}
    return QuestionModel(weights, round(model.bias, 3), 0.5)


def told(model: QuestionModel, questions: Sequence[LabelledQuestion]) -> list[str]:
    """Return lines with what share of both kinds of question is taken for one that asks why."""
    passed = np.array([model.takes(one.text) for one in questions])
    lasts = np.array([one.lasts for one in questions])
    return [
        f"asks why a relation lasts: told {_line(passed[lasts])}",
        f"asks something else:       told {_line(passed[~lasts])}",
    ]


def _line(passed: Flags) -> str:
    estimate = share(passed)
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}] n {estimate.n}"


def write(model: QuestionModel, path: Path = SHIPPED_QUESTIONS) -> None:
    """Write a model where the program reads it."""
    weights = {name: weight for name, weight in model.weights.items() if weight}
    fields = {"bias": model.bias, "least": model.least, "weights": weights}
    path.write_text(json.dumps(fields, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    """Measure what ships, or fit it anew."""
    parser = argparse.ArgumentParser(prog="python -m index.lab.lasting_questions")
    parser.add_argument("--write", action="store_true", help="fit the model and write it")
    if parser.parse_args().write:
        write(fitted(learned_questions()))
    model = QuestionModel.read()
    lines = told(model, relation_questions(RELATIONS / "report.jsonl"))
    _, of_real_texts = told(model, real_questions(apart=True))
    of_no_text = [f"of no text, {line}" for line in told(model, wordings(apart=True))]
    every = (*lines, f"real texts, {of_real_texts}", *of_no_text)
    sys.stdout.writelines(f"{line}\n" for line in every)


if __name__ == "__main__":
    main()
