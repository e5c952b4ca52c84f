"""Bodies that Discord refuses, by its documentation and description, beside ones that it takes."""

import pytest

from bot.sandbox.deeds import Posting, post_message
from bot.sandbox.world import (
    CALLBACK,
    COMMANDS,
    MESSAGE,
    THREAD,
    ApiError,
    Json,
    MessageFlag,
    check_commands,
    check_message,
    check_modal,
    check_shape,
)
from tests.support.stand_in.stage import Stage

ADDRESS = "https://example.org/"


def row(*held: Json) -> Json:
    return {"components": [{"type": 1, "components": list(held)}]}


def link(**more: object) -> Json:
    return row({"type": 2, "style": 5, "label": "x", "url": ADDRESS} | more)


def button(number: int = 0, **more: object) -> Json:
    return {"type": 2, "style": 1, "label": "x", "custom_id": str(number)} | more


def select(options: int = 1, **more: object) -> Json:
    named = [{"label": str(n), "value": str(n)} for n in range(options)]
    return row({"type": 3, "custom_id": "s", "options": named} | more)


def embed(**parts: object) -> Json:
    return {"embeds": [{"title": "x"} | parts]}


MESSAGES: list[tuple[Json, Json]] = [
    (link(url=ADDRESS + "a" * 492), link(url=ADDRESS + "a" * 493)),
    (link(url="discord://-/channels"), link(url="javascript://alert(1)")),
    (link(), link(custom_id="a")),
    (link(), link(url="nonsense")),
    (row(button()), row(button(style=9))),
    (row(button()), row(button(style=None))),
    (select(), select(custom_id=None)),
    (select(), select(options=0)),
    (select(), row({"type": 3, "custom_id": "s", "options": [{"value": "a"}]})),
    (select(), row({"type": 3, "custom_id": "s", "options": [{"label": "", "value": "a"}]})),
    (select(3, max_values=3), select(3, max_values=4)),
    (select(3, min_values=2, max_values=2), select(3, min_values=2, max_values=1)),
    (row({"type": 5, "custom_id": "s", "max_values": 25}), row({"type": 5, "max_values": 26})),
    (row(button()), row({"type": 4, "custom_id": "s", "style": 1, "label": "x"})),
    (row(button()), row({"type": 1, "components": [button()]})),
    (embed(url=ADDRESS + "a" * 2028), embed(url=ADDRESS + "a" * 2029)),
    (embed(url=ADDRESS), embed(url="javascript:1")),
    (embed(image={"url": "attachment://a.png"}), embed(url="attachment://a.png")),
    (embed(color=0xFFFFFF), embed(color=0x1000000)),
    (embed(timestamp="2026-11-28T10:00:00.000Z"), embed(timestamp="yesterday")),
    (embed(author={"name": "A", "url": ADDRESS}), embed(author={"url": ADDRESS})),
    (embed(footer={"text": "F"}), embed(footer={"icon_url": ADDRESS})),
    ({"nonce": "a" * 25}, {"nonce": "a" * 26}),
    (
        {"attachments": [{"id": "0", "description": "a" * 1024}]},
        {"attachments": [{"id": "0", "description": "a" * 1025}]},
    ),
    (
        {"allowed_mentions": {"parse": ["roles"], "users": ["1"]}},
        {"allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    ),
    (
        {"allowed_mentions": {"users": [str(n) for n in range(100)]}},
        {"allowed_mentions": {"users": [str(n) for n in range(101)]}},
    ),
    ({"allowed_mentions": {"parse": []}}, {"allowed_mentions": {"parse": ["bogus"]}}),
]
LAYOUTS: list[tuple[Json, Json]] = [
    (row(*map(button, range(5))), row(*map(button, range(6)))),
    (
        {"components": [{"type": 17, "components": [{"type": 10, "content": "x"}]}]},
        {"components": [{"type": 17, "components": []}]},
    ),
    (
        {"components": [{"type": 17, "components": [{"type": 10, "content": "x"}]}]},
        {"components": [{"type": 17, "components": [button()]}]},
    ),
    ({"components": [{"type": 10, "content": "x"}]}, {"components": [{"type": 10}]}),
    ({"components": [{"type": 10, "content": "x"}]}, {"components": [button()]}),
    (
        {
            "components": [
                {
                    "type": 9,
                    "components": [{"type": 10, "content": "x"}],
                    "accessory": button(),
                }
            ]
        },
        {"components": [{"type": 9, "components": [{"type": 10, "content": "x"}]}]},
    ),
]


def keep(body: Json, flags: MessageFlag) -> None:
    check_shape(MESSAGE, body)
    check_message(body, flags=flags)


@pytest.mark.parametrize(("taken", "refused"), MESSAGES)
def test_a_message_is_taken_and_one_that_goes_too_far_is_not(taken: Json, refused: Json) -> None:
    keep(taken, MessageFlag(0))
    with pytest.raises(ApiError, match="50035"):
        keep(refused, MessageFlag(0))


@pytest.mark.parametrize(("taken", "refused"), LAYOUTS)
def test_a_layout_is_taken_and_one_that_goes_too_far_is_not(taken: Json, refused: Json) -> None:
    keep(taken, MessageFlag.COMPONENTS_V2)
    with pytest.raises(ApiError, match="50035"):
        keep(refused, MessageFlag.COMPONENTS_V2)


def box(**more: object) -> Json:
    return {"type": 4, "custom_id": "q", "style": 1} | more


def label(**more: object) -> Json:
    return {"type": 18, "label": "L", "component": box()} | more


FORMS: list[tuple[Json, Json]] = [
    (label(label="L" * 45), label(label="L" * 46)),
    (label(), label(label=None)),
    (label(description="d" * 100), label(description="d" * 101)),
    (label(), label(component=None)),
    (label(), label(component=button())),
    (label(), label(component=box(style=None))),
    (label(), label(component=box(custom_id=None))),
    (label(component=box(max_length=4000)), label(component=box(max_length=4001))),
    (label(component=box(min_length=4000)), label(component=box(min_length=4001))),
    (
        label(component=box(min_length=5, max_length=5)),
        label(component=box(min_length=6, max_length=5)),
    ),
    (
        label(component=box(max_length=5, value="x" * 5)),
        label(component=box(max_length=5, value="x" * 6)),
    ),
    (label(), {"type": 1, "components": [button()]}),
    (label(), button()),
    ({"type": 10, "content": "x" * 4000}, {"type": 10, "content": "x" * 4001}),
]


@pytest.mark.parametrize(("taken", "refused"), FORMS)
def test_a_form_is_taken_and_one_that_goes_too_far_is_not(taken: Json, refused: Json) -> None:
    def keep_form(component: Json) -> None:
        data = {"title": "T", "custom_id": "m", "components": [component]}
        check_shape(CALLBACK, {"type": 9, "data": data})
        check_modal(data)

    keep_form(taken)
    with pytest.raises(ApiError, match="50035"):
        keep_form(refused)


def option(kind: int = 3, *held: Json, **more: object) -> Json:
    made: Json = {"type": kind, "name": f"o{kind}", "description": "d"} | more
    return made | ({"options": list(held)} if held else {})


CHOICE = {"name": "a", "value": "a"}
COMMANDS_TAKEN_AND_NOT: list[tuple[Json, Json]] = [
    (
        {"options": [option(choices=[CHOICE])]},
        {"options": [option(choices=[CHOICE], autocomplete=True)]},
    ),
    (
        {"options": [option(4, choices=[{"name": "a", "value": 5}])]},
        {"options": [option(choices=[{"name": "a", "value": 5}])]},
    ),
    ({"options": [option(max_length=6000)]}, {"options": [option(max_length=6001)]}),
    (
        {"options": [option(min_length=9, max_length=9)]},
        {"options": [option(min_length=9, max_length=8)]},
    ),
    (
        {"options": [option(4, min_value=1, max_value=1)]},
        {"options": [option(4, min_value=2, max_value=1)]},
    ),
    ({"options": [option(1), option(2, option(1))]}, {"options": [option(1), option(3)]}),
    ({"options": [option(2, option(1))]}, {"options": [option(2, option(2, option(1)))]}),
    ({"options": [option(1, option(3))]}, {"options": [option(1, option(1))]}),
    ({"name_localizations": {"de": "frag"}}, {"name_localizations": {"de": "Frag mich!"}}),
]


@pytest.mark.parametrize(("taken", "refused"), COMMANDS_TAKEN_AND_NOT)
def test_a_command_is_taken_and_one_that_goes_too_far_is_not(taken: Json, refused: Json) -> None:
    def keep_command(more: Json) -> None:
        bodies = [{"name": "ask", "description": "Ask"} | more]
        check_shape(COMMANDS, bodies)
        check_commands(bodies)

    keep_command(taken)
    with pytest.raises(ApiError, match="50035"):
        keep_command(refused)


def test_a_thread_is_archived_after_one_of_four_times() -> None:
    check_shape(THREAD, {"name": "x", "auto_archive_duration": 60})
    with pytest.raises(ApiError, match="50035"):
        check_shape(THREAD, {"name": "x", "auto_archive_duration": 61})


async def test_a_card_without_anything_is_no_message(stage: Stage) -> None:
    place = Posting(stage.world.channel(stage.channel()), stage.bot_id)
    with pytest.raises(ApiError) as empty:
        post_message(stage.world, place, {"embeds": [{}]}, {})
    assert empty.value.code == 50006
    beside = post_message(stage.world, place, {"content": "x", "embeds": [{}]}, {})
    assert beside.embeds == ()


async def test_only_an_emoji_is_a_reaction(stage: Stage) -> None:
    sent = await stage.member.writer.send(stage.channel(), "x")
    for emoji in ("👍🏽", "❤️", "1️⃣", "🏳️‍🌈", "‼️", "ℹ️", "🇩🇪"):
        await stage.member.writer.react(stage.channel(), int(sent["id"]), emoji)
    for other in ("notanemoji", "é", "", "z" * 500, "👍 👍", "1"):
        with pytest.raises(ApiError) as refusal:
            await stage.member.writer.react(stage.channel(), int(sent["id"]), other)
        assert refusal.value.code == 10014
