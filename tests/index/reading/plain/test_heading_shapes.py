"""Lines that are headings by their shape, and lines that only look like some."""

import re

from index.reading.documents import document_of

CLAUSES = """\
The Licence of the Mill

    THE MILL IS GIVEN AS IT STANDS, AND THE KEEPERS OF THE VALLEY DO NOT PROMISE
    ANY MORE THAN THAT IT STANDS.

1. Definitions

 a. "Flour" means whatever comes out of the mill between the stones, or was
    ground there before, as long as it is dry.
 b. "Wheel" means the wheel of the mill, and whatever turns in place of it for
    as long as the wheel does not.

2. Warranties and Disclaimer

THE KEEPERS OFFER THE MILL AS IT STANDS, AND PROMISE NOTHING OF THE WHEEL OR OF
THE STONES.

3. Termination

 a. This licence and the rights that are given hereunder will come to an end
    automatically upon any breach of its terms, and nobody has to be told of it
    before.
 b. Whoever has flour of the mill keeps it, though, and may eat it as long as it
    lasts.

Notice

    The council of the valley is no party to this licence, and warrants nothing
    of the mill.
"""


def test_a_clause_whose_sentence_goes_on_in_the_next_line_is_no_heading() -> None:
    document = document_of(CLAUSES)
    assert [section.title for section in document.sections] == [
        "The Licence of the Mill",
        "1. Definitions",
        "2. Warranties and Disclaimer",  # over text at the margin
        "3. Termination",
        "Notice",
    ]
    told = [document.text[p.start : p.end] for p in document.paragraphs]
    assert [text[:30] for text in told if text.startswith("a. ")] == [
        'a. "Flour" means whatever come',
        "a. This licence and the rights",
    ]


def test_parts_that_are_counted_by_name_are_headings_over_clauses() -> None:
    named = re.sub(r"^(\d)\. (.*)$", r"Section \1 -- \2.", CLAUSES, flags=re.MULTILINE)
    titles = [section.title for section in document_of(named).sections]
    assert titles[1:] == [
        "Section 1 -- Definitions.",
        "Section 2 -- Warranties and Disclaimer.",
        "Section 3 -- Termination.",
        "Notice",
    ]


STATEMENTS = """\
WHEEL: How does it turn?
    By the water of the river, which comes down from the hills behind the mill
    and goes under the bridge.

WHEEL: It does not turn.
    There is no water. Look for it behind the bridge, and wait for rain if there
    is none.

FLOUR: It is wet.
    Close the door of the loft. The flour dries within a day, as long as nobody
    opens it again.

STONES: They are worn.
    See the quarry at Hale, where they are cut.

WEIR: How high is it?
    As high as a man, and half as high again in the years in which the river
    brings stones down from the hills, which are then taken out by the keepers
    of the valley in the autumn, when there is nothing else to do for them.
"""


def test_statements_stand_over_what_answers_them_as_questions_do() -> None:
    titles = [section.title for section in document_of(STATEMENTS).sections]
    assert titles == [
        "WHEEL: How does it turn?",
        "WHEEL: It does not turn.",
        "FLOUR: It is wet.",
        "STONES: They are worn.",
        "WEIR: How high is it?",
    ]


def test_a_sentence_over_what_is_set_in_is_no_heading_where_it_is_one_of_few() -> None:
    lone = STATEMENTS.replace("wet.", "wet?").replace("worn.", "worn?")
    assert "WHEEL: It does not turn." not in [one.title for one in document_of(lone).sections]


def test_capitals_with_air_below_are_a_heading_of_deeper_text() -> None:
    text = STATEMENTS + "\nWHEEL AND WEIR\n  All about both.\n\n  TURN WEIR\n\n     It turns it.\n"
    last = document_of(text).sections[-1]
    assert (last.title, last.level) == ("TURN WEIR", 2)


def test_a_first_line_that_alone_stands_in_capitals_is_the_title() -> None:
    text = "TABLES OF GRAINS\n\noats  3\nbarley  4\nrye  5\n"
    assert document_of(text, id="grains").metadata.title == "TABLES OF GRAINS"
    further = f"{text}\nTABLES OF STONES\n\nflint  1\nslate  2\n"
    assert document_of(further, id="grains").metadata.title == "grains"
