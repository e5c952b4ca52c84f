"""What briefs on the same documents need again and again."""

from dataclasses import dataclass

from index.briefs.facts.name_cues import Encode
from index.briefs.facts.names import KnownNames
from index.briefs.relevance import WordVectors
from index.search import SearchIndex


@dataclass(frozen=True, slots=True)
class Groundwork:
    """What is kept from one brief to the next; it goes with the collection that holds it.

    Args:
        words: The vectors of words.
        names: What is named in the documents.
    """

    words: WordVectors
    names: KnownNames

    @classmethod
    def of(cls, encode: Encode, index: SearchIndex | None = None) -> "Groundwork":
        """Return the groundwork of briefs that are yet to be made: see `WordVectors`."""
        return cls(WordVectors(encode, index), KnownNames())
