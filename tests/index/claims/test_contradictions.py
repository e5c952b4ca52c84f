"""What speaks against a claim, and what does not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.claims.contradictions import Mismatch, MismatchKind, contradictions
from index.language.denials import denials_of
from tests.support.pace import pace_of

GATES = "The towns control or contest 44 percent of the river’s gates."
FLOOD = (
    "Opened on Oct. 7, 1921, the gate at Bremen held for two decades, although the wardens had "
    "never trusted its five locks."
)


def kinds(claim: str, evidence: str, context: str = "") -> set[MismatchKind]:
    return {mismatch.kind for mismatch in contradictions(claim, evidence, context)}


@pytest.mark.parametrize(
    "claim",
    [
        "The towns control 44 percent of the gates",
        "the towns contest forty-four per cent of the river's gates",
        "More than 40% of the gates are controlled by the towns",
        "The towns control about 45 percent of the gates",
    ],
)
def test_the_same_number_in_other_words_is_no_difference(claim: str) -> None:
    assert contradictions(claim, GATES) == ()


@pytest.mark.parametrize(
    ("claim", "claimed"),
    [
        ("The towns control 14 percent of the gates", "14 percent"),
        ("The towns control fourteen percent of the gates", "fourteen percent"),
        ("The towns control more than 50 percent of the gates", "50 percent"),
        ("The towns control about 43 percent of the gates", "43 percent"),
        ("The towns control half of the gates", "half"),
    ],
)
def test_another_number_speaks_against_a_claim(claim: str, claimed: str) -> None:
    assert contradictions(claim, GATES) == (Mismatch(MismatchKind.NUMBER, claimed, "44 percent"),)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The warden serves for twelve months", "The warden serves for one year."),
        ("It is told within fourteen days", "It is told within 2 weeks of the vote."),
        ("The weir is 1500 metres long", "The weir is 1.5 kilometres long."),
        ("The gate is shut for six months", "The gate is shut for half a year."),
    ],
)
def test_the_same_measure_in_another_unit_is_no_difference(claim: str, evidence: str) -> None:
    assert contradictions(claim, evidence) == ()


def test_another_measure_in_another_unit_speaks_against_a_claim() -> None:
    (mismatch,) = contradictions("The weir is 1600 metres long", "The weir is 1.5 kilometres long.")
    assert (mismatch.kind, mismatch.claimed) == (MismatchKind.NUMBER, "1600")
    assert mismatch.stated == "1.5"
    (mismatch,) = contradictions("It is told within 15 days", "It is told within 2 weeks.")
    assert (mismatch.claimed, mismatch.stated) == ("15", "2")


def test_a_number_said_twice_does_not_stand_for_another() -> None:
    assert contradictions("Of 44 gates, 44 held", "Of 44 gates, 41 held.") == (
        Mismatch(MismatchKind.NUMBER, "44", "41"),
    )
    assert contradictions("Of 44 gates, 44 held", "All 44 gates held.") == ()


def test_a_number_that_the_evidence_lacks_speaks_against_a_claim() -> None:
    assert contradictions("There are 300 gates", "The gates are many.") == (
        Mismatch(MismatchKind.NUMBER, "300", ""),
    )


def test_a_small_number_may_be_told_without_one_where_the_words_differ() -> None:
    assert contradictions("Two towns were flooded", "Bremen and Minden stood under water.") == ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The dyke is 2.5km long", "The dyke is 2.5 km long."),
        ("The dyke is 1,500m long", "The dyke is 1,500 metres long."),
        ("2.5 million people saw the flood", "Two and a half million people saw the flood."),
        ("2.5m people saw the flood", "2.5 million people saw the flood."),
        ("The flood cost $5bn", "The flood cost five thousand million dollars."),
        ("7/10 gates held", "Of the gates 7 out of 10 held."),
        ("It was -5 degrees at the gate", "It was five degrees below zero at the gate."),
        ("Half a million people saw the flood", "500,000 people saw the flood."),
    ],
)
def test_a_number_is_the_same_however_it_is_written(claim: str, evidence: str) -> None:
    assert contradictions(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "claimed", "stated"),
    [
        ("The dyke is 2.7km long", "The dyke is 2.5 km long.", "2.7km", "2.5"),
        ("The dyke is 2.7 km long", "The dyke is 2.5km long.", "2.7", "2.5km"),
        ("Each stone weighs 15kg", "Each stone weighs 12kg.", "15kg", "12kg"),
        ("3m people saw the flood", "2.5 million people saw the flood.", "3m", "2.5 million"),
        ("It was -5 degrees at the gate", "It was 5 degrees at the gate.", "-5", "5"),
        ("8/10 gates held", "Of the gates 7 out of 10 held.", "8", "7"),
    ],
)
def test_another_number_speaks_against_a_claim_however_it_is_written(
    claim: str, evidence: str, claimed: str, stated: str
) -> None:
    assert contradictions(claim, evidence) == (Mismatch(MismatchKind.NUMBER, claimed, stated),)


def test_twenty_years_are_two_decades() -> None:
    assert contradictions("The gate at Bremen held for 20 years", FLOOD) == ()
    assert kinds("The gate at Bremen held for 30 years", FLOOD) == {MismatchKind.NUMBER}


@pytest.mark.parametrize(
    ("claim", "claimed", "found"),
    [
        ("The gate opened in 1931", "1931", "1921"),
        ("The gate opened in the 1930s", "1930s", "1921"),
        ("The gate was opened on November 7, 1921", "November", "Oct."),
    ],
)
def test_another_date_speaks_against_a_claim(claim: str, claimed: str, found: str) -> None:
    assert contradictions(claim, FLOOD) == (Mismatch(MismatchKind.DATE, claimed, found),)


@pytest.mark.parametrize(
    "claim",
    ["The gate opened in October 1921", "The gate opened in the 1920s", "It opened on 10/7, 1921"],
)
def test_the_same_date_in_another_form_is_no_difference(claim: str) -> None:
    assert contradictions(claim, FLOOD) == ()


def test_a_name_in_anothers_place_speaks_against_a_claim() -> None:
    assert contradictions("The gate at Minden held for two decades", FLOOD) == (
        Mismatch(MismatchKind.NAME, "Minden", "Bremen"),
    )


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("American troops left Minden", "The troops of the U.S. left Minden under Van Buren."),
        ("The United States left Minden", "US troops under Ludwig Van Buren left Minden."),
        ("Dutch wardens opened the gate", "Wardens of the Netherlands opened it for Hall."),
        ("The gate was British", "The gate was the United Kingdom’s, said Ada Hall."),
    ],
)
def test_a_country_is_known_by_what_is_of_it(claim: str, evidence: str) -> None:
    assert contradictions(claim, evidence) == ()


def test_another_country_speaks_against_a_claim() -> None:
    evidence = "The Dutch troops left Minden."
    assert contradictions("French troops left Minden", evidence) == (
        Mismatch(MismatchKind.NAME, "French", "Dutch"),
    )


def test_a_word_of_two_countries_names_for_neither() -> None:
    evidence = "The United States troops of Van Buren left Minden."
    assert contradictions("British troops left Minden", evidence)[0].claimed == "British"


def test_a_particle_stands_in_no_names_place() -> None:
    evidence = "In that year Bin Laden left Minden."
    assert contradictions("In that year the Danish left Minden", evidence) == (
        Mismatch(MismatchKind.NAME, "Danish", "Laden"),
    )


def test_a_name_that_stands_around_the_evidence_is_known() -> None:
    evidence = "They opened the gate at Bremen in that year."
    assert kinds("The Hanseatics opened the gate at Minden", evidence) == {MismatchKind.NAME}
    assert (
        contradictions("The Hanseatics opened the gate at Bremen", evidence, "The Hanse met.") == ()
    )


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Most Afghan gates held in Kabul", "Most gates of Afghanistan held in Kabul, said Omar."),
        (
            "The gates held, says the NRA",
            "The gates held, says the National River Authority of Bern.",
        ),
    ],
)
def test_forms_of_a_name_are_one_name(claim: str, evidence: str) -> None:
    assert contradictions(claim, evidence) == ()


def test_an_acronym_is_another_name_where_its_letters_begin_no_words_in_a_row() -> None:
    claim = "The gates held, says the NRA"
    for evidence in ("The gates held, says NATO.", "The gates held, says the National Park Board."):
        assert kinds(claim, evidence) == {MismatchKind.NAME}
    stated = "The gates held, says the National Bureau of River Authority."
    assert kinds(claim, stated) == {MismatchKind.NAME}


def test_a_name_is_known_with_its_accents_in_either_form() -> None:
    claim, evidence = "The gate was Ångström’s idea", "The gate was the idea of Ångström, not Hall."
    for one, other in ((claim, evidence), (evidence, claim)):
        apart = unicodedata.normalize("NFD", one)
        assert MismatchKind.NAME not in kinds(apart, other)
        assert MismatchKind.NAME not in kinds(other, apart)


def test_what_only_one_side_denies_speaks_against_a_claim() -> None:
    assert contradictions("The towns do not control the gates", GATES) == (
        Mismatch(MismatchKind.NEGATION, "not … control", "control"),
    )
    assert contradictions("The wardens trusted the five locks of the gate", FLOOD) == (
        Mismatch(MismatchKind.NEGATION, "trusted", "never … trusted"),
    )


@pytest.mark.parametrize(
    "claim",
    [
        "The wardens never trusted the five locks of the gate",
        "The wardens didn’t trust the gate's five locks",
        "The wardens refused to trust the five locks of the gate",
        "The wardens of the gate not only watched its five locks, they had never trusted them",
    ],
)
def test_what_both_sides_deny_is_no_difference(claim: str) -> None:
    assert contradictions(claim, FLOOD) == ()


def test_an_opposite_speaks_against_a_claim() -> None:
    assert contradictions(
        "The water rose over the old gates", "The water fell over the old gates"
    ) == (Mismatch(MismatchKind.OPPOSITE, "rose", "fell"),)


def test_turned_roles_speak_against_a_claim() -> None:
    assert contradictions(
        "The wardens paid the council", "Later the council paid the wardens."
    ) == (Mismatch(MismatchKind.ROLES, "wardens … paid … council", "council … paid … wardens"),)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        (
            "The wardens consult the council",
            "The wardens never felt compelled to consult it, the council.",
        ),
        ("The wardens opened the gate", "The wardens did not want to open the gate."),
        ("The wardens need the council", "The wardens no longer need the council."),
        ("The wardens still need the council", "They needed the council. That is no longer so."),
    ],
)
def test_a_denial_is_found_through_what_stands_between(claim: str, evidence: str) -> None:
    assert kinds(claim, evidence) == {MismatchKind.NEGATION}
    assert contradictions(evidence, evidence) == ()


def test_the_sentence_that_denies_may_stand_behind_the_evidence() -> None:
    evidence = "They needed the council."
    context = f"The river rose. {evidence} That is no longer the case."
    claim = "The wardens still need the council"
    assert kinds(claim, evidence) == set()
    assert kinds(claim, evidence, context) == {MismatchKind.NEGATION}


def test_what_once_was_is_not_denied_by_what_is_no_longer_so() -> None:
    evidence = "The wardens needed the council. That is no longer so."
    assert contradictions("The wardens needed the council", evidence) == ()


def test_little_and_a_great_deal_are_opposites() -> None:
    found = contradictions("The gate did little damage", "The gate did enormous damage.")
    assert found == (Mismatch(MismatchKind.OPPOSITE, "little", "enormous"),)


def test_no_evidence_has_nothing_against_a_claim() -> None:
    assert contradictions("The towns control 14 gates", " ") == ()


_WORDS = (
    "the gate gates of Bremen Minden Weser’s did not never no held hold control fell rose 44 two "
    "percent 1921 1930s October May second more than about refused half first. water. Iran, U.S. A"
).split()


@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join) | st.text(max_size=200))
def test_no_text_speaks_against_itself(text: str) -> None:
    assert contradictions(text, text) == ()


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_compared_without_an_error_and_a_difference_names_words(
    claim: str, evidence: str, context: str
) -> None:
    assert all(mismatch.claimed.strip() for mismatch in contradictions(claim, evidence, context))


@pytest.mark.parametrize("month", ["May", "March", "June"])
def test_a_month_is_known_at_the_beginning_of_a_sentence(month: str) -> None:
    claim, text = f"The council met in {month}.", f"In {month} the council met."
    for one, other in ((claim, text), (text, claim)):
        assert contradictions(one, f"{other} In July it dissolved.") == ()
        (moved,) = contradictions(one, other.replace(month, "July"))
        assert moved.kind is MismatchKind.DATE
        assert (moved.claimed.rstrip("."), moved.stated.rstrip(".")) == (month, "July")


def test_a_name_that_begins_like_a_month_is_a_name() -> None:
    assert MismatchKind.NAME in kinds("The guild heard June-Ann Hall", "The guild heard Ada Hall.")


def test_a_fraction_in_figures_is_the_same_as_in_words() -> None:
    stated = "Three quarters of the members voted for the bridge."
    assert contradictions("3/4 of the members voted for the bridge.", stated) == ()
    assert contradictions("1/4 of the members voted for the bridge.", stated) == (
        Mismatch(MismatchKind.NUMBER, "1/4", "Three quarters"),
    )


@pytest.mark.parametrize(
    "evidence",
    [
        "The council’s refusal to open the gate led to the flood.",
        "Its inability to open the gate led to the flood.",
    ],
)
def test_a_noun_that_refuses_denies_as_its_verb_does(evidence: str) -> None:
    assert contradictions("The council refused to open the gate", evidence) == ()
    (mismatch,) = contradictions("The council agreed to open the gate", evidence)
    assert mismatch.kind is MismatchKind.NEGATION


def test_who_denies_what_is_no_longer_so_is_right() -> None:
    context = "The towns needed funds from the council. That is no longer the case. It rained."
    evidence = "The towns needed funds from the council."
    assert (
        contradictions("The towns no longer need funds from the council", evidence, context) == ()
    )
    assert contradictions("The towns still need funds from the council", evidence, context)
    assert contradictions("The towns never needed funds from the council", evidence)


def test_a_denial_ends_with_its_clause_and_skips_adverbs() -> None:
    (denial,) = denials_of("It does not really apply to gates, locks or towns, but water runs.")
    assert (denial.cue, denial.word) == ("not", "apply")
    assert denial.stems == ("appli", "gate", "lock", "town")


@pytest.mark.no_cover  # counting lines takes time
def test_comparing_takes_a_few_milliseconds() -> None:
    contradictions(FLOOD, GATES)
    claim = "The gate at Minden was opened in 1931 and held 30 years"
    pace = pace_of(lambda: [contradictions(claim, FLOOD, GATES) for _ in range(20)], limit=20)
    assert pace < 20  # measured: 0.22 for each


@pytest.mark.parametrize(
    ("claim", "evidence", "of_the_same"),
    [
        ("A miller may grind 30 sacks a day.", "A miller may grind 10 sacks a day.", True),
        ("Grain is kept for about 5 years there.", "Grain is kept for 3 years there.", True),
        ("Grain is kept for about 50 days there.", "Grain is kept for 44 days there.", False),
        ("The third sack is the miller's.", "The second sack is the miller's.", False),
        ("A miller may grind 30 sacks.", "A miller may grind for 10 days in May.", False),
        ("Nobody ever sold 30 sacks of barley.", "In May a boat came with 10 sacks.", False),
    ],
)
def test_another_number_of_the_same_things_is_told_from_others(
    claim: str, evidence: str, of_the_same: bool
) -> None:
    assert any(one.of_the_same for one in contradictions(claim, evidence)) is of_the_same
