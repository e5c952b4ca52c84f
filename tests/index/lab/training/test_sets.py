"""The graded sets: split by document, cut into windows, solved sentence by sentence."""

import json
import random
from itertools import chain
from pathlib import Path

import pytest

from index.grading import Part
from index.lab.training import exercises, sets
from index.lab.training.batches import Rows, batches, collate
from index.lab.training.exercises import Exercise, Group, Schoolbook
from index.lab.training.network import StanceColumn
from index.lab.training.preparation import load
from index.lab.training.sets import Question, Window
from index.language.sentences import sentences_of
from tests.support.networks import tiny_networks

LONG = "The king built a bridge in 1648. " * 40
PASSAGES = [
    {"id": "a#0", "doc": "a", "title": "Old town", "text": LONG + "The queen burnt it in 1700."},
    {"id": "a#1", "doc": "a", "title": "Old town", "text": "A river. The river is long."},
    {"id": "b#0", "doc": "b", "text": "No war. " * 30},
]
QUESTIONS = [
    {
        "id": "q1",
        "question": "When was the bridge burnt?",
        "gold_passages": ["a#0"],
        "answers": ["1700"],
        "answerable": True,
    },
    {
        "id": "q2",
        "question": "Who burnt the river?",
        "gold_passages": [],
        "about_passage": "a#1",
        "answers": [],
        "answerable": False,
    },
    {
        "id": "q3",
        "doc": "b",
        "question": "What was there?",
        "gold_passages": ["b#0"],
        "answers": ["war", "No war."],
        "evidence": ["No war."],
        "answerable": True,
    },
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "data" / "chronicle"
    home.mkdir(parents=True)
    for name, lines in (("passages", PASSAGES), ("questions", QUESTIONS)):
        (home / f"{name}.jsonl").write_text("".join(json.dumps(x) + "\n" for x in lines))
    return home


def test_the_parts_share_no_document_and_miss_no_question(folder: Path) -> None:
    parts = [load(folder.parent, part) for part in Part]
    documents = [{w.document for w in read} for _, read in parts]
    assert sorted(d for found in documents for d in found) == ["a", "b"]
    assert sorted(q.identity for asked, _ in parts for q in asked) == ["q1", "q2", "q3"]


def test_windows_hold_every_sentence_and_stay_within_the_limit(folder: Path) -> None:
    made = [w for w in sets.windows(folder) if "a#0" in w.passages]
    text = str(PASSAGES[0]["text"])
    said = {w.text[s:e] for w in made for s, e in w.sentences}
    assert said == {text[s.start : s.end] for s in sentences_of(text)}
    assert len(made) > 1
    assert all(len(w.text) <= sets.WINDOW_CHARACTERS for w in made)
    assert all(w.text in text for w in made)


def test_neighbouring_windows_share_a_sentence(folder: Path) -> None:
    text = str(PASSAGES[0]["text"])
    made = [w for w in sets.windows(folder) if "a#0" in w.passages]
    assert sum(len(w.sentences) for w in made) == len(sentences_of(text)) + len(made) - 1


def test_only_the_answering_sentence_is_gold(folder: Path) -> None:
    question = sets.questions(folder)[0]
    gold = {
        w.text[slice(*w.sentences[i])]
        for w in sets.windows(folder)
        for i in exercises.gold_sentences(question, w)
    }
    assert gold == {"The queen burnt it in 1700."}


def test_evidence_goes_before_answers() -> None:
    window = Window(
        "s", "d", "", "A war. No war. War.", ((0, 6), (7, 14), (15, 19)), frozenset("p")
    )
    marked = Question("s", "1", "?", "d", False, ("p",), ("war",), ("No war.",))
    plain = Question("s", "1", "?", "d", False, ("p",), ("war",), ())
    elsewhere = Question("s", "1", "?", "d", False, ("x",), ("war",), ())
    assert exercises.gold_sentences(marked, window) == {1}
    assert exercises.gold_sentences(plain, window) == {0, 1}
    assert exercises.gold_sentences(elsewhere, window) == frozenset()


def test_tokenised_text_is_written_as_people_write() -> None:
    assert (
        exercises.spoken("the world 's `` fair '' ( in 1900 ) , 98 % of it - they said - was n't .")
        == "the world's \"fair\" (in 1900), 98% of it-they said-wasn't."
    )


def gold_texts(exercise: Exercise) -> list[str]:
    window = exercise.window
    return [window.text[slice(*window.sentences[number])] for number in exercise.gold]


def epochs(book: Schoolbook) -> list[Group]:
    """Return the groups of twenty epochs."""
    return list(chain.from_iterable(book.epoch(random.Random(seed)) for seed in range(20)))


def test_an_epoch_answers_only_where_the_answer_stands(folder: Path) -> None:
    asked, read = sets.questions(folder), sets.windows(folder)
    book = Schoolbook(asked, read, {("chronicle", q.identity): read for q in asked})
    made = list(chain.from_iterable(epochs(book)))
    burnt = [e for e in made if "1700" in e.quoted and "burnt" in e.question]
    assert burnt
    assert {tuple(gold_texts(exercise)) for exercise in burnt} == {("The queen burnt it in 1700.",)}
    assert all(not e.gold for e in made if "burnt the river" in e.question)


def test_a_group_asks_one_question_of_several_windows(folder: Path) -> None:
    asked, read = sets.questions(folder), sets.windows(folder)
    book = Schoolbook(asked, read, {("chronicle", q.identity): read for q in asked})
    groups = epochs(book)
    assert {len({exercise.question for exercise in group}) for group in groups} == {1}
    assert {len(group) for group in groups} == {1, 2}
    assert all(sum(bool(exercise.gold) for exercise in group) <= 1 for group in groups)


def test_false_claims_are_contradicted_by_the_sentence_that_they_were_made_of() -> None:
    text = "The bridge at Arvale was built by the miller in 1702. It burnt to the ground in 1911."
    book = Schoolbook([], sets.windows_of(text, "chronicle", "a", "The bridge"), {})
    made = [e for seed in range(5) for (e,) in book.epoch(random.Random(seed))]
    stances = {stance: [e for e in made if e.stance is stance] for stance in StanceColumn}
    assert all(stances.values())
    assert all(len(e.gold) == 1 for e in stances[StanceColumn.SUPPORTED])
    assert all(len(e.gold) == 1 and e.answers is None for e in stances[StanceColumn.CONTRADICTED])
    assert not any(e.gold for e in stances[StanceColumn.NOT_MENTIONED])


def test_what_may_be_shown_is_neither_right_nor_wrong() -> None:
    window = Window("s", "d", "", "A war. No war.", ((0, 6), (7, 14)), frozenset())
    assert Exercise("?", window, frozenset({0}), neutral=frozenset({1})).answers is True
    assert Exercise("?", window, frozenset(), neutral=frozenset({1})).answers is None
    assert Exercise("?", window, frozenset()).answers is False


def test_a_row_marks_the_tokens_of_each_sentence(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    window = Window(
        "s", "d", "Old town", "A war. The king signed in 1648.", ((0, 6), (7, 31)), frozenset()
    )
    rows = Rows(Tokenizer.from_file(str(tiny_networks.tokenizer(tmp_path))))
    row = rows.row(Exercise("who signed?", window, frozenset({1}), neutral=frozenset({0})))
    words = [*tiny_networks.SPECIAL, *tiny_networks.WORDS]
    assert [words[i] for i in row.ids] == (
        "[CLS] who signed ? [SEP] old town . a war . the king signed in 1648 . [SEP]".split()
    )
    assert row.places == [-1] * 8 + [0] * 3 + [1] * 6 + [-1]
    silent = Exercise("who?", window, frozenset(), stance=StanceColumn.NOT_MENTIONED)
    batch = collate([[row], [rows.row(silent), rows.row(silent)]])
    assert batch.gold.tolist() == [[False, True], [False, False], [False, False]]
    assert batch.neutral.tolist() == [[True, False], [False, False], [False, False]]
    assert batch.answerable.tolist() == [1, 0, 0]
    assert batch.stances.tolist() == [-1, 2, 2]
    assert batch.groups.tolist() == [0, 1, 1]
    assert batch.types[0].tolist() == [0] * 5 + [1] * 13
    assert batch.mask[1].tolist() == [1] * 17 + [0]


def test_batches_hold_every_row_once_within_the_limit(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    rows = Rows(Tokenizer.from_file(str(tiny_networks.tokenizer(tmp_path))))
    texts = ["The king . " * n for n in range(1, 30)]
    made = [
        rows.row(
            Exercise("who?", Window("s", "d", "", t, ((0, len(t)),), frozenset()), frozenset())
        )
        for t in texts
    ]
    grouped = batches([[row] for row in made], 128, random.Random(1))
    lengths = sorted(int(m) for b in grouped for m in b.mask.sum(dim=1))
    assert lengths == sorted(len(r.ids) for r in made)
    assert all(b.ids.numel() <= 128 for b in grouped)


def test_the_rows_of_a_question_stay_together(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    rows = Rows(Tokenizer.from_file(str(tiny_networks.tokenizer(tmp_path))))
    window = Window("s", "d", "", "The king.", ((0, 9),), frozenset())
    row = rows.row(Exercise("who?", window, frozenset()))
    grouped = batches([[row] * 3 for _ in range(10)], 4 * len(row.ids), random.Random(1))
    assert [batch.groups.tolist() for batch in grouped] == [[0, 0, 0]] * 10


def test_what_the_network_cannot_read_is_not_judged(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    rows = Rows(Tokenizer.from_file(str(tiny_networks.tokenizer(tmp_path))))
    text = "The king built a bridge. " * 60 + "Peace."
    spans = [*((at * 25, at * 25 + 24) for at in range(60)), (1500, 1506)]
    window = Window("s", "d", "", text, tuple(spans), frozenset())
    row = rows.row(Exercise("who?", window, frozenset({60})))
    assert (row.gold, row.answerable) == (frozenset(), None)
