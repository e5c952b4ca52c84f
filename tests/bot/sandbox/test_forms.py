"""Forms of the bot sent off: what can be chosen in them, and how often they can be sent."""

import pytest

from bot.sandbox.deeds import answer_interaction
from bot.sandbox.people.invocation import Invocation
from bot.sandbox.world import ApiError, InteractionState, Json
from tests.support.stand_in.stage import Stage

STRINGS: Json = {"type": 3, "options": [{"label": n, "value": n} for n in ("a", "b", "c")]}
USERS, ROLES, ANYBODY, CHANNELS = ({"type": number} for number in (5, 6, 7, 8))
BOX: Json = {"type": 4, "style": 1}
OPTION = {"type": 7, "name": "where", "description": "Where"}


def answered(stage: Stage, call: Invocation, body: Json) -> None:
    interaction = stage.world.interactions.find(call.id)
    assert interaction is not None
    answer_interaction(stage.world, interaction, body, {})


async def opened(stage: Stage, component: Json) -> Invocation:
    """Return a command of the member's to which a form with one input is the answer."""
    command = {"name": "form", "description": "A form", "type": 1, "options": [OPTION]}
    stage.world.commands.put(command, stage.world.application.id)
    call = await stage.member.invoker.slash(stage.channel(), "form")
    label = {"type": 18, "label": "L", "component": component | {"custom_id": "q"}}
    form: Json = {"title": "T", "custom_id": "m", "components": [label]}
    answered(stage, call, {"type": 9, "data": form})
    return call


def hidden(stage: Stage) -> str:
    """Return a channel that the member does not see."""
    channels = stage.world.population.channels.values()
    return str(next(one.id for one in channels if one.name == "moderators"))


@pytest.mark.parametrize(
    ("component", "values"),
    [
        (STRINGS, ["z"]),
        (STRINGS, ["a", "b"]),
        (STRINGS, []),
        (STRINGS | {"max_values": 2}, ["a", "a"]),
        (STRINGS | {"min_values": 2, "max_values": 3}, ["a"]),
        (ROLES, ["1"]),
        (ROLES, ["abc"]),
        (USERS, ["1"]),
        (USERS, ["-1"]),
        (ANYBODY, ["1"]),
        (CHANNELS, ["hidden"]),
        (CHANNELS, ["1"]),
        (CHANNELS | {"channel_types": [2]}, ["general"]),
    ],
)
async def test_a_form_with_a_choice_that_is_none_is_refused_and_stays_open(
    stage: Stage, component: Json, values: list[str]
) -> None:
    places = {"hidden": hidden(stage), "general": str(stage.channel())}
    call = await opened(stage, component)
    with pytest.raises(ApiError) as refusal:
        await stage.member.presser.submit(call.id, {"q": [places.get(v, v) for v in values]})
    assert refusal.value.code == 50035
    interaction = stage.world.interactions.find(call.id)
    assert interaction is not None
    assert interaction.open_modal is not None


async def test_a_form_takes_what_can_be_chosen(stage: Stage) -> None:
    role = str(stage.world.population.guilds[int(stage.guild()["id"])].roles[-1].id)
    general, member = str(stage.channel()), str(stage.member.id)
    for component, values in (
        (STRINGS | {"max_values": 2}, ["a", "c"]),
        (STRINGS | {"required": False}, []),
        (ROLES, [role]),
        (USERS, [member]),
        (ANYBODY | {"max_values": 2}, [role, member]),
        (CHANNELS | {"channel_types": [0]}, [general]),
    ):
        call = await opened(stage, component)
        sent = await stage.member.presser.submit(call.id, {"q": values})
        assert sent.state is InteractionState.PENDING


async def test_a_command_takes_no_channel_that_its_member_does_not_see(stage: Stage) -> None:
    await opened(stage, BOX)
    for channel in (int(hidden(stage)), 1):
        with pytest.raises(ApiError) as refusal:
            await stage.member.invoker.slash(stage.channel(), "form", {"where": channel})
        assert refusal.value.code == 50035
    await stage.member.invoker.slash(stage.channel(), "form", {"where": stage.channel()})


async def test_a_form_that_the_bot_left_unanswered_can_be_sent_again(stage: Stage) -> None:
    call = await opened(stage, BOX)
    first = await stage.member.presser.submit(call.id, {"q": "hello"})
    with pytest.raises(ApiError) as twice:  # as long as the bot may still take it
        await stage.member.presser.submit(call.id, {"q": "hello"})
    assert twice.value.code == 10062
    stage.clock.advance(3.1)
    assert await first.acknowledged() is InteractionState.FAILED
    second = await stage.member.presser.submit(call.id, {"q": "hello"})
    answered(stage, second, {"type": 4, "data": {"content": "taken"}})
    with pytest.raises(ApiError) as over:
        await stage.member.presser.submit(call.id, {"q": "hello"})
    assert over.value.code == 10062
