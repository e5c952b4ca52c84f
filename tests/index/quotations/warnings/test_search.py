"""What a quotation leaves out or turns round is told, and nothing is told of a fair one."""

from dataclasses import replace

import pytest

from index.quotations.verification import Verdict
from index.quotations.verifier import Verifier
from index.types import Document, Metadata, Name, Paragraph

PARAGRAPHS = (
    "The board approved the new crane in May, but only for trials in the north.",
    "It did not approve the old tug, which costs $1,250,000. Not only the crew but also the "
    "pilots were paid in full that year.",
    "Critics claim that the harbour was built on sand. Although the price was low, the board of "
    "Vell refused the offer of Kelmar.",
    "“We cannot wait any longer,” said Anna Meier, the pilots’ speaker. The Northern Alliance "
    "attacked the Vell Guard near Orrin in 1997.",
    "It is not true that the keeper left the lamp alone. The ships carry wool, timber and copper "
    "from the north.",
    "The lamp, unless the keeper is away, burns until dawn in every season. Nobody asked if the "
    "oil would last.",
    "The lease is safe only for tenants who pay in advance. All members must vote before noon.",
    "No ship from Orrin paid the toll of that harbour. If the dam fails, the lower town will be "
    "flooded at once.",
    "The pier is open; however, it may be closed at night. In the dry summer of 2015, however, the "
    "pumps stood still, however hard the crew tried.",
    "Of guild and toll the latter won. The strike lasted one year and cost the port two cranes.",
    "There is no sign that the crew needed help in quietly mending the hull. The guild never voted "
    "against the toll. The crew spent the winter in mending the hull. Nobody slept, for the pilots "
    "worked against the clock. The crew did not sleep in spring.",
    "In addition, at times, above all in winter, the pilots needed funds from the guild. Some in "
    "the guild still have a fear of cranes. The keeper is probably wholly unmoved by storms.",
    "The quay has proven sound and thus poses a bar to larger ships. A few of the older pilots had "
    "seen the ice. The tide, it is said, partly explains the flood. The lamps, at times, went out.",
    "Until the toll was raised, the port lived on gifts. The mole is said to rest on piles of oak. "
    "The dredger rarely works at night. The crew of some of the tugs struck for bread.",
    "In line with this idea, the mayor closed the dock. In support of the older belief, the bell "
    "was rung at noon. In the north critics claimed the ferry was rotten.",
    "The dues are returned should the regatta fall through, though the fee for the berth is not. "
    "The ferry may run at night, should Vell ask for it. The pilots oppose the levy in those ports "
    "where the quays are shut in winter. The lamp is of use in cases where fog hides the mole.",
    "The crew keeps out of the hold, and under no circumstances should the hatch be left open. The "
    "guild has two boats, nor should a third be bought. It was asked when the toll fell and how "
    "long should the gate stay shut. The pilots are paid weekly and should each bring a lamp. "
    "The clerk was sent home, as should the cook have been. Is the mole safe, and should the town "
    "pay for it? The wool is kept in those sheds behind the mill.",
    "The lock has always leaked (and still isn't tight) on the side of the mill pond. The sluice "
    "by the old tannery has (not) been painted red since the spring. The customs house on the "
    "upper quay pays rent (and not the fees) to the widow of the founder. The chandler next to "
    "the ropewalk sells tar (except where nobody asks) by the barrel to strangers.",
)


def _document() -> Document:
    text = "\n\n".join(PARAGRAPHS)
    starts = [text.index(paragraph) for paragraph in PARAGRAPHS]
    places = zip(starts, PARAGRAPHS, strict=True)
    paragraphs = tuple(Paragraph(n, s, s + len(p), None) for n, (s, p) in enumerate(places, 1))
    metadata = Metadata("Harbours", author=(Name("Author", "Ann"),))
    return Document("harbours", text, paragraphs, metadata)


VERIFIER = Verifier.build([_document()])


def warned(quotation: str, message: str = "") -> list[tuple[str, str]]:
    """Return the kinds of warnings with the words that each is about."""
    verification = VERIFIER.verify(quotation, message)
    assert verification.quotation == quotation
    return [(warning.kind.value, warning.quote.text) for warning in verification.warnings]


@pytest.mark.parametrize(
    ("quotation", "clause"),
    [
        ("The board approved the new crane in May", "but only for trials in the north"),
        ("The board approved the new crane …", "but only for trials in the north"),
        ("approve the old tug", "not"),
        ("the harbour was built on sand", "Critics claim that"),
        ("the board of Vell refused the offer", "Although the price was low"),
        ("the keeper left the lamp alone", "It is not true that"),
        ("The lease is safe", "only for tenants who pay in advance"),
        ("paid the toll of that harbour", "No ship from Orrin"),
        ("the lower town will be flooded", "If the dam fails"),
        ("The pier is open", "however, it may be closed at night"),
        ("the dam fails, the lower town will be flooded at once", "If"),
        (
            "The dues are returned",
            "should the regatta fall through, though the fee for the berth is not",
        ),
        ("The ferry may run at night", "should Vell ask for it"),
        ("The pilots oppose the levy", "in those ports where the quays are shut in winter"),
        ("The lamp is of use", "in cases where fog hides the mole"),
    ],
)
def test_a_clause_that_limits_and_was_cut_off_is_told(quotation: str, clause: str) -> None:
    assert warned(quotation) == [("truncated", clause)]


@pytest.mark.parametrize(
    ("quotation", "qualifier"),
    [
        ("the pilots needed funds from the guild", "at times, above all in winter"),
        ("The guild still have a fear of cranes", "Some in"),
        ("wholly unmoved by storms", "probably"),
        ("unmoved by storms", "probably wholly"),
        ("the older pilots had seen the ice", "A few of"),
        ("older pilots had seen the ice", "A few of the"),
        ("the port lived on gifts", "Until the toll was raised"),
        ("rest on piles of oak", "said to"),
        ("the ferry was rotten", "In the north critics claimed"),
        ("works at night", "rarely"),
    ],
)
def test_a_quantity_or_hedge_cut_off_in_front_is_told(quotation: str, qualifier: str) -> None:
    assert warned(quotation) == [("truncated", qualifier)]


@pytest.mark.parametrize(
    ("quotation", "hidden"),
    [
        ("The keeper is … unmoved by storms", "probably wholly"),
        ("The tide … explains the flood", "partly"),
        ("The lamps … went out", "at times"),
        ("… the guild still have a fear of cranes", "Some in"),
        ("A few of the … had seen the ice", ""),
        ("The mole … rest on piles of oak", "said to"),
        ("The crew of … the tugs struck for bread", "some of"),
        ("The quay has proven sound … to larger ships", "and thus poses a bar"),
    ],
)
def test_a_quantity_hedge_or_verb_behind_an_omission_is_told(quotation: str, hidden: str) -> None:
    assert [text for _, text in warned(quotation)] == ([hidden] if hidden else [])


@pytest.mark.parametrize(
    ("quotation", "limits"),
    [
        ("There is no sign that the crew needed help", ["in quietly mending the hull"]),
        ("The guild never voted", ["against the toll"]),
        ("The crew spent the winter", []),
        ("Nobody slept, for the pilots worked", []),
        ("The crew did not sleep", []),
    ],
)
def test_what_a_denial_is_about_and_was_cut_off_is_told(quotation: str, limits: list[str]) -> None:
    assert warned(quotation) == [("truncated", limit) for limit in limits]


@pytest.mark.parametrize(
    ("quotation", "turned"),
    [
        ("The ships [do not] carry wool, timber", "ships carry"),
        ("The ships [never] carry wool, timber", "ships carry"),
        ("The board [dis]approved the new crane in May, but only", "approved"),
        ("the pilots were[n't] paid in full that year", "were"),
        ("All members must[n’t] vote before noon", "must"),
        ("[Un]safe only for tenants who pay in advance", "safe"),
    ],
)
def test_a_negation_put_in_brackets_turns_and_the_rest_is_exact(
    quotation: str, turned: str
) -> None:
    assert VERIFIER.verify(quotation).verdict is Verdict.EXACT
    assert ("turned", turned) in warned(quotation)


@pytest.mark.parametrize(
    "quotation",
    [
        "the pilots [and crews] were paid in full that year",
        "The ships carr[ied] wool, timber and copper",
        "It [was not] true that the keeper left the lamp",
        "The ships carry wool [emphasis not in the original], timber and copper",
        "It did [not] approve the old tug",
        "[S]he ships carry wool, timber",
    ],
)
def test_other_words_and_letters_in_brackets_turn_nothing(quotation: str) -> None:
    assert "turned" not in [kind for kind, _ in warned(quotation)]


@pytest.mark.parametrize(
    ("quotation", "hidden"),
    [
        ("The lamp … burns until dawn", "unless the keeper is away"),
        ("It did […] approve the old tug", "not"),
        ("The board approved the new crane […] for trials", "but only"),
        ("The dues are returned […], though the fee", "should the regatta fall through"),
    ],
)
def test_a_limit_or_negation_behind_an_omission_is_told(quotation: str, hidden: str) -> None:
    kinds = [warning for warning in warned(quotation) if warning[0] == "ellipsis_hides"]
    assert [text for _, text in kinds] == [kind for kind in [hidden] if kinds]
    assert kinds


@pytest.mark.parametrize(
    ("quotation", "source"),
    [
        ("It did approve the old tug, which costs $1,250,000.", "not"),
        ("It did not approve the old tug, which costs $1,350,000.", "1,250,000"),
        ("The board did not approve the new crane in May, but only for", "approved"),
        ("Some members must vote before noon.", "All"),
        ("All members may vote before noon.", "must"),
        ("All members must vote after noon.", "before"),
        ("The board approved the new crane in June, but only for trials", "May"),
        ("The lease is unsafe only for tenants who pay in advance", "safe"),
        ("Of guild and toll the former won", "latter"),
        ("The strike lasted two years and cost the port two cranes", "one year"),
        ("The strike lasted one year and cost the port one crane", "two cranes"),
        ("The sluice by the old tannery has been painted red since the spring.", "not"),
        (
            "The customs house on the upper quay pays rent to the widow of the founder.",
            "and not the fees",
        ),
        (
            "The chandler next to the ropewalk sells tar by the barrel to strangers.",
            "except where nobody asks",
        ),
    ],
)
def test_a_change_that_turns_the_sentence_is_told(quotation: str, source: str) -> None:
    assert warned(quotation) == [("turned", source)]


def test_a_remark_in_brackets_that_is_left_out_turns_nothing() -> None:
    quotation = "The lock has always leaked on the side of the mill pond."
    assert VERIFIER.verify(quotation).verdict is Verdict.ALTERED
    assert warned(quotation) == []


@pytest.mark.parametrize(
    "quotation",
    [
        "The Vell Guard attacked the Northern Alliance near Orrin in 1997.",
        "The Vell Guard attacked the Northern Alliance near Orrin",
    ],
)
def test_names_that_changed_places_are_told(quotation: str) -> None:
    assert VERIFIER.verify(quotation).verdict is Verdict.ALTERED
    assert warned(quotation) == [("swapped", "Northern Alliance attacked the Vell Guard")]


@pytest.mark.parametrize(
    ("quotation", "source"),
    [
        ("Omar Saleh said: “We cannot wait any longer.”", "said Anna Meier"),
        ("Ann Author writes: “We cannot wait any longer.”", "said Anna Meier"),
        ("According to Omar Saleh, “We cannot wait any longer.”", "said Anna Meier"),
        ("“We cannot wait any longer.” – Omar Saleh", "said Anna Meier"),
        (
            "“The ships carry wool, timber and copper” – Omar",
            "The ships carry wool, timber and copper",
        ),
    ],
)
def test_words_given_to_the_wrong_speaker_are_told(quotation: str, source: str) -> None:
    assert warned(quotation) == [("wrong_speaker", source)]


@pytest.mark.parametrize(
    ("author", "speaker", "is_told"),
    [
        (Name("King", "Martin Luther", suffix="Jr."), "Martin Luther King Jr.", False),
        (Name("King", "Martin Luther"), "Martin Luther King, Jr.", False),
        (Name("King", "Martin Luther", suffix="Jr."), "Robert Downey Jr.", True),
        (Name(literal="Martin Luther King Jr."), "Martin Luther King", False),
        (Name(literal="Vell Commissioner for Pilots"), "VCP", False),
        (Name(literal="Vell Commissioner for Pilots"), "IMF", True),
    ],
)
def test_a_suffix_is_no_family_name_and_initials_are_an_institutions(
    author: Name, speaker: str, *, is_told: bool
) -> None:
    document = replace(_document(), metadata=Metadata("Harbours", author=(author,)))
    quotation = f"“The ships carry wool, timber and copper” ({speaker}, 2018)"
    warnings = Verifier.build([document]).verify(quotation).warnings
    assert [warning.kind.value for warning in warnings] == ["wrong_speaker"] * is_told


def test_the_speaker_is_found_in_the_message_that_a_quotation_stands_in() -> None:
    words = "We cannot wait any longer"
    wrong = f"Look here. As Omar said, “{words}”, and so it was."
    assert warned(words, wrong) == [("wrong_speaker", "said Anna Meier")]
    assert warned(words, f"“{words}”\n— Omar Saleh, Works") == [
        ("wrong_speaker", "said Anna Meier")
    ]
    assert warned(words, f"Look here. Anna Meier said, “{words}”.") == []
    assert warned(words, f"Read this: “{words}”.") == []


@pytest.mark.parametrize(
    "quotation",
    [
        *PARAGRAPHS,
        "The ships carry wool, timber",  # a list
        "The Northern Alliance attacked the Vell Guard",  # place and time
        "The Northern Alliance attacked … in 1997",
        "Not only the crew",
        "In the dry summer of 2015",
        "In the dry summer of 2015, however, the pumps stood still",
        "The ships carry timber, wool and copper from the north.",
        "The ships carry wool, timber and copper from the coast.",
        "Anna Meier said: “We cannot wait any longer.”",
        "“The ships carry wool, timber and copper” – Ann Author",
        "We cannot wait any longer",
        "some in the guild still have a fear of cranes",
        "at times … the pilots needed funds from the guild",
        "The quay has proven sound and thus poses a bar",
        "The quay … poses a bar to larger ships",
        "the older pilots",
        "the mayor closed the dock",
        "the bell was rung at noon",
        "The tide … partly explains the flood",
        "the price was low, the board of Nowhere was not here at all in those days of old",
        "The crew keeps out of the hold",
        "The guild has two boats",
        "It was asked when the toll fell",
        "The pilots are paid weekly",
        "The clerk was sent home",
        "Is the mole safe",
        "The wool is kept",
    ],
)
def test_a_fair_quotation_has_no_warning(quotation: str) -> None:
    assert warned(quotation) == []


def test_a_speaker_beside_exact_words_is_no_change_but_another_name_in_the_source_is() -> None:
    assert VERIFIER.verify("Omar said: “We cannot wait any longer.”").verdict is Verdict.EXACT
    denied = "The board did not say: “We cannot wait”"
    text = "The board did say: “We cannot wait”, and left."
    document = Document("a", text, (Paragraph(1, 0, len(text), None),), Metadata("a"))
    verification = Verifier.build([document]).verify(denied)
    assert verification.verdict is Verdict.ALTERED
    assert [warning.kind.value for warning in verification.warnings] == ["turned"]
    changed = "“We cannot wait any longer,” said Omar Saleh, the pilots’ speaker."
    assert VERIFIER.verify(changed).verdict is Verdict.ALTERED


def test_words_that_stand_whole_elsewhere_are_not_cut_off() -> None:
    cut, whole = "The crane stood idle in June, unless it rained.", "The crane stood idle in June."
    documents = [
        Document(name, text, (Paragraph(1, 0, len(text), None),), Metadata(name))
        for name, text in (("a", cut), ("b", whole))
    ]
    assert Verifier.build(documents).verify("The crane stood idle in June").warnings == ()
    assert Verifier.build(documents[:1]).verify("The crane stood idle in June").warnings != ()
