"""Which words a document has in small letters: such a one is as likely as not no name alone."""

import re
from collections.abc import Collection, Iterable, Iterator

from index.language import zipf

_ADDRESS = re.compile(r"\S+@\S+|\S+://\S+")
_SMALL_WORD = re.compile(r"[^\W\d_]+")
_FEW_WORDS = 300  # different ones: a document of fewer does not show which are ordinary
_ORDINARY = 3.0  # on the Zipf scale


class OrdinaryWords:
    """The words that a document has in small letters, looked for when first asked."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the document's lines, or its paragraphs."""
        self._texts = texts
        self._small: Collection[str] | None = None

    def is_word(self, word: str) -> bool:
        """Return whether a word in small letters is an ordinary one, as the document shows."""
        if self._small is None:
            self._small = frozenset(self._found())
        few = len(self._small) < _FEW_WORDS
        return word in self._small or (few and zipf(word) >= _ORDINARY)

    def _found(self) -> Iterator[str]:
        for text in self._texts:
            words = _SMALL_WORD.findall(_ADDRESS.sub(" ", text))
            yield from (word for word in words if word.islower())
