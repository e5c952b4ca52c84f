"""Names that are asked for by their initials: "AQ", "ISK", of a collection that writes them out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice

from index.language import (
    ARTICLES,
    COORDINATORS,
    FUNCTION_WORDS,
    NAME_PARTICLES,
    PREPOSITIONS,
    zipf,
)
from index.search.query_terms.spelling import FAMILIAR

LONGEST = 6  # letters
_SHORTEST = 2
_MOST_TEXTS = 50_000  # that are looked through: a name that is asked for stands in more than one
# Words that a name may hold and its initials may leave out.
_SMALL = NAME_PARTICLES | ARTICLES | COORDINATORS | PREPOSITIONS
# A word with a capital in front, or behind a hyphen ("al-Qaeda"); several, small ones between.
_WORD = r"(?:[a-z]+-)?[A-Z][A-Za-z]*(?:-[A-Za-z]+)*"
_BETWEEN = rf"\s(?:(?:{'|'.join(sorted(_SMALL))})\s){{0,2}}"
_NAME = re.compile(rf"\b{_WORD}(?:{_BETWEEN}{_WORD}){{0,5}}(?!\w)")
_PART = re.compile(r"[A-Za-z]+")


class Initials:
    """Finds the name that initials stand for; the names are gathered when it is first asked."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Keep the texts of a collection's passages."""
        self._texts = texts

    def name_of(self, typed: str) -> str | None:
        """Return the name that a word of a question stands for, None where it is none.

        Only for a word that the collection does not have. In small letters a familiar word is
        meant as it is typed.

        Args:
            typed: As it was written.
        """
        if not (_SHORTEST <= len(typed) <= LONGEST and typed.isalpha()):
            return None
        if not typed.isupper() and zipf(typed.lower()) >= FAMILIAR:
            return None
        return self._names.get(typed.lower())

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The commonest name of each initials, in small letters."""
        counts = Counter(
            name for text in islice(self._texts, _MOST_TEXTS) for name in _names_in(text)
        )
        best: dict[str, dict[str, int]] = defaultdict(dict)
        for name, count in counts.items():
            if count == 1 and not COORDINATORS.isdisjoint(name.split()):
                continue  # two names, as it seems
            for initials in _initials_of(name):
                best[initials][name] = count
        return {
            initials: max(sorted(names), key=lambda name: names[name])
            for initials, names in best.items()
        }


def _names_in(text: str) -> Iterable[str]:
    """Yield the names of several parts in a text, and those that longer ones begin with."""
    for match in _NAME.finditer(text):
        words = match[0].split()
        while words and words[0].lower() in FUNCTION_WORDS:  # at the beginning of a sentence
            words = words[1:]
        for end in range(1, len(words) + 1):
            name = " ".join(words[:end])
            if words[end - 1][:1].isupper() or "-" in words[end - 1]:
                yield name


def _initials_of(name: str) -> set[str]:
    """Return the initials of a name, in small letters: with its small words and without."""
    parts = [part.lower() for part in _PART.findall(name)]
    large = [part for part in parts if part not in _SMALL]
    written = {"".join(part[0] for part in some) for some in (parts, large)}
    return {initials for initials in written if _SHORTEST <= len(initials) <= LONGEST}
