"""What is for one member alone reaches nobody else, by whatever way it could."""

import json

import pytest

from bot.sandbox.deeds import answer_interaction, follow_up
from bot.sandbox.people.invocation import Invocation
from bot.sandbox.world import ApiError, Json, Message
from tests.support.stand_in.stage import Stage

WHISPERED = "for the member alone"
BUTTON: list[Json] = [
    {"type": 1, "components": [{"type": 2, "style": 1, "label": "More", "custom_id": "more"}]}
]
WHISPER: Json = {"flags": 64, "content": WHISPERED, "components": BUTTON}


def answered(stage: Stage, call: Invocation, data: Json) -> Message:
    """Return the bot's first answer."""
    interaction = stage.world.interactions.find(call.id)
    assert interaction is not None
    message = answer_interaction(stage.world, interaction, {"type": 4, "data": data}, {})
    assert message is not None
    return message


async def asked(stage: Stage) -> Invocation:
    """Return a command of the member's."""
    world = stage.world
    world.commands.put({"name": "ask", "description": "Ask", "type": 1}, world.application.id)
    return await stage.member.invoker.slash(stage.channel(), "ask")


async def whispered(stage: Stage) -> Message:
    """Return an answer that the member alone sees."""
    return answered(stage, await asked(stage), WHISPER)


async def test_an_open_answer_to_a_private_message_does_not_show_it_to_others(
    stage: Stage,
) -> None:
    private = await whispered(stage)
    with stage.moderator.viewer.observe() as events:
        press = await stage.member.presser.press(stage.channel(), private.id, "more")
        answered(stage, press, {"content": "for all"})
        told = events.get_nowait()
    assert told is not None
    assert told["d"]["referenced_message"] is None
    (theirs,) = stage.moderator.viewer.messages(stage.channel())
    assert (theirs["content"], theirs["referenced_message"]) == ("for all", None)
    own = stage.member.viewer.messages(stage.channel())[-1]
    assert own["referenced_message"]["content"] == WHISPERED


async def test_an_open_followup_to_a_private_answer_does_not_show_it_to_others(
    stage: Stage,
) -> None:
    call = await asked(stage)
    answered(stage, call, WHISPER)
    interaction = stage.world.interactions.find(call.id)
    assert interaction is not None
    follow_up(stage.world, interaction, {"content": "for all"}, {})
    shown = stage.moderator.viewer.messages(stage.channel())
    assert [one["content"] for one in shown] == ["for all"]
    assert WHISPERED not in json.dumps(shown)


async def test_nothing_is_hung_on_a_private_message_that_others_would_see(stage: Stage) -> None:
    private = await whispered(stage)
    with stage.moderator.viewer.observe() as events:
        for deed in (
            stage.member.writer.react(stage.channel(), private.id, "👍"),
            stage.member.writer.start_thread(stage.channel(), "On it", message_id=private.id),
            stage.member.writer.send(stage.channel(), "This?", reply_to=private.id),
        ):
            with pytest.raises(ApiError):
                await deed
        assert events.get_nowait() is None
    assert stage.moderator.viewer.messages(stage.channel()) == []


async def test_a_channel_does_not_tell_that_there_is_a_private_message(stage: Stage) -> None:
    first = await stage.member.writer.send(stage.channel(), "for all")
    await whispered(stage)
    general = next(one for one in stage.guild()["channels"] if one["name"] == "general")
    assert general["last_message_id"] == first["id"]


async def test_what_becomes_of_a_private_message_is_told_to_its_member_alone(
    stage: Stage,
) -> None:
    with stage.moderator.viewer.observe() as events:
        private = await whispered(stage)
        await stage.member.writer.delete(stage.channel(), private.id)
        assert events.get_nowait() is None
