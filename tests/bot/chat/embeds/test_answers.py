"""Every reply is within Discord's limits and holds each quote's words unchanged."""

import re
from dataclasses import replace

import discord
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot import phrases
from bot.chat.buttons import answer_view, refusal_view
from bot.chat.embeds import (
    CONFIRMED,
    citations_embed,
    code_block,
    context_embed,
    escape,
    excerpts,
    nearest_embed,
    outcome_embed,
    sources_embed,
)
from bot.chat.replies import brief_reply, support_reply
from bot.chat.sending.delivery import Reply
from index import (
    Abstention,
    Answer,
    Brief,
    BriefAbstention,
    ClaimVerdict,
    Document,
    Metadata,
    MetadataLine,
    Paragraph,
    Quote,
    Span,
    Style,
    Support,
    Topic,
    cite,
    quote_of,
)
from index.briefs.facts.dates import DatedStatement
from tests.support.stand_in.embeds import (
    assert_within_limits,
    block_quotes,
    embed_of,
    holds,
    said_in,
    undone,
)

WORDS = st.text("abcde ABC.,*_~`>|<[]()@#\\-+12“”…é漢🌊", min_size=1, max_size=300)
TITLES = st.text("abcde *_[]<>漢", min_size=1, max_size=300).filter(str.strip)
URLS = st.sampled_from([None, "https://example.org/a", "https://example.org/" + "a(b)" * 60])
VERDICTS = {
    ClaimVerdict.SUPPORTED: "✓ **Supported**",
    ClaimVerdict.CONTRADICTED: "✗ **Contradicted**: the document says otherwise.",
}
UNSURE = (
    "? **Not clear**: the document speaks of this. Read whether it says the same, or otherwise."
)
NEAREST = "Nearest passages"
SEVERAL = 3  # excerpts, of which each is shown by the sentence that answers
QUIET = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    paragraphs: list[Paragraph] = []
    text = ""
    for words in draw(st.lists(WORDS.filter(str.strip), min_size=1, max_size=5)):
        text += "\n\n" if text else ""
        section = draw(st.none() | TITLES)
        start = len(text)
        text += words
        paragraphs.append(Paragraph(len(paragraphs) + 1, start, len(text), section))
    metadata = Metadata(title=draw(TITLES), url=draw(URLS))
    return Document("essay", text, tuple(paragraphs), metadata)


@st.composite
def quotes(draw: st.DrawFn, most: int = 4) -> tuple[Quote, ...]:
    """Quotes of one document, at most 600 characters together, each lit in part."""
    document = draw(documents())
    made: list[Quote] = []
    room = 600
    for paragraph in document.paragraphs[:most]:
        end = min(paragraph.end, paragraph.start + room)
        if end - paragraph.start < 1 or not document.text[paragraph.start : end].strip():
            continue
        start = draw(st.integers(paragraph.start, end - 1))
        lit = Span(start, draw(st.integers(start + 1, end)))
        assume(document.text[lit.start : lit.end].strip())
        made.append(quote_of(document, Span(paragraph.start, end), lit))
        room -= len(made[-1].text)
    assume(made)
    return tuple(made)


def lit(quote: Quote) -> Quote:
    """The words of a quote that answer."""
    assert quote.highlight
    return quote_of(quote.document, quote.highlight, quote.highlight)


@QUIET
@given(
    quotes(),
    st.text(max_size=2000).filter(str.strip),
    st.lists(st.text(min_size=1, max_size=300).filter(str.strip), max_size=2),
)
def test_an_answer_is_within_limits_and_says_its_quotes(
    found: tuple[Quote, ...], question: str, unanswered: list[str]
) -> None:
    embed = outcome_embed(Answer(question, 0.9, found, (), 0.1, tuple(unanswered)))
    assert_within_limits(embed, answer_view(found, found, 10**18))
    assert embed.description
    told = [quote if len(found) < SEVERAL else lit(quote) for quote in found]
    assert all(holds(embed.description, quote) for quote in told)
    assert embed.description.count("The documents leave open: ") == len(unanswered)


@QUIET
@given(
    quotes(),
    st.text(max_size=2000).filter(str.strip),
    st.lists(TITLES.filter(lambda title: "\n" not in title), max_size=5),
    st.lists(st.from_regex(r"[A-Z][a-z*_|]{1,200}", fullmatch=True), max_size=7),
)
def test_an_abstention_is_two_lines_without_a_quotation(
    near: tuple[Quote, ...], question: str, names: list[str], absent: list[str]
) -> None:
    abstention = Abstention(question, 0.1, near, (), 0.1, related=near, absent=tuple(absent))
    embed = outcome_embed(abstention, [Topic(name) for name in names])
    assert_within_limits(embed, refusal_view(near, 10**18))
    assert embed.description
    first, second = embed.description.split("\n")
    refused = "**The documents do not answer this.**"
    assert first.startswith(f"{refused} No document names " if absent else refused)
    assert absent or first == refused
    offered = "Try other words, or another topic of `/topics`, such as: "
    assert second.startswith((offered, "Try other words, or see `/topics`."))
    assert len(second) <= len(offered) + 45 + len(".")  # so much of names


@QUIET
@given(
    quotes(),
    st.text(min_size=1, max_size=500).filter(str.strip),
    st.sampled_from([ClaimVerdict.SUPPORTED, ClaimVerdict.CONTRADICTED]),
    st.sampled_from([0.65, 0.66]),
)
def test_a_verdict_on_a_claim_is_within_limits_and_only_support_is_green_and_cited(
    found: tuple[Quote, ...], claim: str, verdict: ClaimVerdict, confidence: float
) -> None:
    support = Support(claim, verdict, confidence, found, 0.1)
    reply = support_reply(support, Style.CHICAGO, 10**18)
    embed = embed_of(reply)
    assert_within_limits(embed, reply.view)
    assert holds(said_in(reply), found[0])
    supported = verdict is ClaimVerdict.SUPPORTED
    is_sure = supported or confidence == 0.66
    assert said_in(reply).startswith(VERDICTS[verdict] if is_sure else UNSURE)
    assert (embed.colour == CONFIRMED) is supported
    assert (code_block(cite(found[0], Style.CHICAGO)) in said_in(reply)) is supported
    assert ("Cite" in labels_of(reply)) is supported
    assert {"In context", "Delete"} <= set(labels_of(reply))


@QUIET
@given(quotes(), st.text(min_size=1, max_size=500).filter(str.strip), st.booleans())
def test_a_claim_that_is_not_mentioned_gets_two_lines_and_a_button_for_what_bears_on_it(
    near: tuple[Quote, ...], claim: str, bearing: bool
) -> None:
    related = near if bearing else ()
    support = Support(claim, ClaimVerdict.NOT_MENTIONED, 0.5, near, 0.1, related=related)
    reply = support_reply(support, Style.CHICAGO, 10**18)
    embed = embed_of(reply)
    assert_within_limits(embed, reply.view)
    assert embed.colour != CONFIRMED
    assert said_in(reply).split("\n") == [
        "**Not mentioned** in the documents.",
        "Try it in one short sentence, or ask about it with `/ask`.",
    ]
    assert labels_of(reply) == ([NEAREST] if bearing else []) + ["Delete"]


@QUIET
@given(quotes(), TITLES)
def test_a_topic_without_a_brief_gets_two_lines(near: tuple[Quote, ...], topic: str) -> None:
    reply = brief_reply(BriefAbstention(topic, 0.1, near, related=near), 10**18)
    assert_within_limits(embed_of(reply), reply.view)
    assert said_in(reply).split("\n") == [
        "**The documents say too little about this for a brief.**",
        "Try another topic: `/topics` lists what there is.",
    ]


@QUIET
@given(quotes())
def test_nearest_passages_are_within_limits_and_marked_as_no_answer(
    near: tuple[Quote, ...],
) -> None:
    embed = nearest_embed(near)
    assert_within_limits(embed)
    assert embed.description
    first, _, shown = embed.description.partition("\n")
    assert first == "These come nearest, and do not settle it:"
    assert all(holds(shown, quote) for quote in near)


def supported(claim: str, passages: tuple[Quote, ...]) -> Support:
    return Support(claim, ClaimVerdict.SUPPORTED, 0.5, passages, 0.1)


def labels_of(reply: Reply) -> list[str | None]:
    items = reply.view.children if reply.view else []
    buttons = [item.item for item in items if isinstance(item, discord.ui.DynamicItem)]
    return [button.label for button in buttons if isinstance(button, discord.ui.Button)]


@QUIET
@given(quotes(most=5), st.text(min_size=1, max_size=500).filter(str.strip))
def test_a_brief_is_within_limits_and_shows_points_whole(
    points: tuple[Quote, ...], topic: str
) -> None:
    reply = brief_reply(Brief(topic, 0.9, points), 10**18)
    assert_within_limits(embed_of(reply), reply.view)
    shown = block_quotes(said_in(reply))
    assert shown
    assert set(shown) <= {undone(escape(point.text)) for point in points}


@QUIET
@given(quotes())
def test_context_and_citations_are_within_limits_and_say_their_quote_and_work(
    found: tuple[Quote, ...],
) -> None:
    paragraphs = tuple(
        quote_of(found[0].document, paragraph.span) for paragraph in found[0].document.paragraphs
    )
    context = context_embed(paragraphs, found[0])
    assert_within_limits(context)
    assert holds(context.description or "", found[0])
    for style in Style:
        citations = citations_embed(found, style)
        assert_within_limits(citations)
        assert citations.description


MOST = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEAVY = st.sampled_from(["*", "_~`|", "word ", "漢", "a-b/c "])


def heavy_quotes(filling: str, count: int = 3) -> tuple[Quote, ...]:
    """Quotes that are as long and as full of marks as any may be, of sections as long as those."""
    words = (filling * 600)[:560].strip() + " end."
    text = "\n\n".join([words] * count)
    starts = [n * (len(words) + 2) for n in range(count)]
    paragraphs = tuple(
        Paragraph(n, start, start + len(words), f"{filling * 400} {n}")
        for n, start in enumerate(starts, 1)
    )
    metadata = Metadata(filling * 400, url="https://example.org/" + "a" * 500)
    document = Document("heavy", text, paragraphs, metadata)
    return tuple(quote_of(document, paragraph.span) for paragraph in paragraphs)


@MOST
@given(HEAVY, st.text(min_size=1, max_size=4000).filter(str.strip))
def test_whatever_is_shown_keeps_each_embed_within_6000_characters(
    filling: str, question: str
) -> None:
    found = heavy_quotes(filling)
    topics = tuple(Topic((filling * 100)[:100]) for _ in range(6))
    lit = [replace(quote, highlight=Span(quote.start, quote.start + 200)) for quote in found]
    dates = tuple(DatedStatement(None, quote) for quote in lit)
    brief = Brief(question, 0.9, found, dates=dates)
    embeds = [
        outcome_embed(Answer(question, 0.9, found, (), 0.1)),
        outcome_embed(Abstention(question, 0.1, found, (), 0.1), topics),
        embed_of(brief_reply(brief, 1)),
        embed_of(support_reply(supported(question, found), Style.BIBTEX, 1)),
        nearest_embed(found),
        context_embed(found, found[1]),
        sources_embed([quote.document for quote in found] * 9, 0.0, [filling * 90] * 9),
    ]
    for embed in embeds:
        assert_within_limits(embed)
        whole = {undone(escape(quote.text)) for quote in found}
        assert set(block_quotes(embed.description or "")) <= whole


@pytest.mark.parametrize(
    ("confidence", "footer"),
    [
        (0.97, "Town · very likely an answer"),
        (0.969, "Town · likely an answer"),
        (0.88, "Town · likely an answer"),
        (0.879, "Town · perhaps an answer"),
        (0.3, "Town · perhaps an answer"),
        (1.0, "Town"),
    ],
)
def test_how_sure_it_is_is_said_in_words(confidence: float, footer: str) -> None:
    document = Document("town", "A mill.", (Paragraph(1, 0, 7, None),), Metadata("Town"))
    answer = Answer("what?", confidence, (quote_of(document, Span(0, 7)),), (), 0.1)
    embed = outcome_embed(answer)
    assert embed.footer.text == footer


def test_of_a_paragraph_that_is_too_long_for_a_message_the_place_is_said() -> None:
    text = "A very long paragraph. " * 300
    document = Document("long", text, (Paragraph(1, 0, len(text), "Deep"),), Metadata("Long"))
    quote = quote_of(document, Span(0, len(text)))
    for shown in (
        excerpts([quote]),
        said_in(
            support_reply(Support("1", ClaimVerdict.SUPPORTED, 1.0, (quote,), 0.1), Style.MLA, 1)
        ),
    ):
        assert "too long for a message" in shown
        assert "Deep · ¶1" in shown
        assert len(shown) < 1000


def test_the_context_of_a_sentence_in_a_very_long_paragraph_is_its_sentence() -> None:
    text = "A very long paragraph. " * 300
    document = Document("long", text, (Paragraph(1, 0, len(text), "Deep"),), Metadata("Long"))
    focus = quote_of(document, Span(25, 29))
    embed = context_embed([quote_of(document, Span(0, len(text)))], focus)
    assert embed.description == "> A **very** long paragraph.\n-# ¶1"


def test_excerpts_of_several_documents_name_theirs() -> None:
    one, other = (
        Document(name, name * 9, (Paragraph(1, 0, 9, None),), Metadata(f"About {name}"))
        for name in "ab"
    )
    quotes_of_both = [quote_of(document, Span(0, 9)) for document in (one, other)]
    assert excerpts(quotes_of_both[:1]) == "> aaaaaaaaa\n-# ¶1"
    assert "-# About a · ¶1\n" in excerpts(quotes_of_both)
    assert excerpts(quotes_of_both).endswith("-# About b · ¶1")


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (12000, "12,000 files")]
)
def test_a_count_has_its_noun_in_the_right_number(count: int, told: str) -> None:
    assert phrases.counted(count, "file") == told


def test_of_many_files_that_were_not_read_the_first_are_named() -> None:
    assert phrases.unread([]) == ""
    assert phrases.unread({"b": "", "a": ""}) == "2 files could not be read: a, b"
    told = phrases.unread([f"f{n}" for n in range(8)])
    assert told == "8 files could not be read: f0, f1, f2, f3, f4 and 3 more"


def test_a_brief_of_one_long_section_still_shows_points() -> None:
    text = " ".join(f"Point {n} says something that takes a line of its own." for n in range(28))
    address = "https://example.org/a/rather/long/address/of/an/essay/on/a/site/" + "of-papers-" * 12
    document = Document(
        "essay", text, (Paragraph(1, 0, len(text), None),), Metadata("Essay", url=address)
    )
    starts = [match.start() for match in re.finditer("Point", text)]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    points = tuple(
        quote_of(document, Span(a, b)) for a, b in zip(starts, ends, strict=True) if b <= 1500
    )
    topic = "points " * 20  # longer than a button can carry: everything at once
    reply = brief_reply(Brief(topic, 0.9, points), 1)
    assert_within_limits(embed_of(reply))
    assert len(points) > 20
    assert all(holds(said_in(reply), point) for point in points)
    assert said_in(reply).count("[open]") == 1  # one a paragraph, where there is room for no more
    paged = brief_reply(Brief("points", 0.9, points), 1)
    assert [holds(said_in(paged), point) for point in points[:7]] == [*[True] * 6, False]
    assert "The rest of the brief" in labels_of(paged)


@QUIET
@given(documents(), TITLES, st.lists(WORDS.filter(str.strip), max_size=2))
def test_what_metadata_state_is_within_limits_shown_as_such_and_lit(
    document: Document, author: str, unanswered: list[str]
) -> None:
    line = MetadataLine(document, f"{author}, 1999", Span(0, len(author)))
    embed = outcome_embed(Answer("Who?", 1.0, (), (), 0.1, tuple(unanswered), (line,)))
    assert_within_limits(embed, answer_view((), (), 10**18))
    assert embed.description
    assert f"**{escape(author)}**, 1999" in embed.description
    assert f"-# {phrases.FROM_METADATA}" in embed.description
    assert "confidence" not in (embed.footer.text or "")
    assert "an answer" not in (embed.footer.text or "")
