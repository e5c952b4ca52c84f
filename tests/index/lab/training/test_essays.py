"""Graded essays: what answers is gold, what may be shown is neutral, what tempts is read too."""

import json
import random
from pathlib import Path

import pytest

from index.grading import Part
from index.lab.graded_essays import (
    ESSAYS,
    EssayRecord,
    essay_files,
    of_part,
    only_learned,
    records_of,
    retyped_files,
    retyped_on,
)
from index.lab.training.essays import (
    READ,
    Essay,
    EssayBook,
    EssayQuestion,
    read_essays,
    read_in_other_hands,
    read_near_claims,
    read_retyped,
)
from index.lab.training.exercises import Exercise, Group
from index.lab.training.network import StanceColumn

PARAGRAPHS = (
    "The mill gained a road. It was paved with slate.",
    "The inn gained a baker. The baker came from the mill.",
    "Does the pact hold? It holds.",
    "Rain fell in June.",
    "Snow fell in May.",
)
GAIN = EssayQuestion(
    "What did the mill gain?",
    ("The mill gained a road",),
    ("It was paved",),
    ("The inn gained a baker",),
)


def groups(*questions: EssayQuestion, seed: int = 1) -> list[Group]:
    return EssayBook([Essay("Two houses", PARAGRAPHS, questions)]).epoch(random.Random(seed))


def preceded(question: EssayQuestion) -> Group:
    """Return a group in which what stands before a window is read, as it is in three of four."""
    read = (group for seed in range(40) for group in groups(question, seed=seed))
    return next(group for group in read if any(one.window.before for one in group))


def texts(exercise: Exercise, numbers: frozenset[int]) -> list[str]:
    return [exercise.window.texts[number] for number in sorted(numbers)]


def test_a_question_is_read_where_it_is_answered_first_and_then_where_it_tempts() -> None:
    answering, tempting, *others = preceded(GAIN)
    assert texts(answering, answering.gold) == ["The mill gained a road."]
    assert texts(answering, answering.neutral) == ["It was paved with slate."]
    assert "The inn gained a baker." in tempting.window.texts
    assert not tempting.gold
    assert len(others) == READ - 2
    assert answering.window.before == ""
    assert tempting.window.before == "It was paved with slate."


def test_an_unanswerable_question_has_no_gold() -> None:
    group, *_ = groups(EssayQuestion("Who baked the road?", (), wrong=("The inn gained a baker",)))
    assert {exercise.gold for exercise in group} == {frozenset()}
    assert "The inn gained a baker." in group[0].window.texts


def test_of_many_windows_that_answer_two_are_read_and_others_each_time() -> None:
    rain = EssayQuestion("What fell?", ("Rain fell", "Snow fell", "The mill gained", "It holds"))
    read = [groups(rain, seed=seed)[0] for seed in range(30)]
    assert {sum(bool(exercise.gold) for exercise in group) for group in read} == {2}
    assert len({tuple(e.window.text for e in group) for group in read}) > 4
    assert max(map(len, read)) <= READ


def test_some_questions_are_asked_after_another_on_the_same_essay() -> None:
    snow = EssayQuestion("When did snow fall?", ("Snow fell",))
    asked = {group[0].question for seed in range(60) for group in groups(GAIN, snow, seed=seed)}
    assert "What did the mill gain? | When did snow fall?" in asked
    assert "When did snow fall?" in asked


def test_a_claim_is_judged_in_the_window_of_its_evidence_alone() -> None:
    false = EssayQuestion(
        "The baker left the inn.", ("The inn gained a baker",), stance=StanceColumn.CONTRADICTED
    )
    ((telling, *others),) = groups(false)
    assert (telling.stance, telling.answers) == (StanceColumn.CONTRADICTED, None)
    assert {exercise.stance for exercise in others} == {StanceColumn.NOT_MENTIONED}


def test_claims_and_conversations_are_read_as_they_were_written() -> None:
    talk = EssayQuestion("What fell? And in May?", ("Snow fell",), asked_alone=False)
    for seed in range(20):
        for first, *_ in groups(talk, seed=seed):
            assert first.question == "What fell? And in May?"


def test_conversations_claims_and_what_is_not_answered_are_asked_more_often() -> None:
    talk = EssayQuestion("What fell? And in May?", ("Snow fell",), asked_alone=False)
    nowhere = EssayQuestion("Who baked the road?", ())
    claim = EssayQuestion("Snow fell.", ("Snow fell",), stance=StanceColumn.SUPPORTED)
    asked = {
        name: sum(len(groups(question, seed=seed)) for seed in range(200)) / 200
        for name, question in (("talk", talk), ("nowhere", nowhere), ("claim", claim))
    }
    assert asked["talk"] == 2
    assert 1.3 < asked["nowhere"] < 1.7
    assert 1.3 < asked["claim"] < 1.7


def test_essays_in_the_folder_of_those_only_learned_belong_to_no_other_part(folder: Path) -> None:
    learned = only_learned(folder)
    learned.mkdir()
    line = {"title": "Learned", "paragraphs": list(PARAGRAPHS)}
    (learned / "more.jsonl").write_text(json.dumps(line), encoding="utf-8")
    titles = [[essay.title for essay in read_essays(folder, part)] for part in Part]
    assert ["Learned" in found for found in titles] == [True, False, False]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    essay = {
        "paragraphs": list(PARAGRAPHS),
        "questions": [
            {"question": "Who wrote it?", "kind": "meta", "lead": ["Ada"]},
            {"question": "What fell in May?", "kind": "near", "lead": ["Snow fell"], "also": []},
        ],
        "claims": [{"claim": "It rained.", "verdict": "supported", "evidence": ["Rain fell"]}],
        "conversations": [{"turns": ["What fell?", "In May?"], "lead": ["Snow fell"]}],
    }
    lines = [json.dumps({"title": f"Essay {number}"} | essay) for number in range(10)]
    (tmp_path / "some.jsonl").write_text("\n".join(lines[:6]) + "\n\n", encoding="utf-8")
    (tmp_path / "others.jsonl").write_text("\n".join(lines[6:]), encoding="utf-8")
    return tmp_path


def test_every_essay_belongs_to_one_part(folder: Path) -> None:
    titles = [{essay.title for essay in read_essays(folder, part)} for part in Part]
    assert [len(found) for found in titles] == [6, 2, 2]
    assert len(set().union(*titles)) == 10


def test_questions_claims_and_conversations_are_read_and_metadata_is_not(folder: Path) -> None:
    question, claim, talk = read_essays(folder, Part.TRAIN)[0].questions
    assert (question.text, question.right) == ("What fell in May?", ("Snow fell",))
    assert (claim.text, claim.stance) == ("It rained.", StanceColumn.SUPPORTED)
    assert (talk.text, talk.asked_alone) == ("What fell? | In May?", False)


def test_the_essays_that_ship_can_be_read_whole() -> None:
    essays = [essay for part in Part for essay in read_essays(ESSAYS, part)]
    assert len(essays) >= 80
    for essay in essays:
        text = "\n\n".join(essay.paragraphs)
        slices = [s for q in essay.questions for s in (*q.right, *q.neutral, *q.wrong)]
        assert all(text.count(one) == 1 for one in slices), essay.title


def test_of_the_claims_near_an_essays_words_those_are_learned_whose_essay_is(folder: Path) -> None:
    learned = [essay.title for essay in read_essays(folder, Part.TRAIN)]
    others = [
        essay.title for part in (Part.TUNE, Part.REPORT) for essay in read_essays(folder, part)
    ]
    near = folder / "near"
    near.mkdir()
    claim = {"claim": "It holds", "verdict": "supported", "evidence": ["It holds."]}
    lines = [json.dumps({**claim, "essay": title}) for title in (learned[0], others[0])]
    (near / "any.jsonl").write_text("\n".join(lines), "utf-8")
    (essay,) = read_near_claims(folder)
    assert essay.title == learned[0]
    assert [question.stance for question in essay.questions] == [StanceColumn.SUPPORTED]


def test_the_claims_near_the_words_of_essays_that_ship_can_be_learned_from() -> None:
    essays = read_near_claims(ESSAYS)
    assert sum(len(essay.questions) for essay in essays) == 9481


def test_the_essays_in_other_hands_are_learned_from_but_for_those_that_choose_and_measure() -> None:
    learned = read_in_other_hands(ESSAYS)
    parts = ("tune", "report", "report_later")
    others = records_of([ESSAYS / "hands" / f"{part}.jsonl" for part in parts])
    assert len(learned) == 60
    assert {essay.title for essay in learned}.isdisjoint(essay["title"] for essay in others)


def test_of_the_questions_typed_anew_those_are_learned_whose_essay_is(folder: Path) -> None:
    own = {part: read_essays(folder, part)[0] for part in (Part.TRAIN, Part.TUNE)}
    retyped = folder / "retyped"
    retyped.mkdir()
    asked = {part: essay.questions[0].text for part, essay in own.items()}
    lines = [
        json.dumps({"essay": essay.title, "question": asked[part], "retyped": "wat fell lol"})
        for part, essay in own.items()
    ]
    (retyped / "any.jsonl").write_text("\n".join(lines), "utf-8")
    (essay,) = read_retyped(folder)
    (question,) = essay.questions
    assert (essay.title, question.text) == (own[Part.TRAIN].title, "wat fell lol")
    assert question.right == own[Part.TRAIN].questions[0].right


def test_the_questions_typed_anew_that_ship_are_of_essays_that_ship() -> None:
    counts = {
        part: sum(
            len(essay["questions"])
            for essay in retyped_on(of_part_with_learned(part), records_of(retyped_files()))
        )
        for part in Part
    }
    assert counts == {Part.TRAIN: 4200, Part.TUNE: 266, Part.REPORT: 266}


def of_part_with_learned(part: Part) -> list[EssayRecord]:
    learned = records_of(essay_files(only_learned())) if part is Part.TRAIN else []
    return of_part(records_of(essay_files()), part) + learned
