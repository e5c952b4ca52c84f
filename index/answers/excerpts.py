"""Scored sentences to excerpts: contiguous, whole sentences that can be understood alone.

An excerpt grows around the sentence that answers. It takes the sentence before it where it opens
with a word that points back, the sentence that introduces quoted speech, and the one behind it that
says that it is not so. What leads brings the list or the code that it announces, and an item its
whole list where that was asked for, as far as there is room; a bare reply, and a sentence that only
says that something follows, bring what is said after them. Several excerpts come from different
places, and a sentence that says again what is shown is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from index.answers.counted_sentences import counted_beside
from index.answers.introductions import (
    announced_by,
    explained_by,
    introduction_of,
    items_before,
    items_behind,
)
from index.answers.kept_sentences import Paragraphs
from index.answers.leaning_sentences import leads_on, leans, opens_up, replies
from index.answers.scored_sentences import ScoredSentence, in_turn
from index.language import opens_inside, rejects, tells_what_was_said
from index.types import BlockKind, Document, Paragraph, Quote, Span, quote_of

MOST_EXCERPTS = 4
MOST_SENTENCES = 3
_WORTH_CUTTING = 100  # characters of room in which the beginning of a sentence tells something
_DUPLICATE = 88.0  # rapidfuzz token_sort_ratio, 0 to 100, above which two sentences say the same


@dataclass(slots=True)
class _Excerpt:
    document: Document
    sentences: list[Span]
    highlight: Span | None
    texts: list[str] = field(default_factory=list)
    uncut: Span | None = None  # all of what is highlighted, where there is not room for all of it
    announced: bool = False  # by what leads, which ends in a colon

    @property
    def span(self) -> Span:
        return Span(self.sentences[0].start, self.sentences[-1].end)

    def overlaps(self, document: Document, span: Span) -> bool:
        return self.document is document and self.span.overlaps(span)

    def is_introduced_by(self, document: Document, span: Span) -> bool:
        """Return whether a sentence is what stands above the excerpt where it is shown."""
        if self.document is not document:
            return False
        first = document.paragraph_at(self.span.start)
        return first is not None and introduction_of(document, first) == span

    def says(self, text: str) -> bool:
        """Return whether a sentence that answers says the same."""
        return any(fuzz.token_sort_ratio(text, own) >= _DUPLICATE for own in self.texts)


def excerpts_of(
    parts: Sequence[Sequence[ScoredSentence]], paragraphs: Paragraphs, budget: int, margin: float
) -> tuple[Quote, ...]:
    """Return at most `MOST_EXCERPTS` quotes, best first, of `budget` characters together.

    Args:
        parts: Candidates for each part of the question, in any order; the best of each part comes
            before the second best of any.
        paragraphs: Knows the sentences around one.
        budget: Characters of all quotes together.
        margin: How far below the best of its part a sentence may score and still be shown.
    """
    return excerpts_in_order(in_turn(parts, margin), paragraphs, budget)


def excerpts_in_order(
    sentences: Sequence[ScoredSentence | Quote], paragraphs: Paragraphs, budget: int
) -> tuple[Quote, ...]:
    """Return at most `MOST_EXCERPTS` quotes of `budget` characters together.

    Args:
        sentences: What to show, as far as there is room; the first come first.
        paragraphs: Knows the sentences around one.
        budget: Characters of all quotes together.
    """
    layout = _Layout(paragraphs, budget)
    for sentence in sentences:
        layout.place(sentence)
    layout.widen()
    return tuple(_quote(excerpt) for excerpt in layout.excerpts)


@dataclass(slots=True)
class _Layout:
    """Excerpts as they grow.

    Sentences that answer are placed first; what the later ones point back to is added where room
    is left, so that no antecedent takes the place of an answer.
    """

    paragraphs: Paragraphs
    budget: int
    excerpts: list[_Excerpt] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Characters that may still be shown."""
        return self.budget - sum(len(excerpt.span) for excerpt in self.excerpts)

    def place(self, sentence: ScoredSentence | Quote) -> None:
        """Let a sentence join an excerpt beside it, or open one of its own, if there is room.

        The first leads in any case: what there is no room for is cut off at its end.
        """
        if not self.excerpts:
            self._lead(sentence)
            return
        if self._shown(sentence) or self._join(sentence) or len(self.excerpts) >= MOST_EXCERPTS:
            return
        excerpt = _Excerpt(sentence.document, [sentence.span], sentence.span, [sentence.text])
        if len(excerpt.span) > self.left:
            return
        self.excerpts.append(excerpt)
        self._lead_in(excerpt, _inside_speech)
        if _inside_speech(excerpt):
            self.excerpts.pop()  # there is no room for who is speaking

    def _lead(self, sentence: ScoredSentence | Quote) -> None:
        """Open the first excerpt, with what it announces, what goes on from it and leads to it."""
        shown = _cut(sentence.document, sentence.span, self.budget)
        excerpt = _Excerpt(sentence.document, [shown], shown, [sentence.text], sentence.span)
        self.excerpts.append(excerpt)
        self._block_around(excerpt)
        self._announced(excerpt)
        self._say_more(excerpt)
        self._rejection(excerpt)
        self._lead_in(excerpt, _needs_more)
        if isinstance(sentence, ScoredSentence) and sentence.of_list:
            self._list_around(excerpt)
            self._counted(excerpt.document, sentence.span)

    def widen(self) -> None:
        """Give each excerpt what it points back to and what says that it is not so.

        The best first, as far as there is room; what is announced goes on for some sentences, and
        a bare reply brings what is said after it.
        """
        for excerpt in tuple(self.excerpts):
            if excerpt.highlight:
                self._rejection(excerpt)
                self._reply_explained(excerpt)
            self._lead_in(excerpt, _needs_more)
            if excerpt.announced:
                self._go_on(excerpt)

    def _go_on(self, excerpt: _Excerpt) -> None:
        """Put sentences behind what is announced while there is room."""
        behind = self._behind(excerpt)[: MOST_SENTENCES - len(excerpt.sentences)]
        for span in behind:
            if not self._bring(excerpt, span):
                return

    def _has(self, document: Document, span: Span) -> bool:
        return any(excerpt.overlaps(document, span) for excerpt in self.excerpts)

    def _shown(self, sentence: ScoredSentence | Quote) -> bool:
        return any(
            excerpt.overlaps(sentence.document, sentence.span)
            or excerpt.says(sentence.text)
            or excerpt.is_introduced_by(sentence.document, sentence.span)
            for excerpt in self.excerpts
        )

    def _join(self, sentence: ScoredSentence | Quote) -> bool:
        for excerpt in self.excerpts:
            same = excerpt.document is sentence.document
            if not same or len(excerpt.sentences) >= MOST_SENTENCES:
                continue
            text = sentence.document.text
            after = text[excerpt.span.end : sentence.span.start]
            before = text[sentence.span.end : excerpt.span.start]
            follows = sentence.span.start >= excerpt.span.end and _is_gap(after)
            leads = sentence.span.end <= excerpt.span.start and _is_gap(before)
            if (follows or leads) and len(sentence.span) + len(after or before) <= self.left:
                excerpt.sentences = sorted([*excerpt.sentences, sentence.span])
                excerpt.texts.append(sentence.text)
                return True
        return False

    def _announced(self, excerpt: _Excerpt) -> None:
        """Put what an excerpt announces (a list, code, rows) behind it, as far as there is room."""
        last: Paragraph | None = None
        for paragraph in announced_by(excerpt.document, excerpt.sentences[0]):
            is_next = last is not None and last.kind is paragraph.kind is not BlockKind.CODE
            brought = self._next_item(paragraph) if is_next else self._apart(excerpt, paragraph)
            if not brought:
                return
            last = paragraph

    def _next_item(self, item: Paragraph) -> bool:
        """Put an item behind the last one that is shown; return whether there was room."""
        shown = self.excerpts[-1]
        has_room = item.end - shown.span.end <= self.left
        if has_room:
            shown.sentences.append(item.span)
        return has_room

    def _apart(self, excerpt: _Excerpt, paragraph: Paragraph) -> bool:
        """Open an excerpt with a paragraph; return whether there was room."""
        has_room = len(paragraph.span) <= self.left and len(self.excerpts) < MOST_EXCERPTS
        if has_room:
            text = excerpt.document.text[paragraph.start : paragraph.end]
            self.excerpts.append(_Excerpt(excerpt.document, [paragraph.span], None, [text]))
        return has_room

    def _block_around(self, excerpt: _Excerpt) -> None:
        """Put the other lines of its block around a line of code, where there is room for all."""
        line = excerpt.sentences[0]
        block = excerpt.document.paragraph_at(line.start)
        if block is None or block.kind is not BlockKind.CODE:
            return
        if len(block.span) - len(line) <= self.left:
            excerpt.sentences = list(self.paragraphs.sentences(excerpt.document, line))

    def _list_around(self, excerpt: _Excerpt) -> None:
        """Put the other items of its list around the one that leads, as far as there is room."""
        document = excerpt.document
        item = document.paragraph_at(excerpt.span.start)
        if item is None:
            return
        for before in items_before(document, item):
            if excerpt.span.start - before.start > self.left:
                break
            excerpt.sentences.insert(0, before.span)
        for behind in items_behind(document, item):
            if behind.end - excerpt.span.end > self.left:
                break
            excerpt.sentences.append(behind.span)

    def _counted(self, document: Document, sentence: Span) -> None:
        """Show what is counted with what leads, as far as there is room."""
        for other in counted_beside(document, sentence):
            if not self._join(ScoredSentence(document, other, 0.0)):
                self._below(document, other)
            if not self._has(document, other):
                return

    def _say_more(self, excerpt: _Excerpt) -> None:
        """Put what is said next behind a bare reply or an announcement, where there is room.

        That is the next sentence ("Yes. However, …", "It has some benefits. …"), or, where a
        paragraph ends with it, the one below, apart; with the second and third behind a "first".
        """
        document, reply = excerpt.document, excerpt.sentences[-1]
        words = document.text[reply.start : reply.end]
        if len(self.excerpts) > 1 or not leads_on(words):
            return
        behind = self._behind(excerpt)
        said = behind[0] if behind else explained_by(document, reply)
        if said is None:
            return
        if behind:
            self._bring(excerpt, said)
        else:
            self._below(document, said, announced=opens_up(words))
        if self._has(document, said):
            self._counted(document, said)

    def _reply_explained(self, excerpt: _Excerpt) -> None:
        """Put what is said next behind an excerpt that is a bare reply, where there is room."""
        document, span = excerpt.document, excerpt.span
        if not replies(document.text[span.start : span.end]):
            return
        if behind := self._behind(excerpt):
            self._bring(excerpt, behind[0])
        elif said := explained_by(document, span):
            shown = len(self.excerpts)
            self._below(document, said)
            place = self.excerpts.index(excerpt) + 1
            self.excerpts[place:] = [*self.excerpts[shown:], *self.excerpts[place:shown]]

    def _rejection(self, excerpt: _Excerpt) -> None:
        """Put behind an excerpt the sentence that says that it is not so, where there is room."""
        document, behind = excerpt.document, self._behind(excerpt)
        after = behind[0] if behind else explained_by(document, excerpt.sentences[-1])
        if after is None or not rejects(document.text[after.start : after.end]):
            return
        if behind:
            self._bring(excerpt, after)
        elif excerpt is self.excerpts[-1]:
            self._below(document, after)

    def _behind(self, excerpt: _Excerpt) -> list[Span]:
        """Return the sentences of its paragraph behind an excerpt."""
        last = excerpt.sentences[-1]
        around = self.paragraphs.sentences(excerpt.document, last)
        return [span for span in around if span.start >= last.end]

    def _bring(self, excerpt: _Excerpt, after: Span) -> bool:
        """Put the sentence behind an excerpt to it; return whether there was room."""
        is_new = not self._has(excerpt.document, after)
        has_room = is_new and after.end - excerpt.span.end <= self.left
        if has_room:
            excerpt.sentences.append(after)
        return has_room

    def _below(self, document: Document, below: Span, *, announced: bool = False) -> None:
        """Open an excerpt with a sentence below what leads, where there is room.

        What a colon announces is cut at its end where there is not: without it nothing is told.
        """
        room = self.left
        shown = _cut(document, below, room) if announced and room >= _WORTH_CUTTING else below
        is_new = not self._has(document, below)
        if is_new and len(shown) <= room and len(self.excerpts) < MOST_EXCERPTS:
            text = document.text[below.start : below.end]
            excerpt = _Excerpt(document, [shown], None, [text], below, announced)
            self.excerpts.append(excerpt)

    def _lead_in(self, excerpt: _Excerpt, wanting: Callable[[_Excerpt], bool]) -> None:
        """Put sentences before an excerpt while it is wanting and there is room."""
        around = self.paragraphs.sentences(excerpt.document, excerpt.sentences[0])
        before = [span for span in around if span.end <= excerpt.span.start]
        while before and len(excerpt.sentences) < MOST_SENTENCES and wanting(excerpt):
            earlier = before.pop()
            shown = self._has(excerpt.document, earlier)
            if shown or excerpt.span.start - earlier.start > self.left:
                return
            excerpt.sentences.insert(0, earlier)


def _is_gap(between: str) -> bool:
    """Return whether only a space stands between two sentences: the same paragraph goes on."""
    return not between.strip() and "\n" not in between


def _needs_more(excerpt: _Excerpt) -> bool:
    """Return whether an excerpt opens with what is not understood alone."""
    first = excerpt.sentences[0]
    opening = excerpt.document.text[first.start : first.end]
    return leans(opening) or _inside_speech(excerpt)


def _inside_speech(excerpt: _Excerpt) -> bool:
    """Return whether an excerpt starts inside quoted speech, after who is speaking."""
    return _is_within_speech(excerpt.document, excerpt.sentences[0].start)


def _is_within_speech(document: Document, offset: int) -> bool:
    """Return whether a place in a document is inside the quoted speech of its paragraph."""
    paragraph = document.paragraph_at(offset)
    if paragraph is None:
        return False
    text = document.text[paragraph.start : paragraph.end]
    return opens_inside(text, offset - paragraph.start) is not None


def _quote(excerpt: _Excerpt) -> Quote:
    return quote_of(
        excerpt.document,
        excerpt.span,
        excerpt.highlight,
        quoted_speaker=_is_quoted(
            excerpt.document, excerpt.uncut or excerpt.highlight or excerpt.span
        ),
    )


def _is_quoted(document: Document, span: Span) -> bool:
    """Return whether words are somebody's whom the author quotes, as a paragraph or in marks."""
    paragraph = document.paragraph_at(span.start)
    set_apart = paragraph is not None and paragraph.kind is BlockKind.QUOTATION
    in_marks = tells_what_was_said(document.text[span.start : span.end])
    return set_apart or in_marks or _is_within_speech(document, span.start)


def _cut(document: Document, span: Span, budget: int) -> Span:
    """Return a sentence's place, or where it is longer than the budget, up to a word's end."""
    if len(span) <= budget:
        return span
    end = span.start + budget
    space = document.text.rfind(" ", span.start + budget // 2, end + 1)
    return Span(span.start, space if space > 0 else end)
