"""Slips are mended to the documents' words, else to common ones of English; others stay."""

import pytest

from index.language import stems_of
from index.search.query_terms.initials import Initials
from index.search.query_terms.slips import Slips
from index.search.query_terms.spelling import Speller

TEXT = "The Harbour Guild charges the millers a toll. Pirates burnt the mill when Hollin paid."
WORDS = dict.fromkeys(
    "harbour guild charges millers toll pirates burnt mill when hollin paid".split(), 1
)


@pytest.fixture(scope="module")
def slips() -> Slips:
    stems = dict.fromkeys(stems_of([word for word in WORDS if word != "when"]), 1)
    return Slips(stems, WORDS, Speller(WORDS), Initials([TEXT, TEXT]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what toll did the guid charge the milers", "what toll did the guild charge the millers"),
        ("who were the piratse", "who were the pirates"),
        # words that no document has
        ("what interesst did he pay", "what interest did he pay"),
        ("who was the arehitect of the mill", "who was the architect of the mill"),
        ("y did the mill burnign stop", "why did the mill burning stop"),
        ("HOW DID THE GUIDL PAY", "HOW DID THE GUILD PAY"),
    ],
)
def test_slips_are_mended(slips: Slips, typed: str, meant: str) -> None:
    assert slips.mended(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "why did the mill close",
        "what did Zhelkov pay",  # a name that no document has
        "what did zhelkov pay",
        "who pays the HG",  # initials of a name
        "who is Guilda",  # may be another's name
        "what is epistocracy",  # terms that no document has
        "how does pytest differ from unittest",
        "what is the jupyter kernel",
        "who is vitalik and what did he get",
        "what is degrowth and who wants it",
        "hvor meget skal de have betalt",  # not asked in English
        "doet de burgr",
        "qui paye le tolle",
        "was bezahlt der Müler",
        "who is bob@harbr.com and what did he get",
        "what does the file guidl.pdf say",
        'what does "interesst" mean in the text',
        "whens the next vote",  # its apostrophe is missing
    ],
)
def test_what_is_no_slip_stays(slips: Slips, typed: str) -> None:
    assert slips.mended(typed) == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how many dvks are there", "how many dvk are there"),
        ("what are lgos for", "what are lgo for"),
        ("what are gas and news for", "what are gas and news for"),
        ("what are brass for", "what are brass for"),
        ("what are tlks for", "what are tlks for"),
    ],
)
def test_a_plural_that_has_no_stem_is_the_word_that_the_documents_have(
    typed: str, meant: str
) -> None:
    words = dict.fromkeys(["dvk", "lgo", "ga", "new", "bras"], 1)
    slips = Slips(dict.fromkeys(stems_of([*words]), 1), words, Speller(words), Initials([]))
    assert slips.mended(typed) == meant


def test_a_name_is_mended_where_it_is_searched_for(slips: Slips) -> None:
    assert slips.mended("who paid the Piratess") == "who paid the Piratess"
    assert slips.mended("who paid the Piratess", names=True) == "who paid the Pirates"


def test_initials_are_written_out_where_a_query_is_made(slips: Slips) -> None:
    assert slips.with_names("who pays the HG") == "who pays the Harbour Guild"


def test_what_is_mended_has_nothing_left_to_mend(slips: Slips) -> None:
    once = slips.mended("wat interesst did the guid chargge")
    assert slips.mended(once) == once == "what interest did the guild charge"
