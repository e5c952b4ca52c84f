"""A question that asks two things is taken apart; one that asks one thing is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answers.questions.compound_questions import MOST_PARTS, by_lines, parts_of
from tests.support.pace import pace_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who pays for it, and how much?", ("Who pays for it", "how much?")),
        ("who wrote the ode & when", ("who wrote the ode", "when")),
        ("When did it start and who led it?", ("When did it start", "who led it?")),
        ("Who built the mill? And in what year?", ("Who built the mill?", "in what year?")),
        (
            "In which year was it built, and who built it?",
            ("In which year was it built", "who built it?"),
        ),
        ("By whom was it led and when did it end?", ("By whom was it led", "when did it end?")),
        ("Is it free? How long does it take?", ("Is it free?", "How long does it take?")),
        ("What is silk; where is it made?", ("What is silk", "where is it made?")),
        (
            "Why did they join, and did they regret it?",
            ("Why did they join", "did they regret it?"),
        ),
        ("whats the fee and whens it due", ("whats the fee", "whens it due")),
        ("what is the fee?! is it refundable", ("what is the fee?!", "is it refundable")),
        ("What is the fee and is it refundable?", ("What is the fee", "is it refundable?")),
        ("what is the fee? also can i pay cash", ("what is the fee?", "can i pay cash")),
        ("did they agree? if not, why not?", ("did they agree?", "why not?")),
        ("how do i apply n who is eligible", ("how do i apply", "who is eligible")),
        (
            "What is the role of the guild and how does it pay?",
            ("What is the role of the guild", "how does it pay?"),
        ),
    ],
)
def test_two_questions_are_taken_apart(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "How and why did it end?",
        "Who and when?",
        "Bronze is made of copper and what?",
        "What fell between when it rose and when it set?",
        "Do you know who wrote it and when?",
        "In which town do they say who pays and when?",
        "What did the council and WHO regional office ask?",
        "Which ships and barges lay in the harbour?",
        "The toll was paid and nobody complained.",
        "What about bread and butter?",
        "did the minister mess up or what",
        "? " * 5000 + "x",
        "Will they come back, or why not?",
        "is it open or not?",
        "who came and did the work?",
        'Who said "Why did it close? When did it open?" in 1702?',
        "Who asked “who pays, and how much?”",
        "Who lost and was the first to go?",
        "",
    ],
)
def test_one_question_stays_whole(question: str) -> None:
    assert parts_of(question) == (question,)


def test_beside_a_quotation_a_question_is_taken_apart() -> None:
    asked = 'Who said "Why did it close? Who pays?" in 1702? When did it open?'
    assert parts_of(asked) == (
        'Who said "Why did it close? Who pays?" in 1702?',
        "When did it open?",
    )


def test_of_a_list_of_many_questions_the_last_stay_together() -> None:
    four = ("Who came?", "Who went?", "Who stayed?", "Who slept?")
    assert parts_of(" ".join(four)) == four
    assert parts_of(" ".join([*four, "Who ate?"])) == (*four[:3], "Who slept? Who ate?")


@given(st.lists(st.sampled_from("who when what and or , ; ? the mill is did".split()), max_size=14))
def test_parts_are_pieces_of_the_question_in_order(words: list[str]) -> None:
    question = " ".join(words)
    parts = parts_of(question)
    assert 1 <= len(parts) <= MOST_PARTS
    at = 0
    for part in parts:
        at = question.index(part, at) + len(part)


@pytest.mark.no_cover  # counting lines takes time
@pytest.mark.parametrize("text", ["who came" + " " * 9000 + "x", "a\n" * 5000])
def test_a_long_run_of_spaces_or_lines_is_looked_at_in_a_moment(text: str) -> None:
    assert pace_of(lambda: parts_of(by_lines(text)), limit=2) < 2


@pytest.mark.parametrize("space", [" ", "   ", " \n "])
@pytest.mark.parametrize("comma", ["", ",", " ,", ";"])
def test_however_many_spaces_stand_in_a_seam_it_is_one(space: str, comma: str) -> None:
    parts = parts_of(f"Who pays for it{comma}{space}and{space}how much is it?")
    assert parts == ("Who pays for it", "how much is it?")


def test_lines_that_ask_each_on_its_own_are_taken_apart() -> None:
    assert parts_of(by_lines("what is the fee\nwhen is it due")) == (
        "what is the fee",
        "when is it due",
    )
    assert parts_of(by_lines("what is the fee?\n\nwhen is it due")) == (
        "what is the fee?",
        "when is it due",
    )


@pytest.mark.parametrize(
    "text",
    [
        "what is the\nfee",
        "the fee:\n12 marks",
        "I read it.\nWhy is it 12?",
        "What is the name of the man\nwho built the mill?",
        "Which of the rooms\nare open on Sunday?",
        "Who owns the house\nwhere Marlow was born?",
        "What is the date by\nwhich I must pay?",
        "The people who sign\nare bound",
    ],
)
def test_other_lines_stay_as_they_are(text: str) -> None:
    assert by_lines(text) == text
