"""Rich text documents: what is read of one, what each paragraph is, what is left out and told."""

from pathlib import Path

import pytest
from hypothesis import strategies as st

from index.errors import UnreadableSourceError
from index.lab.hostile.rich_texts import rich_text_of
from index.reading.documents import read_document
from index.reading.formats.rtf import read
from index.reading.structure.extract import Extract, ExtractPart
from index.types import BlockKind, Name, Omission, OmissionKind
from tests.support.documents.any_bytes import check_any_bytes

PATH = Path("mill.rtf")
# "Author" is made of "Title", and "My heading" of a heading.
STYLES = r"""{\stylesheet{\s0\snext0 Normal;}{\s1\outlinelevel0 Heading A;}{\s2 heading 2;}
{\s3\sbasedon2 My heading;}{\s4 Title;}{\s5\sbasedon4 Author;}{\s6 Quotations;}
{\s7 HTML Preformatted;}{\s8 caption;}{\s9\sbasedon8 Illustration;}{\s10\sbasedon14 toc 1;}
{\s11{\*\keycode a} List Paragraph;}
{\s13\sbasedon14 Bibliography 1;}
{\s14 Index;}{\s15\sbasedon10 My contents;}{\*\cs12\additive Default Paragraph Font;}}"""
HEAD = (
    r"\ansi\ansicpg1252\deff0\deflang1033{\fonttbl{\f0\froman\fcharset0 Times;}"
    r"{\f1\fnil\fcharset204 Cyr{\*\falt Other};}{\f2\fcharset128 Mincho;}{\f3\fcharset2 Symbol;}}"
    r"{\colortbl;\red255\green0\blue0;}" + STYLES + r"{\*\generator Word;}"
    r"{\info{\title The M\'fchle \{of\} \u8364?}{\author Ada Marlow}{\operator Bo}{\*\company X}}"
)
BODY = r"""{\header Running head\par}\pard\plain\s4 The Mill\par\pard\plain\s5 A. M.\par
\pard\plain\s1 Water\par
\pard\plain\s0\lang2057 The mill was built in 1702{\super\chftn{\footnote\pard\plain\s0
{\super\chftn} So the deed says.\par And the map.}}. It ground {\b bar}ley.\par
\pard{\listtext\tab 1.\tab}\ls1\ilvl0 Wheels\par{\listtext 2.\tab}Cogs\par
\pard{\pntext\'b7\tab}{\*\pn\pnlvlblt}Stones\par
\pard\plain\s3 Words\par\pard\plain\s6 She said so.\par
\pard\plain\s7 def f():\par\par     return 1\par
\trowd\trhdr\cellx100\cellx200\pard\intbl Year\cell Cost\cell\row
\trowd\cellx100\cellx200\pard\intbl 1702\par (or so)\cell 3 m\cell\row
\pard\plain\s9 Figure 1: The mill\par\pard\outlinelevel1 Fire\par\pard It burnt.\par
"""
SAMPLE = rich_text_of(BODY, HEAD)
WHOLE = (
    ExtractPart("The Mill", 1),
    ExtractPart("A. M."),
    ExtractPart("Water", 1),
    ExtractPart("The mill was built in 1702. It ground barley."),
    ExtractPart("So the deed says.", kind=BlockKind.FOOTNOTE),
    ExtractPart("And the map.", kind=BlockKind.FOOTNOTE),
    ExtractPart("Wheels", kind=BlockKind.LIST_ITEM),
    ExtractPart("Cogs", kind=BlockKind.LIST_ITEM),
    ExtractPart("Stones", kind=BlockKind.LIST_ITEM),
    ExtractPart("Words", 2),
    ExtractPart("She said so.", kind=BlockKind.QUOTATION),
    ExtractPart("def f():\n\n    return 1", kind=BlockKind.CODE),
    ExtractPart("Year | Cost", kind=BlockKind.TABLE_HEADER),
    ExtractPart("1702 (or so) | 3 m", kind=BlockKind.TABLE_ROW),
    ExtractPart("Figure 1: The mill", kind=BlockKind.CAPTION),
    ExtractPart("Fire", 2),
    ExtractPart("It burnt."),
)
WORDS = st.sampled_from(
    (
        *r"{ } \par \pard \cell \row \nestcell \nestrow \trowd \intbl \itap3 \itap \u-3942?"
        r" \u55357 \'e4 \'zz \' \bin3 \uc0 \uc9 \f1 \f2 {\footnote {\*\footnote {\shptxt {\*\x"
        r" {\info{\title {\stylesheet{\s1 {\fonttbl{\f1 \fcharset128"
        r" \v \deleted \plain \s1 \s10 \lang9".split(),
        "\\",
        "words ",
        "\n",
    )
)
PIECES = st.lists(WORDS, max_size=30).map(lambda pieces: rich_text_of("".join(pieces), HEAD))


def extract_of(body: str, head: str = HEAD) -> Extract:
    return read(rich_text_of(body, head), PATH)


def texts_of(body: str, head: str = HEAD) -> list[str]:
    return [part.text for part in extract_of(body, head).parts or ()]


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.rtf", SAMPLE, PIECES)


def test_each_paragraph_is_read_in_its_order_as_what_it_is() -> None:
    assert read(SAMPLE, PATH).parts == WHOLE


def test_the_properties_say_what_the_document_is() -> None:
    extract = read(SAMPLE, PATH)
    assert extract.title == "The Mühle {of} €"
    assert extract.author == (Name("Marlow", "Ada"),)


def test_without_properties_the_title_is_the_first_heading() -> None:
    head = r"\ansi{\info{\title Microsoft Word - draft.doc}{\author User}}"
    extract = extract_of(r"\pard\outlinelevel0 Water\par\pard It ran.\par", head)
    assert (extract.title, extract.author) == ("Water", ())


@pytest.mark.parametrize(
    ("body", "language"),
    [
        (r"{\lang1031 Das steht hier.} {\lang1036 Oui.}", "de"),
        (r"{\lang12 Il fait beau.}", "fr"),  # a language of no country
        (r"{\lang1024 Unknown.} Plain.", "en"),  # what the head says
    ],
)
def test_the_language_is_that_of_most_of_the_text(body: str, language: str) -> None:
    assert extract_of(body).language == language


def test_a_document_that_states_no_language_has_none() -> None:
    assert extract_of("Words.", r"\ansi").language is None


def test_a_document_has_sections_and_knows_its_kinds(tmp_path: Path) -> None:
    path = tmp_path / "mill.rtf"
    path.write_bytes(SAMPLE)
    document = read_document(path)
    row = next(one for one in document.paragraphs if one.kind is BlockKind.TABLE_ROW)
    assert document.text[row.start : row.end] == "1702 (or so) | 3 m"
    assert row.section == "Words"


# By the specification; the code pages by Unicode's own tables.
@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"na\'efve \'93quoted\'94 \'80", "naïve “quoted” €"),
        (r"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2} caf\'e9", "Привет café"),
        (r"{\f2 \'90\'85\'8e\'d4}", "水車"),
        (r"{\f2 \'83A\'83b}", "アッ"),  # the second byte of a character as it is
        (r"{\uc2 \u27700\'90\'85\u-28982\'8e\'d4}", "水車"),
        (r"Stra\u223\'dfe \u8211-\u8364?", "Straße –€"),
        (r"{\uc0 \u8364 }?", "€?"),
        (r"{\uc1\u8364}x", "€x"),  # what stands in ends with the group
        (r"\u-10179?\u-8704? \u55357?", "😀 \ufffd"),
        (r"\lquote a\rquote\~b\_c\-d \emdash \endash  \bullet", "‘a’ b-cd —– •"),
        (r"\{a\\b\}\tab c\line d\page e", r"{a\b} c d e"),
        ("on\ne \r\ntwo", "one two"),
    ],
)
def test_characters_are_read_as_they_show(body: str, text: str) -> None:
    assert texts_of(body) == [text]


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (r"\ansi\ansicpg1251", "д"),
        (r"\ansi\ansicpg65001", "\ufffd"),  # half of a character in UTF-8
        (r"\mac", "‰"),
        (r"\pc", "Σ"),
        (r"\pca", "õ"),
        (r"\ansi\ansicpg99999", "ä"),
        (r"\ansi\ansicpg1251{\fonttbl\f0\fnil\fcharset0 Helvetica;}\f0", "ä"),
    ],
)
def test_a_code_page_is_that_of_the_font_or_else_of_the_document(head: str, text: str) -> None:
    assert texts_of(r"\'e4", head) == [text]


def test_a_line_break_behind_a_backslash_ends_a_paragraph() -> None:
    assert texts_of("One\\\ntwo\\\r\nthree", r"\ansi\cocoartf2822") == ["One", "two", "three"]


def test_deleted_text_is_left_out_and_inserted_text_is_read() -> None:
    body = (
        r"\pard We will {\revised not }{\deleted ever }agree.\par"
        r"\pard{\deleted All of this.\par}\pard Second.\par"
    )
    assert texts_of(body) == ["We will not agree.", "Second."]


@pytest.mark.parametrize(
    "aside",
    [
        r"{\*\atnid Z}{\*\atnauthor Zed}\chatn{\*\annotation\pard Really?\par}",
        r"{\*\bkmkstart place}{\*\bkmkend place}",
        r"{\xe{\v entry}}{\tc\v Water}",
        r"{\pict\pngblip 89504e47}{\nonshppict{\pict 00}}",
        r"{\pict\bin5 }}\\{x}",
        r"{\*\unknown{\b words}}",
        r"{\field{\*\fldinst PAGEREF x}}",
        r"{\footer Page \chpgn\par}",
        r"{\object{\*\objclass Word}{\*\objdata 00}}",
        r"{\info{\title Another}}",
    ],
)
def test_what_is_no_text_of_the_document_is_not_read(aside: str) -> None:
    assert texts_of(rf"The mill{aside} turned.\par") == ["The mill turned."]


def test_a_field_shows_its_result() -> None:
    body = r'See {\field{\*\fldinst HYPERLINK "http://x.org/a"}{\fldrslt{\ul the map}}}.'
    assert texts_of(body) == ["See the map."]


def test_hidden_text_and_contents_lists_are_left_out_and_told() -> None:
    body = (
        r"\pard\s10 Water\tab 1\par\s15 Fire\tab 2\par"
        r"\pard\s0 Open. {\v Secret.}\v  More.\v0  End.\par\pard\s13 The deed, 1702.\par"
    )
    extract = extract_of(body)
    assert extract.parts == (ExtractPart("Open. End."), ExtractPart("The deed, 1702."))
    assert extract.omissions == (
        Omission(OmissionKind.CONTENTS, "Water 1 Fire 2"),
        Omission(OmissionKind.HIDDEN, "Secret. More."),
    )


def test_a_box_stands_behind_the_paragraph_that_it_is_fixed_to_and_is_read_once() -> None:
    shape = (
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn fFlip}{\sv 0}}{\shptxt\pard\s8 The mill\par}}"
        r"{\shprslt{\*\do\dptxbx{\dptxbxtext\pard The mill\par}}}}"
    )
    assert extract_of(rf"\pard Before {shape}and behind.\par").parts == (
        ExtractPart("Before and behind."),
        ExtractPart("The mill", kind=BlockKind.CAPTION),
    )


def test_each_cell_of_a_table_in_a_table_is_read_once_in_reading_order() -> None:
    body = (
        r"\trowd\cellx1\cellx2\cellx3\pard\intbl A\cell\pard\intbl B\par"
        r"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx1\cellx2\nestrow}"
        r"{\nonesttables\par}z\nestcell{\*\nesttableprops\trowd\cellx1\nestrow}"
        r"\pard\intbl C\cell D\cell\row\trowd\cellx1\pard\intbl E\cell\row\pard F\par"
    )
    assert texts_of(body) == ["A | B", "x | y", "z", "C | D", "E", "F"]


def test_a_footnote_in_a_table_stands_behind_its_row() -> None:
    body = r"\trowd\cellx1\pard\intbl A{\footnote\pard\plain Note.}\cell B\cell\row\pard C\par"
    assert texts_of(body) == ["A | B", "Note.", "C"]


def test_a_row_without_an_end_is_read_before_what_follows() -> None:
    assert texts_of(r"\pard\intbl A\cell B\cell\pard C\par\intbl D\cell") == ["A | B", "C", "D"]


def test_a_paragraph_without_an_end_is_read() -> None:
    assert texts_of(r"One.\par Two.") == ["One.", "Two."]


def test_a_style_that_is_made_of_itself_does_no_harm() -> None:
    head = r"\ansi{\stylesheet{\s1\sbasedon2 A;}{\s2\sbasedon1 B;}}"
    assert extract_of(r"\s1 Words.", head).parts == (ExtractPart("Words."),)


def test_a_mark_of_utf_8_before_a_document_does_no_harm() -> None:
    assert read(b"\xef\xbb\xbf" + SAMPLE + b"\r\n\0", PATH) == read(SAMPLE, PATH)


@pytest.mark.parametrize("raw", [SAMPLE[:-3], SAMPLE[:900], b"{\\rtf1 \\u" + b"9" * 5000 + b"}"])
def test_a_document_that_is_not_whole_is_told(raw: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match=r"mill\.rtf is not a whole rich text document"):
        read(raw, PATH)


@pytest.mark.parametrize("raw", [b"", b"Plain words.", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_file_of_another_kind_is_told(raw: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match="is no rich text document: save it as"):
        read(raw, PATH)


def test_what_is_set_as_the_title_is_it_among_headings_of_its_level() -> None:
    styles = rb"{\stylesheet{\s1 Title;}{\s2 heading 1;}}"
    body = rb"\pard\s1 The Mill\par\pard\s2 Water\par\pard\s2 Fire\par\pard\s0 It burnt.\par"
    assert read(rb"{\rtf1\ansi" + styles + body + b"}", PATH).title == "The Mill"
