"""The lines of a message: which belong together, which are quoted, which sign."""

import pytest

from index.reading.messages.message_text import Flow, message_parts
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind, Omission, OmissionKind

TEXT, ITEM, QUOTED = BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.QUOTATION


def paragraphs_of(text: str, flow: Flow | None = None) -> list[tuple[BlockKind, str]]:
    parts = message_parts(text, flow or Flow())
    return [(part.kind, part.text) for part in parts if isinstance(part, ExtractPart)]


def signatures_of(text: str) -> list[str]:
    omissions = [part for part in message_parts(text, Flow()) if isinstance(part, Omission)]
    assert {omission.kind for omission in omissions} <= {OmissionKind.SIGNATURE}
    return [omission.text for omission in omissions]


def test_lines_that_were_broken_to_fit_are_joined_and_others_stay() -> None:
    text = """Hi all,
the council agreed on the plan for the bridge after a long debate in the
old hall. It opens in May.

The Mill
Mill Road 3
Arvale
"""
    assert paragraphs_of(text) == [
        (
            TEXT,
            "Hi all,\nthe council agreed on the plan for the bridge after a long debate in the old "
            "hall. It opens in May.",
        ),
        (TEXT, "The Mill\nMill Road 3\nArvale"),
    ]


def test_a_word_that_is_broken_at_the_end_of_a_line_is_whole() -> None:
    text = """The guild asks all millers of the valley to the great hall, and in-
vites whoever keeps a mill of water or wind, or only a hand-driven, well-
known stone, from the first of pre- and late
summer.
"""
    assert paragraphs_of(text) == [
        (
            TEXT,
            "The guild asks all millers of the valley to the great hall, and invites whoever keeps "
            "a mill of water or wind, or only a hand-driven, well-known stone, from the first of "
            "pre- and late\nsummer.",
        )
    ]


SIGNED = """-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

The mill opens in May.
- -- Anna
-----BEGIN PGP SIGNATURE-----
Version: 1

iQCVAwUBOuCi3WAMawgf2iXR
=8hLB
-----END PGP SIGNATURE-----
"""


def test_what_signs_a_message_is_left_out() -> None:
    assert paragraphs_of(SIGNED) == [(TEXT, "The mill opens in May.\n-- Anna")]
    assert signatures_of(SIGNED) == ["Version: 1\n\niQCVAwUBOuCi3WAMawgf2iXR\n=8hLB"]


def test_a_signature_that_does_not_end_is_read() -> None:
    text, _ = SIGNED.split("-----END")
    assert signatures_of(text) == []
    assert "The mill opens in May." in "".join(words for _, words in paragraphs_of(text))


def test_a_line_longer_than_programs_fill_is_a_paragraph() -> None:
    long = "The council agreed on the plan for the bridge after a debate in the old hall " * 2
    assert paragraphs_of(f"{long}\n{long}\nYours\n") == [
        (TEXT, long.strip()),
        (TEXT, long.strip()),
        (TEXT, "Yours"),
    ]


def test_quoted_lines_are_paragraphs_of_their_own_by_how_often_they_are_quoted() -> None:
    text = """On Friday Bo wrote:
> Was it Ann
> who said:
>> it burnt
> > in 1911?
>
> I forgot.
She did.
>And why?
"""
    assert paragraphs_of(text) == [
        (TEXT, "On Friday Bo wrote:"),
        (QUOTED, "Was it Ann\nwho said:"),
        (QUOTED, "it burnt\nin 1911?"),
        (QUOTED, "I forgot."),
        (TEXT, "She did."),
        (QUOTED, "And why?"),
    ]


def test_the_items_of_a_list_are_told_apart() -> None:
    text = """We need:
- stones, and for the arches of the bridge, which nobody has seen, a
mason
* wood
  of oak
1. a plan
Yours
"""
    assert paragraphs_of(text) == [
        (TEXT, "We need:"),
        (ITEM, "stones, and for the arches of the bridge, which nobody has seen, a mason"),
        (ITEM, "wood of oak"),
        (ITEM, "1. a plan"),
        (TEXT, "Yours"),
    ]


def test_a_dash_at_the_edge_of_a_line_is_no_item() -> None:
    text = (
        "The council agreed on the plan for the bridge, after a debate\n– a long one – in the hall."
    )
    assert paragraphs_of(text) == [(TEXT, text.replace("\n", " "))]


def test_the_headers_of_a_forwarded_message_stay_lines() -> None:
    to = "To: " + "ann@example.org; " * 5
    text = f"-----Original Message-----\nFrom: Bo\n{to}\nSubject: The plan\n"
    assert paragraphs_of(text) == [(TEXT, text.replace("; \n", ";\n").strip())]


def test_a_drawn_line_parts_paragraphs() -> None:
    assert paragraphs_of("The mill burnt.\n=======\nNobody knows why.\n-- not a line --") == [
        (TEXT, "The mill burnt."),
        (TEXT, "Nobody knows why.\n-- not a line --"),
    ]


@pytest.mark.parametrize(
    ("tight", "written", "quoted"),
    [(False, "The mill burnt", "The mill"), (True, "Themill burnt", "Themill")],
)
def test_flowed_lines_go_on_where_a_space_ends_them(tight: bool, written: str, quoted: str) -> None:
    text = "The \nmill  \nburnt\nin 1911.\n> The \n> mill\n"
    assert paragraphs_of(text, Flow(soft=True, tight=tight)) == [
        (TEXT, f"{written}\nin 1911."),
        (QUOTED, quoted),
    ]


def test_a_hard_line_of_a_flowed_text_ends_however_long_it_is() -> None:
    hard = "The council agreed on the plan for the bridge after a long debate."
    assert paragraphs_of(f"{hard}\n{hard}\nSo \nbe it.", Flow(soft=True)) == [
        (TEXT, f"{hard}\n{hard}\nSo be it.")
    ]


def test_lines_said_to_flow_that_do_not_are_joined_by_their_looks() -> None:
    text = "The council agreed on the plan for the bridge after a long debate in\nthe old hall."
    assert paragraphs_of(text, Flow(soft=True)) == [(TEXT, text.replace("\n", " "))]


def test_a_signature_is_left_out_up_to_a_blank_line() -> None:
    text = "The mill burnt.\n-- \nAnn Lee\nArvale\n\nThe list's address\n"
    assert paragraphs_of(text) == [(TEXT, "The mill burnt."), (TEXT, "The list's address")]
    assert signatures_of(text) == ["Ann Lee\nArvale"]


def test_a_quotation_behind_a_signature_is_read() -> None:
    text = "No.\n-- \nAnn\n> Did it burn?\n"
    assert paragraphs_of(text) == [(TEXT, "No."), (QUOTED, "Did it burn?")]


def test_two_dashes_without_the_space_are_no_signature() -> None:
    assert paragraphs_of("The mill burnt.\n\n--\nIn 1911.") == [
        (TEXT, "The mill burnt."),
        (TEXT, "--\nIn 1911."),
    ]


@pytest.mark.parametrize("above", ["", "-----Original Message-----\n"])
def test_what_stands_below_the_fields_of_another_message_is_quoted(above: str) -> None:
    fields = f"{above}From: Bo\nSent: Monday\nSubject: The mill"
    text = f"I agree.\n\n{fields}\n\nThe mill is loud.\n\n- It never stops.\n"
    assert paragraphs_of(text) == [
        (TEXT, "I agree."),
        (TEXT, fields),
        (QUOTED, "The mill is loud."),
        (QUOTED, "- It never stops."),
    ]


@pytest.mark.parametrize(
    "fields", ["From: Bo\nTo: Ann", "Message-Id: 1\nFrom: Bo\nTo: Ann\nSubject: The mill"]
)
def test_fields_of_a_message_that_is_only_reported_quote_nothing(fields: str) -> None:
    assert paragraphs_of(f"{fields}\n\nIt came back.\n")[-1] == (TEXT, "It came back.")
