"""Pairs of question and sentence: read in their passage, together or each alone."""

import gzip
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from index.lab.training.book import Chapter, Library
from index.lab.training.exercises import Exercise, Group
from index.lab.training.pairs import DRAWN, PairsBook

PASSAGE = {"id": "p", "doc": "war", "text": "A war began. The king signed. Peace came."}


def pair(sentence: str, label: int, group: str = "g", question: str = "Who?") -> dict[str, object]:
    return {
        "question": question, "sentence": sentence, "label": label, "context": "p", "group": group,
    }  # fmt: skip


PAIRS = [pair("The king signed.", 1), pair("Peace came.", 0)]


def write(path: Path, lines: Sequence[Mapping[str, object]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


def read(folder: Path, name: str, seeds: int = 30) -> list[Group]:
    book = PairsBook(folder)
    return [g for seed in range(seeds) for g in book.epoch(random.Random(seed))]


def gold(exercise: Exercise) -> list[str]:
    return [exercise.window.texts[number] for number in exercise.gold]


def test_a_pair_is_read_in_its_passage_or_without_its_sentence(tmp_path: Path) -> None:
    write(tmp_path / "selqa.pairs.jsonl.gz", PAIRS)
    write(tmp_path / "selqa.passages.jsonl.gz", [PASSAGE])
    exercises = [exercise for (exercise,) in read(tmp_path, "selqa")]
    answered = [exercise for exercise in exercises if exercise.gold]
    assert {tuple(gold(exercise)) for exercise in answered} == {("The king signed.",)}
    assert {exercise.window.text for exercise in answered} == {PASSAGE["text"]}
    spoilt = [exercise for exercise in exercises if not exercise.gold]
    assert {exercise.window.text for exercise in spoilt} == {"A war began. Peace came."}
    assert 0 < len(spoilt) < len(answered)


def test_without_passages_the_sentences_are_read_together_or_each_alone(tmp_path: Path) -> None:
    write(tmp_path / "roles.pairs.jsonl.gz", PAIRS)
    groups = read(tmp_path, "roles")
    assert {len(group) for group in groups} == {1, 2}
    right = [gold(exercise) for group in groups for exercise in group if exercise.gold]
    assert right == [["The king signed."]] * len(groups)


def test_questions_of_one_group_are_kept_apart(tmp_path: Path) -> None:
    turned = [
        pair("Peace came.", 1, question="What?"),
        pair("The king signed.", 0, question="What?"),
    ]
    write(tmp_path / "roles.pairs.jsonl.gz", PAIRS + turned)
    for group in read(tmp_path, "roles"):
        asked = {exercise.question for exercise in group}
        assert len(asked) == 1
        assert sum(len(exercise.gold) for exercise in group) == 1


def test_a_set_is_drawn_as_often_as_it_should_be(tmp_path: Path) -> None:
    many = [
        pair("The king signed.", 1, group=str(number)) for number in range(DRAWN["medquad"] + 9)
    ]
    write(tmp_path / "medquad.pairs.jsonl.gz", many)
    write(tmp_path / "unknown.pairs.jsonl.gz", many)
    assert len(PairsBook(tmp_path).epoch(random.Random(1))) == DRAWN["medquad"]


class Numbers:
    """A book of ten groups."""

    def epoch(self, rng: random.Random) -> list[Group]:
        return [()] * 10


def test_an_epoch_holds_the_share_of_each_book() -> None:
    chapters = (Chapter(Numbers(), 2.0), Chapter(Numbers(), 0.25), Chapter(Numbers(), 1.5))
    assert len(Library(chapters).epoch(random.Random(1))) == 20 + 2 + 15
