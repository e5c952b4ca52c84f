"""What a page or a response says of its encoding is read as browsers read it."""

import codecs
from pathlib import Path

import pytest

from index.reading.encodings.web_encodings import web_text
from index.reading.formats import html, mail
from index.reading.structure.extract import Extract

SAID = "He said “boil it twice” – it’s the rule. €5"
# What browsers take each name for: the table "Names and labels" of https://encoding.spec.whatwg.org
MEANT = [
    ("iso-8859-1", "cp1252", SAID),
    ("Latin1", "cp1252", SAID),
    ("iso88591", "cp1252", SAID),
    ("x-cp1252", "cp1252", SAID),
    ("ISO-8859-9", "cp1254", "“Çok iyi” dedi – ğüş"),
    ("iso-8859-11", "cp874", "“แมว” – €"),
    ("tis-620", "cp874", "“แมว” – €"),
    ("gb2312", "gb18030", "朱镕基在深圳"),
    ("gb_2312-80", "gb18030", "朱镕基在深圳"),
    ("x-gbk", "gb18030", "朱镕基在深圳"),
    ("shift_jis", "cp932", "①髙橋さん～"),
    ("x-sjis", "cp932", "①髙橋さん～"),
    ("euc-kr", "cp949", "똠방각하"),
    ("ks_c_5601-1987", "cp949", "똠방각하"),
    ("big5", "big5hkscs", "香港嘅茶"),
    ("windows-1251", "cp1251", "Правила"),
    ("koi8-r", "koi8-r", "Правила"),
    ("utf8", "utf-8", SAID),
]


def texts(extract: Extract) -> list[str]:
    return [part.text for part in extract.parts or ()]


@pytest.mark.parametrize(("label", "encoding", "text"), MEANT)
def test_a_text_is_in_what_the_web_means_by_a_name(label: str, encoding: str, text: str) -> None:
    assert web_text(text.encode(encoding), f" {label} ") == text


@pytest.mark.parametrize(("label", "encoding", "text"), MEANT)
def test_a_page_that_names_its_encoding_is_read_in_what_the_web_means(
    label: str, encoding: str, text: str
) -> None:
    page = f'<meta charset="{label}"><p>{text}</p>'
    assert texts(html.read(page.encode(encoding), Path("a.html"))) == [text]


@pytest.mark.parametrize(("label", "encoding", "text"), MEANT)
def test_a_message_that_names_its_encoding_is_read_in_what_the_web_means(
    label: str, encoding: str, text: str
) -> None:
    message = f"Subject: x\nContent-Type: text/plain; charset={label}\n\n{text}\n"
    assert texts(mail.read(message.encode(encoding), Path("a.eml"))) == [text]


def test_every_byte_means_something_in_latin_1() -> None:
    text = web_text(bytes(range(256)), "iso-8859-1")
    assert text is not None
    assert (text[:128], text[160:]) == (
        bytes(range(128)).decode("ascii"),
        "".join(map(chr, range(160, 256))),
    )
    assert [text[place] for place in (0x80, 0x81, 0x93)] == ["€", "\x81", "“"]


@pytest.mark.parametrize("label", ["punycode", "rot13", "hex", "unheard-of", "idna", "", "utf-7"])
def test_what_is_no_encoding_of_the_web_is_not_tried(label: str) -> None:
    assert web_text(b"One-two.", label) is None


@pytest.mark.parametrize("label", ["utf-8", "us-ascii", "euc-kr", "iso-8859-8"])
def test_a_text_that_is_not_in_what_it_says_is_left_to_be_told(label: str) -> None:
    assert web_text(b"\xff\xff\xff", label) is None


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_mark_says_more_than_a_name(mark: bytes) -> None:
    assert web_text(mark + b"One.", "iso-8859-1") is None


@pytest.mark.parametrize("label", ["utf-16", "utf-16le"])
def test_a_page_whose_name_of_its_encoding_can_be_read_is_not_in_utf_16(label: str) -> None:
    page = f'<meta charset="{label}"><p>Über den Fluss!</p>'
    assert texts(html.read(page.encode(), Path("a.html"))) == ["Über den Fluss!"]


def test_the_declaration_of_a_page_tells_its_encoding() -> None:
    page = '<?xml version="1.0" encoding="windows-1251"?><html><body><p>Правила</p></body></html>'
    assert texts(html.read(page.encode("cp1251"), Path("a.xhtml"))) == ["Правила"]
