"""Graded questions find their documents and paragraphs, and a malformed line is named."""

import hashlib
import json
from pathlib import Path

import pytest

from index.errors import SourceError
from index.grading.question_sets import Part, read_question_set, read_questions, split_of

PASSAGES = [
    {"id": "a1", "doc": "Old_Harbour", "text": "Ships wait.  "},
    {"id": "b1", "doc": "17", "title": "agreement.pdf", "text": "The party pays."},
    {"id": "a2", "doc": "Old_Harbour", "text": "Fees are due.", "section": "Fees"},
    {"id": "b2", "doc": "17", "title": "agreement.pdf", "text": " \n"},
]
QUESTIONS = [
    {"id": "1", "question": "Who waits?", "gold_passages": ["a1"], "answers": ["Ships"],
     "answerable": True},
    {"id": "2", "question": "Who swims?", "gold_passages": [], "about_passage": "a2",
     "answerable": False, "label": "near"},
    {"id": "3", "question": "Who pays?", "gold_passages": ["b1"], "answerable": True, "doc": "17"},
]  # fmt: skip


def write(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def folder_with(tmp_path: Path, questions: list[dict[str, object]]) -> Path:
    write(tmp_path / "passages.jsonl", PASSAGES)  # type: ignore[arg-type]
    write(tmp_path / "questions.jsonl", questions)
    return tmp_path


def test_passages_of_one_document_become_its_paragraphs(tmp_path: Path) -> None:
    harbour, agreement = read_question_set(folder_with(tmp_path, QUESTIONS)).documents
    assert harbour.text == "Ships wait.\n\nFees are due."
    assert [harbour.text[p.start : p.end] for p in harbour.paragraphs] == [
        "Ships wait.",
        "Fees are due.",
    ]
    assert [p.section for p in harbour.paragraphs] == [None, "Fees"]
    assert harbour.title == "Old Harbour"
    assert agreement.title == ""
    assert len(agreement.paragraphs) == 1


def test_gold_passages_become_paragraphs_and_questions_find_their_document(tmp_path: Path) -> None:
    found = read_question_set(folder_with(tmp_path, QUESTIONS))
    first, second, third = found.questions
    assert (first.gold, first.document, first.evidence) == (
        (("Old_Harbour", 1),),
        "Old_Harbour",
        ("Ships",),
    )
    assert (second.gold, second.document, second.kind) == ((), "Old_Harbour", "near")
    assert third.document == "17"
    assert not found.scoped


def test_names_may_be_numbers_wherever_they_stand(tmp_path: Path) -> None:
    passages = [{"id": 12, "doc": 0, "text": "Ships wait."}, {"id": "13", "doc": 0, "text": "Go."}]
    write(tmp_path / "passages.jsonl", passages)
    asked: list[dict[str, object]] = [
        {"question": "Who waits?", "gold_passages": [12, 13], "answerable": True, "doc": 0},
        {"question": "Who goes?", "gold_passages": ["13"], "answerable": True, "doc": "0"},
        {"question": "Who sinks?", "about_passage": 13, "answerable": False},
    ]
    write(tmp_path / "questions.jsonl", asked)
    found = read_question_set(tmp_path).questions
    assert [one.gold for one in found] == [(("0", 1), ("0", 2)), (("0", 2),), ()]
    assert [one.document for one in found] == ["0", "0", "0"]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"gold_passages": ["a1", "z9", 77]}, "'z9', '77'"),
        ({"gold_passages": ["b2"]}, "'b2'"),  # which has no text
        ({"about_passage": "z9"}, "'z9'"),
        ({"gold_passages": "a1"}, "gold_passages"),
    ],
)
def test_passages_that_there_are_not_are_named_with_their_line(
    tmp_path: Path, fields: dict[str, object], named: str
) -> None:
    faulty = {"question": "Who?", "answerable": True} | fields
    with pytest.raises(SourceError, match=rf"line 4 .*{named}"):
        read_question_set(folder_with(tmp_path, [*QUESTIONS, faulty]))


def test_a_question_may_name_its_document_by_a_number(tmp_path: Path) -> None:
    path = write(
        tmp_path / "dev.jsonl",
        [{"question": "Why?", "paragraphs": [3], "answerable": True, "document": 2019}],
    )
    (question,) = read_questions(path, "essay")
    assert (question.document, question.gold) == ("2019", (("2019", 3),))


def test_documents_are_split_by_the_hash_of_their_names() -> None:
    names = [f"document {n}" for n in range(11)]
    ordered = sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    parts = split_of([*names, *names])
    assert [parts[name] for name in ordered] == [Part.TRAIN] * 6 + [Part.TUNE] * 2 + [
        Part.REPORT
    ] * 3


def test_a_part_has_the_questions_of_its_documents_alone(tmp_path: Path) -> None:
    found = read_question_set(folder_with(tmp_path, QUESTIONS))
    parts = split_of(["Old_Harbour", "17"])
    for part in Part:
        assert {q.document for q in found.part(part)} == {d for d, p in parts.items() if p is part}


def test_questions_on_paragraphs_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "dev.jsonl",
        [
            {"id": "d1", "question": "Why?", "paragraphs": [3, 5], "evidence": ["x", "y"],
             "kind": "why", "answerable": True},
            {"id": "d2", "question": "How?", "paragraphs": [], "evidence": [], "answerable": False,
             "document": "other"},
        ],
    )  # fmt: skip
    first, second = read_questions(path, "essay")
    assert first.gold == (("essay", 3), ("essay", 5))
    assert (first.evidence, first.kind) == (("x", "y"), "why")
    assert (second.document, second.answerable) == ("other", False)


@pytest.mark.parametrize("line", ["not json", '{"id": "d1"}', "[1]"])
def test_a_malformed_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "dev.jsonl"
    good = '{"id": "d0", "question": "Why?", "answerable": false}'
    path.write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(SourceError, match="line 2"):
        read_questions(path, "essay")


WRONG = [
    ({"answerable": "false"}, "answerable"),
    ({"answerable": 1}, "answerable"),
    ({"evidence": "a text, not a list"}, "evidence"),
    ({"evidence": [7]}, "evidence"),
    ({"evidence": [" "]}, "evidence"),
]


@pytest.mark.parametrize(
    ("fields", "named"),
    [*WRONG, ({"paragraphs": "12"}, "paragraphs"), ({"paragraphs": [True]}, "paragraphs")],
)
def test_a_question_whose_fields_are_of_other_kinds_is_named(
    tmp_path: Path, fields: dict[str, object], named: str
) -> None:
    path = write(tmp_path / "dev.jsonl", [{"question": "Why?", "answerable": True} | fields])
    with pytest.raises(SourceError, match=rf"line 1 lacks {named} "):
        read_questions(path, "essay")


@pytest.mark.parametrize(
    ("fields", "named"), [*WRONG, ({"answers": "Ships"}, "answers"), ({"answers": [""]}, "answers")]
)
def test_a_question_of_a_set_whose_fields_are_of_other_kinds_is_named(
    tmp_path: Path, fields: dict[str, object], named: str
) -> None:
    faulty: dict[str, object] = {"question": "Who?", "answerable": True}
    with pytest.raises(SourceError, match=rf"line 4 lacks {named} "):
        read_question_set(folder_with(tmp_path, [*QUESTIONS, faulty | fields]))


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_question_set(tmp_path)
