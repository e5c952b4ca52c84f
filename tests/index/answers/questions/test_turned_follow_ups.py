"""Follow-ups that ask for the other way round, or why something lasts."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.answers.questions.follow_ups import resolve
from index.answers.questions.turned_follow_ups import said_whole, turned_round
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageReading, ReaderInput
from index.reading.source_folder import list_sources, read_source
from index.settings import Settings
from index.types import Answer


def _asked(before: str, question: str = "And the other way round?") -> str | None:
    turned = turned_round(resolve(question, [before]))
    return turned.standalone if turned else None


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("What does the mill do for the town?", "What does the town do for the mill?"),
        ("what can a clerk expect of the keeper", "What can the keeper expect of a clerk?"),
        ("How do otters harm herons and fish?", "How do herons and fish harm otters?"),
        ("What has Vessel done for the Tolls?", "What have the Tolls done for Vessel?"),
        ("How much does the mill pay the town?", "How much does the town pay the mill?"),
        ("Does the town trust the mill?", "Does the mill trust the town?"),
        ("Why didn't the dyers trust the mill?", "Why didn't the mill trust the dyers?"),
        ("What does the mill need the town for?", "What does the town need the mill for?"),
        (
            "How much money does the club lend the town each year?",
            "How much money does the town lend the club each year?",
        ),
    ],
)
def test_the_parties_of_the_question_before_change_places(before: str, asked: str) -> None:
    assert _asked(before) == asked


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("What does it do for them?", "What do they do for it?"),
        ("What does the caretaker owe me?", "What do I owe the caretaker?"),
        ("What do hosts do for their lodgers?", "What do the lodgers do for hosts?"),
    ],
)
def test_pronouns_take_the_form_of_their_new_place(before: str, asked: str) -> None:
    assert _asked(before) == asked


def _said_whole(question: str, *before: str) -> str | None:
    whole = said_whole(resolve(question, before))
    return whole.standalone if whole else None


@pytest.mark.parametrize("why", ["why?", "And why?", "so why's that", "How come?"])
def test_why_behind_whether_something_lasts_asks_why_it_does(why: str) -> None:
    assert _said_whole(why, "Does the pact still hold?") == "Why does the pact still hold?"


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("Does the pact still hold?", "Why not?"),
        ("Does the pact still hold?", "Why did they sign?"),
        ("Did the baker pay?", "Why?"),
        ("What holds the pact together?", "Why?"),
        ("Doesn't the pact still hold?", "Why?"),
        ("Does it still hold?", "Why?"),
    ],
)
def test_another_why_is_read_behind_the_question_before(before: str, why: str) -> None:
    assert _said_whole(why, before) is None


def test_why_asks_of_the_last_question_alone() -> None:
    assert _said_whole("Why?", "Who signed the pact?", "Does it still hold?") is None


@pytest.mark.parametrize(
    "question",
    [
        "other way around?",
        "and vice versa",
        "ok and the other way about?",
        "now flip it",
        "same question the other way round?",
        "ok swap the two, same thing but the other way round",
        "And in the other direction?",
        "and conversely?",
        "And in return?",
        "what about the other side?",
    ],
)
def test_there_are_many_ways_to_ask_for_it(question: str) -> None:
    assert _asked("What does the mill do for the town?", question) is not None


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("What does the mill do for the town?", "And what does it get in return?"),
        ("What does the mill do for the town?", "And the club?"),
        ("What did the mill get out of the pact?", "And the other side?"),
        ("Who owns the mill?", "And the other way round?"),
        ("What does the need for flour cost?", "And vice versa?"),
    ],
)
def test_any_other_question_stays_as_it_is(before: str, question: str) -> None:
    assert _asked(before, question) is None


def test_a_question_before_that_leans_on_another_keeps_what_it_leans_on() -> None:
    history = ["Who runs the mill?", "What does it do for the town?"]
    turned = turned_round(resolve("And the other way round?", history))
    assert turned is not None
    assert turned.standalone == "Who runs the mill? | What does the town do for it?"
    assert turned.earlier == "Who runs the mill? | What does it do for the town?"


def test_a_party_has_a_few_words() -> None:
    assert _asked("What does " + "the mill and " * 20_000 + "do for the town?") is None


class Turning:
    """A reader that answers only what the town does, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        """Return readings in which whoever is asked about leads."""
        self.asked.append(question)
        subject = "The town" if "does the town" in question else "The mill"
        return [
            PassageReading(4.0, tuple(5.0 if subject in text else -5.0 for text in one.sentences))
            for one in passages
        ]


def test_it_is_answered_as_a_whole_question_of_what_was_not_told_before(tmp_path: Path) -> None:
    text = "The mill grinds flour for the town. The town clears the channel for the mill."
    (tmp_path / "mill.txt").write_text(text, "utf-8")
    documents = [read_source(source, max_bytes=10**6) for source in list_sources(tmp_path)]
    reader = Turning()
    answerer = answerer_of(documents, HashedEncoder(), Settings(answer_threshold=0.01), reader)
    before = "What does the mill do for the town?"
    outcome = answerer.answer("And the other way round?", [before])
    assert isinstance(outcome, Answer)
    quote = outcome.quotes[0]
    assert quote.highlight is not None
    lit = quote.document.text[quote.highlight.start : quote.highlight.end]
    assert lit == "The town clears the channel for the mill."
    whole = "What does the town do for the mill?"
    assert reader.asked == [whole, before, whole]  # at last behind what answered that
