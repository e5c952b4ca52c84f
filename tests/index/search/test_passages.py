"""Passages hold every word once, in whole sentences where they can, and fit the encoder."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.documents import document_of
from index.search.passage_texts import PassageContexts
from index.search.passages import count_words, passages_of
from index.types import BlockKind, Document, Metadata, Paragraph

SENTENCE = "The council agreed on the plan for the bridge after a long debate in the old hall."


def document(*paragraphs: str) -> Document:
    return document_of("\n\n".join(paragraphs))


def words(text: str) -> int:
    return len(text.split())


def test_a_short_paragraph_is_a_passage_of_its_own() -> None:
    passages = passages_of(document("Yes. No.", SENTENCE))
    assert [(p.paragraph, len(p.sentences)) for p in passages] == [(1, 2), (2, 1)]


def test_what_names_the_columns_of_a_table_is_context_of_its_rows_and_no_passage() -> None:
    header, row = BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW
    table = (Paragraph(1, 0, 4, "S", header), Paragraph(2, 6, 7, "S", row, 1))
    other = (Paragraph(3, 9, 13, "S", header),)  # without rows it names nothing
    text = "Town\n\nA\n\nAges"
    document = Document("a", text, table + other, Metadata("A"))
    passages = passages_of(document)
    assert [passage.paragraph for passage in passages] == [2, 3]
    assert [*PassageContexts([document], passages, titled=False)] == ["S. Town", "S"]


def test_a_long_paragraph_becomes_passages_of_like_length_and_whole_sentences() -> None:
    text = document(" ".join([SENTENCE] * 13))  # 17 words each
    passages = passages_of(text, words, 100)
    lengths = [words(text.text[p.start : p.end]) for p in passages]
    assert sum(lengths) == 13 * 17
    assert max(lengths) <= 100
    assert max(lengths) - min(lengths) <= 2 * 17
    assert all(text.text[p.start : p.end].endswith("hall.") for p in passages)


def test_neighbouring_passages_share_sentences_if_asked() -> None:
    text = document(" ".join([SENTENCE] * 12))
    passages = passages_of(text, words, 70, overlap=1)
    for one, other in pairwise(passages):
        assert one.sentences[-1] == other.sentences[0]


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    text = document(" ".join(f"word{i}" for i in range(500)))
    passages = passages_of(text, words, 60)
    read = " ".join(text.text[p.start : p.end] for p in passages)
    assert read == text.text
    assert all(words(text.text[p.start : p.end]) <= 60 for p in passages)


def test_a_word_that_is_too_long_is_cut_between_characters() -> None:
    text = document("汉" * 1000)
    passages = passages_of(text, len, 200)
    assert "".join(text.text[p.start : p.end] for p in passages) == text.text
    assert max(p.end - p.start for p in passages) <= 200


@pytest.mark.parametrize("text", ["word " * 8000, "Four words are here. " * 2000])
def test_cutting_a_paragraph_of_twice_the_length_counts_about_twice_as_much(text: str) -> None:
    counted = []
    for length in (len(text) // 2, len(text)):
        seen: list[int] = []

        def count(stretch: str, seen: list[int] = seen) -> int:
            seen.append(len(stretch))
            return words(stretch)

        passages_of(document(text[:length]), count, 60)
        counted.append(sum(seen))
    assert counted[1] < 2.3 * counted[0]


def test_words_of_a_script_without_spaces_are_counted_by_characters() -> None:
    assert count_words("汉" * 800) == 100
    assert count_words("four words in all") == 4


@pytest.mark.parametrize(("limit", "overlap"), [(0, 0), (10, -1)])
def test_senseless_limits_are_refused(limit: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        passages_of(document("Text."), words, limit, overlap=overlap)


@given(
    st.lists(
        st.lists(
            st.sampled_from([SENTENCE, "No.", "Yes, 3.5!", "x" * 90]), min_size=1, max_size=12
        ),
        min_size=1,
        max_size=5,
    ),
    st.integers(1, 60),
    st.integers(0, 2),
)
def test_passages_hold_every_word_once_and_fit(
    paragraphs: list[list[str]], limit: int, overlap: int
) -> None:
    text = document(*(" ".join(sentences) for sentences in paragraphs))
    passages = passages_of(text, words, limit, overlap=overlap)
    covered: set[int] = set()
    for passage in passages:
        paragraph = text.paragraphs[passage.paragraph - 1]
        assert paragraph.start <= passage.start < passage.end <= paragraph.end
        assert passage.start == passage.sentences[0].start
        assert passage.end == passage.sentences[-1].end
        assert words(text.text[passage.start : passage.end]) <= limit
        covered.update(range(passage.start, passage.end))
    for paragraph in text.paragraphs:
        missed = set(range(paragraph.start, paragraph.end)) - covered
        assert all(text.text[place].isspace() for place in missed)
    if not overlap:
        assert sum(p.end - p.start for p in passages) == len(covered)
