"""Plain summaries that briefs are measured against; the only importer of sumy, an extra for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from index.errors import SettingsError
from index.language import words_of

Summarizer: TypeAlias = Callable[[Sequence[str], int], list[int]]
"""Sentences and a number of characters to the places of those that make up the summary."""


def lexrank(sentences: Sequence[str], budget: int) -> list[int]:
    """Return the places of the sentences that LexRank finds most central, as many as fit.

    References:
        Erkan and Radev 2004, doi:10.1613/jair.1523.

    Raises:
        SettingsError: sumy is not installed.
    """
    return _within(_summarizer("lex_rank", "LexRankSummarizer"), sentences, budget)


def textrank(sentences: Sequence[str], budget: int) -> list[int]:
    """Return the places of the sentences that TextRank finds most central, as many as fit.

    References:
        Mihalcea and Tarau 2004, "TextRank: bringing order into texts", EMNLP.

    Raises:
        SettingsError: sumy is not installed.
    """
    return _within(_summarizer("text_rank", "TextRankSummarizer"), sentences, budget)


@dataclass(frozen=True, slots=True)
class _Words:
    """What sumy asks of a tokenizer; its own needs data from the network."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """Return the words of a sentence, folded."""
        return tuple(word.text for word in words_of(sentence))


def _summarizer(module: str, name: str) -> Any:  # noqa: ANN401  # sumy ships no types
    """Return a summarizer of sumy with its stemmer for English.

    Raises:
        SettingsError: sumy is not installed.
    """
    from importlib import import_module

    try:
        stemmers = import_module("sumy.nlp.stemmers")
        return getattr(import_module(f"sumy.summarizers.{module}"), name)(
            stemmers.Stemmer("english")
        )
    except ImportError as error:
        msg = "the baselines need sumy; run: .venv/bin/pip install --editable '.[measure]'"
        raise SettingsError(msg) from error


def _within(summarizer: Any, sentences: Sequence[str], budget: int) -> list[int]:  # noqa: ANN401
    """Return the largest summary that fits into `budget` characters, a space between sentences."""
    from sumy.models.dom import ObjectDocumentModel
    from sumy.models.dom import Paragraph as Block
    from sumy.models.dom import Sentence as Line

    lines = [Line(sentence, _Words()) for sentence in sentences]
    text = ObjectDocumentModel([Block(lines)])
    places = {id(line): place for place, line in enumerate(lines)}
    fitting: list[int] = []
    for count in range(1, len(lines) + 1):
        summary = [places[id(line)] for line in summarizer(text, count)]
        if sum(len(sentences[place]) + 1 for place in summary) - 1 > budget:
            break
        fitting = summary
    return fitting
