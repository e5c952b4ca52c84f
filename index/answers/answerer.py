"""A question to an answer or an abstention: search, read, judge, quote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from time import perf_counter

from index.answers.counted_sentences import asks_for_all
from index.answers.excerpts import excerpts_in_order, excerpts_of
from index.answers.findings import (
    Finding,
    absent_of,
    at_item,
    hits_of,
    plainly_surer,
    related_quotes,
    scored,
    without,
)
from index.answers.introductions import introductions, list_around
from index.answers.judgement.absent_names import LEFT, absent_names, names_in
from index.answers.judgement.confidence import confidence
from index.answers.judgement.judging import Judge
from index.answers.judgement.kept_readings import KeptReadings
from index.answers.judgement.weighing import (
    SEARCHED,
    SHIPPED,
    Weighing,
    evidence_of,
)
from index.answers.kept_sentences import Paragraphs
from index.answers.questions.asked_parts import are_lost, asked_parts, no_question
from index.answers.questions.follow_ups import (
    ResolvedQuestion,
    asked_of_another,
    going_on,
    going_on_from,
    meant_alone,
    telling_words,
)
from index.answers.questions.lead_ins import asked_alone, is_long
from index.answers.questions.list_places import (
    LAST,
    asks_for_item,
    before_items,
    place_asked_for,
)
from index.answers.questions.mentions import mentions_of
from index.answers.questions.more_questions import asked_before_more
from index.answers.questions.own_times import without_own_time
from index.answers.questions.place_questions import asks_for_place
from index.answers.questions.small_talk import mistyped_greeting
from index.answers.questions.topic_questions import asked_of_topic
from index.answers.questions.turned_follow_ups import said_whole
from index.answers.scored_sentences import ScoredSentence
from index.answers.whole_documents.catalogue import Catalogue, Entry
from index.answers.whole_documents.document_answers import is_stated, joined, said_of_itself, told
from index.models import Reader
from index.search import Retriever
from index.settings import Settings
from index.steps import step
from index.types import (
    Abstention,
    Answer,
    Document,
    Outcome,
    Quote,
    Reason,
    Span,
)

_LIKELIER_THAN_NOT = 0.5  # a part that is so likely answered by what is shown is not left open
_MARGIN_UNREAD = 0.25  # how far below the best a cosine may be where there is no reader


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers from one collection."""

    documents: Mapping[str, Document]
    contexts: Sequence[str]  # of each row of the retriever's index
    retriever: Retriever
    settings: Settings
    catalogue: Catalogue
    reader: Reader | None = None
    weighing: Weighing = SHIPPED
    paragraphs: Paragraphs = field(default_factory=Paragraphs)
    kept: KeptReadings = field(default_factory=KeptReadings)

    def answer(self, question: str, history: Sequence[str] = ()) -> Outcome:
        """Return an answer, or an abstention with the nearest passages.

        A question that asks two things is answered as far as the documents go; the answer says
        which part they leave open.

        Args:
            question: As it was asked.
            history: Earlier questions of the same conversation, oldest first.
        """
        started = perf_counter()
        meant, *earlier = map(self._as_meant, (question, *history))
        return replace(self._outcome(meant, earlier, started), question=question)

    def _as_meant(self, question: str) -> str:
        """Return a question without slips, nor a time that is only that of the documents."""
        words = self.retriever.index.lexical.word_forms
        return without_own_time(self.retriever.as_meant(question), self.catalogue.years, words)

    def _outcome(self, question: str, history: Sequence[str], started: float) -> Outcome:
        """Return what comes of a question without slips, nor any in its history.

        Args:
            question: As it was meant.
            history: Earlier questions, as they were meant.
            started: When it was asked, by `perf_counter`.
        """
        reason = no_question(question, history) or self._no_question_here(question, history)
        if reason is not None:
            return Abstention(question, 0.0, (), (), perf_counter() - started, reason)
        parts = asked_parts(question.strip(), self.catalogue.about_texts(history))
        entries = self._entries(question, [part.question for part in parts], history)
        open_parts = [part.without(entries) for part in parts if part.question not in entries]
        if not open_parts:
            return self._told(question, entries, started)
        if are_lost(open_parts, (*entries, *history)):
            reason = Reason.NAMES_NOTHING
            return Abstention(question, 0.0, (), (), perf_counter() - started, reason)
        outcome = self._found(question, self.findings(open_parts), started)
        return joined(outcome, entries, [p.question for p in open_parts]) if entries else outcome

    def _told(self, question: str, entries: Mapping[str, Entry], started: float) -> Outcome:
        """Return the outcome of a question that asks of nothing but documents.

        Args:
            question: As it was meant.
            entries: What the catalogue has on each part of it.
            started: When it was asked, by `perf_counter`.
        """
        return self._stated(question, entries, started) or told(question, entries, started)

    def _stated(self, question: str, entries: Mapping[str, Entry], started: float) -> Answer | None:
        """Return what a text says of itself that its metadata do not, None without; as `_told`."""
        if any(entry.lines for entry in entries.values()):
            return None
        said, left = said_of_itself(question, entries.values())
        if said:
            shown = excerpts_in_order(said, self.paragraphs, self.settings.excerpt_characters)
            return Answer(question, 1.0, shown, (), perf_counter() - started, left)
        if any(entry.silent is None for entry in entries.values()):
            return None
        finding = self.look_up(ResolvedQuestion(question))
        quotes = self.quotes([finding])
        if finding.probability < self.settings.threshold or not quotes:
            return None
        if not is_stated(quotes[0], entries.values()):
            return None
        seconds = perf_counter() - started
        return Answer(question, finding.probability, quotes[:1], hits_of([finding]), seconds)

    def _no_question_here(self, question: str, history: Sequence[str]) -> Reason | None:
        """Return why these documents are not asked: what one is worth, or a mistyped greeting."""
        if asks_for_place(question):
            return Reason.NAMES_NOTHING  # for nothing was asked before
        if self.catalogue.is_to_be_judged(question, history):
            return Reason.NOT_JUDGED
        return self._mistyped(question)

    def _mistyped(self, question: str) -> Reason | None:
        """Return that a question is chatter where it is a mistyped greeting of no document's words.

        So that a name is asked for as such, though it looks like one.
        """
        slips = mistyped_greeting(question)
        if not slips or not slips.isdisjoint(self.retriever.index.lexical.word_forms):
            return None
        titles = (document.title.lower() for document in self.documents.values())
        is_titled = any(slip in title for title in titles for slip in slips)
        return None if is_titled else Reason.CHATTER

    def _found(self, question: str, findings: Sequence[Finding], started: float) -> Outcome:
        """Return the outcome of what was found for the parts of a question."""
        probability = max(finding.probability for finding in findings)
        threshold = self.settings.threshold
        answered = [finding for finding in findings if finding.probability >= threshold]
        quotes = self.quotes(answered or findings)
        hits = hits_of(findings)
        seconds = perf_counter() - started
        if quotes and answered:
            unanswered = tuple(f.part for f in findings if not self._is_answered(f, quotes))
            return Answer(question, probability, quotes, hits, seconds, unanswered)
        if mentions := mentions_of(question, quotes):
            return Answer(question, probability, mentions, hits, seconds)
        related = related_quotes(quotes, findings)
        told = question, probability, quotes, hits, seconds
        return Abstention(*told, related=related, absent=absent_of(findings))

    def _is_answered(self, finding: Finding, quotes: Sequence[Quote]) -> bool:
        """Return whether a part is answered, or more likely so than not by what is shown."""
        if finding.probability >= self.settings.threshold:
            return True
        lead = self._lead(finding) if finding.probability >= _LIKELIER_THAN_NOT else None
        return lead is not None and any(
            quote.document.id == lead[0] and quote.span.contains(lead[1]) for quote in quotes
        )

    def _entries(
        self, question: str, parts: Sequence[str], history: Sequence[str]
    ) -> dict[str, Entry]:
        """Return what is known of the documents themselves by the part that asks for it.

        It may be the question as a whole that asks: "Who wrote this, and when?"
        """
        if whole := self.catalogue.look_up(question, history, self.answered_from):
            return dict.fromkeys(parts, whole)
        entries = {}
        for number, part in enumerate(parts if len(parts) > 1 else ()):
            earlier = (*history, *parts[:number])
            if entry := self.catalogue.look_up(part, earlier, self.answered_from):
                entries[part] = entry
        return entries

    def answered_from(self, question: str) -> Document | None:
        """Return the document that answers a question best, None where none does."""
        finding = self.look_up(ResolvedQuestion(question))
        if not finding.judged or finding.probability < self.settings.threshold:
            return None
        return self.documents[finding.judged[0].candidate.passage.document]

    def findings(self, parts: Sequence[ResolvedQuestion]) -> list[Finding]:
        """Return what is found for each part of a question, as it is surest understood.

        A later part leans on an earlier one ("… and how much?") or stands alone though a word of it
        points back ("… and who will rebuild it?"), in the document that answers the earlier one: in
        another "it" is something else. A bare "and why?" says nothing alone.
        """
        findings: list[Finding] = []
        for number, part in enumerate(parts):
            found = self._understood(part)
            if findings:
                found = self._as_later(found, part, parts[number - 1], findings[-1])
            findings.append(found)
        return findings

    def _understood(self, part: ResolvedQuestion) -> Finding:
        """Return what is found for a part, with what is told around it or without: the surer.

        What asks for the other way round, or why something lasts, is asked whole. What is not
        answered as a follow-up and only names another than the question before is asked in the
        words of that; what was meant in its place ("sorry, I meant the weir") is asked alone.
        """
        if listed := self._listed(part) or self._more(part):
            return listed
        whole = said_whole(part)
        if whole is not None:
            return replace(self.look_up(whole), part=part.question)
        found = self._with_or_without_lead(part)
        if found.probability >= self.settings.threshold:
            return self._or_going_on(found, part)
        other = asked_of_another(part) or meant_alone(part)
        if other is None:
            return found
        of_other = replace(self.look_up(other), part=part.question)
        return max(found, of_other, key=_probability)

    def _listed(self, part: ResolvedQuestion) -> Finding | None:
        """Return what is found for a part that asks for one of what was just listed, by its place.

        "What's the second one?" is answered as surely as the question that the list answers. None
        where no list answers it, or not so long a one.
        """
        earlier = before_items(part.context or part.may_follow)
        if not earlier or not asks_for_item(part.question):
            return None
        before = self.look_up(ResolvedQuestion(earlier[-1], earlier[:-1]))
        leads = self.quotes([before])[:1] if before.probability >= self.settings.threshold else ()
        if not leads:
            return None
        (lead,) = leads
        listed = f"{earlier[-1]} {introductions(leads)[0]} {lead.section or ''} {lead.text}"
        place = place_asked_for(part.question, listed)
        items = list_around(lead.document, lead.highlight or lead.span)
        if place is None or abs(place) > len(items):
            return None
        item = items[place if place == LAST else place - 1]
        return at_item(before, part.question, lead.document, item)

    def _more(self, part: ResolvedQuestion) -> Finding | None:
        """Return what is found for a part that asks for more, but for what was shown before it."""
        asked = asked_before_more(part)
        before = [self._understood(earlier) for earlier in asked]
        answered = [found for found in before if found.probability >= self.settings.threshold]
        shown = [quote for found in answered for quote in self.quotes([found])]
        return without(self.look_up(part), shown) if asked else None

    def _or_going_on(self, found: Finding, part: ResolvedQuestion) -> Finding:
        """Return what is found for a part, or for it as going on from the question before.

        So only what is answered in either way may be answered in another one.
        """
        other = going_on(part)
        return found if other is None else plainly_surer(found, self.look_up(other))

    def _with_or_without_lead(self, part: ResolvedQuestion) -> Finding:
        """Return what is found for a part, with what is told around it or without: the surer."""
        alone = asked_alone(part)
        if alone is None:
            return self.look_up(part)
        found = replace(self.look_up(alone), part=part.question)
        return found if is_long(part) else max(found, self.look_up(part), key=_probability)

    def _as_later(
        self, found: Finding, part: ResolvedQuestion, earlier: ResolvedQuestion, before: Finding
    ) -> Finding:
        """Return what is found for a later part, as it is surest understood.

        Args:
            found: With what it leans on.
            part: The part.
            earlier: The one before it.
            before: What was found for that.
        """
        if part.context and telling_words(part.question):
            alone = self.look_up(ResolvedQuestion(part.question))
            if self._leads_to_same(alone, before):
                found = max(found, alone, key=_probability)
        going_on = going_on_from(part, earlier)
        return found if going_on is None else self._surer(found, self.look_up(going_on), before)

    def _surer(self, alone: Finding, going_on: Finding, before: Finding) -> Finding:
        """Return what is found for a part, read alone or as going on with the one before.

        What answered that one is no answer to another question only because both were read.
        """
        lead = self._lead(going_on)
        again = lead is not None and lead == self._lead(before)
        if again and alone.probability < self.settings.threshold:
            return alone
        return max(alone, going_on, key=_probability)

    def _leads_to_same(self, one: Finding, other: Finding) -> bool:
        """Return whether what leads two findings stands in one document."""
        first, second = self._lead(one), self._lead(other)
        return first is None or second is None or first[0] == second[0]

    def _lead(self, finding: Finding) -> tuple[str, Span] | None:
        """Return the document and the place of the best sentence, None where nothing was read."""
        sentences = scored(finding.judged, self.documents)
        best = max(sentences, key=lambda sentence: sentence.score, default=None)
        return (best.document.id, best.span) if best else None

    @property
    def _judge(self) -> Judge:
        return Judge(
            self.documents,
            self.contexts,
            self.retriever,
            self.paragraphs,
            self.weighing,
            self.reader,
            self.kept,
        )

    def look_up(self, part: ResolvedQuestion) -> Finding:
        """Return what is found for one part of a question."""
        asked = replace(part, question=asked_of_topic(part.question))
        with step("search"):
            retrieved = self.retriever.search(asked.standalone, SEARCHED)
        with step("reading"):
            judged = self._judge.judged(retrieved, asked)
        is_asked = bool(judged) and not retrieved.query.is_no_word
        probability = confidence(evidence_of(judged)) if is_asked else 0.0
        unread = retrieved.candidates[len(judged) :]
        words = self.retriever.index.lexical.word_forms
        known = chain(words, names_in(self.documents.values()))
        absent = absent_names(asked.question, retrieved.query.unknown, known)
        left = LEFT if absent else 1.0
        return Finding(part.question, judged, unread, left * probability, absent)

    def quotes(self, findings: Sequence[Finding]) -> tuple[Quote, ...]:
        """Return the excerpts of what was found, best first; there may be none."""
        margin = self.weighing.margin if self.reader else _MARGIN_UNREAD
        budget = self.settings.excerpt_characters
        found = [(finding.part, scored(finding.judged, self.documents)) for finding in findings]
        sentences = [_marked_list(part, of_part) for part, of_part in found]
        return excerpts_of(sentences, self.paragraphs, budget, margin)


def _marked_list(question: str, sentences: Sequence[ScoredSentence]) -> Sequence[ScoredSentence]:
    """Return sentences, the best one marked where all of what it is one of was asked for."""
    best = max(sentences, key=lambda sentence: sentence.score, default=None)
    if best is None or not asks_for_all(question, best.document, best.span):
        return sentences
    return [replace(one, of_list=True) if one is best else one for one in sentences]


def _probability(finding: Finding) -> float:
    return finding.probability
