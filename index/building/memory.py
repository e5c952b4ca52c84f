"""What an opened build takes in memory: estimated of how much there is in it."""

from dataclasses import dataclass

from index.building.opening import Built
from index.search import held_bytes


@dataclass(frozen=True, slots=True)
class _Rates:
    """Bytes of what there is, once everything was asked of it: see `bot.lab.library_memory`."""

    sentence: int
    word: int


_FIXED = 100_000  # bytes
_ON_DISK = _Rates(sentence=5, word=175)  # the rest is mapped: the system takes it back
_JOINED = _Rates(sentence=100, word=380)  # what is worked out of its parts' words


def memory_of(built: Built) -> int:
    """Return about how many bytes a build takes, beside those it has been joined of.

    Its vectors are counted where they are in memory and its own; the rest by the number of its
    sentences and of the words that it has.
    """
    index = built.index
    rates = _JOINED if built.folder is None else _ON_DISK
    vectors = sum(map(held_bytes, (index.passage_store, index.sentence_store, index.word_store)))
    sentences, words = len(index.sentence_store), len(index.lexical.word_forms)
    return _FIXED + vectors + rates.sentence * sentences + rates.word * words
