"""Briefs on a collection's topics; the one on everything is made once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from time import perf_counter

from index.briefs import (
    Brief,
    BriefAbstention,
    BriefOptions,
    Groundwork,
    Topic,
    brief,
    documents_on,
    find_topic,
    pool_on,
    with_questions,
)
from index.search import Retriever
from index.types import Document, Quote


class TopicBriefs:
    """Makes briefs; several threads may ask for one."""

    def __init__(
        self,
        documents: Sequence[Document],
        retriever: Retriever,
        groundwork: Groundwork,
        options: BriefOptions,
    ) -> None:
        """Make them of all documents that a retriever searches."""
        self._documents = tuple(documents)
        self._retriever = retriever
        self._groundwork = groundwork
        self._options = options

    def on(
        self, topic: str | None, topics: Sequence[Topic], lead: Callable[[str], Quote | None]
    ) -> Brief | BriefAbstention:
        """Return a brief on a topic, on everything where it is none or blank, or an abstention.

        Args:
            topic: As it was given; one of `topics` is searched by its query and shown by its title.
            topics: Those that are known, with questions to offer.
            lead: The first excerpt of what the documents answer to a question, None where they
                do not.
        """
        started = perf_counter()
        outcome = self._titled(topic, topics) if topic and topic.strip() else self._on_everything
        outcome = replace(outcome, seconds=perf_counter() - started)
        if not isinstance(outcome, Brief):
            return outcome
        questions = list(chain.from_iterable(one.questions for one in topics))
        known = find_topic(topic, topics) if topic else None
        own = known.questions if known else ()
        return with_questions(outcome, questions, lead, self._groundwork.words.encode, own)

    def _titled(self, topic: str, topics: Sequence[Topic]) -> Brief | BriefAbstention:
        """Return the brief on a topic under the title that it is known by."""
        known = find_topic(topic, topics)
        if known is None:
            return self.made(topic)
        own = documents_on(known, self._documents)
        return replace(self._made(known.query or known.title, own), topic=known.title)

    @cached_property
    def _on_everything(self) -> Brief | BriefAbstention:
        return self.made(None)

    def made(self, topic: str | None) -> Brief | BriefAbstention:
        """Return the brief on some words, whatever topics are known."""
        return self._made(topic, self._documents)

    def _made(self, topic: str | None, documents: tuple[Document, ...]) -> Brief | BriefAbstention:
        pool = pool_on(topic, documents, self._retriever)
        return brief(
            topic,
            pool,
            self._groundwork.words.encode,
            options=self._options,
            groundwork=self._groundwork,
        )
