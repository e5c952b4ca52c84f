"""In which ways a question that goes on may be meant, and that it needs something to go on from."""

from pathlib import Path

import pytest

from index.answers.findings import Finding, plainly_surer
from index.answers.questions.asked_parts import asked_parts
from index.answers.questions.follow_ups import going_on_from, telling_words
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.reading.source_folder import list_sources, read_source
from index.settings import Settings
from index.types import Abstention, Outcome, Reason
from tests.support.networks.word_reader import WordReader


def going_on(question: str, history: tuple[str, ...] = ()) -> str | None:
    """What the second part is as going on with the first."""
    first, second = asked_parts(question, history)
    going_on = going_on_from(second, first)
    return going_on.standalone if going_on else None


@pytest.mark.parametrize("bare", ["why?", "since when?", "how?"])
def test_a_bare_question_word_says_nothing(bare: str) -> None:
    assert telling_words(bare) == []


def test_a_short_part_may_go_on() -> None:
    assert going_on("When did the miller die, and when did people find out?") == (
        "When did the miller die | when did people find out?"
    )


def test_it_goes_on_with_what_the_first_leans_on() -> None:
    question = "Who built it, and when did people find out?"
    assert going_on(question, ("Tell me about the mill of Arval",)) == (
        "Tell me about the mill of Arval | Who built it | when did people find out?"
    )


@pytest.mark.parametrize(
    "part",
    [
        "which council of the town granted the lease?",  # it says enough
        "who will rebuild it?",  # it points back, and leans anyway
    ],
)
def test_other_parts_do_not(part: str) -> None:
    assert going_on(f"Who burnt the mill, and {part}") is None


def ask(tmp_path: Path, question: str, history: tuple[str, ...] = ()) -> Outcome:
    (tmp_path / "gate.txt").write_text("The gate was built in 1921 because of the flood.", "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(tmp_path)]
    answerer = answerer_of(documents, HashedEncoder(), Settings(reader="none"), None)
    return answerer.answer(question, history)


@pytest.mark.parametrize(
    "question",
    ["Why?", "and why", "When?", "tell me more", "who are they?", "and the other way round?"],
)
def test_what_goes_on_from_nothing_is_not_looked_up(tmp_path: Path, question: str) -> None:
    outcome = ask(tmp_path, question)
    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.NAMES_NOTHING
    assert outcome.hits == ()


@pytest.mark.parametrize("question", ["What is the WHO?", "Who is the US?", "What about IT?"])
def test_what_is_written_in_capitals_is_looked_up(tmp_path: Path, question: str) -> None:
    assert ask(tmp_path, question).hits


def test_a_question_all_in_capitals_is_as_any_other(tmp_path: Path) -> None:
    assert not ask(tmp_path, "WHY IS IT SO?").hits


def test_what_asks_on_leans_however_many_words_it_has() -> None:
    (part,) = asked_parts("please elaborate and explain", ("Who built the mill of Arval?",))
    assert part.context == ("Who built the mill of Arval?",)


def test_what_goes_on_from_an_earlier_question_is_looked_up(tmp_path: Path) -> None:
    assert ask(tmp_path, "When?", ("Who built the gate?",)).hits
    assert ask(tmp_path, "Who built the gate, and when?").hits


@pytest.mark.parametrize("question", ["Is this biased?", "is this still up to date?"])
def test_what_a_document_is_worth_is_not_judged(tmp_path: Path, question: str) -> None:
    outcome = ask(tmp_path, question)
    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.NOT_JUDGED


def test_what_a_document_tells_of_is_looked_up_where_its_worth_is_asked(tmp_path: Path) -> None:
    assert ask(tmp_path, "Is the gate reliable?").hits
    assert ask(tmp_path, "Is that true?", ("Why was the gate built?",)).hits
    assert ask(tmp_path, "is that number right?", ("When was the gate built?",)).hits


@pytest.mark.parametrize("question", ["is that number right?", "is that essay right?"])
def test_what_was_not_answered_before_is_of_a_document(tmp_path: Path, question: str) -> None:
    history = ("When was the gate built?",) if "essay" in question else ()
    outcome = ask(tmp_path, question, history)
    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.NOT_JUDGED


def read_for(folder: Path, question: str, before: str) -> list[str]:
    """Return what a reader is asked for a question behind another."""
    (folder / "town.txt").write_text("The town lent florins. A flood took the bridge.", "utf-8")
    documents = [read_source(source, max_bytes=10**6) for source in list_sources(folder)]
    reader = WordReader()
    answerer = answerer_of(documents, HashedEncoder(), Settings(answer_threshold=0.8), reader)
    answerer.answer(question, [before])
    return reader.asked


def test_what_was_meant_is_asked_of_the_question_before_and_alone_where_that_finds_nothing(
    tmp_path: Path,
) -> None:
    asked = read_for(tmp_path, "nah i meant penguins nesting upstream", "Who paid for ferries?")
    going_on = "Who paid for ferries? | And penguins nesting upstream?"
    assert asked == [going_on, "Who paid for ferries?", "penguins nesting upstream"]


@pytest.mark.parametrize(
    ("alone", "going_on", "taken"),
    [(0.8, 0.9, 0.9), (0.8, 0.85, 0.8), (0.9, 0.8, 0.9), (0.0, 0.1, 0.1), (1.0, 1.0, 1.0)],
)
def test_another_way_to_understand_a_question_has_to_be_plainly_surer(
    alone: float, going_on: float, taken: float
) -> None:
    first, second = Finding("Why?", (), (), alone), Finding("Why?", (), (), going_on)
    assert plainly_surer(first, second).probability == taken


def test_a_short_question_that_is_answered_is_heard_as_going_on_too_and_no_other_is(
    tmp_path: Path,
) -> None:
    asked = read_for(tmp_path, "did a flood take the bridge?", "Who lent?")
    going_on = "Who lent? | did a flood take the bridge?"
    assert asked[:3] == ["did a flood take the bridge?", going_on, "Who lent?"]
    asked = read_for(tmp_path, "did penguins nest upstream?", "Who lent?")
    assert asked == ["did penguins nest upstream?"]
