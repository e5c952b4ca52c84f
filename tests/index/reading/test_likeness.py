"""Documents that say nearly the same are found, whatever their formats."""

from collections.abc import Sequence

import pytest

from index.reading.likeness import Alike, near_duplicates, prints_of
from index.types import Document
from tests.support.documents.cited_documents import document_of

PARAGRAPHS = tuple(
    f"The {animal} of the council met in the old hall on Tuesday, and agreed after a debate."
    for animal in ("cats", "dogs", "cows", "hens", "pigs")
)
OTHER = tuple(text.replace("council", "senate") for text in PARAGRAPHS)


def alike(documents: Sequence[Document]) -> tuple[Alike, ...]:
    return near_duplicates([one.id for one in documents], [prints_of(one) for one in documents])


def found(*texts: tuple[str, ...]) -> list[tuple[str, str]]:
    documents = [document_of(text, name=letter) for letter, text in zip("abcdef", texts)]  # noqa: B905
    return [(pair.one, pair.other) for pair in alike(documents)]


@pytest.mark.parametrize(
    "same",
    [
        PARAGRAPHS,
        tuple(text.upper().replace(" ", "  ") for text in PARAGRAPHS),
        (*PARAGRAPHS, *OTHER),
        (*PARAGRAPHS[:4], OTHER[4]),
    ],
    ids=["the same", "other case and spaces", "part of a longer one", "one paragraph edited"],
)
def test_a_text_that_another_has_too_is_found(same: tuple[str, ...]) -> None:
    assert found(PARAGRAPHS, same, OTHER[:4] if same[-1] != OTHER[4] else OTHER)[0] == ("a", "b")


def test_texts_with_some_paragraphs_in_common_are_not_alike() -> None:
    assert found(PARAGRAPHS, (*PARAGRAPHS[:3], *OTHER[3:])) == []


def test_short_lines_in_common_say_nothing() -> None:
    assert found(("Yes.", "No."), ("Yes.", "No.")) == []


def test_what_many_documents_have_is_no_likeness() -> None:
    documents = [document_of(PARAGRAPHS[:1], name=f"d{number}") for number in range(30)]
    assert alike(documents) == ()
