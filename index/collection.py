"""The facade: one knowledge folder, built and opened, with everything that can be asked of it."""

import logging
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import NamedTuple

from index.answers import Answerer, Catalogue, asks_again, overview_of
from index.briefs import (
    Brief,
    BriefAbstention,
    BriefOptions,
    Groundwork,
    Topic,
    suggest,
)
from index.building import (
    BuildPlan,
    BuildReport,
    Built,
    is_built_as_now,
    memory_of,
    open_or_build,
)
from index.calibration import (
    Calibration,
    CalibrationOptions,
    KeptThreshold,
    Threshold,
    calibrated,
    conditions_of,
    threshold_in_force,
)
from index.citations import Revisions, document_named, is_address, parse_address
from index.claims import Support, support_of
from index.errors import CollectionError
from index.grading import GradedQuestion
from index.joining import joined, shares_of
from index.key_points import KeyPoints
from index.models import Encoder, Purpose, encoder_of, reader_of
from index.offers import Inquiry, Offers, offers_of
from index.quotations import CheckedText, Verification, check_quotations
from index.search import Retriever
from index.settings import Settings
from index.topic_briefs import TopicBriefs
from index.types import (
    Document,
    Embeddings,
    Outcome,
    Progress,
    Quote,
    quote_of,
)

_log = logging.getLogger(__name__)


class _Places(NamedTuple):
    """Where a collection is read from, and where its builds live."""

    knowledge: Path
    data: Path


class Collection:
    """Documents that can be asked, briefed on, cited and verified against.

    Opening loads no model; the first question does. Methods may be called from several threads.

    Example:
        >>> from index import Abstention, Answer
        >>> collection = Collection.open(Path("knowledge"), Path("data"))
        >>> for question in ("Who built the mill?", "Who sank the ship?"):
        ...     match collection.ask(question):
        ...         case Answer(quotes=(quote, *_)):
        ...             print(quote.address, quote.text)
        ...         case Abstention():
        ...             print("The documents do not say.")
        mill:1 The mill at Arvale was built in 1702 by Ada Marlow.
        The documents do not say.
        >>> collection.support("The mill burned in 1911.").passages[0].address
        'mill:2'
    """

    def __init__(
        self, built: Built, settings: Settings, encoder: Encoder, places: _Places | None = None
    ) -> None:
        """Wrap an opened build; use `Collection.open` or `Collection.joined`."""
        self._built = built
        self._settings = settings
        self._encoder = encoder
        self._places = places
        self._retriever = Retriever(built.index, encoder)
        self._catalogue = Catalogue(built.documents, built.index.lexical.word_forms)
        self._key_points = KeyPoints(self._retriever, self._encode, settings.excerpt_characters)
        self._reader = cache(partial(reader_of, settings))  # loaded when it is first needed
        self._loading = Lock()
        self._loaded: Answerer | None = None
        self._conditions = conditions_of(built.manifest, settings)
        home = built.home if places else None
        self.threshold: Threshold = threshold_in_force(settings, home, self._conditions)
        if self.threshold.warning:
            _log.warning("%s", self.threshold.warning)

    @classmethod
    def open(
        cls,
        knowledge: Path,
        data: Path,
        settings: Settings | None = None,
        *,
        encoder: Encoder | None = None,
        progress: Progress | None = None,
        plan: BuildPlan | None = None,
    ) -> "Collection":
        """Return the collection of a knowledge folder, built first where it is missing or stale.

        Args:
            knowledge: The documents.
            data: Where its builds live.
            settings: How it reads and answers; as by default, where none are given.
            encoder: What embeds; the one that the settings name, where none is given.
            progress: Is told how far a build is.
            plan: How it is built where it has to be.

        Raises:
            SourceError: The folder is missing or holds no document that can be read.
            CollectionError: The built folder cannot be written.
            ModelError: The encoder cannot be loaded.
        """
        settings = settings or Settings()
        encoder = encoder or encoder_of(settings)
        built = open_or_build(knowledge, data, settings, encoder, progress, plan=plan)
        return cls(built, settings, encoder, _Places(knowledge, data))

    @classmethod
    def joined(
        cls, chosen: Sequence[tuple["Collection", Container[str]]], holders: Sequence[str] = ()
    ) -> "Collection":
        """Return some documents of several collections as one, as though there were no others.

        It is kept in memory alone, answers from the default threshold where none is configured,
        and has no curated topics. A document whose id an earlier collection has gets a number.

        Args:
            chosen: Collections of the same settings, with ids of their documents, one at least.
            holders: Whose each one's documents are, "" where that is not to be said; as a rule ().
        """
        first = chosen[0][0]
        shares = shares_of([(collection._built, ids) for collection, ids in chosen], holders)
        whole = cls(joined(shares, first._encoder), first._settings, first._encoder)
        whole._reader = first._reader
        return whole

    def beside(
        self,
        knowledge: Path,
        data: Path,
        *,
        progress: Progress | None = None,
        plan: BuildPlan | None = None,
    ) -> "Collection":
        """Return the collection of another folder, of the same settings and models: see `open`.

        Raises:
            SourceError: The folder is missing or holds no document that can be read.
            CollectionError: The built folder cannot be written.
        """
        settings, encoder = self._settings, self._encoder
        other = Collection.open(
            knowledge, data, settings, encoder=encoder, progress=progress, plan=plan
        )
        other._reader = self._reader
        return other

    def is_built_beside(self, knowledge: Path, data: Path, *, is_part: bool) -> bool:
        """Return whether another folder was built as `beside` builds it: see `is_built_as_now`."""
        encoder = self._encoder
        return is_built_as_now(knowledge, data, self._settings, encoder, is_part=is_part)

    def refreshed(self) -> "Collection":
        """Return the collection of the same folder as it is now, built anew where files changed.

        It is this one where that is of the present build still, and of the threshold in force. Else
        this one stays as it is and can be asked meanwhile. Encoder and reader serve both.

        Raises:
            SourceError: The folder is missing or holds no document that can be read.
            CollectionError: The built folder cannot be written, or it was joined of others.
        """
        if self._places is None:
            raise CollectionError("what was joined of others is joined anew")
        fresh = self.beside(*self._places)
        is_same_build = fresh._built.folder == self._built.folder
        return self if is_same_build and fresh.threshold == self.threshold else fresh

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Every document by its id, in the order of the folder."""
        return {document.id: document for document in self._built.documents}

    @property
    def revisions(self) -> Revisions:
        """What is known of the documents' earlier states, and of the present one."""
        return self._built.revisions

    @property
    def report(self) -> BuildReport:
        """What the collection consists of, and what was done to open it."""
        return self._built.report

    @cached_property
    def memory(self) -> int:
        """About how many bytes it takes, beside collections that it was joined of."""
        return memory_of(self._built)

    @property
    def _answerer(self) -> Answerer:
        """What answers; its models are loaded when it is first needed, once."""
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> Answerer:
        self._encoder.encode(["warm"], Purpose.QUERY)  # so that no question's seconds hold it
        contexts = self._built.index.contexts
        reader = self._reader()
        settings = replace(self._settings, answer_threshold=self.threshold.value)
        retriever, catalogue = self._retriever, self._catalogue
        return Answerer(self.documents, contexts, retriever, settings, catalogue, reader)

    def warm(self) -> None:
        """Load the models and find topics and examples now, so that no question waits for it.

        Raises:
            ModelError: A model cannot be loaded.
        """
        _ = self._answerer
        _ = self.topics, self.examples  # the bot's event loop asks for them, and must not wait

    def ask(self, question: str, history: Sequence[str] = ()) -> Outcome:
        """Return an answer with its quotes, or an abstention.

        Args:
            question: As it was asked.
            history: Earlier questions of the same conversation, oldest first.
        """
        if history and asks_again(question):  # the last answer once more, with its places
            return replace(self.ask(history[-1], history[:-1]), question=question)
        started = perf_counter()
        wanted = self._catalogue.whole(question, history, self._answered_from)
        if wanted is None:
            return self._answerer.answer(question, history)
        passages, budget = self._built.index.passages, self._settings.excerpt_characters
        points = self._key_points.of(wanted, self._reader())
        return overview_of(question, points, passages, budget, started)

    def _answered_from(self, question: str) -> Document | None:
        return self._answerer.answered_from(question)

    def verify(self, quotation: str, message: str = "") -> Verification:
        """Return how a quotation compares with the sources.

        Example:
            >>> collection = Collection.open(Path("knowledge"), Path("data"))
            >>> verification = collection.verify("The mill at Arvale was built in 1720")
            >>> verification.verdict.value
            'altered'
            >>> [(part.quoted, part.source) for part in verification.differences][1]
            ('1720', '1702')
        """
        return self._built.verifier.verify(quotation, message)

    def check_quotations(self, text: str) -> CheckedText:
        """Return the verdicts on the quotations that stand in a text, the first ones of many."""
        return check_quotations(self._built.verifier, text)

    def support(self, claim: str) -> Support:
        """Return the passages that support a claim, or the paragraph at an address.

        Raises:
            AddressError: The text is an address that leads nowhere.
        """
        if not is_address(claim):
            return support_of(claim, self._answerer, self._built.verifier)
        started = perf_counter()
        return Support.at(claim, self.passage_at(claim), started)

    def passage_at(self, address: str, issued: datetime | None = None) -> Quote:
        """Return the paragraph at an address such as `12` or `deadly-cooperation:12`.

        A bare number is one of the only document; where there are several, it means none.

        An address of an earlier revision is followed to where its words stand now.

        Args:
            address: As it was written.
            issued: When it was written, with a zone; None for now.

        Raises:
            AddressError: No document or paragraph has this address, or it was removed.
        """
        documents = self._built.documents
        place = self._built.revisions.follow(parse_address(address), documents, issued=issued)
        return quote_of(place.document, place.paragraph.span)

    def around(self, quote: Quote) -> tuple[Quote, ...]:
        """Return the paragraphs before, at and after a quote, as far as they exist."""
        document, number = quote.document, quote.paragraph
        paragraphs = document.paragraphs[max(0, number - 2) : number + 1]  # numbered from 1
        return tuple(quote_of(document, paragraph.span) for paragraph in paragraphs)

    def document(self, name: str | None = None) -> Document:
        """Return the document of an id, in whatever case; the first one where none is named.

        Raises:
            AddressError: There is no such document.
        """
        if name is None:
            return self._built.documents[0]
        return document_named(name, self._built.documents)

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """What one may ask a brief on: curated topics, headings, names and key phrases."""
        known = self._groundwork
        return suggest(self._built.documents, self._offers.topics, known.names, known.words.encode)

    @property
    def examples(self) -> tuple[str, ...]:
        """Questions that the documents answer: curated ones, or else some that are made of them."""
        return self._offers.examples

    @property
    def nowhere(self) -> tuple[str, ...]:
        """Curated topics and questions that lead nowhere in these documents: none is offered."""
        return self._offers.nowhere

    @cached_property
    def _offers(self) -> Offers:
        """What is offered to be asked, each once found out for a build."""
        knowledge = self._places.knowledge if self._places else None
        state = f"{self._conditions} {self.threshold.value}"
        return offers_of(self._built, knowledge, Inquiry(self.ask, self._briefs.made), state)

    def brief(self, topic: str | None = None) -> Brief | BriefAbstention:
        """Return a brief on a topic, on everything where none is given, or an abstention."""
        return self._briefs.on(topic, self.topics, self._offers.lead)

    def look_ahead(self) -> Iterator[None]:
        """Find what briefs offer to ask, a question a step, so that no brief waits for it."""
        yield from self._offers.look_ahead()

    def calibrate(
        self,
        options: CalibrationOptions,
        graded: Sequence[GradedQuestion] = (),
        progress: Progress | None = None,
    ) -> Calibration:
        """Return what the collection makes of questions on its own documents.

        Args:
            options: The error that is allowed, and how many questions are made.
            graded: Questions on these documents that somebody graded.
            progress: Told of each question.
        """
        index = self._built.index
        return calibrated(self._answerer, index, self._encoder, options, graded, progress)

    def keep(self, calibration: Calibration) -> None:
        """Keep a calibrated threshold; it is in force when the collection is next opened.

        Raises:
            CollectionError: There is no threshold to keep, or it cannot be written.
        """
        if calibration.threshold is None:
            raise CollectionError(f"there is no threshold to keep: {calibration.fault}")
        error, n = calibration.options.error, calibration.controlled
        kept = KeptThreshold(calibration.threshold, error, n, self._conditions)
        kept.write(self._built.home)

    @cached_property
    def _briefs(self) -> TopicBriefs:
        """What makes briefs of these documents."""
        options = BriefOptions(max_chars=self._settings.brief_characters)
        return TopicBriefs(self._built.documents, self._retriever, self._groundwork, options)

    @cached_property
    def _groundwork(self) -> Groundwork:
        """What briefs have met of these documents, worked out once."""
        return Groundwork.of(self._encode, self._built.index)

    def _encode(self, texts: Sequence[str]) -> Embeddings:
        return self._encoder.encode(texts, Purpose.QUERY)
