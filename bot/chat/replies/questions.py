"""A question from any door to its reply: the one path that all of them share."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from time import perf_counter
from typing import Any

import discord

from bot.chat.audience.readerships import readership_of, readership_of_message
from bot.chat.audience.server_choices import choices_of, guild_of
from bot.chat.buttons import (
    FollowUpButton,
    TellButton,
    answer_view,
    kept_reply,
    refusal_view,
)
from bot.chat.embeds import (
    ADD_BY_MENU,
    NO_PAGES,
    NO_WORDS_THERE,
    UNDERSTOOD_IN_ENGLISH,
    excerpts,
    nothing_asked,
    outcome_embed,
    problem_text,
    slow_down_once,
    too_long,
    with_languages,
    with_note,
)
from bot.chat.handling.apologies import log_problem
from bot.chat.handling.words_back import is_of_menu, too_long_reply
from bot.chat.host import Deed, History, Host
from bot.chat.observability.request_ids import request_id
from bot.chat.replies.findings import Asked, outcome_of
from bot.chat.replies.history import questions_before
from bot.chat.replies.incomplete import with_reach
from bot.chat.replies.threads import thread_for
from bot.chat.sending.delivery import Reply
from bot.chat.sending.standing_replies import standing_reply
from bot.library import Asker, NotBegunError, ServerSettings, reaching
from bot.phrases import LIKELY_ANSWER
from index import (
    Abstention,
    Answer,
    BriefingError,
    Collection,
    Hit,
    Outcome,
    Quote,
    Reason,
    Span,
    asks_for_place,
    came_to,
    encodable,
    find_addresses,
    foreign_language_of,
    no_question,
    quote_of,
    step,
)

_log = logging.getLogger(__name__)
_ADDRESSES = 5  # paragraphs that one message may call up
# They cost their member no turn.
_FREE = frozenset(Reason) - {Reason.WEAK_EVIDENCE, Reason.NOT_IN_METADATA, Reason.WHICH_DOCUMENT}
_SLOWED_S = 120.0  # seconds that who asked too fast has to ask again by the button
_A_MOMENT_S = 2.0  # seconds for which a message waits, rather than its member
_MORE = 4  # further excerpts that "More" shows one by one, as far as a button can name them


async def answer_interaction(
    host: Host,
    interaction: discord.Interaction[Any],
    question: str,
    history: History,
    *,
    private: bool | None,
) -> None:
    """Answer a command, menu, button or modal; its history is read once it is acknowledged."""
    question, chosen = encodable(question), choices_of(interaction)
    if refused := _refused(host, interaction, question, chosen):
        await host.delivery.whisper(interaction, refused)
        return
    found: list[Asked] = []

    async def find() -> None:
        readership = readership_of(interaction, host.config, private=private)
        found.append(await outcome_of(host, readership, question, await history()))

    with step("question"):
        await host.respond(
            interaction,
            lambda asker: reply_to(host, interaction.id, found[0], asker, chosen),
            private=private,
            finding=find,
            kept=lambda hint: kept_reply(Deed.ASK, question, hint, private=private),
        )


def _refused(
    host: Host, interaction: discord.Interaction[Any], question: str, chosen: ServerSettings
) -> Reply | None:
    """Return what to tell a member instead of searching, None where that is to be done."""
    if question.strip():
        return too_long_reply(interaction, question, host.config.discord.question_characters)
    none_there = is_of_menu(interaction)
    return Reply(content=str(NO_WORDS_THERE) if none_there else nothing_asked(host.example(chosen)))


async def answer_message(
    host: Host, message: discord.Message, question: str, chosen: ServerSettings
) -> None:
    """Answer a mention, a reply or a direct message, without a ping; `chosen` by its server."""
    question = encodable(question)
    if hint := hint_for(host, question, chosen):
        if message.guild and message.attachments and not question.strip():
            hint = str(ADD_BY_MENU)
        await host.delivery.reply_to(message, Reply(content=hint))
        return

    async def answered() -> Reply:
        history = await questions_before(host, message)
        return await _message_reply(host, message, _Question(question, history), chosen)

    def kept(told: str) -> Reply:
        return kept_reply(Deed.ASK, question, told, private=None)

    with step("question"):
        await serve_message(host, message, answered, kept, chosen, free=_asks_nothing(question))


def _asks_nothing(words: str) -> bool:
    """Return whether words are a greeting, thanks or the like, whatever was asked before.

    "Really?" may ask on: what stands before it, which is read later, decides that.
    """
    return not words.rstrip().endswith("?") and no_question(words) is not None


async def serve_message(
    host: Host,
    message: discord.Message,
    make: Callable[[], Awaitable[Reply]],
    kept: Callable[[str], Reply],
    chosen: ServerSettings,
    *,
    free: bool = False,
) -> None:
    """Reply to a message, unless its member asks too fast, of which they are told once a turn.

    Args:
        host: Who replies.
        message: What somebody wrote.
        make: Finds out and renders what to reply.
        kept: Renders what a member reads who asks too fast, or while the bot ends: their words,
            under the hint that it is given.
        chosen: By the server.
        free: Whether the message asks for nothing, and neither needs a turn nor takes one.
    """
    started = perf_counter()
    turn = None if free else await _turn(host, message, kept, chosen)
    if turn is None and not free:
        return
    await host.library.clear()
    made = False
    with reaching() as reach:
        try:
            async with host.waiting.typing(message):
                reply = await make()
            made = True
        except BriefingError as error:
            log_problem(f"message {message.id}", error)
            text = problem_text(error, request_id(message.id))
            reply = kept(text) if isinstance(error, NotBegunError) else Reply(content=text)
    if reply.free and turn is not None:
        host.cooldown.give_back(message.author.id, guild_of(message), turn)
    apart = made and not reply.free and standing_reply() is None
    thread = await thread_for(host, message, chosen) if apart else None
    await host.delivery.reply_to(message, with_reach(reply, reach), thread)
    _log.debug("message %s done in %.0f ms", message.id, (perf_counter() - started) * 1000)


async def _turn(
    host: Host, message: discord.Message, kept: Callable[[str], Reply], chosen: ServerSettings
) -> datetime | None:
    """Return when the member of a message took their turn; None where they ask too fast, and know.

    A changed question waits for it: what its member would be told stands in its answer's place. So
    does one that comes a moment too early, as far as no other of the same member waits.
    """
    member, guild, at = message.author.id, guild_of(message), message.created_at
    wait = partial(host.cooldown.wait_s, member, guild, chosen.cooldown_s)
    if standing_reply() is not None:
        return await host.edits.wait(message, wait)
    wait_s = wait(at)
    if 0 < wait_s <= _A_MOMENT_S:
        soon = at + timedelta(milliseconds=ceil(wait_s * 1000))
        more_s = wait(soon)
        if not more_s:
            await host.waiting.until(soon)
            return soon
        wait_s += more_s
    if wait_s and host.cooldown.is_to_tell(member, guild, at, wait_s):
        slowed = replace(kept(slow_down_once(wait_s)), stands_s=wait_s + _SLOWED_S)
        await host.delivery.reply_to(message, slowed)
    return None if wait_s else at


@dataclass(frozen=True, slots=True)
class _Question:
    """What somebody asks, and the earlier questions that it follows."""

    words: str
    history: list[str]


async def _message_reply(
    host: Host, message: discord.Message, question: _Question, chosen: ServerSettings
) -> Reply:
    """Return what to send for a message: the paragraphs that it calls up, else an answer.

    Raises:
        BriefingError: There is no such paragraph, or the documents cannot be asked.
    """
    asker = message.author.id
    readership = readership_of_message(message, await host.memberships.of_author(message))
    if addresses := find_addresses(question.words):
        called = [str(address) for address in addresses[:_ADDRESSES]]
        return await host.library.work(
            lambda: _called_up(message, host.library.collection(readership), called),
            Asker(readership.guild),
        )
    asked = await outcome_of(host, readership, question.words, question.history)
    reply = await host.library.render(lambda: reply_to(host, message.id, asked, asker, chosen))
    refused = isinstance(asked.outcome, Abstention)
    if message.guild and message.attachments and refused and reply.embed:
        reply.embed.description = f"{reply.embed.description or ''}\n{ADD_BY_MENU}"
    return reply


def _called_up(message: discord.Message, collection: Collection, addresses: list[str]) -> Reply:
    """Return the paragraphs that a message calls up by their addresses."""
    quotes = tuple(collection.passage_at(one, message.created_at) for one in addresses)
    return passages(quotes, message.author.id)


def hint_for(host: Host, question: str, chosen: ServerSettings) -> str | None:
    """Return what to tell a member instead of searching; checked before any work.

    Args:
        host: For its limits, and an example.
        question: What they wrote.
        chosen: By their server.
    """
    limit = host.config.discord.question_characters
    if not question.strip():
        return nothing_asked(host.example(chosen))
    if len(question) > limit:
        return too_long(len(question), limit)
    return None


def reply_to(
    host: Host, event_id: int, asked: Asked, asker: int | None, chosen: ServerSettings
) -> Reply:
    """Return what to send for what came of a question.

    Args:
        host: For its settings.
        event_id: Of the message or interaction, for the log.
        asked: An answer or abstention, and what it came from.
        asker: Who may delete the reply; None for a reply that only they see.
        chosen: By the server.
    """
    with step("rendering"):
        return _rendered(host, event_id, asked, asker, chosen)


def _rendered(
    host: Host, event_id: int, asked: Asked, asker: int | None, chosen: ServerSettings
) -> Reply:
    collection, result = asked.collection, asked.outcome
    came_to(_kind_of(result))
    host.witness.asked(_kind_of(result), result.seconds)
    _log_outcome(event_id, result, wording=host.config.discord.log_questions)
    topics = collection.topics if isinstance(result, Abstention) else ()
    embed = _with_notes(outcome_embed(result, topics), result, collection)
    if isinstance(result, Abstention) and result.reason is not Reason.WEAK_EVIDENCE:
        return Reply(embed, free=result.reason in _FREE)
    follow_up = FollowUpButton()
    if isinstance(result, Answer):
        further, opinions = _further(result, collection), chosen.opinions
        view = answer_view(result.quotes, further, asker, [follow_up], opinions=opinions)
    else:
        tell = [] if chosen.gaps_channel is None else [TellButton()]
        view = refusal_view(result.related, asker, [follow_up, *tell])
    return Reply(embed, view, repeats=True)


def _with_notes(embed: discord.Embed, result: Outcome, collection: Collection) -> discord.Embed:
    """Return the embed with what is to be known of the question, in a line each."""
    if isinstance(result, Answer) and _lacks_pages(result):
        embed = with_note(embed, str(NO_PAGES))
    if _is_in_doubt(result) and _is_foreign(result.question, collection):
        embed = with_note(embed, str(UNDERSTOOD_IN_ENGLISH))
    return embed


def _lacks_pages(answer: Answer) -> bool:
    """Return whether it is asked where something stands in texts that have no pages."""
    has_any = any(quote.document.locators for quote in answer.quotes)
    return asks_for_place(answer.question) and bool(answer.quotes) and not has_any


def _is_in_doubt(result: Outcome) -> bool:
    """Return whether a question is refused, or answered with "perhaps"."""
    if isinstance(result, Answer):
        return result.confidence < LIKELY_ANSWER
    return result.reason is Reason.WEAK_EVIDENCE


def _is_foreign(question: str, collection: Collection) -> bool:
    """Return whether a question is asked in another language than all documents are in: English."""
    documents = collection.documents.values()
    are_english = all(document.metadata.is_english for document in documents)
    return are_english and foreign_language_of(question) is not None


def _further(answer: Answer, collection: Collection) -> tuple[Quote, ...]:
    """Return an excerpt of each passage after those that an answer quotes, best first."""
    shown = {(quote.document.id, quote.paragraph) for quote in answer.quotes}
    further = [hit for hit in answer.hits if hit.passage.place not in shown]
    return tuple(_excerpt(hit, collection) for hit in further[:_MORE])


def _excerpt(hit: Hit, collection: Collection) -> Quote:
    """Return the sentence of a passage that answers best, marked, between its neighbours."""
    document, best = collection.document(hit.passage.document), hit.sentence
    if best is None:
        return quote_of(document, hit.passage.span)
    sentences = hit.passage.sentences
    number = sentences.index(best)
    around = sentences[max(0, number - 1) : number + 2]
    return quote_of(document, Span(around[0].start, around[-1].end), best)


def passages(quotes: tuple[Quote, ...], asker: int) -> Reply:
    """Return what to send for paragraphs that were called up by their address."""
    for quote in quotes:
        quote.check()
    embed = discord.Embed(description=excerpts(quotes, highlighted=False))
    with_languages(embed, quotes)
    return Reply(embed, answer_view(quotes, (), asker))


def _kind_of(result: Outcome) -> str:
    """Return what came of a question, in a word."""
    return "answered" if isinstance(result, Answer) else "abstained"


def _log_outcome(event_id: int, result: Outcome, *, wording: bool) -> None:
    question = f" {result.question!r}" if wording else ""
    kind, confidence, ms = _kind_of(result), result.confidence, result.seconds * 1000
    _log.info(
        "question %s %s confidence=%.2f work=%.0fms%s",
        *(event_id, kind, confidence, ms, question),
        extra={"outcome": kind, "confidence": round(confidence, 2), "ms": round(ms)},
    )
