"""Which words before a quotation narrow or weaken it, and which do not."""

import pytest

from index.quotations.warnings.conjuncts import conjunct_of
from index.quotations.warnings.qualifiers import qualifier_before, qualifier_in
from tests.support.pace import pace_of


@pytest.mark.parametrize(
    ("before", "quoted", "qualifier"),
    [
        ("Reportedly, ", "the crews were paid twice.", "Reportedly, "),
        ("The crews left, and at times, ", "the pilots had to row.", "at times, "),
        ("But most ", "guilds refused the toll.", "most "),
        ("Half of the ", "cranes stood idle.", "Half of the "),
        ("Only some of ", "the guilds resent the toll.", "Only some of "),
        ("The port almost ", "failed in 1992.", "almost "),
        ("It has always been, in part, and probably also ", "paid in wool.", "probably also "),
    ],
)
def test_words_that_narrow_or_weaken_begin_where_they_stand(
    before: str, quoted: str, qualifier: str
) -> None:
    place = qualifier_before(before, quoted)
    assert place is not None
    assert before[place:] == qualifier


@pytest.mark.parametrize(
    ("before", "quoted"),
    [
        ("The crews slept, at times, ", "and the pilots rowed."),
        ("The board left, reportedly, ", "the crews were paid twice."),
        ("That is the more likely ", "reason for the flood."),
        ("It is a potentially ", "dangerous pier."),
        ("They are likely ", "to be paid twice."),
        ("The port lost almost ", "all ships of the north."),
        ("It was paid in whole or in part ", "by the guild."),
        ("The board praised some of ", "the guilds that were paid twice."),
        ("Some of ", "the guilds of the north"),
        ("Some of ", "the goods seized in the harbour"),
        ("One of ", "five ships was sold."),
        ("On 1 March the toll ended, some ", "seven months had been lost."),
        ("After a few ", "months the pier had been mended."),
        ("The most ", "important guilds have left."),
        ("Perhaps more importantly, ", "the crews were paid twice."),
        ("Two guilds have left and ", "the third has stayed."),
        ("Some guilds paid and ", "the others have refused."),
        ("", "Some of the guilds have refused."),
        ("At times ", "…"),
    ],
)
def test_words_that_narrow_nothing_are_passed_over(before: str, quoted: str) -> None:
    assert qualifier_before(before, quoted) is None


@pytest.mark.parametrize(
    ("hidden", "behind", "is_told"),
    [
        ("some of the ", "guilds", True),
        ("few ", "guilds", True),
        (", in some cases, ", "refused the toll", True),
        (", mostly in winter, at times, ", "refused the toll", True),
        ("wool, timber and some ", "copper", False),
        ("most of them sleep, ", "and the proposal fell", False),
        (", probably because of the toll, ", "left the port", False),
        (", which was probably cheap, ", "stood idle", False),
        (", in winter, ", "stood idle", False),
        ("some new ", "cranes", False),
    ],
)
def test_what_an_omission_hides_is_told_where_it_is_about_the_rest(
    hidden: str, behind: str, *, is_told: bool
) -> None:
    assert (qualifier_in(hidden, behind) is not None) is is_told


@pytest.mark.parametrize(
    ("hidden", "behind", "is_told"),
    [
        ("and thus poses a bar ", "to larger ships", True),
        ("and thanked the older members ", "of the crew", True),
        ("and has refused ", "to pay the toll", True),
        ("and timber ", "to the north", False),
        ("and negotiations between the guilds ", "of the north", False),
        ("and paid the crew ", "in May", False),
        ("and paid the crew, ", "to general relief", False),
        ("as a condition ", "to be paid", False),
    ],
)
def test_what_belongs_to_a_hidden_verb_is_told(hidden: str, behind: str, *, is_told: bool) -> None:
    assert (conjunct_of(hidden, behind) is not None) is is_told


@pytest.mark.no_cover  # counting lines takes time
@pytest.mark.parametrize(
    "piece", ["at times, ", "some of the ", "probably ", "and thus ", ", ", "a"]
)
def test_long_texts_cost_little(piece: str) -> None:
    text = piece * (4000 // len(piece))

    def work() -> None:
        qualifier_before(text, text)
        qualifier_in(text, text)
        conjunct_of(text, text)

    assert pace_of(work, limit=0.5) < 0.5  # measured: 0.01
