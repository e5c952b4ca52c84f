"""Addresses: how they are written, what they lead to, and what becomes of them."""

import dataclasses
import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.citations.addresses import (
    Address,
    find_addresses,
    is_address,
    parse_address,
)
from index.citations.fates import Fate
from index.citations.paragraph_digests import digest_of
from index.citations.revisions import FORGOTTEN_AFTER, Revisions
from index.errors import AddressError, CollectionError, RevisionsDamagedError
from index.types import Document, Paragraph
from tests.support.documents.cited_documents import PARAGRAPHS, document_of, quote_in

MAY = datetime.datetime(2026, 5, 1, 12, tzinfo=datetime.UTC)
JUNE = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("text", "document", "paragraph"),
    [
        ("12", None, 12),
        (" ¶12 ", None, 12),
        ("[[12]]", None, 12),
        ("par. 12", None, 12),
        ("deadly-cooperation:12", "deadly-cooperation", 12),
        ("[[deadly-cooperation:12]]", "deadly-cooperation", 12),
        ("deadly-cooperation: ¶ 12", "deadly-cooperation", 12),
    ],
)
def test_an_address_is_read_however_people_write_it(
    text: str, document: str | None, paragraph: int
) -> None:
    assert parse_address(text) == Address(document, paragraph)


@pytest.mark.parametrize(
    "text", ["", "twelve", "12 floods", "slow-water", "a b:12", "1.5", "-3", "[[12", "12345678"]
)
def test_what_is_no_address_is_taken_for_text(text: str) -> None:
    assert not is_address(text)
    with pytest.raises(AddressError, match="is not an address"):
        parse_address(text)


@given(st.from_regex(r"[a-z][a-z0-9-]{0,30}", fullmatch=True), st.integers(1, 9_999_999))
def test_an_address_reads_back_as_it_was_written(document: str, paragraph: int) -> None:
    address = Address(document, paragraph, "0123abcd")
    assert parse_address(str(address)) == address
    assert find_addresses(f"see [[{address}]].") == (address,)


def test_a_message_is_searched_for_bracketed_addresses_only() -> None:
    text = "In 12 and [[3]], [[slow-water:7]], [[3]] again, [[no]] and [[ 4 ]]"
    assert find_addresses(text) == (Address(None, 3), Address("slow-water", 7), Address(None, 4))


def resolve(
    address: Address, documents: list[Document], default: str | None = None
) -> tuple[Document, Paragraph]:
    """Return the document and the paragraph at an address of which no revision is known."""
    destination = Revisions().follow(address, documents, default)
    return destination.document, destination.paragraph


def test_a_bare_number_means_the_only_document_or_the_default_one() -> None:
    one, other = document_of(name="slow-water"), document_of(name="old-towns")
    assert resolve(Address(None, 2), [one]) == (one, one.paragraphs[1])
    assert resolve(Address(None, 2), [one, other], "old-towns") == (other, other.paragraphs[1])
    with pytest.raises(AddressError, match="write for example slow-water:2"):
        resolve(Address(None, 2), [one, other])


def test_a_document_is_found_whatever_the_case_of_its_name() -> None:
    document = document_of()
    assert resolve(Address("Slow-Water", 1), [document]) == (document, document.paragraphs[0])


def test_an_unknown_document_is_answered_with_the_nearest() -> None:
    documents = [document_of(name=name) for name in ("slow-water", "old-towns", "warden")]
    with pytest.raises(AddressError, match="no document 'slow-watr'; did you mean slow-water"):
        resolve(Address("slow-watr", 1), documents)
    with pytest.raises(
        AddressError, match="no document 'xyzzy'; there are: slow-water, old-towns, w"
    ):
        resolve(Address("xyzzy", 1), documents)


@pytest.mark.parametrize("number", [0, 4])
def test_a_paragraph_out_of_range_is_answered_with_the_range(number: int) -> None:
    with pytest.raises(AddressError, match="its paragraphs are 1 to 3"):
        resolve(Address(None, number), [document_of()])


OLD = document_of(sha256="a" * 64)
NEW_FIRST = "A paragraph that nobody had written before, about bridges and their builders."


def follow(
    address: str, *paragraphs: str, issued: datetime.datetime | None = None
) -> tuple[int, Fate]:
    new = document_of(paragraphs, sha256="b" * 64)
    revisions = Revisions().record([OLD], MAY).record([new], JUNE)
    place = revisions.follow(parse_address(address), [new], issued=issued)
    assert place.document is new
    return place.paragraph.number, place.fate


OLD_ADDRESS = f"slow-water:2@{'a' * 8}"


def test_an_old_address_follows_its_paragraph_when_another_is_put_before_it() -> None:
    assert follow(OLD_ADDRESS, NEW_FIRST, *PARAGRAPHS) == (3, Fate.MOVED)
    assert follow("2", NEW_FIRST, *PARAGRAPHS, issued=MAY + datetime.timedelta(days=1)) == (
        3,
        Fate.MOVED,
    )


def test_of_two_readings_of_one_file_an_address_means_the_one_in_force() -> None:
    earlier = document_of((NEW_FIRST, *PARAGRAPHS), sha256="a" * 64)
    revisions = Revisions().record([earlier], MAY).record([OLD], JUNE)

    def number(issued: datetime.datetime | None) -> int:
        address = parse_address(f"slow-water:2@{'a' * 8}")
        return revisions.follow(address, [OLD], issued=issued).paragraph.number

    assert number(MAY + datetime.timedelta(days=1)) == 1
    assert number(JUNE + datetime.timedelta(days=1)) == 2
    assert number(None) == 2


def test_an_address_without_revision_or_date_means_the_present_state() -> None:
    assert follow("2", NEW_FIRST, *PARAGRAPHS) == (2, Fate.SAME)
    assert follow("2", NEW_FIRST, *PARAGRAPHS, issued=JUNE) == (2, Fate.SAME)
    assert follow(f"2@{'b' * 6}", NEW_FIRST, *PARAGRAPHS) == (2, Fate.SAME)


def test_a_paragraph_that_stays_where_it_is_keeps_its_address() -> None:
    assert follow(OLD_ADDRESS, *PARAGRAPHS, NEW_FIRST) == (2, Fate.SAME)


def test_typography_and_spacing_do_not_make_a_paragraph_another() -> None:
    reset = PARAGRAPHS[1].replace("“", '"').replace("”", '"').replace("’", "'").replace(" ", "  ")
    assert follow(OLD_ADDRESS, NEW_FIRST, PARAGRAPHS[0], reset) == (3, Fate.MOVED)


def test_a_paragraph_with_changed_words_is_found_and_said_to_be_changed() -> None:
    changed = PARAGRAPHS[1].replace("44", "45")
    assert follow(OLD_ADDRESS, NEW_FIRST, PARAGRAPHS[0], changed) == (3, Fate.CHANGED)


def test_a_paragraph_that_is_gone_is_said_to_be_removed() -> None:
    for rest in [(PARAGRAPHS[0], PARAGRAPHS[2]), (PARAGRAPHS[0], NEW_FIRST, PARAGRAPHS[2])]:
        with pytest.raises(
            AddressError, match="paragraph 2 of slow-water as it was on 01 May 2026"
        ):
            follow(OLD_ADDRESS, *rest)


def test_equal_paragraphs_keep_their_order() -> None:
    stars = document_of(("* * *", *PARAGRAPHS, "* * *"), sha256="a" * 64)
    new = document_of(("* * *", NEW_FIRST, *PARAGRAPHS, "* * *"), sha256="b" * 64)
    revisions = Revisions().record([stars], MAY).record([new], JUNE)
    first, last = (
        revisions.follow(parse_address(f"{number}@aaaaaa"), [new]).paragraph.number
        for number in (1, 5)
    )
    assert (first, last) == (1, 6)


def test_an_unknown_revision_and_a_number_out_of_its_range_are_errors() -> None:
    with pytest.raises(AddressError, match="no revision 123456 of slow-water is known"):
        follow("2@123456", *PARAGRAPHS)
    with pytest.raises(AddressError, match="had no paragraph 9"):
        follow(f"9@{'a' * 8}", *PARAGRAPHS, NEW_FIRST)


def test_recording_what_is_known_changes_nothing() -> None:
    revisions = Revisions().record([OLD], MAY)
    assert revisions.record([OLD], JUNE) is revisions


def test_documents_that_are_gone_stay_known() -> None:
    revisions = Revisions().record([OLD], MAY).record([document_of(name="other")], JUNE)
    assert set(revisions.of_document) == {"slow-water", "other"}


def test_documents_that_are_gone_for_long_are_forgotten() -> None:
    other, later = [document_of(name="other")], JUNE + FORGOTTEN_AFTER
    gone = Revisions().record([OLD, *other], MAY).record(other, JUNE)
    assert gone.gone == {"slow-water": JUNE}
    assert gone.record(other, later) is gone
    past = later + datetime.timedelta(days=1)
    assert set(gone.record(other, past).of_document) == {"other"}
    assert gone.record(other, past).gone == {}
    back = gone.record([OLD, *other], later)
    assert (set(back.of_document), back.gone) == ({"slow-water", "other"}, {})
    assert set(back.record(other, past).of_document) == {"slow-water", "other"}


def test_when_documents_went_is_kept_and_no_flipped_bit_of_it_goes_unnoticed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "addresses.json"
    gone = Revisions().record([OLD], MAY).record([], JUNE)
    gone.write(path)
    assert Revisions.read(path) == gone
    whole = path.read_bytes()
    for bit in range(whole.index(b'"gone"') * 8, len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        with pytest.raises(RevisionsDamagedError, match="damaged"):
            Revisions.read(path)


def test_a_record_of_revisions_reads_back_as_it_was_written_and_holds_no_text(
    tmp_path: Path,
) -> None:
    path = tmp_path / "built" / "addresses.json"
    revisions = Revisions().record([OLD], MAY)
    revisions.write(path)
    assert Revisions.read(path) == revisions
    assert "Weser" not in path.read_text(encoding="utf-8")
    assert [file.name for file in path.parent.iterdir()] == ["addresses.json"]


def test_a_record_of_several_documents_reads_back_whatever_their_order(tmp_path: Path) -> None:
    path = tmp_path / "addresses.json"
    names = ("weir", "a-mill", "Quay", "m\u00fchle")
    revisions = Revisions().record([document_of(name=name) for name in names], MAY)
    revisions.write(path)
    assert Revisions.read(path) == revisions
    assert tuple(Revisions.read(path).of_document) == names
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(names) + 2  # one on a line


def test_no_flipped_bit_of_a_record_of_revisions_goes_unnoticed(tmp_path: Path) -> None:
    path = tmp_path / "addresses.json"
    revisions = Revisions().record([OLD], MAY)
    revisions.write(path)
    whole = path.read_bytes()
    for bit in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        with pytest.raises(RevisionsDamagedError, match="damaged"):
            Revisions.read(path)


def test_a_record_of_revisions_without_a_checksum_is_read_and_gets_one(tmp_path: Path) -> None:
    path = tmp_path / "addresses.json"
    revisions = Revisions().record([OLD], MAY)
    revisions.write(path)
    record = json.loads(path.read_bytes())
    assert record.pop("sha256")
    path.write_text(json.dumps(record | {"schema": 1}), encoding="utf-8")
    read = Revisions.read(path)
    assert read == revisions
    read.write(path)
    assert "sha256" in json.loads(path.read_bytes())


def test_a_missing_record_of_revisions_is_empty() -> None:
    assert Revisions.read(Path("/nonexistent/addresses.json")) == Revisions()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "[" * 100_000,
        "\udcff",
        '{"schema": 9, "documents": {}}',
        '{"schema": 1}',
        '{"schema": 1, "documents": 3}',
    ]
    + [
        json.dumps({"schema": 1, "documents": {"a": [row]}})
        for row in (
            3,
            {},
            {"sha256": "", "since": "x", "paragraphs": []},
            {"sha256": "", "since": "2026-05-01T12:00:00+00:00", "paragraphs": ["zz"]},
            {"sha256": "", "since": "2026-05-01T12:00:00", "paragraphs": []},
        )
    ],
)
def test_a_damaged_record_of_revisions_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "addresses.json"
    path.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(RevisionsDamagedError, match="damaged"):
        Revisions.read(path)


def test_a_record_of_revisions_that_cannot_be_opened_is_not_taken_for_a_damaged_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "addresses.json").mkdir()
    with pytest.raises(CollectionError, match="cannot be opened") as caught:
        Revisions.read(tmp_path / "addresses.json")
    assert not isinstance(caught.value, RevisionsDamagedError)


def test_a_record_of_revisions_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "addresses.json").mkdir()
    with pytest.raises(CollectionError, match="cannot be written"):
        Revisions().record([OLD], MAY).write(tmp_path / "addresses.json")
    assert [file.name for file in tmp_path.iterdir()] == ["addresses.json"]


_WORDS = st.lists(st.sampled_from("weser town flood gate water bell night".split()), min_size=6)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_WORDS.map(" ".join), min_size=1, max_size=8, unique=True),
    st.lists(st.integers(0, 99), max_size=4),
)
def test_whatever_is_put_between_every_old_address_leads_to_the_same_words(
    paragraphs: list[str], insertions: list[int]
) -> None:
    old = document_of(tuple(paragraphs), sha256="a" * 64)
    grown = list(paragraphs)
    for number, place in enumerate(insertions):
        grown.insert(place % (len(grown) + 1), f"bridge {number} " * 9)
    new = document_of(tuple(grown), sha256="b" * 64)
    revisions = Revisions().record([old], MAY).record([new], JUNE)
    for paragraph, words in zip(old.paragraphs, paragraphs, strict=True):
        address = Address(None, paragraph.number, "aaaaaaaa")
        found = revisions.follow(address, [new]).paragraph
        assert new.text[found.start : found.end] == words


def test_sketches_of_alike_texts_are_near_and_of_others_are_not() -> None:
    def sketch(text: str) -> int:
        return int(digest_of(text)[16:], 16)

    alike = (sketch(PARAGRAPHS[1]) ^ sketch(PARAGRAPHS[1].replace("44", "45"))).bit_count()
    other = (sketch(PARAGRAPHS[1]) ^ sketch(NEW_FIRST)).bit_count()
    assert alike < 12 < 20 < other


def test_the_address_of_a_quote_is_that_of_its_paragraph() -> None:
    quote = quote_in(OLD, "No town")
    document, paragraph = resolve(parse_address(quote.address), [OLD])
    assert (document, paragraph.number) == (OLD, quote.paragraph)
    assert dataclasses.asdict(parse_address(quote.address))["revision"] is None
