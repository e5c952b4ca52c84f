"""How strongly each sentence of a pool bears on a topic."""

import re
from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.briefs.facts.name_cues import Encode
from index.briefs.gains import weights_of_sides
from index.briefs.pool import Layout
from index.language import stems_of, words_of
from index.search import SearchIndex
from index.types import Embeddings, Ids, Scores

# The weights were chosen together on topics made of SQuAD 2.0's questions and on eighteen topics of
# the essay (`index.lab.briefs`); neighbouring values differ by less than its error.
WORDS = 1.2  # weight of the topic's words beside a sentence's own cosine
PASSAGE = 0.5  # weight of the passage, read together with its title and section
BEST_OF_PARAGRAPH = 2.0  # weight of the paragraph's best sentence
# Weight of the topic without the words that the whole pool is about, beside all of it.
NARROW = 0.3
# Share of the score of the best three that a sentence must have to be shown: a brief ends where the
# relevance falls off. Of the single best, a topic that is nearly a sentence of the text hid
# everything else.
#
# On 135 topics of SQuAD 2.0 (train and tune) it is the largest share at which as many key points
# are covered as without it, 361 of 522 (`python -m index.lab.briefs --questions … --part tune`).
SHOWN = 0.72
_BEST = 3
_ACRONYM = re.compile(r"\b[A-Z]+S\b")  # that may look like a plural
_EVERYWHERE = 0.2  # share of sentences from which a word is what the whole pool is about
# Logistic regression on 967 topics of the train and tune parts of four public sets: questions
# without their question words, asked of their own document and of others, and claims about
# contracts. `python -m index.lab.briefs --judge` prints rates and the weights of a part.
_NEARNESS, _WORDING, _BIAS = 6.1, 4.6, -5.6
# Content words of a short topic, and the evidence that it is given: no sentence comes as near to a
# word or two as to a whole question. So 0.25 is enough for it where others need 0.5.
#
# Of 425 words and pairs of words that documents lack, from questions on other documents (tune parts
# of three sets), 11 have a brief with it and none without; of 201 from questions on themselves, 26
# and 7.
_SHORT, _SHORTNESS = 2, 1.1


class WordVectors:
    """Gives vectors of words, those of the documents' words remembered; threads may share it."""

    def __init__(self, encode: Encode, index: SearchIndex | None = None) -> None:
        """Remember nothing yet.

        Args:
            encode: Encodes queries.
            index: Of the documents: what it has of their words is looked up there. None for none.
        """
        self.encode = encode
        self._index = index
        self._known: dict[str, Embeddings] = {}

    def of(self, words: Sequence[str]) -> Embeddings:
        """Return the vectors of words of the documents, which are remembered.

        Args:
            words: At least one.

        Returns:
            (n, dim) float32, rows of unit length.
        """
        stored = self._stored(words)
        self._known |= self._encoded(words, ChainMap(stored, self._known))
        return _stacked(words, ChainMap(stored, self._known))

    def of_typed(self, words: Sequence[str]) -> Embeddings:
        """Return the vectors of words that somebody typed; of those no document has none is kept.

        Args:
            words: At least one.

        Returns:
            (n, dim) float32, rows of unit length.
        """
        known = ChainMap(self._stored(words), self._known)
        return _stacked(words, known.new_child(self._encoded(words, known)))

    def _stored(self, words: Sequence[str]) -> dict[str, Embeddings]:
        """Return what the index has of words."""
        if self._index is None:
            return {}
        numbers = self._index.lexical.numbers
        own = [word for word in words if word in numbers]
        rows = np.array([numbers[word] for word in own], dtype=np.int64)
        return dict(zip(own, self._index.word_store.vectors(rows), strict=True))

    def _encoded(
        self, words: Sequence[str], known: Mapping[str, Embeddings]
    ) -> dict[str, Embeddings]:
        """Return the vectors of those words that are not known."""
        new = [word for word in dict.fromkeys(words) if word not in known]
        if not new:
            return {}
        # Words of like length fill a batch without padding.
        new.sort(key=len)
        return dict(zip(new, self.encode(new), strict=True))


def _stacked(words: Sequence[str], vectors: Mapping[str, Embeddings]) -> Embeddings:
    return np.stack([vectors[word] for word in words])


@dataclass(frozen=True, slots=True)
class Relevance:
    """How sentences bear on a topic.

    Args:
        own: (n,) float32, each sentence by itself.
        scores: (n,) float32, with its passage and its paragraph's best sentence; higher is better.
        cosines: (n,) float32, of each sentence and the topic, -1 to 1.
        wording: How nearly one paragraph says all words of the topic, 0 to 1.
        is_short: Whether the topic is a word or two.
    """

    own: Scores
    scores: Scores
    cosines: Scores
    wording: float
    is_short: bool = False

    @property
    def nearness(self) -> float:
        """Best cosine of a sentence with the topic, -1 to 1."""
        return float(self.cosines.max())

    @property
    def confidence(self) -> float:
        """How probable it is that the pool deals with the topic, 0 to 1."""
        evidence = _NEARNESS * self.nearness + _WORDING * self.wording + _BIAS
        evidence += _SHORTNESS if self.is_short else 0.0
        return float(1 / (1 + np.exp(-evidence)))

    @property
    def least(self) -> float:
        """The score from which a sentence is worth showing."""
        return SHOWN * float(np.sort(self.scores)[-_BEST:].mean())


def relevance_of(topic: str, layout: Layout, words: WordVectors) -> Relevance:
    """Return how each sentence bears on a topic.

    A sentence counts by itself, by its passage, and by the best sentence of its paragraph: what
    explains or lists ("It also garners funds locally …") seldom repeats the words of its topic.

    Args:
        topic: Not blank.
        layout: At least one sentence.
        words: Made with the encoder that made the pool's vectors.
    """
    whole, narrow = words.encode([topic, without_common(topic, layout)])
    query = _unit((1 - NARROW) * whole + NARROW * narrow)
    likeness, weights = word_likeness(topic, layout, words)
    own = layout.vectors @ query + WORDS * (weights @ likeness)
    best_of_paragraph = _best_of_paragraph(own, layout)
    scores = own + PASSAGE * layout.against_passages(query) + BEST_OF_PARAGRAPH * best_of_paragraph
    scores = scores * weights_of_sides(topic, layout)
    said = np.stack([_best_of_paragraph(row, layout) for row in likeness])
    wording = float((weights @ said).max())
    return Relevance(own, scores, layout.vectors @ whole, wording, len(likeness) <= _SHORT)


def without_common(topic: str, layout: Layout) -> str:
    """Return the topic without the words that stand in every fifth sentence of the pool.

    In a text on the Taliban "Taliban funding" is about funding. The topic comes back whole where
    no content word would be left.
    """
    words = words_of(topic)
    stems = stems_of([word.text for word in words])
    common = [layout.words.share(stem) > _EVERYWHERE for stem in stems]
    rest = [
        word
        for word, is_common in zip(words, common, strict=True)
        if not (is_common and word.is_content)
    ]
    if not any(word.is_content for word in rest):
        return topic
    return " ".join(topic[word.start : word.end] for word in rest)


def word_likeness(topic: str, layout: Layout, words: WordVectors) -> tuple[Scores, Scores]:
    """Return how nearly each sentence says each content word of a topic, and the words' weights.

    Likeness is the square of the cosine with the sentence's most alike word: 1 for the word itself,
    less for a related one ("funding", "funds", "coffers"). Words that few sentences come near weigh
    more, as in inverse document frequency.

    Returns:
        (m, n) float32 in [0, 1] and (m,) float32 that sum to 1, m >= 1 words of the topic, all of
        them where none is a content word.
    """
    words_of_topic = words_of(topic)
    content = list(dict.fromkeys(word.text for word in words_of_topic if word.is_content))
    wanted = content or list(dict.fromkeys(word.text for word in words_of_topic)) or [topic]
    own = words.of(layout.words.vocabulary)
    alike = np.clip(words.of_typed(wanted) @ own.T, 0, 1) ** 2
    alike[_mistaken(topic, wanted, layout.words.vocabulary)] = 0
    unlike = np.zeros(len(wanted), dtype=alike.dtype)
    likeness = np.stack(
        [alike[:, rows].max(axis=1) if len(rows) else unlike for rows in layout.words.rows],
        axis=1,
    )
    weights = np.log1p(len(layout) / (likeness.sum(axis=1) + 0.5))
    return likeness.astype(np.float32), (weights / weights.sum()).astype(np.float32)


def _mistaken(topic: str, wanted: Sequence[str], vocabulary: Sequence[str]) -> tuple[Ids, Ids]:
    """Return the rows and columns of acronyms and of what each looks like the plural of.

    One in capitals is no plural where the documents have it: "NTS" is not several of "NT". In a
    topic of nothing but capitals they tell nothing.
    """
    rows = {word: row for row, word in enumerate(vocabulary)}
    capitals = _ACRONYM.findall(topic) if not topic.isupper() or " " not in topic else []
    pairs = [
        (wanted.index(word), rows[word[:-1]])
        for word in map(str.lower, capitals)
        if word in wanted and word in rows and word[:-1] in rows
    ]
    numbers = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return numbers[:, 0], numbers[:, 1]


def _best_of_paragraph(scores: Scores, layout: Layout) -> Scores:
    """Return for each sentence the highest score in its paragraph, (n,)."""
    starts = np.flatnonzero(np.diff(layout.paragraphs, prepend=-1))
    best = np.maximum.reduceat(scores, starts)
    return np.repeat(best, np.diff(starts, append=len(scores)))


def _unit(vector: Embeddings) -> Embeddings:
    return (vector / max(float(np.linalg.norm(vector)), 1e-12)).astype(np.float32)
