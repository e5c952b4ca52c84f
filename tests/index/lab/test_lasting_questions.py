"""The model that tells which questions ask why a relation lasts: learned, measured, written."""

from dataclasses import replace
from itertools import product
from pathlib import Path

from index.answers.questions.lasting_questions import QuestionModel
from index.lab.graded_essays import essay_files, only_learned, records_of
from index.lab.lasting_questions import (
    RELATIONS,
    LabelledQuestion,
    fitted,
    learned_questions,
    real_questions,
    relation_questions,
    told,
    wordings,
    write,
)
from index.lab.real_files.learned_texts import (
    ESSAYS_AND_SPEECHES,
    MANUALS_AND_RULES,
    learned_records,
)

REAL_TEXTS = (ESSAYS_AND_SPEECHES, MANUALS_AND_RULES)


def asked(text: str, *, lasts: bool, title: str) -> LabelledQuestion:
    return LabelledQuestion(text, lasts, title)


SMALL = [
    asked(text, lasts=lasts, title=f"Text {number}")
    for number in range(12)
    for text, lasts in (
        (f"Why do they stay together in town {number}?", True),
        (f"What keeps them together after {number} years?", True),
        (f"Who built the mill of {number}?", False),
        (f"Why did they part in {number}?", False),
    )
]


def test_what_is_learned_is_told_apart() -> None:
    model = fitted(SMALL)
    lasting, other = "Why do they stay together?", "Why did they part?"
    assert model.probability(lasting) > 0.5 > model.probability(other)
    assert told(replace(model, least=0.5), SMALL) == [
        "asks why a relation lasts: told 1.000 [0.862, 1.000] n 24",
        "asks something else:       told 0.000 [0.000, 0.138] n 24",
    ]


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    model = QuestionModel({"why": 0.25, "never": 0.0}, -1.5, 0.3)
    write(model, tmp_path / "model.json")
    read = QuestionModel.read(tmp_path / "model.json")
    assert read == QuestionModel({"why": 0.25}, -1.5, 0.3)


def test_every_label_is_of_a_question_that_is_there() -> None:
    essays = records_of(essay_files(only_learned()))
    real = [
        one
        for path, apart in product(REAL_TEXTS, (False, True))
        for one in learned_records(path, apart=apart)
    ]
    there = {(one["title"], q["question"]) for one in (*essays, *real) for q in one["questions"]}
    labels = records_of([Path("index/lab/lasting_questions.jsonl")])
    assert {(one["title"], one["question"]) for one in labels} <= there
    learned = learned_questions()
    assert sum(one.lasts for one in learned) > 1_000
    assert sum(not one.lasts for one in learned) > 10_000


def test_the_one_that_ships_tells_seven_in_ten_of_texts_held_apart() -> None:
    model = QuestionModel.read()
    questions = relation_questions(RELATIONS / "report.jsonl")
    passed = {
        lasts: [model.probability(q.text) >= model.least for q in questions if q.lasts is lasts]
        for lasts in (True, False)
    }
    assert sum(passed[True]) > 0.7 * len(passed[True])
    assert sum(passed[False]) < 0.02 * len(passed[False])


def test_the_one_that_ships_passes_one_in_fifty_of_real_texts_held_apart() -> None:
    model = QuestionModel.read()
    others = [one.text for one in real_questions(apart=True) if not one.lasts]
    assert len(others) > 1_000
    assert sum(model.probability(text) >= model.least for text in others) < 0.02 * len(others)


def test_a_fifth_of_the_wordings_of_no_text_is_not_learned_from() -> None:
    apart, learned = wordings(apart=True), wordings()
    assert not {one.text for one in apart} & {one.text for one in learned_questions()}
    assert (len(apart), len(learned)) == (136, 684)
    model = QuestionModel.read()
    told_apart = [model.probability(one.text) >= model.least for one in apart if one.lasts]
    assert sum(told_apart) > 0.7 * len(told_apart)
