import codecs
import contextlib
import io
import zlib
from pathlib import Path

import pytest
from docx import Document as Word
from hypothesis import given, settings
from hypothesis import strategies as st

from index.decoding import decode
from index.errors import UnreadableSourceError
from index.readers import document_of, read_document
from index.repair import restore
from index.types import Document, Name

TEXT = (
    "The café’s owner — a naïve man — said: “We agreed on the plan for the bridge after a long "
    "debate in the old hall.”"
)
PATH = Path("a.txt")


def paragraphs(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]


def titles(document: Document) -> list[tuple[str, int]]:
    return [(section.title, section.level) for section in document.sections]


def read(folder: Path, name: str, content: str | bytes) -> Document:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(path)


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "no mark le", "no mark be", "utf-32", "cp1252"],
)
def test_text_is_decoded_by_what_its_bytes_show(raw: bytes) -> None:
    assert decode(raw, PATH) == TEXT


def test_line_ends_of_all_systems_are_read() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour", PATH) == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (bytes(range(256)) * 10, "binary|neither"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "an image"),
        (b"%PDF-1.4 text", "a PDF"),
        (b"PK\x03\x04" + b"text" * 20, "ZIP"),
        (b"caf\xe9 \x81\x8d", "neither UTF-8"),
        (b"\xff\xfea", "save it as UTF-8"),
    ],
)
def test_bytes_that_are_no_text_are_told(raw: bytes, told: str) -> None:
    with pytest.raises(UnreadableSourceError, match=told):
        decode(raw, PATH)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_every_text_in_utf_8_and_utf_16_with_a_mark_is_decoded_exactly(text: str) -> None:
    if text.strip():
        assert decode(text.encode("utf-16"), PATH) == text
        assert decode(text.encode("utf-8-sig"), PATH) == text


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_reason(raw: bytes) -> None:
    with contextlib.suppress(UnreadableSourceError):
        assert decode(raw, PATH).strip()


MARKDOWN = """---
title: The bridge
author: [Ann Lee]
date: 2019-05-04
---

# Old and *new*

The **council** agreed on the [plan](https://example.org/plan "t") for
the `bridge` ![a picture of it](b.png), <b>after</b> all\\*.

## Costs

- First of all
- Second, with
  a second line
  1. Inner

7. Seven
8. Eight

> Somebody said so.

```python
def cost():
    return 1
```

| Year | Cost |
|------|------|
| 2019 | 3 m  |
"""


def test_markdown_is_read_as_it_shows(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", MARKDOWN)
    assert paragraphs(document) == [
        "The council agreed on the plan for the bridge a picture of it, after all*.",
        "First of all",
        "Second, with a second line",
        "1. Inner",
        "7. Seven",
        "8. Eight",
        "Somebody said so.",
        "def cost():\n    return 1",
        "Year | Cost",
        "2019 | 3 m",
    ]
    assert titles(document) == [("Old and new", 1), ("Costs", 2)]
    assert document.metadata.title == "The bridge"
    assert document.metadata.author == (Name(literal="Ann Lee"),)
    assert document.metadata.issued == (2019, 5, 4)
    assert {"title", "author", "issued"} <= document.metadata.derived


PAGE = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html lang="en-GB"><head>
<title>Bridge | The Paper</title><meta property="og:title" content="The bridge">
<meta name="author" content="Ann Lee"><meta property="article:published_time"
 content="2019-05-04T10:00:00Z"><link rel="canonical" href="https://example.org/bridge">
<script>var x = "not this";</script></head><body><nav>Home | News</nav>
<article><h1>The bridge</h1><p>The council <b>agreed</b> on&nbsp;the
 <a href="/plan">plan</a>.<br>It is good.</p><div class="share-buttons">Share this</div>
<h2>Costs</h2><ul><li>First<ul><li>Inner</li></ul></li><li>Second</li></ul>
<!-- not this --><table><tr><th>Year</th><td>2019</td></tr></table>
<pre>a
  b</pre>Loose words <em>here</em>.<p style="display:none">Hidden</p></article>
<footer>Imprint</footer></body></html>"""


def test_a_web_page_is_read_as_it_shows(tmp_path: Path) -> None:
    document = read(tmp_path, "a.html", PAGE)
    assert paragraphs(document) == [
        "The council agreed on the plan. It is good.",
        "First",
        "Inner",
        "Second",
        "Year | 2019",
        "a\n  b",
        "Loose words here.",
    ]
    assert titles(document) == [("The bridge", 1), ("Costs", 2)]
    about = document.metadata
    assert (about.title, about.author) == ("The bridge", (Name(literal="Ann Lee"),))
    assert (about.url, about.issued) == ("https://example.org/bridge", (2019, 5, 4))
    assert about.language == "en"


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="shows no text"):
        read(tmp_path, "a.html", "<html><body><script>draw()</script></body></html>")


def test_a_deeply_nested_page_is_read(tmp_path: Path) -> None:
    page = "<div class='nav'>" * 5000 + "Deep down." + "</div>" * 5000 + "<p>The end.</p>"
    assert paragraphs(read(tmp_path, "a.html", page)) == ["Deep down.", "The end."]


def test_a_word_document_is_read_with_headings_and_tables(tmp_path: Path) -> None:
    word = Word()
    word.core_properties.title = "The bridge"
    word.core_properties.author = "Ann Lee"
    word.add_heading("Old and new", 1)
    word.add_paragraph("The council agreed\ton the  plan.")
    word.add_heading("Costs", 2)
    table = word.add_table(1, 2)
    table.cell(0, 0).text = "Year"
    table.cell(0, 1).text = "2019"
    word.save(str(tmp_path / "a.docx"))
    document = read_document(tmp_path / "a.docx")
    assert paragraphs(document) == ["The council agreed on the plan.", "Year | 2019"]
    assert titles(document) == [("Old and new", 1), ("Costs", 2)]
    assert document.metadata.title == "The bridge"
    assert document.metadata.author == (Name(literal="Ann Lee"),)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
        (b"PK\x03\x04broken", "not a whole Word document"),
        (b"", "not a whole Word document"),
    ],
)
def test_a_word_document_that_cannot_be_read_is_told(tmp_path: Path, raw: bytes, told: str) -> None:
    with pytest.raises(UnreadableSourceError, match=told):
        read(tmp_path, "a.docx", raw)


def test_lost_characters_of_formats_with_paragraphs_are_put_back_on_record(tmp_path: Path) -> None:
    page = "<h2>The e�ect</h2><p>A�er the �rst o�cer.</p><p>The second paragraph.</p>"
    document = read(tmp_path, "a.html", page)
    assert paragraphs(document) == ["After the first officer.", "The second paragraph."]
    assert titles(document) == [("The effect", 2)]
    source = "The e�ect\n\nA�er the �rst o�cer.\n\nThe second paragraph."
    assert restore(document.text, document.repairs) == source


def pdf(pages: list[list[tuple[float, float, float, str]]], extra: str = "") -> bytes:
    """A PDF of lines (x, y, size, text) in Helvetica."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F1 {s} Tf {x} {y} Td ({t}) Tj ET\n" for x, y, s, t in lines)
        stream = zlib.compress(drawn.encode("latin-1"))
        header = f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n"
        objects.append(header + stream.decode("latin-1") + "\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {len(objects)} 0 R>>"
        )
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{references}]>>"
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    entries = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{entries}".encode())
    out.write(
        f"trailer<</Size {size}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF".encode("latin-1")
    )
    return out.getvalue()


def lines(
    y: float, *texts: str, size: float = 10, x: float = 72
) -> list[tuple[float, float, float, str]]:
    return [(x, y - 12 * number, size, text) for number, text in enumerate(texts)]


FIRST = lines(
    650,
    "The council met in the old town hall on Tuesday and agreed, after a long debate of the gov-",
    "ernment, that the bridge should be repaired before winter. Nobody had expected so many to",
    "come.",
)
SECOND = lines(
    600,
    "Several speakers said that the effort would be worth the cost. Others wanted first to find",
    "out what the benefits were, and asked for a cost-benefit analysis by the end of this year, or",
)
THIRD = lines(720, "by the end of the next.")


def test_a_pdf_is_read_with_its_paragraphs_headings_and_pages(tmp_path: Path) -> None:
    header = [(72.0, 760.0, 8.0, "Annals of Something")]
    pages = [
        [*header, (72, 700, 18, "The Bridge"), *FIRST, *SECOND, (300, 40, 8, "1")],
        [*header, *THIRD, (72, 650, 18, "Costs of it"), *lines(620, "Text."), (300, 40, 8, "2")],
        [*header, *lines(720, "More text."), (300, 40, 8, "3")],
    ]
    document = read(tmp_path, "a.pdf", pdf(pages))
    assert titles(document) == [("The Bridge", 1), ("Costs of it", 1)]
    assert paragraphs(document) == [
        "The council met in the old town hall on Tuesday and agreed, after a long debate of the "
        "government, that the bridge should be repaired before winter. Nobody had expected so "
        "many to come.",
        "Several speakers said that the effort would be worth the cost. Others wanted first to "
        "find out what the benefits were, and asked for a cost-benefit analysis by the end of "
        "this year, or by the end of the next.",
        "Text.",
        "More text.",
    ]


def test_a_scan_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="scan"):
        read(tmp_path, "a.pdf", pdf([[]]))


def test_an_encrypted_pdf_is_told(tmp_path: Path) -> None:
    key = "00" * 32
    extra = f"/ID[<{key}><{key}>]/Encrypt<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>"
    with pytest.raises(UnreadableSourceError, match="encrypted"):
        read(tmp_path, "a.pdf", pdf([FIRST], extra))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_damaged_pdf_is_read_or_told(changes: list[tuple[int, int]]) -> None:
    from index.pdf import pdf_extract

    raw = bytearray(pdf([FIRST + SECOND, THIRD]))
    for place, byte in changes:
        raw[place % len(raw)] = byte
    with contextlib.suppress(UnreadableSourceError):
        assert pdf_extract(bytes(raw), Path("a.pdf")).text.strip()


def test_a_missing_file_an_unknown_kind_and_a_large_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="cannot be opened"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(UnreadableSourceError, match="of no kind that is read"):
        read(tmp_path, "a.xls", b"text")
    (tmp_path / "a.txt").write_text("text " * 100)
    with pytest.raises(UnreadableSourceError, match="larger than"):
        read_document(tmp_path / "a.txt", max_bytes=100)


BODY = (
    "The council agreed on the plan for the bridge after a long debate in the old hall. So it was."
)


@pytest.mark.parametrize(
    "heading",
    [
        "Costs and Benefits of the Plan",
        "INTRODUCTION",
        "2.1 Methods",
        "Materials and methods",
        "I. Terms",
    ],
)
def test_headings_of_plain_text_become_sections(heading: str) -> None:
    document = document_of(f"{BODY}\n\n{heading}\n\n{BODY}")
    assert [title for title, _ in titles(document)] == ["Introduction", heading]
    assert [p.section for p in document.paragraphs] == ["Introduction", heading]


@pytest.mark.parametrize(
    "line",
    [
        "This is a short paragraph.",
        "Who would have thought it?",
        "By Ann Lee",
        "September 11, 2018",
        "https://example.org/A/B",
        "a line in small letters",
        "The first thing that one would have to say is this",
    ],
)
def test_what_is_no_heading_stays_a_paragraph(line: str) -> None:
    document = document_of(f"{BODY}\n\n{line}\n\n{BODY}")
    assert document.sections == ()
    assert len(document.paragraphs) == 3


def test_lines_are_paragraphs_where_they_end_like_some() -> None:
    document = document_of(f"{BODY}\n{BODY}\nAnd a short one.\n\n{BODY}\n")
    assert len(document.paragraphs) == 4


def test_lines_of_a_block_are_one_paragraph_where_blank_lines_set_blocks_apart() -> None:
    stanza = "Roses are red,\nviolets are blue"
    document = document_of(f"{stanza}\n\n{stanza}\n\n{stanza}")
    assert paragraphs(document) == [stanza] * 3


@given(
    st.lists(st.sampled_from([BODY, "Costs and Benefits", "One.", "x y z"]), min_size=1, max_size=8)
)
def test_paragraphs_and_headings_hold_the_whole_text(blocks: list[str]) -> None:
    document = document_of("\n\n".join(blocks))
    pieces = sorted(
        [(p.start, p.end) for p in document.paragraphs]
        + [(s.start, s.end) for s in document.sections if s.end > s.start]
    )
    assert [document.text[start:end] for start, end in pieces] == blocks
