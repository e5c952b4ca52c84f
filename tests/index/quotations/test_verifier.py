"""The quotation check as its callers see it."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import CollectionError
from index.quotations.differences import Op
from index.quotations.surroundings import surroundings
from index.quotations.verification import MINIMUM_CHARACTERS, Verdict, Verification
from index.quotations.verifier import Verifier
from index.types import Document, Metadata, Paragraph, Span
from tests.support.pace import pace_of


def document_of(name: str, *paragraphs: str) -> Document:
    """Return a document of some paragraphs."""
    text, places = "", []
    for number, paragraph in enumerate(paragraphs, start=1):
        places.append(Paragraph(number, len(text), len(text) + len(paragraph), None))
        text += paragraph + "\n\n"
    return Document(name, text, tuple(places), Metadata(title=name.title()))


HARBOUR = document_of(
    "harbour",
    "The harbour board met on 3 May. It did not approve the new crane, which costs $1,250,000.",
    "“We cannot wait,” said the pilots’ speaker; the U.S.-built tug — their only one — was 44 "
    "years old. Its engine lost 3.5 percent of its power each year, and nobody could say why.",
    "Ships from the north now call at Vell instead. Trade has fallen by −12 points since then.",
)
LIGHTHOUSE = document_of(
    "lighthouse",
    "The keeper lit the lamp at dusk. The harbour board met on 3 May.",
    "Coöperation between the keepers was re-established; a naïve plan, the board thought.",
)
VERIFIER = Verifier.build([HARBOUR, LIGHTHOUSE])


def verify(quotation: str) -> Verification:
    return VERIFIER.verify(quotation)


@pytest.mark.parametrize(
    ("quotation", "document", "paragraph", "text"),
    [
        ("It did not approve the new crane", "harbour", 1, "It did not approve the new crane"),
        ("it did not approve the new crane", "harbour", 1, "It did not approve the new crane"),
        ("IT DID NOT APPROVE THE NEW CRANE", "harbour", 1, "It did not approve the new crane"),
        ('"We cannot wait", said', "harbour", 2, "“We cannot wait,” said"),
        ("the US-built tug -- their only one", "harbour", 2, "the U.S.-built tug — their only one"),
        ("the **U.S.‑built** tug—their", "harbour", 2, "the U.S.-built tug — their"),
        ("nobody could\n say\u00a0why.", "harbour", 2, "nobody could say why."),
        ("It did not ap-\nprove the new", "harbour", 1, "It did not approve the new"),
        ("did not ap\u00adprove the n\u200bew", "harbour", 1, "did not approve the new"),
        ("[T]he pilots' speaker", "harbour", 2, "the pilots’ speaker"),
        ("costs $1250000.", "harbour", 1, "costs $1,250,000."),
        ("a nai\u0308ve plan, the board", "lighthouse", 2, "a naïve plan, the board"),
        ("was reestablished", "lighthouse", 2, "was re-established"),
        ("was re-\nestablished", "lighthouse", 2, "was re-established"),
        ("The keeper lit … at dusk.", "lighthouse", 1, "The keeper lit the lamp at dusk."),
        (
            "It did not approve [...] the U.S.-built tug",
            "harbour",
            1,
            HARBOUR.text[32 : HARBOUR.text.index(" — their")],
        ),
        ("It [the board] did not approve", "harbour", 1, "It did not approve"),
        ("[the board] did not approve", "harbour", 1, "did not approve"),
        ("which cost[s] $1,250,000", "harbour", 1, "which costs $1,250,000"),
        (
            "lost 3.5 percent of its power",
            "harbour",
            2,
            "lost 3.5 percent of its power",
        ),
        ("fallen by −12 points", "harbour", 3, "fallen by −12 points"),
        ("fallen by –12 points", "harbour", 3, "fallen by −12 points"),
        ("since then. The", "harbour", 3, None),
    ],
)
def test_what_print_varies_and_the_quoter_marks_is_exact(
    quotation: str, document: str, paragraph: int, text: str | None
) -> None:
    verification = verify(quotation)
    if text is None:
        assert verification.verdict is not Verdict.EXACT
        return
    assert verification.verdict is Verdict.EXACT
    assert verification.quote is not None
    assert verification.quote.document.id == document
    assert verification.quote.paragraph == paragraph
    assert verification.quote.text == text
    assert {difference.op for difference in verification.differences} == {Op.EQUAL}


@pytest.mark.parametrize(
    ("quotation", "change"),
    [
        ("It did approve the new crane", ("", "not")),
        ("It did not ever approve the new crane", ("ever", "")),
        ("It did not approve the old crane", ("old", "new")),
        ("was 45 years old. Its engine", ("45", "44")),
        ("Its engine lost 35 percent", ("35", "3.5")),
        ("fallen by 12 points", ("12", "−12")),
        ("costs $1,520,000. It", None),
        ("the U.S.-built Tug — their only", ("Tug", "tug")),
        ("lit the larnp at dusk", ("larnp", "lamp")),
        ("The crane, it did not approve the new", None),
        ("tonight. Trade has fallen by", ("tonight", "instead")),
        ("Alas, trade has fallen by −12", ("Alas", "")),
        ("Surely ships from the north now call", ("Surely", "")),
    ],
)
def test_a_changed_word_is_shown_beside_the_source(
    quotation: str, change: tuple[str, str] | None
) -> None:
    verification = verify(quotation)
    assert verification.verdict is Verdict.ALTERED
    changes = [
        (difference.quoted, difference.source)
        for difference in verification.differences
        if difference.op is not Op.EQUAL
    ]
    assert change is None or changes == [change]


@pytest.mark.parametrize(
    ("quotation", "quoted", "source"),
    [
        ("It did[n't] not approve the new", "did[n't]", "did"),
        ("the new crane, which cost[ing] $1,250,000", "cost[ing]", "costs"),
        ("The [S]hips from the north now call", None, None),
    ],
)
def test_letters_in_brackets_that_alter_a_word_are_a_marked_change(
    quotation: str, quoted: str | None, source: str | None
) -> None:
    marked = [one for one in verify(quotation).differences if one.marked]
    words = [(one.quoted.strip(), one.source.strip()) for one in marked]
    assert words == ([(quoted, source)] if quoted else [])


def test_a_true_sentence_is_exact_in_each_document_that_has_it() -> None:
    verification = verify("The harbour board met on 3 May.")
    assert verification.verdict is Verdict.EXACT
    assert verification.quote is not None
    assert verification.quote.address == "harbour:1"
    assert [other.address for other in verification.also_in] == ["lighthouse:1"]


def test_a_quotation_may_run_over_sentences_and_paragraphs() -> None:
    verification = verify("nobody could say why. Ships from the north")
    assert verification.verdict is Verdict.EXACT
    assert verification.quote is not None
    assert verification.quote.text == "nobody could say why.\n\nShips from the north"
    assert verification.quote.paragraph == 2


def test_two_places_joined_without_a_mark_are_altered_and_both_are_named() -> None:
    verification = verify("The keeper lit the lamp at dusk and nobody could say why.")
    assert verification.verdict is Verdict.ALTERED
    assert verification.quote is not None
    assert [verification.quote.text, *(other.text for other in verification.joined)] == [
        "The keeper lit the lamp at dusk",
        "and nobody could say why",
    ]


def test_words_left_out_without_a_mark_are_altered_with_one_they_are_exact() -> None:
    ends = "It did not approve the new crane", "Its engine lost 3.5 percent of its power"
    assert verify(" ".join(ends)).verdict is Verdict.ALTERED
    assert verify(" … ".join(ends)).verdict is Verdict.EXACT
    assert verify(" … ".join(reversed(ends))).verdict is Verdict.ALTERED


def test_an_omission_does_not_reach_over_half_a_document() -> None:
    between = " ".join(f"w{i}" for i in range(900))
    far = document_of("far", f"The lamp was lit at dusk. {between} The tug left at dawn.")
    verifier = Verifier.build([far])
    assert verifier.verify("The lamp was lit at dusk … The tug left at dawn").verdict is (
        Verdict.ALTERED
    )


@pytest.mark.parametrize(
    "quotation",
    [
        "The committee will publish its findings on the railway next spring.",
        "one of the most important of all the things that they could do",
        "Кто-то написал это на другом языке, которого здесь нет.",
    ],
)
def test_a_sentence_from_elsewhere_is_not_found(quotation: str) -> None:
    verification = verify(quotation)
    assert verification.verdict is Verdict.NOT_FOUND
    assert verification.quote is None
    assert verification.differences == ()


def test_what_is_nearest_to_a_quotation_not_found_is_whole_sentences() -> None:
    verification = verify("The harbour board will meet again to discuss railway timetables.")
    assert verification.verdict is Verdict.NOT_FOUND
    assert verification.nearest is not None
    assert verification.nearest.text == "The harbour board met on 3 May."


def test_the_surroundings_of_a_quote_are_its_sentences_with_it_highlighted() -> None:
    quote = verify("each year, and nobody").quote
    assert quote is not None
    around = surroundings(quote)
    assert around.text.startswith("Its engine lost")
    assert around.text.endswith("could say why.")
    assert around.highlight == Span(quote.start, quote.end)
    across = verify("could say why. Ships from the north").quote
    assert across is not None
    assert surroundings(across) == across


@pytest.mark.parametrize(
    "quotation",
    [
        "Painting and resto-\nration of well-worn tug hulls.",
        "Painting and resto-\nration of wellworn tug hulls.",
        "Painting and resto- ration of well-worn tu\u00adg hulls.",
    ],
)
def test_a_broken_word_is_mended_among_sentences_much_alike(quotation: str) -> None:
    alike = " ".join(
        f"{what} of well-worn tug hulls."
        for what in ("Care", "Growth", "Painting and restoration", "Loss", "Sale", "Theft")
    )
    document = document_of("hulls", f"{alike} Wellworn is how they look.", HARBOUR.text)
    verification = Verifier.build([document]).verify(quotation)
    assert verification.verdict is Verdict.EXACT
    assert verification.quote is not None
    assert verification.quote.text == "Painting and restoration of well-worn tug hulls."


def test_words_of_a_heading_are_addressed_by_the_paragraph_after_it() -> None:
    text = "A long heading of its own\n\nThe text below it.\n\nAnother heading at the end"
    paragraph = Paragraph(1, text.index("The"), text.index("\n\nAnother"), None)
    verifier = Verifier.build([Document("headed", text, (paragraph,), Metadata(title=""))])
    for quotation in ("A long heading of its own", "Another heading at the end"):
        verification = verifier.verify(quotation)
        assert verification.verdict is Verdict.EXACT
        assert verification.quote is not None
        assert verification.quote.paragraph == 1
        assert verification.quote.text == quotation


@pytest.mark.parametrize(
    ("source", "exact", "altered"),
    [
        ("Die Hafenbehörde tagte am 3. Mai; größere Schiffe blieben fern.",
         "größere Schiffe bli\u00adeben fern", "größere Schiffe kamen fern"),
        ("委员会于五月三日开会，没有批准新的起重机，船只因此离开。",
         "没有批准新的起重机,船只因此离开", "已经批准新的起重机，船只因此离开"),
        ("اجتمع مجلس الميناء في الثالث من مايو ولم يوافق", "مجلس الميناء في الثالـث من مايو",
         "مجلس الميناء في الرابع من مايو"),
        ("คณะกรรมการท่าเรือประชุมเมื่อวันที่สามพฤษภาคม", "ท่าเรือประชุมเมื่อวันที่สาม",
         "ท่าเรือประชุมเมื่อวันที่สี่"),
    ],
)  # fmt: skip
def test_other_languages_are_read_by_their_own_words(source: str, exact: str, altered: str) -> None:
    verifier = Verifier.build([document_of("other", source), HARBOUR])
    assert verifier.verify(exact).verdict is Verdict.EXACT
    assert verifier.verify(altered).verdict is Verdict.ALTERED


SECOND = 15.0  # in paces: a pace is a fifteenth of a second on an idle core
HOSTILE = [
    "!?.,;:—…“”" * 400, "\u200b" * 4000, "😀" * 4000, "[a]" * 1300, "the … of … " * 360,
    "the " * 1000, "a-\n" * 1300, "*a*" * 1300, "1." * 2000, "\u202eabc def " * 300, "\0" * 4000,
    "\ud800 is no letter", "a" + "\u0301" * 3900, "[" * 4000, "a[" * 2000, "²" * 4000, ". " * 2000,
    "https://example.org/a/b?c=d&e=f " * 120, "It did not approve the new crane " * 100,
    "It did not approve" + " " * 3900 + "the new crane", "the new crane" + "\n" * 3900 + "x",
    "It … not … " * 360, "t-h-e " * 660, "[I]t d[i]d n[o]t " * 230,
]  # fmt: skip


@pytest.mark.parametrize("quotation", HOSTILE)
@pytest.mark.no_cover  # counting lines takes time
def test_whatever_is_pasted_is_answered_in_a_second(quotation: str) -> None:
    assert pace_of(lambda: verify(quotation), limit=SECOND) < SECOND
    assert verify(quotation).quotation == quotation


@pytest.mark.no_cover  # counting lines takes time
def test_a_long_quotation_takes_time_in_proportion() -> None:
    words = [f"w{i * 7919 % 30011}" for i in range(6_000)]
    changed = ["x" if i % 40 == 0 else word for i, word in enumerate(words[:4_800])]

    def checked(share: int) -> Callable[[], object]:
        verifier = Verifier.build([document_of("long", " ".join(words[: len(words) // share]))])
        quotation = " ".join(changed[: len(changed) // share])
        assert verifier.verify(quotation).verdict is Verdict.ALTERED
        return lambda: verifier.verify(quotation)

    # Other programs take the caches that the whole needs and a part of it does not.
    limit = 4 * 8 * pace_of(checked(8), limit=0)
    assert pace_of(checked(1), limit=limit) < limit  # in proportion: a quarter; squared: twice


@settings(deadline=None)
@given(st.data())
def test_any_stretch_of_a_document_is_exact_where_it_stands(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from([HARBOUR, LIGHTHOUSE]))
    words = [match.span() for match in re.finditer(r"\S+", document.text)]
    first = data.draw(st.integers(0, len(words) - 4))
    last = data.draw(st.integers(first + 3, len(words) - 1))
    start, end = words[first][0], words[last][1]
    quotation = document.text[start:end]
    verification = verify(quotation)
    if verification.too_short:
        return
    assert verification.verdict is Verdict.EXACT
    places = [verification.quote, *verification.also_in]
    assert any(
        place is not None and place.document is document and place.text == quotation.strip()
        for place in places
    )


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "The harbour board met crane … [x] not 44 -12 U.S. “We cannot wait,” tug — quay".split()
        ),
        min_size=4,
        max_size=30,
    )
)
def test_the_differences_are_the_source_and_the_quotation(words: list[str]) -> None:
    quotation = " ".join(words)
    verification = verify(quotation)
    if verification.quote is not None:
        sides = verification.differences
        assert "".join(side.source for side in sides) == verification.quote.text
        assert "".join(side.quoted for side in sides) in quotation
        changed = any(side.op is not Op.EQUAL for side in sides)
        assert changed is (verification.verdict is Verdict.ALTERED)


def test_no_documents_and_empty_ones_have_no_quotations(tmp_path: Path) -> None:
    for documents in ([], [Document("empty", "", (), Metadata(title=""))]):
        verifier = Verifier.build(documents)
        verifier.save(tmp_path)
        for one in (verifier, Verifier.load(tmp_path, documents)):
            assert one.verify("whatever this may be").verdict is Verdict.NOT_FOUND


def test_a_document_is_added_without_reading_the_others_again() -> None:
    grown = Verifier.build([LIGHTHOUSE, HARBOUR], previous=[Verifier.build([HARBOUR])])
    fresh = Verifier.build([LIGHTHOUSE, HARBOUR])
    for quotation in ("It did approve the new crane", "The harbour board met on 3 May."):
        one, other = grown.verify(quotation), fresh.verify(quotation)
        assert replace(one, seconds=0.0) == replace(other, seconds=0.0)


def test_threads_share_a_verifier() -> None:
    quotations = [HARBOUR.text[i : i + 60] for i in range(0, 240, 7)]
    alone = [verify(quotation).verdict for quotation in quotations]
    with ThreadPoolExecutor(4) as pool:
        together = [one.verdict for one in pool.map(verify, quotations)]
    assert together == alone


def test_a_verification_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="exact does not fit"):
        Verification("one two three", Verdict.EXACT)
    verification = verify("It did approve the new crane")
    with pytest.raises(ValueError, match="not_found does not fit"):
        replace(verification, verdict=Verdict.NOT_FOUND)


def test_a_stale_or_damaged_folder_is_refused(tmp_path: Path) -> None:
    VERIFIER.save(tmp_path)
    assert Verifier.load(tmp_path, [HARBOUR, LIGHTHOUSE]).verify("lit the lamp at dusk").quote
    with pytest.raises(CollectionError, match="other texts"):
        Verifier.load(tmp_path, [LIGHTHOUSE, HARBOUR])
    (part,) = (path for path in tmp_path.iterdir() if path.is_dir())
    (part / "order.npy").write_bytes(b"")
    with pytest.raises(CollectionError, match="damaged"):
        Verifier.load(tmp_path, [HARBOUR, LIGHTHOUSE])


def test_a_quotation_below_the_minimum_is_too_short() -> None:
    assert MINIMUM_CHARACTERS == 12
    assert verify("“the harbour”").too_short
    assert not verify("“the harbour b”").too_short
