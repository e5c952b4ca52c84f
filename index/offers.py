"""What of the curated topics leads somewhere, and questions to begin with; asked once a build."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path

from index.briefs import Brief, BriefAbstention, Topic, read_topics
from index.building import Built
from index.calibration import answered_questions
from index.errors import SourceError, UnwritableError
from index.storage import write_whole
from index.types import Answer, Document, Outcome, Quote, Span, quote_of

_TOPICS = "topics.yaml"
_KEPT = "offers.json"  # in a collection's home; it can be made again
_log = logging.getLogger(__name__)
_EXAMPLES = 3  # questions that are made where none is curated, …
_SAMPLED = 3  # … of so many documents at most, so that it takes seconds
_ANSWERED = "answered"  # how what is kept of a question begins that the documents answer


@dataclass(frozen=True, slots=True)
class Inquiry:
    """How a collection is asked.

    Args:
        ask: Gives what it answers to a question.
        brief: Gives its brief on some words.
    """

    ask: Callable[[str], Outcome]
    brief: Callable[[str], Brief | BriefAbstention]

    def deals_with(self, topic: Topic) -> bool:
        """Return whether there is a brief on a topic."""
        return isinstance(self.brief(topic.query or topic.title), Brief)


class KeptTexts:
    """Lists of texts beside the builds of a collection, of one state of what made them."""

    def __init__(self, home: Path | None, state: str) -> None:
        """Keep them.

        Args:
            home: Of the collection; None for one that is kept in memory alone.
            state: Says what they were found with: what was found with anything else is not used.
        """
        self._path = home / _KEPT if home else None
        self._state = sha256(state.encode()).hexdigest()

    def found(self, name: str, find: Callable[[], Iterable[str]]) -> tuple[str, ...]:
        """Return the texts of a name, which are found where they are not kept yet.

        Where they cannot be kept they are found again the next time.
        """
        kept = self._record().get(name)
        if kept is None:
            kept = list(find())
            # Finding takes seconds, in which another thread may have kept something.
            self._keep({**self._record(), name: kept})
        return tuple(kept)

    def _record(self) -> dict[str, list[str]]:
        """Return what is kept of this state; nothing of a damaged file."""
        with suppress(OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            kept = json.loads(self._path.read_bytes()) if self._path else {}
            if kept["state"] == self._state:
                return {name: list(map(str, texts)) for name, texts in kept["found"].items()}
        return {}

    def _keep(self, record: dict[str, list[str]]) -> None:
        if self._path is not None:
            with suppress(UnwritableError):
                kept = {"state": self._state, "found": record}
                write_whole(self._path, json.dumps(kept), synced=False)


def offers_of(built: Built, knowledge: Path | None, asked: Inquiry, state: str) -> "Offers":
    """Return what is offered of a build to be asked.

    Curated topics that are malformed are told in the log; the others are found nevertheless.

    Args:
        built: That one.
        knowledge: Its folder, where curated topics may stand; None for one that was joined.
        asked: Asks it.
        state: Says by what it answers.
    """
    if knowledge is None or built.folder is None:
        return Offers(built.documents, (), asked, KeptTexts(None, state))
    curated = _curated(knowledge / _TOPICS)
    kept = KeptTexts(built.home, f"{built.folder.name} {state} {curated}")
    return Offers(built.documents, curated, asked, kept)


def _curated(path: Path) -> tuple[Topic, ...]:
    try:
        return read_topics(path)
    except SourceError as error:
        _log.warning("no curated topics: %s", error)
        return ()


class Offers:
    """What members are offered to ask; worked out when it is first needed."""

    def __init__(
        self,
        documents: Sequence[Document],
        curated: Sequence[Topic],
        asked: Inquiry,
        kept: KeptTexts,
    ) -> None:
        """Offer what leads somewhere.

        Args:
            documents: Of the collection.
            curated: Topics that somebody wrote down, for these documents or for others.
            asked: Asks the collection.
            kept: What was found out before.
        """
        self._documents = documents
        self._ids = {document.id for document in documents}
        self._curated = curated
        self._asked = asked
        self._kept = kept
        self._known: dict[str, tuple[Quote, ...] | None] = {}

    def answers(self, question: str) -> bool:
        """Return whether the documents answer a question; each is asked once."""
        return self._leads(question) is not None

    def lead(self, question: str) -> Quote | None:
        """Return the first excerpt of what the documents answer to a question.

        None where they do not answer it, or their metadata alone does.
        """
        return next(iter(self._leads(question) or ()), None)

    def _leads(self, question: str) -> tuple[Quote, ...] | None:
        """Return the first excerpt, none of an answer without one, None where there is none."""
        if question not in self._known:
            kept = self._kept.found(f"lead: {question}", lambda: self._asked_lead(question))
            self._known[question] = self._quotes_kept(kept)
        return self._known[question]

    def _asked_lead(self, question: str) -> tuple[str, ...]:
        """Return what is kept of a question, once it is asked."""
        outcome = self._asked.ask(question)
        if not isinstance(outcome, Answer):
            return ()
        places = (map(str, (q.document.id, q.start, q.end)) for q in outcome.quotes[:1])
        return (_ANSWERED, *chain.from_iterable(places))

    def _quotes_kept(self, kept: Sequence[str]) -> tuple[Quote, ...] | None:
        """Return the first excerpt that is kept of a question: see `_leads`."""
        match kept:
            case [_, id, start, end]:
                document = next(one for one in self._documents if one.id == id)
                return (quote_of(document, Span(int(start), int(end))),)
            case [_]:
                return ()
        return None

    def look_ahead(self) -> Iterator[None]:
        """Ask what briefs offer to ask, one question a step."""
        for question in dict.fromkeys(one for topic in self.topics for one in topic.questions):
            self.answers(question)
            yield

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """The curated topics that the documents deal with, each with the questions they answer.

        Where a topic names its document, that one's being there is enough.
        """
        return tuple(map(self._with_answered, filter(self._stands, self._curated)))

    @cached_property
    def nowhere(self) -> tuple[str, ...]:
        """The curated topics that are not offered, and the questions of others that are not."""
        told: list[str] = []
        for topic in self._curated:
            if self._stands(topic):
                offered = self._with_answered(topic).questions
                told += [question for question in topic.questions if question not in offered]
            else:
                told.append(topic.title)
        return tuple(told)

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """Curated questions that are offered; where there are none, some of the documents' own."""
        curated = [question for topic in self.topics for question in topic.questions]
        return tuple(dict.fromkeys(curated)) or self._kept.found("examples", self._made)

    def _stands(self, topic: Topic) -> bool:
        """Return whether a topic is offered."""
        if topic.document is not None:
            return topic.document in self._ids
        return topic.title in self._dealt_with

    def _with_answered(self, topic: Topic) -> Topic:
        """Return a topic with those of its questions that are offered."""
        if topic.document is not None:
            return topic
        return replace(topic, questions=tuple(filter(self._answered.__contains__, topic.questions)))

    @cached_property
    def _unnamed(self) -> tuple[Topic, ...]:
        """The topics that name no document: the collection has to be asked."""
        return tuple(topic for topic in self._curated if topic.document is None)

    @cached_property
    def _dealt_with(self) -> frozenset[str]:
        """Titles of those on which there is a brief."""
        if not self._unnamed:
            return frozenset()
        dealt_with = filter(self._asked.deals_with, self._unnamed)
        return frozenset(self._kept.found("topics", lambda: (one.title for one in dealt_with)))

    @cached_property
    def _answered(self) -> frozenset[str]:
        """Those of their questions that are answered."""
        candidates = dict.fromkeys(
            question
            for topic in self._unnamed
            if topic.title in self._dealt_with
            for question in topic.questions
        )
        answered = filter(self.answers, candidates)
        return frozenset(self._kept.found("questions", lambda: answered))

    def _made(self) -> Sequence[str]:
        """Return questions that are made of the first documents and answered by them."""
        made: list[str] = []
        for document in self._documents[:_SAMPLED]:
            made += answered_questions(self._asked.ask, document, _EXAMPLES - len(made))
        return made
