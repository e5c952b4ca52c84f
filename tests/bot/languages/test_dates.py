"""When something was is said as the language of who reads it says it."""

import pytest

from bot.languages import speaking
from bot.phrases import export_words
from index import Document, date_label
from index.briefs.facts.dates import dates_of
from index.language.sentences import sentences_of
from index.reading.documents import document_of

SENTENCES = {
    "It fell on October 7, 2001.": ("7. Oktober 2001", "7 octobre 2001"),
    "It fell on 1 May 1999.": ("1. Mai 1999", "1er mai 1999"),
    "It fell in March 2004.": ("März 2004", "mars 2004"),
    "It grew around 1712 there.": ("etwa 1712", "environ 1712"),
    "So it was during the 1990s.": ("1990er Jahre", "années 1990"),
    "They met on June 4–6, 1989.": (
        "4. Juni 1989 bis 6. Juni 1989",
        "4 juin 1989 au 6 juin 1989",
    ),
    "It stood in the 3rd century BC.": ("3. Jahrhundert v. Chr.", "3e siècle av. J.-C."),
    "It stood in the 1st century there.": ("1. Jahrhundert", "1er siècle"),
    "They came in the 21st century.": ("21. Jahrhundert", "21e siècle"),
    "It ruled 1996–2001 there.": ("1996–2001", "1996–2001"),
}


def _label(text: str) -> str:
    read: Document = document_of(text)
    (statement,) = dates_of(read, sentences_of(read.text))
    return date_label(statement, export_words)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_date_is_said_in_the_language_of_who_reads_it(text: str) -> None:
    german, french = SENTENCES[text]
    for language, label in [("de", german), ("fr", french)]:
        with speaking(language):
            assert _label(text) == label


@pytest.mark.parametrize(
    ("century", "ending"),
    [(1, "st"), (2, "nd"), (3, "rd"), (4, "th"), (11, "th"), (12, "th"), (13, "th"), (21, "st")],
)
def test_english_has_four_endings_for_a_century(century: int, ending: str) -> None:
    label = f"{century}{ending} century"
    assert _label(f"They came in the {label} there.") == label
