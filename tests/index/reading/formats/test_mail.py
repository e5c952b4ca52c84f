"""Messages and mailboxes: who sent them, when, what was written, quoted, attached."""

from pathlib import Path

import pytest
from hypothesis import strategies as st

from index.errors import UnreadableSourceError
from index.reading.documents import read_document
from index.reading.formats.mail import read
from index.reading.structure.extract import Extract, ExtractPart
from index.types import BlockKind, Name, Omission, OmissionKind
from tests.support.documents.any_bytes import check_any_bytes

HEAD = """From: =?utf-8?q?Lee=2C_Ann?= <ann@example.org>
To: Bo <bo@example.org>
Subject: =?utf-8?b?RGllIEJyw7xja2U=?= opens
Date: Sat, 4 May 2019 23:30:00 -0700
MIME-Version: 1.0
"""
MESSAGE = f"""{HEAD}Content-Language: en-GB
Content-Type: multipart/mixed; boundary=outer

For programs that know no parts.
--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=iso-8859-1; format=flowed
Content-Transfer-Encoding: quoted-printable

The bridge =FCber=20
the river opens.

> Does it?

--=20
Ann
--inner
Content-Type: text/html

<p>The bridge opens, says the page.</p>
--inner--
--outer
Content-Type: message/rfc822

From: Bo <bo@example.org>
Date: Fri, 3 May 2019 10:00:00 +0000
Subject: The old plan

We agreed.
--outer
Content-Type: application/pdf; name="plan.pdf"
Content-Disposition: attachment; filename="plan.pdf"
Content-Transfer-Encoding: base64

AAAA
--outer
Content-Type: text/plain

The end.
--outer--
"""
MAILBOX = """From bo@example.org Fri May  3 10:00:00 2019
From: Bo <bo@example.org>
Subject: The plan
Date: Fri, 03 May 2019 10:00:00 +0000

We agreed.

From then on, nothing.
>From the hall came a cry.

From ann@example.org Sat May  4 10:00:00 2019
From: Ann Lee <ann@example.org>
Subject: Re: The plan

> We agreed.

So did we.
"""
PIECES = st.lists(
    st.sampled_from(
        [
            "From: ", "Subject: ", "Date: ", "Content-Type: ", "text/plain", "text/html", "\n",
            "multipart/mixed", "; boundary=b", "\n--b\n", "\n--b--\n", "message/rfc822", "\n\n",
            "; charset=", "utf-7", "=?utf-8?q?=FF?=", "Content-Transfer-Encoding: ", "base64",
            "quoted-printable", "=20", "> ", "-- \n", "word ", "<p>", "é", "\x00", "a@b", "(", '"',
            "format=flowed", "From a Fri May  3 10:00:00 2019\n", "multipart/alternative",
            "; filename=", "*0*=''%",
        ]
    )
).map(lambda pieces: "".join(pieces).encode())  # fmt: skip


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.eml", MESSAGE.encode(), PIECES)
    check_any_bytes(tmp_path / "a.mbox", MAILBOX.encode(), PIECES)


def read_of(text: str | bytes, name: str = "a.eml") -> Extract:
    return read(text if isinstance(text, bytes) else text.encode(), Path(name))


def texts_of(text: str | bytes, name: str = "a.eml") -> list[str]:
    return [part.text for part in read_of(text, name).parts or ()]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_message_is_read_in_order_the_plain_text_of_two_versions(line_end: str) -> None:
    extract = read_of(MESSAGE.replace("\n", line_end))
    assert extract.parts == (
        ExtractPart("The bridge über the river opens."),
        ExtractPart("Does it?", kind=BlockKind.QUOTATION),
        ExtractPart("The old plan", 1),
        ExtractPart("From: Bo <bo@example.org>\nDate: Fri, 03 May 2019 10:00:00 +0000"),
        ExtractPart("We agreed."),
        ExtractPart("The end."),
    )
    assert extract.omissions == (
        Omission(OmissionKind.SIGNATURE, "Ann"),
        Omission(OmissionKind.ATTACHMENT, "plan.pdf"),
    )


def test_a_message_says_what_it_is() -> None:
    extract = read_of(MESSAGE)
    assert extract.title == "Die Brücke opens"
    assert extract.author == (Name("Lee", "Ann"),)
    assert extract.issued == (2019, 5, 4)  # where it was sent; in London it was the fifth
    assert extract.language == "en"


def test_a_message_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_text(MESSAGE, "utf-8")
    document = read_document(path)
    assert [one.section for one in document.paragraphs] == ["Introduction"] * 2 + [
        "The old plan"
    ] * 3
    assert [one.kind for one in document.omissions] == [
        OmissionKind.SIGNATURE,
        OmissionKind.ATTACHMENT,
    ]


def test_an_address_is_the_author_where_no_name_is_told() -> None:
    assert read_of("From: ann@example.org\n\nYes.").author == (Name(literal="ann@example.org"),)


@pytest.mark.parametrize("header", ["Subject: x", "From: \nDate: soon", "From: <<>,\nDate: 99"])
def test_what_a_message_does_not_say_is_left_open(header: str) -> None:
    extract = read_of(f"{header}\n\nYes.")
    assert (extract.author, extract.issued, extract.language) == ((), (), None)


def test_letters_that_came_as_bare_bytes_are_read() -> None:
    message = "From: Änn <a@example.org>\nSubject: Brücke\n\nÜber den Fluss.\n"
    extract = read_of(message)
    assert (extract.title, extract.author) == ("Brücke", (Name(literal="Änn"),))
    assert texts_of(message.encode("cp1252")) == ["Über den Fluss."]


@pytest.mark.parametrize("charset", ["none", "us-ascii", "idna", "hex", ""])
def test_a_text_in_another_encoding_than_it_states_is_read(charset: str) -> None:
    message = f"Subject: x\nContent-Type: text/plain; charset={charset}\n\nÜber den Fluss .\n"
    assert texts_of(message) == ["Über den Fluss ."]


def test_a_page_alone_is_read_as_it_shows_in_the_encoding_of_its_part() -> None:
    page = '<meta charset="utf-16"><h1>News</h1><p>Über den&nbsp;Fluss.</p><script>x</script>'
    message = f"Subject: x\nContent-Type: text/html; charset=utf-8\n\n{page}"
    assert texts_of(message) == ["News", "Über den Fluss."]


def test_the_page_is_read_where_the_plain_version_is_empty() -> None:
    start, end = MESSAGE.index("The bridge =FC"), MESSAGE.index("--inner\nContent-Type: text/html")
    assert texts_of(MESSAGE[:start] + "\n" + MESSAGE[end:])[0] == "The bridge opens, says the page."


def test_what_is_attached_to_the_version_that_is_not_read_is_named() -> None:
    page = "<p>The bridge opens, says the page.</p>"
    related = (
        "Content-Type: multipart/related; boundary=deep\n\n"
        f"--deep\nContent-Type: text/html\n\n{page}\n"
        "--deep\nContent-Type: image/png; name=bridge.png\n\nAAAA\n--deep--"
    )
    message = MESSAGE.replace(f"Content-Type: text/html\n\n{page}", related)
    assert read_of(message).parts == read_of(MESSAGE).parts
    assert Omission(OmissionKind.ATTACHMENT, "bridge.png") in read_of(message).omissions


def test_a_message_whose_parts_have_no_borders_is_read_as_plain_text() -> None:
    assert texts_of(f"{HEAD}Content-Type: multipart/mixed\n\nThe bridge opens.") == [
        "The bridge opens."
    ]


def test_a_mailbox_is_its_messages_each_under_its_subject() -> None:
    extract = read_of(MAILBOX, "a.mbox")
    assert extract.parts == (
        ExtractPart("The plan", 1),
        ExtractPart("From: Bo <bo@example.org>\nDate: Fri, 03 May 2019 10:00:00 +0000"),
        ExtractPart("We agreed."),
        ExtractPart("From then on, nothing.\nFrom the hall came a cry."),
        ExtractPart("Re: The plan", 1),
        ExtractPart("From: Ann Lee <ann@example.org>"),
        ExtractPart("We agreed.", kind=BlockKind.QUOTATION),
        ExtractPart("So did we."),
    )
    assert (extract.title, extract.author) == (None, ())


def test_a_mailbox_of_one_message_is_that_message() -> None:
    envelope = "From ann@example.org Sat May  4 10:00:00 2019\n"
    assert read_of(envelope + MESSAGE, "a.mbox") == read_of(MESSAGE)


@pytest.mark.parametrize(
    "text", ["", "The bridge opens.", "Subject: x\n\n", "Subject: x\nContent-Type: image/png\n\nxx"]
)
def test_what_holds_no_text_of_a_message_is_told(text: str) -> None:
    with pytest.raises(UnreadableSourceError, match=r"a\.eml holds no text of a message"):
        read_of(text)


@pytest.mark.parametrize(
    "nested", ["message/rfc822\n\n", "multipart/mixed; boundary=b{0}\n\n--b{0}\n"]
)
def test_messages_that_nest_without_end_are_told(nested: str) -> None:
    deep = "".join(f"Content-Type: {nested.format(depth)}" for depth in range(2000))
    with pytest.raises(UnreadableSourceError, match=r"a\.eml is not a whole message"):
        read_of(f"Subject: x\n{deep}\nYes.")


@pytest.mark.parametrize(
    ("sent", "headed"),
    [("From: Ann <ann@example.org>", ["From: Ann <ann@example.org>"]), ("X-Sent: so", [])],
)
def test_a_message_without_a_subject_is_no_part_of_the_one_before(
    sent: str, headed: list[str]
) -> None:
    further = f"\nFrom ann@example.org Sun May  5 10:00:00 2019\n{sent}\n\nNor do we.\n"
    parts = read_of(f"{MAILBOX}{further}", "a.mbox").parts or ()
    assert [part.text for part in parts if part.level] == ["The plan", "Re: The plan", *headed]
