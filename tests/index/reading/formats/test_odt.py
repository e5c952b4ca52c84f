"""OpenDocument texts: what is read of one, what each paragraph is, what is left out and told."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import strategies as st

from index.errors import UnreadableSourceError
from index.lab.hostile.open_documents import (
    encrypted_document,
    flat_document_of,
    open_document_of,
    parts,
)
from index.lab.hostile.word_documents import zipped
from index.reading.documents import read_document
from index.reading.formats.odt import read
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind, Name, Omission, OmissionKind
from tests.support.documents.any_bytes import check_any_bytes, damaged

PATH = Path("mill.odt")
ABOUT = (
    "<meta:generator>LibreOffice/25.2</meta:generator><dc:title>The Mill of Arvale</dc:title>"
    "<meta:initial-creator>Ada Marlow</meta:initial-creator><dc:creator>Bo Lind</dc:creator>"
    "<dc:date>2024-02-03T10:00:00</dc:date><dc:language>en-GB</dc:language>"
    '<meta:user-defined meta:name="Date">1911-05-02</meta:user-defined>'
)
# "Author" is made of "Title", as LibreOffice has it.
DEFINED = (
    '<style:default-style style:family="paragraph"><style:text-properties fo:language="da"/>'
    "</style:default-style>"
    '<style:style style:family="paragraph" style:name="Title"/>'
    '<style:style style:family="paragraph" style:name="Author" style:parent-style-name="Title"/>'
    '<style:style style:family="paragraph" style:name="Quotations"/>'
    '<style:style style:family="paragraph" style:name="Preformatted_20_Text"/>'
    '<style:style style:family="paragraph" style:name="Caption"/>'
    '<style:style style:family="paragraph" style:name="Illustration"'
    ' style:parent-style-name="Caption"/>'
    '<style:style style:family="paragraph" style:name="a1" style:display-name="Block Text"/>'
)
FORMATTED = (
    '<style:style style:family="paragraph" style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:family="paragraph" style:name="P2" style:parent-style-name="Quotations"/>'
    '<style:style style:family="text" style:name="T1">'
    '<style:text-properties text:display="none"/></style:style>'
)
BODY = """<text:p text:style-name="P1">The Mill</text:p>
<text:p text:style-name="Author">A. M.</text:p>
<text:h text:outline-level="1">Water <text:span>and</text:span> wheels</text:h>
<text:p>The mill was built in 1702<text:note><text:note-citation>1</text:note-citation>
<text:note-body><text:p>So the deed says.</text:p></text:note-body></text:note>. It ground
barley.</text:p>
<text:list><text:list-item><text:p>Wheels</text:p><text:list><text:list-item><text:p>Cogs</text:p>
</text:list-item></text:list></text:list-item></text:list>
<text:h text:outline-level="2">Words</text:h><text:p text:style-name="P2">She said so.</text:p>
<text:p text:style-name="Preformatted_20_Text">def f():</text:p>
<text:p text:style-name="Preformatted_20_Text"/>
<text:p text:style-name="Preformatted_20_Text"><text:s text:c="4"/>return 1</text:p>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Year</text:p>
</table:table-cell><table:table-cell><text:p>Cost</text:p></table:table-cell></table:table-row>
</table:table-header-rows><table:table-row><table:table-cell><text:p>1702</text:p></table:table-cell>
<table:table-cell><text:p>3 m</text:p></table:table-cell></table:table-row></table:table>
<text:p text:style-name="Illustration">Figure 1: The mill</text:p>"""
WHOLE = (
    ExtractPart("The Mill", 1),
    ExtractPart("A. M."),
    ExtractPart("Water and wheels", 1),
    ExtractPart("The mill was built in 1702. It ground barley."),
    ExtractPart("So the deed says.", kind=BlockKind.FOOTNOTE),
    ExtractPart("Wheels", kind=BlockKind.LIST_ITEM, item_depth=1),
    ExtractPart("Cogs", kind=BlockKind.LIST_ITEM, item_depth=2),
    ExtractPart("Words", 2),
    ExtractPart("She said so.", kind=BlockKind.QUOTATION),
    ExtractPart("def f():\n\n    return 1", kind=BlockKind.CODE),
    ExtractPart("Year | Cost", kind=BlockKind.TABLE_HEADER),
    ExtractPart("1702 | 3 m", kind=BlockKind.TABLE_ROW),
    ExtractPart("Figure 1: The mill", kind=BlockKind.CAPTION),
)
FILES = parts(BODY, styles=FORMATTED, defined=DEFINED, about=ABOUT)


def texts_of(body: str, styles: str = "") -> list[str]:
    read_parts = read(open_document_of(body, styles=styles), PATH).parts
    assert read_parts is not None
    return [part.text for part in read_parts]


def damaged_within(name: str) -> st.SearchStrategy[bytes]:
    return damaged(FILES[name]).map(lambda part: zipped(FILES | {name: part}))


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.odt", zipped(FILES), *map(damaged_within, FILES))


def test_any_bytes_of_a_flat_document_are_read_verbatim_or_told(tmp_path: Path) -> None:
    flat = flat_document_of(BODY, styles=FORMATTED, defined=DEFINED, about=ABOUT)
    check_any_bytes(tmp_path / "a.fodt", flat)


def test_each_paragraph_is_read_in_its_order_as_what_it_is() -> None:
    assert read(zipped(FILES), PATH).parts == WHOLE


def test_a_flat_document_is_read_as_a_packed_one() -> None:
    flat = flat_document_of(BODY, styles=FORMATTED, defined=DEFINED, about=ABOUT)
    assert read(flat, Path("mill.fodt")) == read(zipped(FILES), PATH)


def test_the_metadata_says_what_the_document_is() -> None:
    extract = read(zipped(FILES), PATH)
    assert extract.title == "The Mill of Arvale"
    assert extract.author == (Name("Marlow", "Ada"),)
    assert extract.language == "en"


def test_the_day_on_which_a_document_was_saved_is_not_the_day_of_its_issue() -> None:
    saved = "<dc:date>2024-02-03T10:00:00</dc:date>"
    assert read(open_document_of(BODY, about=saved), PATH).issued == ()
    assert read(zipped(FILES), PATH).issued == (1911, 5, 2)


def test_without_metadata_a_document_has_the_title_and_the_language_of_its_text() -> None:
    about = "<dc:title>[no title]</dc:title><dc:creator>Author</dc:creator>"
    untold = open_document_of(BODY, styles=FORMATTED, defined=DEFINED, about=about)
    extract = read(untold, PATH)
    assert (extract.title, extract.author, extract.language) == ("The Mill", (), "da")


def test_a_document_has_sections_and_knows_its_kinds(tmp_path: Path) -> None:
    path = tmp_path / "mill.odt"
    path.write_bytes(zipped(FILES))
    document = read_document(path)
    row = next(one for one in document.paragraphs if one.kind is BlockKind.TABLE_ROW)
    assert document.text[row.start : row.end] == "1702 | 3 m"
    assert row.section == "Words"


def test_a_style_is_told_by_the_name_that_is_shown() -> None:
    body = '<text:p text:style-name="a1">She said so.</text:p>'
    extract = read(open_document_of(body, defined=DEFINED), PATH)
    assert extract.parts == (ExtractPart("She said so.", kind=BlockKind.QUOTATION),)


def test_a_style_in_a_font_of_fixed_width_is_one_of_code() -> None:
    defined = (
        '<style:font-face style:name="Typed" style:font-pitch="fixed"/>'
        '<style:font-face style:name="Set" style:font-pitch="variable"/>'
        '<style:style style:family="paragraph" style:name="Example">'
        '<style:text-properties style:font-name="Typed"/></style:style>'
        '<style:style style:family="paragraph" style:name="E1" style:parent-style-name="Example"/>'
        '<style:style style:family="paragraph" style:name="E2" style:parent-style-name="Example">'
        '<style:text-properties style:font-name="Set"/></style:style>'
    )
    body = "".join(f'<text:p text:style-name="E{number}">grind()</text:p>' for number in (1, 2))
    extract = read(open_document_of(body, defined=defined), PATH)
    assert extract.parts == (
        ExtractPart("grind()", kind=BlockKind.CODE),
        ExtractPart("grind()"),
    )


def test_tracked_changes_are_read_as_accepted_and_comments_are_not_read() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion>'
        "<text:p>ever</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>We will <text:change-start text:change-id="d"/>not <text:change-end '
        'text:change-id="d"/><text:change text:change-id="c"/>agree<office:annotation>'
        "<dc:creator>Zed</dc:creator><text:p>Really?</text:p></office:annotation>.</text:p>"
    )
    assert texts_of(body) == ["We will not agree."]


def test_spaces_breaks_and_page_breaks_are_read_as_they_show() -> None:
    body = (
        '<text:p>a\n  b<text:s text:c="3"/>c<text:tab/>d<text:line-break/>e'
        "<text:soft-page-break/>f</text:p>"
    )
    assert texts_of(body) == ["a b c d ef"]


def test_code_keeps_its_tabs_and_breaks() -> None:
    body = (
        '<text:p text:style-name="Preformatted_20_Text">if a:<text:line-break/><text:tab/>b'
        '<text:s text:c="2"/>c</text:p>'
    )
    assert texts_of(body) == ["if a:\n\tb  c"]


def test_what_is_hidden_and_contents_lists_are_left_out_and_told() -> None:
    body = (
        "<text:table-of-content><text:index-body><text:p>Contents</text:p><text:p>Water 1</text:p>"
        '</text:index-body></text:table-of-content><text:p>Open. <text:span text:style-name="T1">'
        'Secret.</text:span></text:p><text:section text:display="none"><text:p>Gone.</text:p>'
        "</text:section><text:p>End<text:note><text:note-citation>i</text:note-citation>"
        "<text:note-body><text:p>Note.</text:p></text:note-body></text:note>.</text:p>"
    )
    extract = read(open_document_of(body, styles=FORMATTED), PATH)
    assert extract.parts == (
        ExtractPart("Open."),
        ExtractPart("End."),
        ExtractPart("Note.", kind=BlockKind.FOOTNOTE),
    )
    assert extract.omissions == (
        Omission(OmissionKind.CONTENTS, "Contents Water 1"),
        Omission(OmissionKind.HIDDEN, "Secret."),
        Omission(OmissionKind.HIDDEN, "Gone."),
        Omission(OmissionKind.NOTE_MARK, "i"),
    )


def test_boxes_and_captions_stand_behind_the_paragraph_that_they_are_fixed_to() -> None:
    body = (
        "<text:p>Before <draw:frame>\n<draw:text-box><text:p><draw:frame><draw:image>"
        "<office:binary-data>QUJD</office:binary-data></draw:image><svg:title>a mill</svg:title>"
        '</draw:frame></text:p><text:p text:style-name="Caption">The mill</text:p>'
        "</draw:text-box></draw:frame>and behind.</text:p>"
    )
    extract = read(open_document_of(body, defined=DEFINED), PATH)
    assert extract.parts == (
        ExtractPart("Before and behind."),
        ExtractPart("The mill", kind=BlockKind.CAPTION),
    )


def test_a_reading_of_characters_is_left_out() -> None:
    ruby = "<text:ruby><text:ruby-base>水車</text:ruby-base><text:ruby-text>mill</text:ruby-text>"
    assert texts_of(f"<text:p>The {ruby}</text:ruby>.</text:p>") == ["The 水車."]


def cell(*inside: str) -> str:
    return f"<table:table-cell>{''.join(inside)}</table:table-cell>"


def table(*rows: str) -> str:
    inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f"<table:table>{inside}</table:table>"


def words(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_each_cell_of_a_table_in_a_table_is_read_once_in_reading_order() -> None:
    inner = table(cell(words("x")) + cell(words("y")), cell(words("z")))
    second = cell(words("B"), inner, words("C"))
    covered = "<table:covered-table-cell/>"
    body = table(cell(words("A")) + second + cell(words("D")), cell(words("E")) + covered)
    assert texts_of(body) == ["A | B", "x | y", "z", "C | D", "E"]


def test_a_footnote_in_a_table_stands_behind_its_row() -> None:
    note = "<text:note><text:note-body><text:p>Note.</text:p></text:note-body></text:note>"
    body = table(cell(words(f"A{note}")) + cell(words("B")), cell(words("C")))
    assert texts_of(body) == ["A | B", "Note.", "C"]


def test_an_encrypted_document_is_told() -> None:
    with pytest.raises(UnreadableSourceError, match=r"mill\.odt is protected by a password: save"):
        read(encrypted_document(), PATH)


def test_a_style_that_is_made_of_itself_does_no_harm() -> None:
    circle = '<style:style style:family="paragraph" style:name="A" style:parent-style-name="A"/>'
    assert texts_of('<text:p text:style-name="A">Words.</text:p>', circle) == ["Words."]


@pytest.mark.parametrize(
    "raw",
    [
        b"PK but no archive",
        b"neither XML nor an archive",
        zipped({name: raw for name, raw in FILES.items() if name != "content.xml"}),
        zipped(FILES)[:-500],
        zipped(FILES | {"content.xml": FILES["content.xml"][:-20]}),
        zipped(FILES | {"META-INF/manifest.xml": b"<"}),
        open_document_of("<text:section>" * 300 + "</text:section>" * 300),
    ],
)
def test_what_is_no_whole_document_is_told(raw: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match="is not a whole OpenDocument text: save it"):
        read(raw, PATH)


def test_a_document_that_unpacks_to_too_much_is_told() -> None:
    huge = zipped(FILES | {"content.xml": bytes(100_000_001)}, zipfile.ZIP_DEFLATED)
    with pytest.raises(UnreadableSourceError, match="unpacks to 100 MB"):
        read(huge, PATH)


@pytest.mark.parametrize("value", ['"ha"', 'SYSTEM "{}"'])
def test_entities_are_neither_written_out_nor_looked_up(tmp_path: Path, value: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", "utf-8")
    head = f"<!DOCTYPE x [<!ENTITY e {value.format(secret.as_uri())}>]>"
    with pytest.raises(UnreadableSourceError, match="is not a whole OpenDocument text"):
        read(open_document_of("<text:p>&e; Words.</text:p>", head=head), PATH)


def test_a_document_type_of_old_programs_does_no_harm() -> None:
    head = '<!DOCTYPE x PUBLIC "-//OpenOffice.org//DTD" "office.dtd">'
    extract = read(open_document_of("<text:p>Words.</text:p>", head=head), PATH)
    assert extract.parts == (ExtractPart("Words."),)
