"""Real texts that the reader learns from: found in sets and files, with what still stands there."""

import hashlib
import json
from pathlib import Path

import pytest

from index.lab.graded_essays import EssayRecord
from index.lab.real_files import __main__ as command
from index.lab.real_files.learned_texts import (
    AS_TYPED,
    MANUALS_AND_RULES,
    found_texts,
    learned_files,
    learned_records,
    learned_texts,
)

ASKED: dict[str, object] = {"claims": [], "conversations": []}


def question(*lead: str, wrong: tuple[str, ...] = ()) -> dict[str, object]:
    return {
        "question": "why did the mill close",
        "kind": "why",
        "answerable": True,
        "lead": list(lead),
        "wrong": list(wrong),
    }


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    folder = tmp_path / "sets"
    (folder / "wiki").mkdir(parents=True)
    passages = [
        {"id": "1", "doc": "Mill", "text": "A mill stood here."},
        {"id": "2", "doc": "Other", "text": "Something else."},
        {"id": "3", "doc": "Mill", "text": "The river had dried up."},
        {"id": "4", "doc": "Mill", "text": "It is a museum now."},
    ]
    lines = "".join(json.dumps(one) + "\n" for one in passages)
    (folder / "wiki" / "passages.jsonl").write_text(lines, encoding="utf-8")
    return folder


def graded(path: Path, *records: dict[str, object]) -> Path:
    graded = path / "learned.jsonl"
    graded.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return graded


def of_set(first: int, last: int, *questions: dict[str, object]) -> dict[str, object]:
    place = {"set": "wiki", "doc": "Mill", "title": "Mill", "first": first, "last": last}
    return place | {"questions": list(questions)} | ASKED


def of_file(*questions: dict[str, object], **more: object) -> dict[str, object]:
    place: dict[str, object] = {"place": "txt/mill.txt", "title": "Mill", "first": 1, "last": 1}
    return place | {"questions": list(questions)} | ASKED | more


def test_a_text_of_a_set_is_the_documents_own_paragraphs(sets: Path, tmp_path: Path) -> None:
    path = graded(tmp_path, of_set(2, 3, question("river had dried")))
    (text,) = learned_texts(None, sets, path=path)
    assert text["paragraphs"] == ["The river had dried up.", "It is a museum now."]
    assert [one["lead"] for one in text["questions"]] == [["river had dried"]]


def test_what_is_asked_about_words_that_no_longer_stand_there_is_left_out_and_told(
    sets: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    gone = question("river had dried", wrong=("a mill that nobody built",))
    path = graded(tmp_path, of_set(1, 3, gone, question("A mill stood")))
    (text,) = learned_texts(None, sets, path=path)
    assert [one["lead"] for one in text["questions"]] == [["A mill stood"]]
    assert "1 of 1 texts, 1 of 2 items left out" in caplog.text
    caplog.clear()
    with caplog.at_level("WARNING"):
        learned_texts(None, sets, path=graded(tmp_path, of_set(1, 3, question("A mill stood"))))
    assert not caplog.records


def test_a_text_of_a_file_is_read_as_the_program_reads_it(sets: Path, tmp_path: Path) -> None:
    (tmp_path / "txt").mkdir()
    body = "The river had dried up in the third\nsummer. Nobody came.\n\nThe end.\n"
    (tmp_path / "txt" / "mill.txt").write_text(body, encoding="utf-8")
    path = graded(tmp_path, of_file(question("river had dried")))
    (text,) = learned_texts(tmp_path, sets, path=path)
    assert text["paragraphs"] == ["The river had dried up in the third summer. Nobody came."]


def test_characters_choose_a_part_of_a_long_paragraph(sets: Path, tmp_path: Path) -> None:
    (tmp_path / "txt").mkdir()
    body = "A mill stood here once. The river had dried up. Nobody came.\n"
    (tmp_path / "txt" / "mill.txt").write_text(body, encoding="utf-8")
    path = graded(tmp_path, of_file(question("river had dried"), characters=[24, 47]))
    (text,) = learned_texts(tmp_path, sets, path=path)
    assert text["paragraphs"] == ["The river had dried up."]


def test_texts_whose_file_or_set_is_not_there_are_passed_over(sets: Path, tmp_path: Path) -> None:
    lost = of_set(1, 1) | {"set": "lost"}
    path = graded(tmp_path, of_file(), lost, of_set(1, 1))
    assert len(learned_texts(None, sets, path=path)) == 1
    assert len(learned_texts(tmp_path, sets, path=path)) == 1


def test_texts_and_items_that_are_not_there_are_counted(sets: Path, tmp_path: Path) -> None:
    lost = of_set(1, 1, question("Nothing")) | {"set": "lost"}
    there = of_set(1, 3, question("A mill stood"), question("a mill that nobody built"))
    found = found_texts(None, sets, path=graded(tmp_path, lost, there))
    assert (found.listed, found.asked, found.lost, found.is_whole) == (2, 2, 1, False)
    assert str(found).startswith("1 of 2 texts, 1 of 2 items left out")
    assert found_texts(None, sets, path=graded(tmp_path, there)).is_whole


def test_the_command_ends_badly_and_says_so_where_a_text_is_missing(
    sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = of_set(1, 3, question("A mill stood"))
    held = next(
        record | {"doc": f"D{number}"} for number in range(200) if _is_held_apart(f"D{number}")
    )
    monkeypatch.setitem(command._APART, "learned", graded(tmp_path, held))
    assert command.main(["ask", str(tmp_path), "--learned", "--sets", str(sets)]) == 1
    assert capsys.readouterr().out.startswith("0 of 1 texts, 0 of 0 items left out")


def _is_held_apart(document: str) -> bool:
    return hashlib.sha256(document.encode()).digest()[0] % 12 == 0


def test_documents_are_learned_from_or_held_apart(sets: Path, tmp_path: Path) -> None:
    passages = "".join(
        json.dumps({"id": str(number), "doc": f"D{number}", "text": f"Text {number}."}) + "\n"
        for number in range(200)
    )
    (sets / "wiki" / "passages.jsonl").write_text(passages, encoding="utf-8")
    records = [of_set(1, 1) | {"doc": f"D{number}"} for number in range(200)]
    path = graded(tmp_path, *records, *records)
    learned, apart = (
        [text["paragraphs"][0] for text in learned_texts(None, sets, apart=held, path=path)]
        for held in (False, True)
    )
    assert len(learned) + len(apart) == 400
    assert not set(learned) & set(apart)
    assert 5 <= len(set(apart)) <= 40


def test_every_learned_text_stands_in_a_listed_file_or_a_set() -> None:
    places = {file.place for file in learned_files()}
    lines = Path("index/lab/real_files/learned.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert records
    assert all("set" in one or one["place"] in places for one in records)


def test_no_learned_file_is_one_that_questions_are_measured_on() -> None:
    sets = json.loads(Path("index/lab/real_files/question_sets.json").read_text(encoding="utf-8"))
    asked = {place.rpartition("/")[2] for places in sets["sets"].values() for place in places}
    learned = {file.path.rpartition("/")[2].removesuffix(".gz") for file in learned_files()}
    assert not asked & learned


def test_what_is_asked_as_typed_is_of_texts_held_apart_and_not_asked_before() -> None:
    assert not learned_records(AS_TYPED)
    typed = learned_records(AS_TYPED, apart=True)
    before = learned_records(MANUALS_AND_RULES, apart=True)
    assert {one["place"] for one in typed} <= {one["place"] for one in before}
    assert not _questions(typed) & _questions(before)


def _questions(records: list[EssayRecord]) -> set[str]:
    return {question["question"].lower() for one in records for question in one["questions"]}
