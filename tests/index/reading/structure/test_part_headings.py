"""Lines with the number of a part are headings in a text that stands indented under others."""

from index.reading.documents import document_of

RULES = """\
1. Introduction

   The mill belongs to those who live in the valley, and to nobody else in it.

2. The bodies

  2.1. General rules

    1. Nobody has to work for the mill who does not want to do so, whatever
       the others think of that.
    2. A person may hold several posts at once.

  2.2. The miller

   The miller is chosen by the village in the month of May, by all who live there.

3. The grain

  3.1. Powers

   Whoever brings grain may watch it being ground, as long as there is light.
"""


def test_parts_with_numbers_of_their_own_are_headings_though_air_is_below_them() -> None:
    document = document_of(RULES)
    titles = [section.title for section in document.sections]
    assert titles[-4:] == ["2.1. General rules", "2.2. The miller", "3. The grain", "3.1. Powers"]
    texts = [document.text[one.start : one.end] for one in document.paragraphs]
    assert texts[2] == "2. A person may hold several posts at once."
