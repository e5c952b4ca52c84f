"""Documents written: what a later build has of an earlier one, and what of one that is gone."""

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import CollectionError
from index.storage import Facts, facts_of, read_stored, write_stored
from index.types import BlockKind, Document, Metadata, Paragraph
from tests.support.documents.deflated_texts import told_by
from tests.support.engines.earlier_builds import turn_back_texts

WORDS = "mill miller harbour ship keeper bridge ferry quarry river market bread grain".split()


def _document(number: int, words: int = 60) -> Document:
    """Return a document whose text is another for each number, and is not deflated to nothing."""
    chance = random.Random(number)
    text = " ".join(f"{chance.choice(WORDS)} {chance.randrange(1000)}" for _ in range(words))
    paragraphs = (Paragraph(1, 0, len(text), None),)
    return Document(f"mill-{number}", text, paragraphs, Metadata(f"Mill {number}"))


def _facts(document: Document) -> Facts:
    return Facts(0, 0, f"revision of {document.id}")


def _write(folder: Path, documents: Sequence[Document], *, leaving: bool = True) -> list[Path]:
    """Write documents, and return their parts, in order."""
    write_stored(folder, documents, _facts, leaving=leaving)
    return [folder / name for name in (folder / "parts.txt").read_text("ascii").split()]


def _texts_in(folder: Path) -> str:
    """Return all that the parts of a folder say, one line behind the other."""
    return b"".join(map(told_by, folder.glob("*.texts"))).decode()


def test_a_document_more_is_written_alone_and_what_was_there_is_linked(tmp_path: Path) -> None:
    few = [_document(number) for number in range(6)]
    (first,) = _write(tmp_path / "one", few)
    known = read_stored(tmp_path / "one")
    more = [*known[:3], _document(6), *known[3:]]
    linked, new = _write(tmp_path / "two", more)
    assert linked.samefile(first)
    assert new.stat().st_size < first.stat().st_size / 4
    assert read_stored(tmp_path / "two") == (*few[:3], _document(6), *few[3:])
    assert [facts_of(one) for one in read_stored(tmp_path / "two")] == list(map(_facts, more))


def test_parts_are_few_and_the_small_ones_go_into_the_large(tmp_path: Path) -> None:
    documents = [_document(number) for number in range(40)]
    known: Sequence[Document] = ()
    most = 0
    for number, document in enumerate(documents):
        most = max(most, len(_write(tmp_path / str(number), [*known, document])))
        known = read_stored(tmp_path / str(number))
    assert known == tuple(documents)
    assert most == 3  # as often as 40 can be divided by 4


def test_a_document_that_is_gone_is_told_by_nobody_and_leaves_with_its_part(tmp_path: Path) -> None:
    documents = [_document(number) for number in range(6)]
    (first,) = _write(tmp_path / "all", documents)
    known = read_stored(tmp_path / "all")
    (same,) = _write(tmp_path / "less", [*known[:2], *known[3:]])
    assert same.samefile(first)
    less = read_stored(tmp_path / "less")
    assert less == (*documents[:2], *documents[3:])
    assert documents[2].text in _texts_in(tmp_path / "less")
    assert b"mill-2" not in (tmp_path / "less" / "heads.jsonl").read_bytes()
    (other,) = _write(tmp_path / "few", less[:2])  # of less than half of it
    assert not other.samefile(first)
    assert read_stored(tmp_path / "few") == (documents[0], documents[1])
    assert documents[2].text not in _texts_in(tmp_path / "few")


def test_where_nothing_may_be_left_a_document_that_is_gone_is_gone_at_once(tmp_path: Path) -> None:
    documents = [_document(number) for number in range(6)]
    (first,) = _write(tmp_path / "all", documents, leaving=False)
    known = read_stored(tmp_path / "all")
    same, _ = _write(tmp_path / "more", [*known, _document(6)], leaving=False)
    assert same.samefile(first)
    known = read_stored(tmp_path / "more")
    _write(tmp_path / "less", [*known[:2], *known[3:]], leaving=False)
    assert read_stored(tmp_path / "less") == (*documents[:2], *documents[3:], _document(6))
    assert documents[2].text not in _texts_in(tmp_path / "less")


def test_a_text_that_was_replaced_is_the_new_one(tmp_path: Path) -> None:
    documents = [_document(number) for number in range(6)]
    _write(tmp_path / "all", documents)
    known = read_stored(tmp_path / "all")
    other = replace(_document(7), id="mill-2")
    assert len(_write(tmp_path / "again", [*known[:2], other, *known[3:]])) == 2
    assert read_stored(tmp_path / "again") == (*documents[:2], other, *documents[3:])


def test_texts_are_deflated(tmp_path: Path) -> None:
    document = _document(0, words=2000)
    (part,) = _write(tmp_path / "one", [document])
    assert part.stat().st_size < len(document.text.encode()) / 2


@pytest.mark.parametrize("turned_back", [lambda _: None, turn_back_texts])
def test_paragraphs_of_every_kind_come_back(
    tmp_path: Path, turned_back: Callable[[Path], object]
) -> None:
    paragraphs = (
        Paragraph(1, 0, 4, "Mills"),
        Paragraph(2, 5, 9, "Mills", BlockKind.TABLE_HEADER),
        Paragraph(3, 10, 14, None, BlockKind.TABLE_ROW, header=2),
        Paragraph(4, 15, 19, None, BlockKind.LIST_ITEM, term_end=17),
        Paragraph(5, 20, 24, None, item_start=4),
    )
    document = Document("mills", "text " * 5, paragraphs, Metadata("Mills"))
    _write(tmp_path / "one", [document])
    turned_back(tmp_path / "one")
    assert read_stored(tmp_path / "one") == (document,)
    _write(tmp_path / "two", read_stored(tmp_path / "one"))
    assert read_stored(tmp_path / "two") == (document,)


def test_what_cannot_be_linked_is_copied(tmp_path: Path) -> None:
    (first,) = _write(tmp_path / "one", [_document(0)])
    known = read_stored(tmp_path / "one")
    content = first.read_bytes()
    shutil.rmtree(tmp_path / "one")  # by whoever has built meanwhile: there is nothing to link
    (copy,) = _write(tmp_path / "two", known)
    assert copy.read_bytes() == content
    assert read_stored(tmp_path / "two") == (_document(0),)


def test_texts_of_an_earlier_version_are_read_and_written_anew(tmp_path: Path) -> None:
    documents = tuple(_document(number) for number in range(3))
    _write(tmp_path / "one", documents)
    turn_back_texts(tmp_path / "one")
    assert {path.name for path in (tmp_path / "one").iterdir()} == {"heads.jsonl", "texts.jsonl"}
    known = read_stored(tmp_path / "one")
    assert known == documents
    known = read_stored(tmp_path / "one")  # of which nothing was read
    (part,) = _write(tmp_path / "two", [*known, _document(3)])
    assert part.suffix == ".texts"
    written = read_stored(tmp_path / "two")
    assert written == (*documents, _document(3))
    assert [facts_of(one) for one in written] == list(map(_facts, written))


def test_a_damaged_text_of_an_earlier_version_is_told_and_not_written_as_whole(
    tmp_path: Path,
) -> None:
    _write(tmp_path / "one", [_document(0)])
    turn_back_texts(tmp_path / "one")
    path = tmp_path / "one" / "texts.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Mill 0", b"Mill 1"))
    with pytest.raises(CollectionError, match=r"texts\.jsonl is damaged: delete its folder"):
        _write(tmp_path / "two", read_stored(tmp_path / "one"))


def test_a_damaged_text_that_is_copied_stays_damaged(tmp_path: Path) -> None:
    (first,) = _write(tmp_path / "one", [_document(0)])
    raw = bytearray(first.read_bytes())
    raw[len(raw) // 2] ^= 1
    first.write_bytes(raw)
    _write(tmp_path / "two", [*read_stored(tmp_path / "one"), _document(1), _document(2)])
    (damaged, one, _) = read_stored(tmp_path / "two")
    assert one == _document(1)
    with pytest.raises(CollectionError, match="is damaged: delete its folder"):
        _ = damaged.text


def test_a_head_that_names_a_part_that_is_not_there_is_told(tmp_path: Path) -> None:
    (part,) = _write(tmp_path / "one", [_document(0), _document(1)])
    path = tmp_path / "one" / "heads.jsonl"
    first, second = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(first + second.replace(part.stem, "0" * 12), "utf-8")
    _, other = read_stored(tmp_path / "one")
    with pytest.raises(CollectionError, match=r"heads\.jsonl is damaged"):
        _ = other.text
    with pytest.raises(CollectionError, match=r"heads\.jsonl is damaged"):
        _write(tmp_path / "two", read_stored(tmp_path / "one"))


def test_a_part_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    (part,) = _write(tmp_path / "one", [_document(0)])
    part.unlink()
    with pytest.raises(CollectionError, match="is damaged"):
        read_stored(tmp_path / "one")
