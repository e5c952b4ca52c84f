"""Subtitles as a transcript: who says what, when, once."""

from pathlib import Path

import pytest
from hypothesis import strategies as st

from index.errors import UnreadableSourceError
from index.reading.documents import read_document
from index.reading.formats.subtitles import read
from index.types import Locator, LocatorKind
from tests.support.documents.any_bytes import check_any_bytes

SUBRIP = """1
00:00:01,000 --> 00:00:02,500
<i>The mill</i> was built
in 1702.

2
00:00:02,600 --> 00:00:04,000
{\\an8}It burnt &amp; fell
to <font color="#fff">5 < 6</font> pieces.

3
00:01:23,900 --> 00:01:25,000
Nobody <b>knows</b> why.
"""
WEBVTT = """WEBVTT - The mill of Arvale
Kind: captions
Language: en-GB

STYLE
::cue { color: red }

NOTE made by hand

opening
00:01.000 --> 00:02.000 align:start
<v.loud Ann Lee>It <00:01.500><c.red>burnt</c>.

00:02.000 --> 00:03.000
<v Ann Lee>In 1911.</v>
<v Bo>Who &amp; why?

NOTE not said

00:03.000 --> 00:04.000
[Bells]
"""
WORDS = (
    "WEBVTT 1 00:00:01,000 00:00:01.000 00:01.000 --> <v </v> <i> {\\an8} - – >> Ann: NOTE word "
    "&amp; &#xD800; 99999999999:00:00.000"
)
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\n", "\n\n", "<v Bo>"])).map(
    lambda pieces: " ".join(pieces).replace(" \n ", "\n").encode()
)


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.srt", SUBRIP.encode(), PIECES)
    check_any_bytes(tmp_path / "a.vtt", WEBVTT.encode(), PIECES)


def texts_of(text: str, name: str = "a.srt") -> list[str]:
    return [part.text for part in read(text.encode(), Path(name)).parts or ()]


def captions(*cues: str) -> str:
    """WebVTT of cues, one a second."""
    timed = (f"00:{n:02}.000 --> 00:{n + 1:02}.000\n{cue}\n" for n, cue in enumerate(cues))
    return "\n".join(("WEBVTT\n", *timed))


def test_cues_become_paragraphs_without_markup_and_a_pause_parts_them() -> None:
    assert texts_of(SUBRIP) == [
        "The mill was built in 1702. It burnt & fell to 5 < 6 pieces.",
        "Nobody knows why.",
    ]


def test_each_cue_is_a_moment_of_its_paragraph() -> None:
    first, second = read(SUBRIP.encode(), Path("a.srt")).parts or ()
    assert first.locators == (
        Locator(0, LocatorKind.TIMESTAMP, "0:00:01", "t=1"),
        Locator(28, LocatorKind.TIMESTAMP, "0:00:02", "t=2"),
    )
    assert first.text[28:].startswith("It burnt")
    assert second.locators == (Locator(0, LocatorKind.TIMESTAMP, "0:01:23", "t=83"),)


def test_moments_lead_into_the_text_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "the_mill.srt"
    path.write_text(SUBRIP, "utf-8")
    document = read_document(path)
    words = {one.value: document.text[one.start :].split()[0] for one in document.locators}
    assert words == {"0:00:01": "The", "0:00:02": "It", "0:01:23": "Nobody"}
    assert document.title == "The mill"


def test_who_speaks_stands_before_the_words_and_begins_a_paragraph() -> None:
    assert texts_of(WEBVTT) == ["Ann Lee: It burnt. In 1911.", "Bo: Who & why?", "[Bells]"]


def test_the_header_says_title_and_language() -> None:
    extract = read(WEBVTT.encode(), Path("a.vtt"))
    assert (extract.title, extract.language) == ("The mill of Arvale", "en")
    old = read(b"WEBVTT Kind: captions; Language: de\n\n00:01.000 --> 00:02.000\nJa", Path("a.vtt"))
    assert (old.title, old.language) == (None, "de")


@pytest.mark.parametrize(
    ("cues", "paragraphs"),
    [
        (["- Was it?\n-Yes.", "It was."], ["Was it?", "Yes. It was."]),
        (
            ["It froze", "– as I said –", "at -5 degrees."],
            ["It froze – as I said – at -5 degrees."],
        ),
        (
            [">> REPORTER: Good evening.", "Hello.", ">> Hi."],
            ["REPORTER: Good evening. Hello.", "Hi."],
        ),
        (["Ann Lee: One.", "Ann Lee: Two.", "Bo: Three."], ["Ann Lee: One. Two.", "Bo: Three."]),
        (["It said: no", "and so it was."], ["It said: no and so it was."]),
    ],
)
def test_a_mark_or_a_name_says_that_somebody_else_speaks(
    cues: list[str], paragraphs: list[str]
) -> None:
    assert texts_of(captions(*cues), "a.vtt") == paragraphs


def test_captions_that_roll_up_are_read_once() -> None:
    rolling = captions(
        "the mill", "the mill", "the mill\nwas built", "was built\nin", "was built\nin 1702"
    )
    assert texts_of(rolling, "a.vtt") == ["the mill was built in 1702"]


def test_words_that_are_said_twice_are_read_twice() -> None:
    assert texts_of(captions("No.", "No.", "It burnt.", "Why?", "So."), "a.vtt") == [
        "No. No. It burnt. Why? So."
    ]


def test_a_long_speech_is_parted_where_a_sentence_ends() -> None:
    cues = [f"This is sentence {number} of a speech that is long." for number in range(30)]
    paragraphs = texts_of(captions(*cues), "a.vtt")
    assert " ".join(paragraphs) == " ".join(cues)
    assert len(paragraphs) == 2
    assert all(paragraph.endswith(".") for paragraph in paragraphs)


def test_a_long_speech_without_a_full_stop_is_parted_all_the_same() -> None:
    cues = [f"and this is part {number} of a speech without an end" for number in range(50)]
    paragraphs = texts_of(captions(*cues), "a.vtt")
    assert " ".join(paragraphs) == " ".join(cues)
    assert max(map(len, paragraphs)) < 1600


def test_subrip_without_numbers_with_blank_lines_and_a_preface_is_read() -> None:
    broken = """
Subtitles by somebody

1

00:00:01,000 --> 00:00:02,000
The mill

was built
2
00:00:02,000 --> 00:00:03,000
in 1702.
00:00:03,000 --> 00:00:04,000
It burnt.
"""
    assert texts_of(broken) == ["The mill was built in 1702. It burnt."]


def test_cues_are_read_in_the_order_of_their_times() -> None:
    assert texts_of(
        "00:00:02,000 --> 00:00:03,000\nfell.\n\n00:00:01,000 --> 00:00:02,000\nIt"
    ) == ["It fell."]


@pytest.mark.parametrize(
    "text", ["The mill was built in 1702.", "WEBVTT\n\nwords", SUBRIP.replace("-->", "to")]
)
def test_what_holds_no_cue_is_told(text: str) -> None:
    with pytest.raises(UnreadableSourceError, match=r"a\.srt holds no words with their times"):
        texts_of(text)
