"""A question that leans on an earlier one is searched with it, and no other is."""

import pytest

from index.answers.questions.follow_ups import (
    ResolvedQuestion,
    asked_of_another,
    follow_up,
    going_on,
    going_on_from,
    leans,
    meant_alone,
    resolve,
)


@pytest.mark.parametrize(
    "question",
    [
        "And what did it cost them?",
        "Why?",
        "Which countries?",
        "Who leads it?",
        "What about the second one?",
        "Did she accept his offer?",
        "how so",
        "ok and the others?",
        "lol what about dogs",
        "so why?",
        "did the others agree?",
        "anyone else?",
        "did the mill agree with the others?",
        "anything else they're sore about?",
        "So who paid for the wall?",
        "does the studio need her?",
        "why did they leave the league?",
        "Who paid for their trip?",
        "is there more of it?",
        "Can I cancel it two days before arrival?",
        "Can I cancel it when I’m two days late for arrival?",
        "What happens when it's cancelled?",
        "what happens when they’re cancelled by a guest",
        "Why isn't it?",
        "And the guild paid harbour toll?",  # four words that tell
        "Did Brandt sell it to Marlow?",  # three
        "How much does it cost the members of the guild?",
        "Is it possible?",
        "what's the second advantage",
        "whats the real reason",
        "how do i fix the last one?",
        "whats the maximum i can set",
        "How do I change the default?",
        "what happens with the rest",
    ],
)
def test_a_question_that_points_back_leans(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "What does the treaty say about fishing rights?",
        "How many ships were lost at Trafalgar?",
        "Did the Senate change its vote on the Kansas act in 1854?",
        "why did rome fall",
        "Why did the millers build a second bridge?",
        "is there a late fee",
        "Did the Taliban keep its promise?",
        "did the farmers get their money",
        "more than 3 guests allowed?",
        "can someone else drive my rental car?",
        "is anything else needed to get a passport",
        "how do I let the others know about the meeting",
        "any way to get a refund?",
        "What happens if there's no lifeguard?",
        "how many lockers there are in winter",
        "Why didn't the council rent the hall?",
        "what did the mill owners say of the others?",
        "And the guild paid harbour toll twice?",
        "Did Brandt sell it to Marlow cheaply?",
        "and how did the treaty of Versailles change the border of Poland in 1919?",
        "Is it possible to pay the market fee by card?",
        "How long does it take to register a stall?",
        "Does the study claim that wages rose in the mills?",
        "who was the second builder",
        "Who signed the first agreement?",
        "what was the real cause of the flood",
        "which harbour is the default",
        "what's the maximum depth",
        "what is the limit for barges",
    ],
)
def test_a_question_that_stands_alone_does_not(question: str) -> None:
    assert not leans(question)


def test_what_it_leans_on_is_put_before_it() -> None:
    asked = resolve("Who leads it?", ["What is the guild?", "Where does the guild meet in winter?"])
    assert asked.standalone == "Where does the guild meet in winter? | Who leads it?"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("what about the dyers", "Who pays? | And the dyers?"),
        ("ok, and how about Iran?!", "Who pays? | And Iran?"),
        (
            "what about the price of the cloth in winter",
            "Who pays? | what about the price of the cloth in winter",
        ),
        ("no sorry i meant who collects", "Who pays? | who collects"),
        ("Ah wait, I mean when did it start?", "Who pays? | when did it start?"),
        ("I mean the dyers", "Who pays? | And the dyers?"),
        ("nah i meant only on market days!", "Who pays? | And only on market days?"),
        ("nope not those, the weavers of Arval", "Who pays? | And the weavers of Arval?"),
        ("not that one but the second fair", "Who pays? | And the second fair?"),
        ("no, not them, i meant what about the dyers", "Who pays? | And the dyers?"),
        ("not that the dyers mind", "Who pays? | not that the dyers mind"),
        ("nope not those", "Who pays? | nope not those"),
    ],
)
def test_a_follow_up_is_put_in_the_words_that_the_reader_learned(typed: str, read: str) -> None:
    assert ResolvedQuestion(typed, ("Who pays?",)).standalone == read
    assert ResolvedQuestion(typed).standalone == typed


@pytest.mark.parametrize(
    ("typed", "alone"),
    [
        ("nah i meant only the fairs on market days", "only the fairs on market days"),
        ("not that, the harbour toll", "the harbour toll"),
        ("sorry i meant on Sundays", None),  # it needs the question before
        ("and the harbour toll?", None),  # nothing was meant in another's place
    ],
)
def test_what_was_meant_in_place_of_a_question_may_stand_alone(
    typed: str, alone: str | None
) -> None:
    meant = meant_alone(ResolvedQuestion(typed, ("Who pays for the fairs?",)))
    assert (meant and meant.question) == alone


@pytest.mark.parametrize(
    ("question", "is_leaning"),
    [
        ("sorry i meant the weir of Arval", True),
        ("wait, not that, the harbour toll of Arval", True),
        ("no i meant who built it", True),
        ("no i meant who built the weir of Arval", False),
        ("is it not that, as the millers say, the weir of Arval leaks?", False),
        ("what do the millers get from the weir, the weir of Arval i mean", False),
    ],
)
def test_what_was_meant_leans_unless_it_is_a_whole_question(
    question: str, is_leaning: bool
) -> None:
    assert leans(question) is is_leaning


def test_a_chain_is_followed_to_the_question_that_stands() -> None:
    asked = resolve("And why?", ["Where does the guild meet in winter?", "Who leads it?"])
    assert asked.context == ("Where does the guild meet in winter?", "Who leads it?")


def test_a_question_that_stands_ignores_history() -> None:
    asked = resolve("How many ships were lost at Trafalgar?", ["Who is Nelson?"])
    assert asked.standalone == "How many ships were lost at Trafalgar?"


def test_three_questions_before_count_and_empty_ones_do_not() -> None:
    history = ["How so?", "Why?", "And why?", "So why?"]
    assert resolve("And how?", history).context == ("Why?", "And why?", "So why?")
    assert resolve("And how?", ["Why?", "  "]).context == ("Why?",)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("when do barges pay nothing", "Who leads the guild? | Why? | when do barges pay nothing"),
        ("did the weavers mind?", "Who leads the guild? | Why? | did the weavers mind?"),
        ("did Brandt mind?", None),  # it names somebody
        ("did the 40 weavers mind?", None),
        ("when do barges with timber pay nothing", None),  # it says enough
    ],
)
def test_a_short_question_may_go_on_from_the_one_before(question: str, read: str | None) -> None:
    asked = follow_up(question, ["Who leads the guild?", "Why?"])
    assert asked.standalone == question
    other = going_on(asked)
    assert (other and other.standalone) == read
    assert going_on(follow_up(question)) is None


def test_what_leans_on_the_question_before_goes_on_from_it_in_no_other_way() -> None:
    asked = follow_up("And why?", ["Who leads the guild?"])
    assert asked == ResolvedQuestion("And why?", ("Who leads the guild?",), answered=True)
    assert going_on(asked) is None


def test_a_part_of_three_telling_words_may_go_on_with_the_one_before() -> None:
    before = ResolvedQuestion("When did Brandt die?")
    short = ResolvedQuestion("when did villagers find gold?")
    going_on = going_on_from(short, before)
    assert going_on == ResolvedQuestion(short.question, ("When did Brandt die?",))
    assert going_on_from(ResolvedQuestion("when did villagers find yellow gold?"), before) is None


@pytest.mark.parametrize(
    ("before", "question", "asked"),
    [
        ("how do wheels turn", "and sails?", "how do sails turn?"),
        ("How do the wheels turn?", "what about the sails", "How do the sails turn?"),
        ("When was the mill built?", "And the weir?", "When was the weir built?"),
        ("What is a sluice?", "and a weir?", "What is a weir?"),
        ("How does Varga vote?", "And Amsel?", "How does Amsel vote?"),
        ("how do wheels turn", "sorry i meant sails", "how do sails turn?"),
        ("What did the failure cost Corrant?", "And Fennet?", None),
        ("How does Varga explain the vote?", "And Amsel?", None),
        ("What did the miller give?", "And the other way round?", None),
        ("When do the growers come?", "And the others?", None),
        ("how do wheels turn", "and today?", None),
        ("how do wheels turn", "and them?", None),
        ("how do wheels turn", "and how often?", None),
        ("how do wheels turn", "do sails turn?", None),
        ("how many sails does each mill have", "and wheels?", None),
        ("how do they turn", "and sails?", None),
    ],
)
def test_what_only_names_another_is_asked_in_the_words_of_the_question_before(
    before: str, question: str, asked: str | None
) -> None:
    other = asked_of_another(ResolvedQuestion(question, (before,), answered=True))
    assert (other and other.question) == asked
