"""Questions that are named of a document are those that it answers."""

from pathlib import Path

from index import Abstention, Answer, Collection, Outcome, Settings
from index.calibration.examples import answered_questions
from index.lab.hashed_encoder import HashedEncoder

MILL = "The mill at Arvale was built in 1702 by Ada Marlow. Its wheel was made of oak."
FIRE = "The roof of the mill at Arvale was burned in 1911 by a fire that began in the granary."


def test_each_question_is_answered_by_the_sentence_that_it_was_made_of(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(f"{MILL}\n\n{FIRE}", encoding="utf-8")
    (tmp_path / "wend.txt").write_text("The harbour at Wend was dug in 1630.", encoding="utf-8")
    settings = Settings(reader="none")
    collection = Collection.open(tmp_path, tmp_path / "data", settings, encoder=HashedEncoder())
    document = collection.document("mill")
    asked: list[str] = []

    def ask(question: str) -> Outcome:
        asked.append(question)
        return collection.ask(question)

    questions = answered_questions(ask, document, 2)
    assert questions
    assert set(questions) <= set(asked)
    for question in questions:
        answer = collection.ask(question)
        assert isinstance(answer, Answer)
        assert answer.quotes[0].document.id == "mill"


def test_what_is_not_answered_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(f"{MILL}\n\n{FIRE}", encoding="utf-8")
    settings = Settings(reader="none")
    collection = Collection.open(tmp_path, tmp_path / "data", settings, encoder=HashedEncoder())

    def refuse(question: str) -> Outcome:
        return Abstention(question, 0.0, (), (), 0.0)

    assert answered_questions(refuse, collection.document("mill"), 3) == ()


def test_what_is_cut_or_no_good_english_is_not_named(tmp_path: Path) -> None:
    hall = "The Hall is open from 10 am to 6 pm between April and October."
    keys = "Keys are kept in the blue cabinet beside the boiler."
    (tmp_path / "hall.txt").write_text(f"{hall}\n\n{keys}\n\n{MILL}", encoding="utf-8")
    settings = Settings(reader="none")
    collection = Collection.open(tmp_path, tmp_path / "data", settings, encoder=HashedEncoder())
    named = answered_questions(collection.ask, collection.document("hall"), 3)
    assert named == ("When was the mill at Arvale built by Ada Marlow?",)
