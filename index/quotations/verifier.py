"""Quotations held against the sources of a collection."""

import hashlib
import json
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import regex

from index.errors import CollectionError
from index.language import QUOTATION_MARKS
from index.quotations.by_sentence import MOST_SENTENCES, by_sentence
from index.quotations.grown_concordance import Read, grown_concordance
from index.quotations.lookup import Match, Purse, Search
from index.quotations.marked_words import ElementKind, ParsedQuotation, parse_quotation
from index.quotations.neighbourhoods import VerbatimRun
from index.quotations.parted_concordance import PartedConcordance
from index.quotations.quotable_texts import QuotableTexts, quotable_text
from index.quotations.stored_concordances import (
    load_concordance,
    load_earlier,
    save_concordance,
)
from index.quotations.surroundings import slice_of, surroundings
from index.quotations.verification import (
    MINIMUM_CHARACTERS,
    MOST_ALSO_IN,
    Verdict,
    Verification,
)
from index.quotations.warnings.attributions import attributed_in, speaker_beside
from index.quotations.warnings.changes import PlacedDifference, placed
from index.quotations.warnings.search import warnings_of
from index.quotations.warnings.speakers import names_speaker
from index.storage import unread
from index.types import Document, Quote, Span

_EARLIER, _SCHEMA = 1, 2
_SYLLABLE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_LETTERS_OF_SYLLABLE = 3  # of an alphabet, that one such character says as much as
_STATE = "verification.json"
# Share of a quotation, by surprise, that one place must have for an altered one. On the half of the
# public sets that it was chosen on, sentences with one change have 0.73 and more, sentences of
# other documents 0.62 and less in 99 of 100.
_LEAST_SHARE = 0.65
# The same for runs at several places: joined sentences have 0.93 and more, others 0.80 at most.
_LEAST_COVER = 0.85
_BETTER = 0.02  # share that several places must have beyond what the best one has, to be preferred
_MOST_BY_SENTENCE = 300  # words of a quotation that is held against the sources by its sentences
_MOST_SPOKEN_WORDS = 1000  # read of what is left of a quotation without its speaker, at each place
_GOOD_SHARE = 0.85  # share from which words left out without a mark are not looked for further off


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Verifier:
    """Holds quotations against a collection; read-only, so threads may share it.

    Args:
        documents: The collection, in its order.
        digests: For each document the digest of its text.
        search: Over the documents' texts.
    """

    documents: Sequence[Document]
    digests: tuple[str, ...]
    search: Search

    @classmethod
    def build(
        cls,
        documents: Sequence[Document],
        previous: Sequence["Verifier"] = (),
        *,
        leaving: bool = True,
    ) -> "Verifier":
        """Return a verifier for some documents.

        Args:
            documents: What quotations are held against.
            previous: Older verifiers: texts that one of them has are not read again.
            leaving: Whether words of texts that are gone may be left in what is used of them.
        """
        digests = _digests(documents, previous)
        texts = QuotableTexts(documents, holding=False)
        concordance = grown_concordance(texts, _known(digests, previous), leaving=leaving)
        return cls(documents, digests, Search(QuotableTexts(documents), concordance))

    def save(self, folder: Path) -> None:
        """Write the index into a folder, which is created where it is missing.

        Raises:
            OSError: The folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        parts = save_concordance(self.search.concordance, folder)
        state = {"schema": _SCHEMA, "documents": list(self.digests), "parts": parts}
        (folder / _STATE).write_text(json.dumps(state), encoding="utf-8")

    @classmethod
    def load(
        cls, folder: Path, documents: Sequence[Document], *, of_one_build: bool = False
    ) -> "Verifier":
        """Return the verifier that `save` wrote; its arrays stay on disk until they are needed.

        Args:
            folder: Where it was saved.
            documents: The same documents, in the same order, as it was built from.
            of_one_build: Whether that is known, so that no text need be read for it.

        Raises:
            CollectionError: The folder is missing or damaged, or was made from other texts.
        """
        try:
            state = json.loads((folder / _STATE).read_text(encoding="utf-8"))
            concordance = _loaded(folder, state)
            digests = tuple(map(str, state["documents"]))
        except (OSError, EOFError, ValueError, LookupError, TypeError) as error:
            msg = f"the quotation index in {folder} is missing or damaged: build it again"
            raise CollectionError(msg) from error
        same = digests if of_one_build else _digests(documents, ())
        counts = {len(digests), len(documents), len(concordance.bounds) - 1}
        if digests != same or len(counts) > 1:
            msg = f"the quotation index in {folder} was made from other texts: build it again"
            raise CollectionError(msg)
        return cls(documents, digests, Search(QuotableTexts(documents), concordance))

    def verify(self, quotation: str, message: str = "") -> Verification:
        """Return what a quotation is, with its place and everything that was changed.

        Args:
            quotation: The words; with them who is said to speak them: "X said: …", "… – X".
            message: The text that they stand in, where it may say who speaks them.
        """
        began = time.perf_counter()
        check = replace(self, search=self.search.begun())
        verification = check._verdict(quotation)
        beside = speaker_beside(quotation, message) if message else None
        spoken = _Spoken(beside, verification)
        if verification.verdict is not Verdict.EXACT:
            spoken = check._spoken(quotation) or spoken
        if _is_about_words_alone(verification, spoken.words):
            verification = spoken.words
        warnings = warnings_of(verification, spoken.speaker, spoken.words.quote)
        seconds = time.perf_counter() - began
        return replace(verification, quotation=quotation, warnings=warnings, seconds=seconds)

    def within(self, purse: Purse) -> "Verifier":
        """Return what holds several quotations against the collection until a purse is empty.

        From then on only the place that is most like each is read. The purse is for one thread.

        Args:
            purse: What they may cost together.
        """
        return replace(self, search=replace(self.search, purse=purse).begun())

    def _verdict(self, quotation: str) -> Verification:
        """Return what a quotation is, without warnings."""
        if is_too_short(quotation):
            return Verification(quotation, Verdict.NOT_FOUND, too_short=True)
        parsed = parse_quotation(quotation)
        if any(element.kind is ElementKind.WORD for element in parsed.elements):
            return self._verify(parsed)
        return Verification(quotation, Verdict.NOT_FOUND)

    def _spoken(self, quotation: str) -> "_Spoken | None":
        """Return the words of a quotation that names its speaker, None where it names none."""
        search = replace(self.search, most_words=_MOST_SPOKEN_WORDS, least_places=0)
        verdict = cache(replace(self, search=search)._verdict)
        for attributed in attributed_in(quotation):
            words = verdict(attributed.words)
            if words.verdict is not Verdict.NOT_FOUND:
                return _Spoken(attributed.speaker, words)
        return None

    def _verify(self, quotation: ParsedQuotation) -> Verification:
        """Return what a quotation of at least one word is."""
        exact = self.search.exact(quotation, MOST_ALSO_IN + 1)
        if exact:
            return self._exact(quotation, exact)
        nearest = self.search.nearest(quotation)
        exact = [match for match in nearest if match.comparison.exact]
        if exact:
            return self._exact(quotation, exact)
        return self._inexact(quotation, nearest)

    def _exact(self, quotation: ParsedQuotation, matches: Sequence[Match]) -> Verification:
        """Return the verdict on a quotation that stands at all these places."""
        by_place = {
            (match.document, match.comparison.start, match.comparison.end): match
            for match in matches
        }
        first, *others = (by_place[place] for place in sorted(by_place))
        return Verification(
            quotation.text,
            Verdict.EXACT,
            self._quote(first),
            first.comparison.differences,
            also_in=tuple(self._quote(other) for other in others[:MOST_ALSO_IN]),
        )

    def _inexact(self, quotation: ParsedQuotation, nearest: Sequence[Match]) -> Verification:
        """Return the verdict on a quotation that stands nowhere exactly."""
        evidence = self._evidence(quotation, nearest)
        best = evidence.best
        if best is None:
            return Verification(quotation.text, Verdict.NOT_FOUND)
        if best.comparison.exact:
            return self._exact(quotation, [best])
        if evidence.share < _LEAST_SHARE and evidence.cover < _LEAST_COVER:
            altered = self._by_sentence(quotation)
            if altered is not None:
                return altered
            place = replace(surroundings(self._quote(best)), highlight=None)
            return Verification(quotation.text, Verdict.NOT_FOUND, nearest=place)
        return Verification(
            quotation.text,
            Verdict.ALTERED,
            self._quote(best),
            best.comparison.differences,
            joined=tuple(self._joined(best, evidence.runs)),
        )

    def _evidence(self, quotation: ParsedQuotation, nearest: Sequence[Match]) -> "_Evidence":
        """Return what speaks for a quotation that stands nowhere exactly.

        Args:
            quotation: What is looked for.
            nearest: The places most like it, best first.
        """
        search = self.search
        weights = search.weights(quotation)
        runs = {
            run: float(weights[run.first : run.last].sum())
            for run in search.runs(quotation, weights)
        }
        cover = sum(runs.values()) / max(float(weights.sum()), 1e-9)
        best = nearest[0] if nearest else None
        share = best.comparison.share(weights) if best is not None else 0.0
        if cover > max(_LEAST_COVER, share + _BETTER):  # put together: the longest part leads
            best = search.around(quotation, max(runs, key=lambda run: runs[run])) or best
        elif best is not None and share < _GOOD_SHARE:
            best = search.wider(quotation, nearest)[0]
            share = best.comparison.share(weights)
        return _Evidence(best, share, cover, runs)

    def _by_sentence(self, quotation: ParsedQuotation) -> Verification | None:
        """Return what a quotation is by its sentences, for what one alone may cost."""
        if len(quotation.elements) > _MOST_BY_SENTENCE:
            return None
        search = replace(self.search, most_words=self.search.most_words // MOST_SENTENCES)
        return by_sentence(quotation.text, replace(self, search=search)._verdict)

    def _joined(self, best: Match, runs: Mapping[VerbatimRun, float]) -> Iterator[Quote]:
        """Yield the places of the runs that `best` has nothing to say about."""
        concordance = self.search.concordance
        for run in runs:
            likeness = best.comparison.likeness[run.first : run.last]
            if sum(alike == 1 for alike in likeness) * 2 < len(likeness):
                number = concordance.document_at(run.place)
                spans = concordance.spans(number, run.place, run.place + len(likeness))
                yield slice_of(self.documents[number], int(spans[0][0]), int(spans[-1][1]))

    def _quote(self, match: Match) -> Quote:
        """Return the place of a match as a quote."""
        comparison = match.comparison
        return slice_of(self.documents[match.document], comparison.start, comparison.end)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for an inexact quotation.

    Args:
        best: The place to show, None where there is none.
        share: Of the quotation, by surprise, that one place has, 0 to 1.
        cover: The same that runs at several places have together.
        runs: Each with its surprise in bits.
    """

    best: Match | None
    share: float
    cover: float
    runs: Mapping[VerbatimRun, float]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Words with the one they are said to be of.

    Args:
        speaker: As it is given, None where nobody is named.
        words: The verdict on the words without their speaker.
    """

    speaker: str | None
    words: Verification


def _is_about_words_alone(whole: Verification, words: Verification) -> bool:
    """Return whether the verdict on a quotation is the one on its words without their speaker.

    Who speaks is no part of the words, unless the source says in that place who does.
    """
    if whole.quote is None or words.quote is None:
        return whole.quote is None
    place = words.quote.span
    parts = list(placed(whole.differences, whole.quote.start))
    changed = " ".join(part.difference.source for part in parts if part.is_change)
    beyond = (
        part for part in parts if not part.is_change and not _is_within(part, place, whole.quote)
    )
    return words.verdict is Verdict.EXACT and not (names_speaker(changed) or any(beyond))


def _is_within(part: PlacedDifference, place: Span, whole: Quote) -> bool:
    """Return whether a stretch has no word outside of a place."""
    text = whole.document.text
    before, behind = text[part.start : min(part.end, place.start)], text[place.end : part.end]
    return not any(map(str.isalnum, before + behind))


def is_too_short(quotation: str) -> bool:
    """Return whether a quotation has too few characters to be looked for.

    One that writes a syllable or a word counts as the letters that it stands for.
    """
    words = quotation.strip().strip(QUOTATION_MARKS)
    beyond_one = len(_SYLLABLE.findall(words)) * (_LETTERS_OF_SYLLABLE - 1)
    return len(words) + beyond_one < MINIMUM_CHARACTERS


def _digests(documents: Sequence[Document], previous: Sequence[Verifier]) -> tuple[str, ...]:
    """Return the digest of each document's text, of the very ones that are known as it is known."""
    known: dict[int, str] = {}
    for verifier in previous:
        known.update(zip(map(id, verifier.documents), verifier.digests, strict=True))
    return tuple(known.get(id(one)) or _digest(quotable_text(unread(one))) for one in documents)


def _known(digests: Sequence[str], previous: Sequence[Verifier]) -> list[Read | None]:
    """Return where each text was read before; what was read once is there for one text.

    Args:
        digests: Of the texts.
        previous: Older verifiers.
    """
    places: dict[str, deque[Read]] = defaultdict(deque)
    for verifier in previous:
        concordance = verifier.search.concordance
        for digest, owner, own in zip(
            verifier.digests, concordance.owners.tolist(), concordance.own.tolist(), strict=True
        ):
            places[digest].append(Read(concordance.parts[owner], own))
    return [places[one].popleft() if places.get(one) else None for one in digests]


def _loaded(folder: Path, state: Mapping[str, Any]) -> PartedConcordance:
    """Return the words that lie in a folder.

    Args:
        folder: That one.
        state: What is written there of them.

    Raises:
        ValueError: They are of no version that is read, or do not belong together; or an OSError,
            EOFError or LookupError where files are missing or damaged.
    """
    if state["schema"] == _EARLIER:
        return load_earlier(folder)
    if state["schema"] != _SCHEMA:
        raise ValueError(f"version {state['schema']}")
    return load_concordance(folder, [str(name) for name in state["parts"]])


def _digest(text: str) -> str:
    """Return the digest of a document's text."""
    raw = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(raw, digest_size=16).hexdigest()
