"""What is counted of the words of all parts: as large as the vocabulary, and never as the texts.

Words are numbered by their bytes, so that their numbers follow from which there are, and from
nothing that was before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.search.word_index.bm25 import idf
from index.search.word_index.live_parts import LivePart
from index.search.word_index.numbers import Naturals, WordRows, narrowed
from index.search.word_index.string_tables import StringTable, united
from index.storage import mapped_array
from index.types import Ids, Scores

_ARRAYS = ("counts", "commonest", "idf")


@dataclass(frozen=True, slots=True, eq=False)
class CountedWords:
    """The words of a collection.

    Args:
        forms: Each folded word as it is written, stop words included.
        counts: (f,), how often each stands there.
        stems: Those of content words.
        commonest: (v,) int32, the form by which each is written most often.
        idf: (v,) float32, the inverse document frequency of each.
    """

    forms: StringTable
    counts: Naturals
    stems: StringTable
    commonest: WordRows
    idf: Scores

    @classmethod
    def of(
        cls, parts: Sequence[LivePart], passages: int
    ) -> tuple["CountedWords", tuple[LivePart, ...]]:
        """Return what is counted of parts, and these with the rows that their stems have now.

        Args:
            parts: All of them.
            passages: How many are there.
        """
        forms, own_forms = _united([one.part.forms for one in parts], [one.counts for one in parts])
        stems, own_stems = _united(
            [one.part.stems for one in parts], [one.frequency for one in parts]
        )
        counts, frequency = np.zeros(len(forms), np.int64), np.zeros(len(stems), np.int64)
        rows = np.full(len(forms), -1, dtype=np.int32)
        numbered = []
        for one, of_forms, of_stems in zip(parts, own_forms, own_stems, strict=True):
            numbered.append(replace(one, stems=of_stems))
            there = np.flatnonzero(of_forms >= 0)
            counts[of_forms[there]] += one.counts[there]
            rows[of_forms[there]] = numbered[-1].rows[there]
            there = np.flatnonzero(of_stems >= 0)
            frequency[of_stems[there]] += one.frequency[there]
        weights = idf(frequency, passages)
        return cls(forms, counts, stems, commonest_of(counts, rows), weights), tuple(numbered)

    def words(self) -> tuple[str, ...]:
        """Return the commonest word as written of each stem, in their order."""
        forms = tuple(self.forms)
        return tuple(map(forms.__getitem__, self.commonest.tolist()))

    def save(self, folder: Path) -> None:
        """Write everything into a folder that is there."""
        arrays: dict[str, Naturals | Scores] = {name: getattr(self, name) for name in _ARRAYS}
        arrays["counts"] = narrowed(self.counts)
        arrays |= self.forms.arrays("forms") | self.stems.arrays("stems")
        for name, array in arrays.items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "CountedWords":
        """Return what `save` wrote; it stays on disk until it is needed.

        Raises:
            OSError: A file is missing or cannot be read.
            EOFError: A file is empty.
            ValueError: A file is no array.
        """
        counts, commonest, weights = (mapped_array(folder / f"{name}.npy") for name in _ARRAYS)
        forms, stems = (StringTable.load(folder, name) for name in ("forms", "stems"))
        return cls(forms, counts, stems, commonest, weights)


def _united(
    tables: Sequence[StringTable], times: Sequence[Naturals]
) -> tuple[StringTable, list[WordRows]]:
    """Return the strings that stand anywhere, and the number there of each one's, -1 of others.

    Args:
        tables: Strings.
        times: How often each of them stands there.
    """
    own = [np.flatnonzero(one) for one in times]
    if len(tables) == 1 and len(own[0]) == len(tables[0]):  # most often
        return tables[0], [own[0].astype(np.int32)]
    whole, found = united([_some(one, there) for one, there in zip(tables, own, strict=True)])
    numbers = []
    for table, there, rows in zip(tables, own, found, strict=True):
        numbers.append(np.full(len(table), -1, dtype=np.int32))
        numbers[-1][there] = rows
    return StringTable.of(whole), numbers


def _some(table: StringTable, numbers: Ids) -> Sequence[str]:
    """Return some strings of a table, ascending."""
    if len(numbers) == len(table):
        return table.spelled
    return tuple(map(table.spelled.__getitem__, numbers.tolist()))


def commonest_of(counts: Naturals, rows: WordRows) -> WordRows:
    """Return the commonest form of each stem; of equally common ones the first of the alphabet.

    Args:
        counts: (f,), how often each form stands there.
        rows: (f,) int32, the row of its stem, -1 of one that has none.
    """
    order = np.lexsort((-counts.astype(np.int64), rows))  # equal ones stay as they follow
    order = order[rows[order] >= 0]
    is_first = np.ones(len(order), dtype=np.bool_)
    is_first[1:] = rows[order][1:] != rows[order][:-1]
    return order[is_first].astype(np.int32)
