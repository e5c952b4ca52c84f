"""A chat message to what is searched for: courtesy goes, and what is asked stays as typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language import stems_of, words_of
from index.search.query_terms.initials import Initials
from index.search.query_terms.numbered_parts import NumberedParts
from index.search.query_terms.queries import clean, query_of
from index.search.query_terms.slips import Slips
from index.search.query_terms.spelling import Speller


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("@bot who pays?", "who pays?"),
        ("https://example.org/toll who pays?", "who pays?"),
        ("hi there, could you please tell me who pays for it?", "who pays for it?"),
        ("Hey! do you know why it failed? thanks!", "why it failed?"),
        ("ok so who leads it now lol", "who leads it now"),
        ("well, who pays", "who pays"),
        ("I was wondering if they still meet", "they still meet"),
        ("please explain the treaty, thank you so much.", "explain the treaty."),
        ("Find me the quote where the minister admits it", "the minister admits it"),
        ("evidence that the harbour was closed", "the harbour was closed"),
        ("Is it true that the king died in 1683?", "the king died in 1683?"),
        ("can you show me where it says that the camp was moved?", "the camp was moved?"),
        ("quick q: whos the mayor", "whos the mayor"),
        ("lol who pays for it", "who pays for it"),
        ("wait, what does it cost?", "what does it cost?"),
        ("any idea who built the mill", "who built the mill"),
        ("anyone know why it failed", "why it failed"),
        ("was wondering why it failed", "why it failed"),
        ("Thanks in advance, who pays?", "who pays?"),
        ("wait what does it cost", "what does it cost"),
        ("no, who pays then?", "who pays then?"),
        ("anyway, who pays?", "who pays?"),
        ("thanks! and what does it cost", "and what does it cost"),
        ("@everyone who pays?", "who pays?"),
        ("who pays? @everyone", "who pays?"),
        ("who pays, @here", "who pays"),
        ("who pays? https://example.org/toll", "who pays?"),
        ("who pays @bot", "who pays"),
        ("who pays, @briefing-bot?", "who pays?"),
        ("who pays? @1234567890", "who pays?"),
        ("@anna who pays?", "who pays?"),
        ("Can I ping @everyone? thanks", "Can I ping @everyone?"),
    ],
)
def test_courtesy_mention_and_frame_are_taken_off(typed: str, asked: str) -> None:
    assert clean(typed) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Who pays?",
        "So-called experts",
        "Well water contamination",
        "hi-fi systems",
        "high court rulings",
        "Evidence shows a decline",
        "wait times at the border",
        "question 3 of the exam",
        "thanks to the light?",
        "so far how many mills closed",
        "so long as i pay can i stay",
        "no refunds after june",
        "No. 5: what is it?",
        "no will was left. who inherits?",
        "right, left or center?",
        "guys can come too?",
        "wait is over when?",
        "thank you letters: who writes them?",
        "Was wondering aloud banned?",
        "any way to get a refund?",
        "How does the text show that?",
        "Okayama population",
        "Give the source of the Nile",
        "Find the place where the treaty was signed",
        "Can I ping @everyone?",
        "Who owns info@mill.org?",
        "Which handle posts the news, @mill_news?",
        "@mill_news posts what?",
        "Who answers at bot@bot?",
        "Which role may use @here?",
        "Who runs https://example.org/toll?",
        "who runs https://example.org/toll",
        "hello",
        "please",
        "",
    ],
)
def test_what_is_asked_stays_as_it_was_typed(question: str) -> None:
    assert clean(question) == question


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(max_size=80))
def test_cleaning_twice_is_cleaning_once_and_never_empties(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert bool(once) == bool(text.strip())


def knowing(stems: dict[str, int]) -> Slips:
    return Slips(stems, {}, Speller({}), Initials([]))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("why did the us invade", "why did the us invade?"),
        ("whats a shim", "whats a shim?"),
        ("and who pays for it", "and who pays for it?"),
        ("isnt the toll paid", "isnt the toll paid?"),
        ("in which year did it close ", "in which year did it close?"),
        ("why did it last? | who left", "why did it last? | who left?"),
        ("who pays?", "who pays?"),
        ("who pays?!", "who pays?!"),
        ("explain the treaty", "explain the treaty"),
        ("harbour toll", "harbour toll"),
        ("why did it last? | the harbour", "why did it last? | the harbour"),
        ("They were paid", "They were paid"),
    ],
)
def test_a_question_is_read_with_the_mark_that_was_not_typed(typed: str, read: str) -> None:
    words = dict.fromkeys(stems_of([word.text for word in words_of(typed)]), 1)
    query = query_of(typed, knowing(words), NumberedParts([]))
    assert query.text == read


def read_as(typed: str, *vocabulary: str) -> tuple[str, tuple[str, ...]]:
    words = dict.fromkeys(stems_of([*vocabulary]), 1)
    query = query_of(typed, knowing(words), NumberedParts([]))
    return query.text, query.terms


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("list the motions", "the motions"),
        ("please list all motions of the guild", "all motions of the guild"),
        ("list motions", "motions"),
        ("who pays? | enumerate the wheels", "who pays? | the wheels"),
        ("list price of the saw", "list price of the saw"),
        ("name of the miller", "name of the miller"),
        ("the list of wishes", "the list of wishes"),
    ],
)
def test_to_list_something_is_what_is_done_with_it(typed: str, read: str) -> None:
    assert read_as(typed, "list", "name", "motions", "wheels")[0] == read


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("where do the dyers go instead?", ["dyers", "go"]),
        ("what does it cost exactly, again", ["cost"]),
        ("where do they go instead? | and who pays now?", ["go", "pays"]),
        ("what was sown instead of rye?", ["sown", "instead", "rye"]),
        ("anyway", ["anyway"]),
    ],
)
def test_a_closing_word_is_not_what_is_asked_about(typed: str, terms: list[str]) -> None:
    assert read_as(typed, *terms)[1] == tuple(stems_of(terms))


@pytest.mark.parametrize(
    ("typed", "written", "read"),
    [
        ("who met on october 7 1801?", "oct", "who met on Oct. 7 1801?"),
        ("who met on 7 October, 1801?", "oct", "who met on 7 Oct., 1801?"),
        ("who met on the 7th of oct. 1801?", "october", "who met on the 7th of October 1801?"),
        ("who met on oct 7?", "oct", "who met on oct 7?"),
        ("who met on sept 7?", "sep", "who met on Sep. 7?"),
        ("who met in may 1801?", "oct", "who met in may 1801?"),
        ("did they march on the mill?", "mar", "did they march on the mill?"),
    ],
)
def test_a_month_is_read_by_the_name_that_the_collection_has(
    typed: str, written: str, read: str
) -> None:
    assert read_as(typed, written, "met", "mill")[0] == read
