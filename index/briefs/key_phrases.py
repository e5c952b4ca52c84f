"""Phrases that a document comes back to."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple, TypeAlias

from index.language import fold, stems_of, words_of, zipf
from index.types import Document

_PHRASE_WORDS = (2, 3)
_LEAST_OFTEN = 2
# Zipf frequency from which a word is too plain to begin or end a key phrase ("year", "people").
_PLAIN = 5.3

Stems: TypeAlias = tuple[str, ...]


class _Phrase(NamedTuple):
    """A phrase as it stands.

    Args:
        stems: Of its words.
        form: The words.
    """

    stems: Stems
    form: str


def key_phrases(document: Document) -> tuple[str, ...]:
    """Return phrases of two or three words that the document comes back to, best first.

    Phrases are runs of content words; one that is hardly ever met outside a longer one is left to
    the longer one (the C-value of Frantzi et al. 2000, doi:10.1007/s007999900023).
    """
    forms: dict[Stems, Counter[str]] = defaultdict(Counter)
    for phrase in _phrases_of(document):
        forms[phrase.stems][phrase.form] += 1
    counts = {stems: spellings.total() for stems, spellings in forms.items()}
    values = _c_values(counts)
    key = [stems for stems, value in values.items() if counts[stems] >= _LEAST_OFTEN and value > 0]
    key.sort(key=lambda stems: (-values[stems], stems))
    return tuple(forms[stems].most_common(1)[0][0] for stems in key)


def _phrases_of(document: Document) -> Iterator[_Phrase]:
    """Yield every phrase of a document, in order."""
    for paragraph in document.paragraphs:
        for run in _runs(document.text[paragraph.start : paragraph.end]):
            yield from _phrases_in(run)


def _runs(text: str) -> list[list[str]]:
    """Return the runs of content words that only a space parts, as they stand."""
    runs: list[list[str]] = [[]]
    end = 0
    for word in words_of(text):
        if text[end : word.start] != " " or not word.is_content:
            runs.append([])
        if word.is_content and not word.text.isdigit():
            runs[-1].append(text[word.start : word.end])
        end = word.end
    return [run for run in runs if len(run) >= _PHRASE_WORDS[0]]


def _phrases_in(run: Sequence[str]) -> Iterator[_Phrase]:
    """Yield every phrase in a run, short ones first."""
    for size in range(_PHRASE_WORDS[0], _PHRASE_WORDS[1] + 1):
        for start in range(len(run) - size + 1):
            words = run[start : start + size]
            if max(zipf(fold(words[0])), zipf(fold(words[-1]))) < _PLAIN:
                stems = stems_of([fold(word) for word in words])
                yield _Phrase(tuple(stems), " ".join(words))


def _c_values(counts: Mapping[Stems, int]) -> dict[Stems, float]:
    """Return each phrase's occurrences outside longer phrases on average, times its length."""
    longer: dict[Stems, list[int]] = defaultdict(list)
    for stems, count in counts.items():
        for edge in _edges_of(stems):
            longer[edge].append(count)
    nested = {edge: fmean(several) for edge, several in longer.items()}
    return {
        stems: (len(stems) - 1) * (count - nested.get(stems, 0.0))
        for stems, count in counts.items()
    }


def _edges_of(stems: Stems) -> set[Stems]:
    """Return the shorter phrases that a phrase begins or ends with."""
    sizes = range(_PHRASE_WORDS[0], len(stems))
    return {stems[:size] for size in sizes} | {stems[-size:] for size in sizes}
