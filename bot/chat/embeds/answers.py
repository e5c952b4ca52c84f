"""Outcomes and errors to what Discord shows: pure, within its limits, every quote unchanged."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.chat.embeds.limits import (
    FOOTER,
    MAX_CHOICE,
    MAX_CHOICES,
    MAX_DESCRIPTION,
    MAX_FIELD,
    MAX_TITLE,
    ROOM,
)
from bot.chat.embeds.markdown import block, cut, escape, link
from bot.phrases import counted, unread
from index import (
    Abstention,
    Answer,
    BuildReport,
    Document,
    Outcome,
    Quote,
    Reason,
    Style,
    Topic,
    cite,
    link_of,
    surroundings,
)

_ANSWER = discord.Colour(0x2F7D62)
_ABSTENTION = discord.Colour(0x8A6D3B)
_PLAIN = discord.Colour(0x4A6078)
_LONGEST_LINK = 1000  # a longer one is left out: the place still says where the words stand
_TITLED = 80  # characters of a document's title in the line under a quote
_STYLES = {Style.CHICAGO: "Chicago", Style.BIBTEX: "BibTeX"}  # the others are capitals
_NEAREST = 2
_NAMED = 4  # sections or topics offered after an abstention

GREETING = (
    "I answer questions about the documents here, word for word and with the exact place. "
    "Ask me one, or see `/topics` for what they are about."
)
TOO_LONG = "*These words are too long for a message.*"
APOLOGY = "Something went wrong on my side, and I have told the operator. Please ask again."
RESTARTING = "I am being restarted. Please ask again in a moment."
EXPIRED = "That document was changed since, so this button no longer leads anywhere. Ask again."
NOT_YOURS = "Only the person who asked, or a moderator, can delete this."


def outcome_embed(result: Outcome, topics: Sequence[Topic] = ()) -> discord.Embed:
    """Return the embed of an answer or abstention."""
    match result:
        case Answer():
            return answer_embed(result)
        case Abstention(reason=Reason.WEAK_EVIDENCE):
            return abstention_embed(result, topics)
        case Abstention():
            return discord.Embed(description=GREETING, colour=_PLAIN)


def answer_embed(result: Answer) -> discord.Embed:
    """Return the embed of an answer: excerpts with the answering words bold, each with its place.

    Raises:
        QuoteMismatchError: A quote is not what its source says; nothing is shown.
    """
    for quote in result.quotes:
        quote.check()
    open_parts = "".join(
        f"\n\nThe documents leave open: {escape(cut(part, MAX_CHOICE))}"
        for part in result.unanswered
    )
    embed = discord.Embed(
        title=title_of(result.question),
        description=excerpts(result.quotes, room=ROOM - len(open_parts)) + open_parts,
        colour=_ANSWER,
    )
    return embed.set_footer(text=cut(_footer(result.quotes, result.confidence), FOOTER))


def abstention_embed(result: Abstention, topics: Sequence[Topic] = ()) -> discord.Embed:
    """Return the embed of an abstention: one sentence, what lies near, what to ask about.

    Raises:
        QuoteMismatchError: A quote is not what its source says; nothing is shown.
    """
    parts = ["**The documents do not answer this.**"]
    near = result.nearest[:_NEAREST]
    for quote in near:
        quote.check()
    if topics:
        names = " · ".join(escape(cut(topic.title, MAX_CHOICE)) for topic in topics[:_NAMED])
        parts.append(f"They do speak about: {names}\n-# `/brief` sums up a topic, or everything.")
    introduction = "Not an answer, but near it:"
    room = ROOM - len("\n".join([*parts, introduction]))
    if shown := excerpts(near, highlighted=False, room=room):
        parts[1:1] = [introduction, shown]
    embed = discord.Embed(title=title_of(result.question), colour=_ABSTENTION)
    embed.description = "\n".join(parts)
    return embed


def excerpts(
    quotes: Sequence[Quote], *, highlighted: bool = True, room: int = MAX_DESCRIPTION
) -> str:
    """Return quotes as block quotes, each with a line that says where it stands.

    What does not fit into `room` characters is left out whole: a split never falls inside a
    quotation. Of a first quote that is longer than that, as a paragraph may be, the place is said.
    """
    titled = len({quote.document.id for quote in quotes}) > 1
    shown = ""
    for quote in quotes:
        place = place_line(quote, titled=titled)
        part = f"{block(marked_words(quote, highlighted=highlighted))}\n{place}"
        longer = f"{shown}\n{part}" if shown else part
        if len(longer) > room:
            return shown or f"{TOO_LONG}\n{place}"[:room]
        shown = longer
    return shown


def marked_words(quote: Quote, *, highlighted: bool = True) -> str:
    """Return a quote's words, escaped, those that answer in bold."""
    if quote.highlight is None or not highlighted:
        return escape(quote.text)
    start, end = quote.highlight.start - quote.start, quote.highlight.end - quote.start
    lit = quote.text[start:end].strip()
    start = quote.text.index(lit, start)
    before, after = quote.text[:start], quote.text[start + len(lit) :]
    return f"{escape(before)}**{escape(lit)}**{escape(after)}"


def place_line(
    quote: Quote,
    *,
    label: str = "open at these words",
    longest_link: int = _LONGEST_LINK,
    section: bool = True,
    titled: bool = False,
) -> str:
    """Return the small line under a quote: where it stands, a link, and whose words they are.

    Args:
        quote: What stands above the line.
        label: The words of the link.
        longest_link: Characters from which a link is left out.
        section: Whether its section is named.
        titled: Whether its document is named, as it must be where several are quoted.
    """
    parts = [escape(cut(quote.document.title, _TITLED))] if titled else []
    if quote.section and section:
        parts.append(escape(cut(quote.section, MAX_TITLE)))
    parts.append(f"¶{quote.paragraph}")
    address = link_of(quote)
    if address and len(address) <= longest_link:
        parts.append(link(label, address))
    if quote.quoted_speaker:
        parts.append("*quoted by the author*")
    return f"-# {' · '.join(parts)}"


def title_of(question: str) -> str:
    """Return a question as an embed's title."""
    return cut(escape(" ".join(question.split())), MAX_TITLE)


def question_of(message: discord.Message) -> str | None:
    """Return the question that a message of the bot answers, None if it answers none."""
    title = message.embeds[0].title if message.embeds else None
    return discord.utils.remove_markdown(title) if title else None


def context_embed(quotes: Sequence[Quote], focus: Quote) -> discord.Embed:
    """Return the paragraphs around a quote, its words bold in theirs.

    Where they are too long for one message it is the quote's own alone, else its sentences.
    """
    title = cut(escape(focus.section or focus.document.title), MAX_TITLE)
    embed = discord.Embed(title=title, colour=_PLAIN)
    own = [paragraph for paragraph in quotes if paragraph.span.contains(focus.span)]
    for shown in (quotes, own, [surroundings(focus)], [focus]):
        embed.description = "\n".join(_paragraph(quote, focus) for quote in shown)
        if 0 < len(embed.description) <= MAX_DESCRIPTION:
            return embed
    embed.description = excerpts([focus])
    return embed


def _paragraph(paragraph: Quote, focus: Quote) -> str:
    lit = focus.span if paragraph.span.contains(focus.span) else None
    return f"{block(marked_words(replace(paragraph, highlight=lit)))}\n-# ¶{paragraph.paragraph}"


def citations_embed(quotes: Sequence[Quote], style: Style) -> discord.Embed:
    """Return quotes with their citation, ready to be copied."""
    parts = [
        f"{block(marked_words(quote, highlighted=False))}\n{code_block(cite(quote, style))}"
        for quote in quotes
    ]
    embed = discord.Embed(
        title=f"Citations · {_STYLES.get(style, style.value.upper())}", colour=_PLAIN
    )
    embed.description = joined(parts)
    return embed


def sources_embed(documents: Iterable[Document], faults: Collection[str] = ()) -> discord.Embed:
    """Return the list of documents, and which files could not be read."""
    lines = []
    for document in documents:
        names = ", ".join(name.display for name in document.metadata.author)
        issued = "-".join(f"{part:02d}" for part in document.metadata.issued)
        told = " · ".join(
            escape(part) for part in (names, document.metadata.container_title, issued) if part
        )
        title = escape(document.title)
        named = link(title, document.metadata.url) if document.metadata.url else f"**{title}**"
        size = f"`{document.id}` · {counted(len(document.paragraphs), 'paragraph')}"
        lines.append(f"{named}\n-# {told or 'no details stated'} · {size}")
    embed = discord.Embed(title="Sources", description=joined(lines), colour=_PLAIN)
    return _with_unread(embed, faults)


def _with_unread(embed: discord.Embed, faults: Collection[str]) -> discord.Embed:
    if told := unread(faults):
        value = f"{escape(cut(told, MAX_FIELD // 2))}\n-# `briefing-bot index` says why."
        embed.add_field(name="For moderators", value=value, inline=False)
    return embed


def topics_embed(found: Sequence[Topic]) -> discord.Embed:
    """Return what one may ask about."""
    lines = [f"• {escape(topic.title)}" for topic in found[:MAX_CHOICES]]
    text = "\n".join(lines) or "The documents name no topics. Just ask."
    embed = discord.Embed(title="What the documents speak about", colour=_PLAIN)
    embed.description = cut(text, MAX_DESCRIPTION)
    return embed.set_footer(text="/ask a question, or /brief a topic")


def about_embed(
    report: BuildReport, threshold: str, *, questions_logged: bool, faults: Collection[str] = ()
) -> discord.Embed:
    """Return how the bot works, and what it keeps of what members ask."""
    kept = (
        "The operator has chosen to keep the wording of questions in the log."
        if questions_logged
        else "The wording of questions is not kept: the log has times and outcomes only."
    )
    text = (
        "Every excerpt is a slice of a document, checked against it right before it is sent. "
        "Nothing is written by a language model, and where the documents do not answer, I say so.\n"
        f"I read {counted(report.documents, 'document')}, "
        f"{counted(report.sentences, 'sentence')}. "
        f"Least confidence of an answer: {escape(threshold)}. {kept}"
    )
    embed = discord.Embed(title="About this bot", description=text, colour=_PLAIN)
    return _with_unread(embed, faults)


def usage_embed(example: str, tree: app_commands.CommandTree[Any]) -> discord.Embed:
    """Return what a member can do: with an example, and every command that there is."""
    menus = tree.get_commands(type=discord.AppCommandType.message)
    names = ", ".join(f"*{menu.name}*" for menu in menus)
    introduction = (
        f"**Ask** in a channel by mentioning me, in a direct message, or with `/ask`. "
        f"Try: *{escape(example)}*\n"
        "**Follow up** by replying to my answer, or in a thread.\n"
        "**In context** under an answer shows the paragraph around it; **More** the next passages; "
        "**Cite** a citation to copy.\n"
        f"**Right-click a message** › Apps for what somebody else wrote: {names}."
    )
    commands = tree.get_commands(type=discord.AppCommandType.chat_input)
    lines = [f"`/{command.name}` · {command.description}" for command in commands]
    text = joined([introduction, *lines])
    return discord.Embed(title="What you can do", description=text, colour=_PLAIN)


def nothing_asked(example: str) -> str:
    """Return the hint for a mention without a question."""
    return f"Ask me something about the documents, for example: *{escape(example)}*"


def too_long(length: int, limit: int) -> str:
    """Return the hint for a question over the bound."""
    return f"That is {length} characters long; please ask in at most {limit}."


def slow_down(wait_s: float) -> str:
    """Return the hint for a member who asks too fast."""
    return f"One moment, please: ask again in {max(1, round(wait_s))} s."


def _footer(quotes: Sequence[Quote], confidence: float) -> str:
    titles = dict.fromkeys(quote.document.title for quote in quotes)
    return f"{'; '.join(titles)} · confidence {confidence:.0%}"


def code_block(text: str) -> str:
    """Return text as a code block, which it cannot end."""
    return f"```\n{text.replace('```', 'ʼʼʼ')}\n```"


def joined(parts: Sequence[str], room: int = ROOM) -> str:
    """Return as many whole parts as fit into `room` characters, and how many were left out."""
    shown: list[str] = []
    for part in parts:
        if len(part) + 1 > room:
            return "\n".join([*shown, f"-# and {len(parts) - len(shown)} more"])
        shown.append(part)
        room -= len(part) + 1
    return "\n".join(shown)


def listed(parts: Sequence[str], separator: str, limit: int = MAX_FIELD) -> str:
    """Return the first parts that fit into `limit` characters, none of them cut."""
    shown = ""
    for part in parts:
        longer = f"{shown}{separator}{part}" if shown else part
        if len(longer) > limit:
            break
        shown = longer
    return shown
