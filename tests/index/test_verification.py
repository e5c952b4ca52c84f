"""The quotation check as its callers see it."""

from pathlib import Path

import pytest

from index.differences import Op, inline
from index.errors import CollectionError
from index.types import Document, Metadata, Paragraph
from index.verification import MINIMUM_CHARACTERS, Verdict, Verification, Verifier


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
            "lost 3.5 % of its power".replace("%", "percent"),
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
    ("quotation", "shown"),
    [
        ("It did approve the new crane", "It did {+not+} approve the new crane"),
        ("It did not ever approve the new crane", "It did not [-ever-] approve the new crane"),
        ("It did not approve the old crane", "It did not approve the [-old-]{+new+} crane"),
        ("was 45 years old. Its engine", "was [-45-]{+44+} years old. Its engine"),
        ("Its engine lost 35 percent", "Its engine lost [-35-]{+3.5+} percent"),
        ("fallen by 12 points", "fallen by [-12-]{+−12+} points"),
        ("costs $1,520,000. It", None),
        ("the U.S.-built Tug — their only", "the U.S.-built [-Tug-]{+tug+} — their only"),
        ("lit the larnp at dusk", "lit the [-larnp-]{+lamp+} at dusk"),
        ("The crane, it did not approve the new", None),
        ("Surely ships from the north now call", "[-Surely-] ships from the north now call"),
    ],
)
def test_a_changed_word_is_shown_beside_the_source(quotation: str, shown: str | None) -> None:
    verification = verify(quotation)
    assert verification.verdict is Verdict.ALTERED
    assert shown is None or inline(verification.differences) == shown


def test_a_stale_or_damaged_folder_is_refused(tmp_path: Path) -> None:
    VERIFIER.save(tmp_path)
    assert Verifier.load(tmp_path, [HARBOUR, LIGHTHOUSE]).verify("lit the lamp at dusk").quote
    with pytest.raises(CollectionError, match="other texts"):
        Verifier.load(tmp_path, [LIGHTHOUSE, HARBOUR])
    (tmp_path / "order.npy").write_bytes(b"")
    with pytest.raises(CollectionError, match="damaged"):
        Verifier.load(tmp_path, [HARBOUR, LIGHTHOUSE])


def test_a_quotation_below_the_minimum_is_too_short() -> None:
    assert MINIMUM_CHARACTERS == 12
    assert verify("“the harbour”").too_short
    assert not verify("“the harbour b”").too_short
