"""What becomes of a question is told apart, on a bot that does each of it."""

import asyncio
from collections.abc import Awaitable, Callable

import discord
import pytest
from discord import app_commands

from bot.lab.campaign.account import Account
from bot.lab.campaign.fates import Entry, Fate, Hindrance, Meeting, Span
from bot.lab.campaign.plan import Door, Question
from bot.sandbox.service import Dispatch
from bot.sandbox.service.faults import RequestFault, Trouble
from bot.sandbox.world.interaction import InteractionState, StoredInteraction
from tests.support.patience import WAIT_S
from tests.support.stand_in.stage import Runner, Stage, TinyBot

Answer = Callable[[discord.Interaction, Stage], Awaitable[object]]
REFUSED = RequestFault(Trouble.RESET_BEFORE)


def question(door: Door = Door.ASK) -> Question:
    return Question(1, door, 0, "Why?", private=False, pause_s=0.0, before=None)


async def _answer(interaction: discord.Interaction, stage: Stage) -> None:
    await interaction.response.send_message(embed=discord.Embed(description="Because."))


async def _tell(interaction: discord.Interaction, stage: Stage) -> None:
    await interaction.response.send_message("Ask again later.")


async def _be_silent(interaction: discord.Interaction, stage: Stage) -> None:
    stage.clock.advance(3.1)


async def _think(interaction: discord.Interaction, stage: Stage) -> None:
    await interaction.response.defer(thinking=True)


async def _answer_twice(interaction: discord.Interaction, stage: Stage) -> None:
    await _answer(interaction, stage)
    await interaction.followup.send("Sorry.")


async def _finish(interaction: discord.Interaction, stage: Stage) -> None:
    await _think(interaction, stage)
    await interaction.edit_original_response(embed=discord.Embed(description="Because."))


FATES: list[tuple[Answer, Fate]] = [
    (_answer, Fate.ANSWERED),
    (_finish, Fate.ANSWERED),
    (_tell, Fate.TOLD),
    (_be_silent, Fate.SILENT),
    (_think, Fate.THINKING),
    (_answer_twice, Fate.TWICE),
]


def account_of(stage: Stage) -> Account:
    account = Account(stage.world)
    stage.double.gateway.sessions.listen(account.sent)
    return account


def interaction_of(stage: Stage, interaction_id: int) -> StoredInteraction:
    interaction = stage.world.interactions.find(interaction_id)
    assert interaction is not None
    return interaction


@pytest.mark.parametrize(
    ("answer", "fate"), FATES, ids=lambda value: getattr(value, "__name__", None)
)
async def test_a_command_ends_as_the_bot_has_it(
    stage: Stage, run: Runner, bot: TinyBot, answer: Answer, fate: Fate
) -> None:
    done = asyncio.Event()

    @bot.tree.command(description="Does one thing")
    async def ask(interaction: discord.Interaction) -> None:
        await answer(interaction, stage)
        done.set()

    await run(bot)
    await bot.tree.sync()
    account = account_of(stage)
    call = await stage.member.invoker.slash(stage.channel(), "ask")
    interaction = interaction_of(stage, call.id)
    entry = account.open_interaction(question(), interaction, connected=True)
    await asyncio.wait_for(done.wait(), WAIT_S)
    assert account.fate(entry) is fate
    assert entry.is_settled() is (fate is not Fate.THINKING)


@pytest.mark.parametrize(("replies", "fate"), [(0, Fate.SILENT), (1, Fate.TOLD), (2, Fate.TWICE)])
async def test_a_mention_ends_as_often_as_it_is_replied_to(
    stage: Stage, run: Runner, bot: TinyBot, replies: int, fate: Fate
) -> None:
    await run(bot)
    account = account_of(stage)
    asked = await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> Why?")
    entry = account.open_message(question(Door.MENTION), int(asked["id"]), connected=True)
    message = await bot.next_message()
    for _ in range(replies):
        await message.reply("Because.")
    assert account.fate(entry) is fate
    assert account.unsettled() == (replies == 0)


async def test_suggestions_are_an_answer(stage: Stage, run: Runner, bot: TinyBot) -> None:
    @bot.tree.command(description="Suggests")
    async def brief(interaction: discord.Interaction, topic: str) -> None:
        """Have an option that is completed."""

    @brief.autocomplete("topic")
    async def complete(
        interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=typed, value=typed)]

    await run(bot)
    await bot.tree.sync()
    account = account_of(stage)
    person = stage.member
    call = await person.invoker.type_option(stage.channel(), "brief", {"topic": "a"}, "topic")
    interaction = interaction_of(stage, call.id)
    entry = account.open_interaction(question(Door.SUGGEST), interaction, connected=True)
    assert await account.settled(0, WAIT_S)
    assert account.fate(entry) is Fate.ANSWERED


def left_alone(stage: Stage, *, heard_after_s: float | None, tries: list[Meeting]) -> Entry:
    """An interaction that was given up after three seconds; times are counted from its begin."""
    interaction = StoredInteraction({"id": "1", "token": "t"}, 1, created_s=100.0)
    stage.world.interactions.put(interaction)
    entry = Entry(question(), 1, connected=True, interactions=[interaction])
    entry.heard_s = None if heard_after_s is None else 100.0 + heard_after_s
    entry.meetings = tries
    interaction.move(InteractionState.FAILED)
    return entry


def first_answer(after_s: float, fault: RequestFault | None) -> Meeting:
    return Meeting(100.0 + after_s, "POST callback", fault, is_first_answer=True)


LEFT_ALONE = {
    "one try that failed": (0.0, [first_answer(0.1, REFUSED)], [], Fate.SILENT),
    "none at all": (0.0, [], [], Fate.SILENT),
    "the first try too late": (0.0, [first_answer(3.2, None)], [], Fate.LATE),
    "a try in time, then one too late": (
        0.0,
        [first_answer(0.1, REFUSED), first_answer(3.2, None)],
        [],
        Fate.SILENT,
    ),
    "never heard of": (None, [], [], Fate.UNHEARD),
    "heard of after three seconds": (3.5, [first_answer(3.6, None)], [], Fate.UNHEARD),
    "an outage all the while": (0.0, [], [Span(99.0, 103.5)], Fate.UNHEARD),
    "an outage of two seconds": (0.0, [], [Span(99.0, 102.0)], Fate.SILENT),
    "two outages that overlap": (0.0, [], [Span(99.0, 101.0), Span(100.5, 102.0)], Fate.SILENT),
    "asked to wait for too long": (
        0.0,
        [first_answer(0.1, RequestFault(Trouble.RATE_LIMIT, 2.8))],
        [],
        Fate.UNHEARD,
    ),
    "asked to wait, and six tenths of a second left": (
        0.0,
        [first_answer(0.0, RequestFault(Trouble.RATE_LIMIT, 2.4))],
        [],
        Fate.SILENT,
    ),
    "outages that leave half a second": (
        0.0,
        [],
        [Span(99.0, 101.5), Span(101.75, 102.75)],
        Fate.SILENT,
    ),
    "an outage that leaves less": (0.0, [], [Span(99.0, 102.6)], Fate.UNHEARD),
    "heard of with less left": (2.6, [], [], Fate.UNHEARD),
    "four tries without luck": (
        0.0,
        [first_answer(n / 4, REFUSED) for n in range(4)],
        [],
        Fate.SILENT,
    ),
    "slow requests one after the other": (
        0.0,
        [first_answer(n, RequestFault(Trouble.SLOW_REQUEST, 2.0)) for n in range(3)],
        [],
        Fate.SILENT,
    ),
}


@pytest.mark.parametrize("name", LEFT_ALONE)
async def test_whose_fault_a_silence_is_depends_on_what_discord_would_have_taken(
    stage: Stage, name: str
) -> None:
    heard_after_s, tries, outages, fate = LEFT_ALONE[name]
    entry = left_alone(stage, heard_after_s=heard_after_s, tries=tries)
    assert entry.is_settled()
    assert entry.fate(outages) is fate


HINDERED = {
    "never heard of": Hindrance.NOT_SENT,
    "heard of after three seconds": Hindrance.NOT_SENT,
    "an outage all the while": Hindrance.SHUT,
    "asked to wait for too long": Hindrance.SHUT,
    "four tries without luck": None,
    "none at all": None,
}


@pytest.mark.parametrize("name", HINDERED)
async def test_why_a_question_went_unheard_is_told(stage: Stage, name: str) -> None:
    heard_after_s, tries, outages, _ = LEFT_ALONE[name]
    entry = left_alone(stage, heard_after_s=heard_after_s, tries=tries)
    assert entry.hindrance(outages) is HINDERED[name]


@pytest.mark.parametrize(
    ("door", "fate"),
    [(Door.DIRECT, Fate.UNHEARD), (Door.MENTION, Fate.SILENT), (Door.REPLY, Fate.SILENT)],
)
async def test_what_was_written_while_no_bot_was_there_is_unheard_where_nobody_can_look_for_it(
    stage: Stage, door: Door, fate: Fate
) -> None:
    account = account_of(stage)
    asked = await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> Why?")
    entry = account.open_message(question(door), int(asked["id"]), connected=False)
    assert account.fate(entry) is fate
    assert account.hindrances()[Hindrance.NOT_SENT] == (fate is Fate.UNHEARD)


async def test_what_was_sent_and_lost_on_its_way_was_not_heard(stage: Stage) -> None:
    account = account_of(stage)
    asked = await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> Why?")
    sent = Dispatch(7, "MESSAGE_CREATE", {"id": asked["id"]})
    entry = account.open_message(question(Door.DIRECT), int(asked["id"]), connected=True)
    account.sent(sent)
    assert account.fate(entry) is Fate.SILENT
    account.lost(sent)
    assert account.fate(entry) is Fate.UNHEARD
    assert entry.hindrance([]) is Hindrance.NOT_SENT
