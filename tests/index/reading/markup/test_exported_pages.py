"""Pages that a word processor or a wiki wrote: notes, comments, bold type, links to edit."""

import pytest

from index.reading.markup.main_part import main_part
from index.reading.markup.parts import parts_of
from index.reading.markup.tree import page_of
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind, Omission, OmissionKind


def read(body: str, style: str = "") -> tuple[list[ExtractPart], list[Omission]]:
    page = f"<html><head><style>{style}</style></head><body>{body}</body></html>"
    main = main_part(page_of(page.encode()), lambda address: address.startswith("#"))
    return [*parts_of(main.root)], [*main.omissions]


CITED = (
    '<p>The gate shuts at ten.<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> It is old.'
    '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p>'
)


def test_a_comment_of_those_who_wrote_a_page_is_no_part_of_it() -> None:
    comment = (
        '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Too early?</span></p><p>No.</p></div>'
    )
    parts, omissions = read(CITED + comment)
    assert [part.text for part in parts] == ["The gate shuts at ten. It is old."]
    assert Omission(OmissionKind.HIDDEN, "[a] Too early? No.") in omissions


@pytest.mark.parametrize(
    "note",
    [
        '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>Of 1702.</span></p></div>',
        '<p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Of 1702.</p>',
        '<div id="sdfootnote1"><p><a href="#sdfootnote1anc">1</a>Of 1702.</p></div>',
    ],
)
def test_a_note_of_a_page_is_told_by_the_link_that_leads_back(note: str) -> None:
    parts, _ = read(f"{CITED}<hr>{note}")
    assert [(part.text, part.kind) for part in parts][1:] == [("Of 1702.", BlockKind.FOOTNOTE)]


def test_a_link_back_in_mid_sentence_makes_no_note() -> None:
    parts, _ = read('<p>As said <a href="#ftnt_ref1">above</a>, it is old.</p>')
    assert [(part.text, part.kind) for part in parts] == [
        ("As said above, it is old.", BlockKind.TEXT)
    ]


@pytest.mark.parametrize(
    ("style", "paragraph", "bold"),
    [
        (
            ".c1{color:red}.c3{font-weight:700}",
            '<p class="c1"><span class="c3">Why?</span></p>',
            True,
        ),
        (".c3{font-weight:bold;color:red}", '<p class="c1 c3">Why?</p>', True),
        (
            ".c3{font-weight:700}.c4{font-weight:400}",
            '<p class="c3"><span class="c4">Why?</span>',
            False,
        ),
        ("", '<p><span style="font-weight: bold">Why?</span></p>', True),
        ("", '<p><b style="font-weight:normal">Why?</b></p>', False),
        (".c3 p{font-weight:700}", '<p class="c3">Why?</p>', False),
        (".c3{font-weight:700}", '<p><span class="c3">Why</span> not?</p>', False),
    ],
)
def test_type_is_bold_by_the_rules_of_the_page(style: str, paragraph: str, bold: bool) -> None:
    (part,), _ = read(paragraph, style)
    assert part.bold == bold


def test_a_link_to_edit_a_section_is_no_paragraph() -> None:
    link = (
        '<span class="mw-editsection"><span>[</span><a href="/edit">edit</a><span>]</span></span>'
    )
    parts, omissions = read(
        f"<div><h2>Rules</h2>{link}</div><h3>Ads{link}</h3><p>None are posted.</p>"
    )
    assert [part.text for part in parts] == ["Rules", "Ads", "None are posted."]
    assert [omission.kind for omission in omissions] == [OmissionKind.NAVIGATION] * 2
