"""A verifier that grew, document by document: what it says is what one made at once does."""

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import CollectionError
from index.quotations import Verification, Verifier, stored_concordances
from index.quotations.sorted_places import unmarked
from index.types import Document, Metadata, Paragraph

WORDS = "the keeper of mill quay lit lamp at dusk a and harbour board met not crane tide in".split()


def text_of(chance: random.Random, length: int = 60) -> str:
    lines = (chance.choices(WORDS, k=chance.randrange(4, 12)) for _ in range(length // 8))
    return " ".join(f"{' '.join(line).capitalize()}." for line in lines)


def document(name: str, text: str) -> Document:
    paragraphs = (Paragraph(1, 0, len(text), None),) if text else ()
    return Document(name, text, paragraphs, Metadata(title=name))


def documents_of(chance: random.Random, count: int) -> list[Document]:
    return [document(f"n{number:03}", text_of(chance)) for number in range(count)]


def changed(chance: random.Random, documents: list[Document]) -> list[Document]:
    """Return documents of which one is new, another or gone, or stands there twice."""
    there, at = list(documents), chance.randrange(len(documents))
    deed = chance.choice(("add", "add", "replace", "remove", "double"))
    if deed == "remove":
        del there[at]
    elif deed == "double":
        there.insert(0, replace(there[at], id=f"{there[at].id}-again"))
    else:
        name = f"n{chance.randrange(1000):03}-{len(there)}"
        there[at : at + (deed == "replace")] = [document(name, text_of(chance))]
    return there


def quotations_of(chance: random.Random, documents: list[Document]) -> list[str]:
    """Return sentences, some with a word more and two put together."""
    texts = [one.text for one in documents if one.text]
    sentences = [chance.choice(chance.choice(texts).split(". ")) for _ in range(12)]
    altered = [sentence.replace(" of ", " of zeppelin ", 1) for sentence in sentences[:6]]
    joined = [f"{one} {two}" for one, two in zip(sentences[:4], sentences[4:8], strict=True)]
    return [*sentences, *altered, *joined, "the of and at dusk mill in"]


def said(verifier: Verifier, quotation: str) -> Verification:
    return replace(verifier.verify(quotation), seconds=0.0)


def same_verdicts(one: Verifier, other: Verifier, quotations: list[str]) -> None:
    for quotation in quotations:
        assert said(one, quotation) == said(other, quotation)


def sizes_of(verifier: Verifier) -> list[tuple[int, int]]:
    """Return of each part how many documents it has, and how many of them are gone."""
    parts = verifier.search.concordance.parts
    return [(len(part.numbers), int((part.numbers < 0).sum())) for part in parts]


@pytest.mark.parametrize("seed", range(6))
def test_one_that_grew_says_what_one_made_at_once_does(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    documents = documents_of(chance, 30)
    verifier = Verifier.build(documents)
    most = gone = 0
    for step in range(12):
        documents = changed(chance, documents)
        verifier = Verifier.build(documents, previous=[verifier])
        verifier.save(tmp_path / f"{step}")
        verifier = Verifier.load(tmp_path / f"{step}", documents)
        most = max(most, len(sizes_of(verifier)))
        gone = max(gone, *(dead for _, dead in sizes_of(verifier)))
        if step % 4 == 3:
            fresh = Verifier.build(documents)
            assert sizes_of(fresh) == [(len(documents), 0)]
            same_verdicts(verifier, fresh, quotations_of(chance, documents))
    assert most > 1
    assert gone > 0


def test_several_are_joined_without_copying_what_is_wanted_of_them() -> None:
    chance = random.Random(1)
    one, two, three = (documents_of(chance, count) for count in (20, 12, 9))
    verifiers = [Verifier.build(documents) for documents in (one, two, three)]
    wanted = [*two, *one[:19], *three[:2]]
    joined = Verifier.build(wanted, previous=verifiers)
    assert sizes_of(joined) == [(20, 1), (12, 0), (2, 0)]  # of the last one too few are wanted
    parts = [part.concordance for part in joined.search.concordance.parts[:2]]
    assert parts == [verifier.search.concordance.parts[0].concordance for verifier in verifiers[:2]]
    same_verdicts(joined, Verifier.build(wanted), quotations_of(chance, [*wanted, *one, *three]))


def test_there_are_few_parts_however_many_are_joined() -> None:
    chance = random.Random(2)
    alone = [[document(f"n{number}", text_of(chance))] for number in range(30)]
    documents = [one for (one,) in alone]
    joined = Verifier.build(documents, previous=[Verifier.build(one) for one in alone])
    assert sizes_of(joined) == [(1, 0)] * 7 + [(23, 0)]
    same_verdicts(joined, Verifier.build(documents), quotations_of(chance, documents))


def test_nothing_that_is_gone_is_left_where_it_may_not() -> None:
    documents = documents_of(random.Random(3), 30)
    verifier = Verifier.build(documents)
    left = Verifier.build(documents[1:], previous=[verifier])
    assert sizes_of(left) == [(30, 1)]
    for one in (verifier, left):
        assert sizes_of(Verifier.build(documents[1:], previous=[one], leaving=False)) == [(29, 0)]


def test_a_text_that_stood_once_and_stands_twice_is_found_in_both() -> None:
    first = documents_of(random.Random(4), 1)[0]
    both = [first, replace(first, id="again")]
    grown = Verifier.build(both, previous=[Verifier.build([first])])
    quotation = first.text.split(". ")[1]
    found = grown.verify(quotation)
    assert found.quote
    assert [one.document.id for one in (found.quote, *found.also_in)] == ["n000", "again"]


def test_words_of_what_is_gone_surprise_as_though_they_had_never_been() -> None:
    documents = documents_of(random.Random(5), 30)
    gone = document("gone", "The zeppelin met the ferry of the keeper. " * 2)
    left = Verifier.build(documents, previous=[Verifier.build([*documents, gone])])
    assert sizes_of(left) == [(31, 1)]
    concordance, fresh = left.search.concordance, Verifier.build(documents).search.concordance
    words = ["the", "zeppelin", "keeper", "of"]
    ours, theirs = concordance.ids_of(words), fresh.ids_of(words)
    assert concordance.has(words) == [True, False, True, True]
    assert np.array_equal(concordance.surprise(ours), fresh.surprise(theirs))
    assert said(left, "The zeppelin met the ferry of the keeper").quote is None


def files_of(folder: Path) -> dict[str, int]:
    """Return the inode of each file of the parts in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.glob("*/*.npy")
    }


def test_a_part_that_stays_is_linked(tmp_path: Path) -> None:
    documents = documents_of(random.Random(6), 30)
    Verifier.build(documents).save(tmp_path / "before")
    before = Verifier.load(tmp_path / "before", documents)
    more = [*documents[1:], document("new", "A new ferry was built.")]
    Verifier.build(more, previous=[before]).save(tmp_path / "after")
    assert files_of(tmp_path / "before").items() < files_of(tmp_path / "after").items()
    grown = Verifier.load(tmp_path / "after", more)
    assert sizes_of(grown) == [(30, 1), (1, 0)]
    quotation = "a new ferry was built"
    assert said(grown, quotation) == said(Verifier.build(more), quotation)


def test_what_cannot_be_linked_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = documents_of(random.Random(7), 9)
    Verifier.build(documents).save(tmp_path / "before")
    before = Verifier.load(tmp_path / "before", documents)
    monkeypatch.setattr(stored_concordances, "is_linked", lambda *_: False)
    Verifier.build(documents, previous=[before]).save(tmp_path / "after")
    ours, theirs = files_of(tmp_path / "before"), files_of(tmp_path / "after")
    assert ours.keys() == theirs.keys()
    assert not set(ours.values()) & set(theirs.values())
    loaded = Verifier.load(tmp_path / "after", documents)
    same_verdicts(loaded, before, quotations_of(random.Random(7), documents))


def test_a_build_of_an_earlier_version_is_read_as_one_part(tmp_path: Path) -> None:
    chance = random.Random(8)
    documents = [*documents_of(chance, 12), document("empty", "")]
    verifier = Verifier.build(documents)
    write_earlier(tmp_path, verifier)
    loaded = Verifier.load(tmp_path, documents)
    assert sizes_of(loaded) == [(13, 0)]
    same_verdicts(loaded, verifier, quotations_of(chance, documents))
    grown = Verifier.build(documents[1:], previous=[loaded])
    grown.save(tmp_path / "after")
    same_verdicts(grown, Verifier.build(documents[1:]), quotations_of(chance, documents))


def write_earlier(folder: Path, verifier: Verifier) -> None:
    """Write a verifier as an earlier version did: of its sorted places nothing is read."""
    concordance = verifier.search.concordance.parts[0].concordance
    words = unmarked(concordance.words)
    words[-3:] = -1
    bounds = concordance.bounds
    spans = np.concatenate(
        [
            concordance.spans_of(one, *bounds[one : one + 2].tolist())
            for one in range(len(bounds) - 1)
        ]
    )
    for name, array in (
        ("words", words),
        ("spans", spans.astype(np.int32)),
        ("bounds", bounds),
        ("vocabulary", concordance.vocabulary),
    ):
        np.save(folder / f"{name}.npy", array)
    state = {"schema": 1, "documents": list(verifier.digests)}
    (folder / "verification.json").write_text(json.dumps(state), "utf-8")


@pytest.mark.parametrize("damage", ["used.npy", "part", "gone", "schema"])
def test_parts_that_do_not_belong_together_are_refused(tmp_path: Path, damage: str) -> None:
    documents = documents_of(random.Random(9), 20)
    left = Verifier.build(documents[1:], previous=[Verifier.build(documents)])
    left.save(tmp_path)
    (gone,) = tmp_path.glob("*.gone.npy")
    (part,) = (path for path in tmp_path.iterdir() if path.is_dir())
    state = json.loads((tmp_path / "verification.json").read_text("utf-8"))
    if damage == "used.npy":
        np.save(tmp_path / "used.npy", np.zeros((19, 2), np.int32))
    elif damage == "part":
        (part / "marks.npy").unlink()
    elif damage == "gone":
        gone.unlink()
    else:
        (tmp_path / "verification.json").write_text(json.dumps(state | {"schema": 99}), "utf-8")
    with pytest.raises(CollectionError, match="missing or damaged: build it again"):
        Verifier.load(tmp_path, documents[1:])
