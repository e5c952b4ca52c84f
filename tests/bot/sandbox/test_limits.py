"""Discord's limits, each at its edge: what just fits is taken, one more is refused with 50035."""

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.world import command_limits, limits
from bot.sandbox.world.errors import ApiError
from bot.sandbox.world.wire import Json, MessageFlag
from tests.support.stand_in.payload_rules import rule_problems
from tests.support.stand_in.stage import Runner, Stage, TinyBot

PLAIN, V2 = MessageFlag(0), MessageFlag.COMPONENTS_V2


def button(custom_id: str = "a", **more: object) -> Json:
    return {"type": 2, "style": 1, "label": "b", "custom_id": custom_id} | more


def rows(*buttons: Json) -> list[Json]:
    return [{"type": 1, "components": [one]} for one in buttons]


def field(name: str = "n", value: str = "v") -> Json:
    return {"name": name, "value": value}


def select(*labels: str, **more: object) -> list[Json]:
    options = [{"label": label, "value": label} for label in labels]
    box = {"type": 3, "custom_id": "s", "options": options} | more
    return [{"type": 1, "components": [box]}]


def text(length: int) -> Json:
    return {"type": 10, "content": "x" * length}


def embed(**parts: object) -> Json:
    return {"embeds": [parts]}


FITS_AND_NOT: dict[str, tuple[MessageFlag, Json, Json, str]] = {
    "content": (PLAIN, {"content": "x" * 2000}, {"content": "x" * 2001}, "content"),
    "title": (PLAIN, embed(title="x" * 256), embed(title="x" * 257), "embeds.0.title"),
    "description": (
        PLAIN,
        embed(description="x" * 4096),
        embed(description="x" * 4097),
        "embeds.0.description",
    ),
    "footer": (
        PLAIN,
        embed(footer={"text": "x" * 2048}),
        embed(footer={"text": "x" * 2049}),
        "embeds.0.footer.text",
    ),
    "author": (
        PLAIN,
        embed(author={"name": "x" * 256}),
        embed(author={"name": "x" * 257}),
        "embeds.0.author.name",
    ),
    "fields": (
        PLAIN,
        embed(fields=[field()] * 25),
        embed(fields=[field()] * 26),
        "embeds.0.fields",
    ),
    "field name": (
        PLAIN,
        embed(fields=[field(name="x" * 256)]),
        embed(fields=[field(name="x" * 257)]),
        "embeds.0.fields.0.name",
    ),
    "field value": (
        PLAIN,
        embed(fields=[field(value="x" * 1024)]),
        embed(fields=[field(value="x" * 1025)]),
        "embeds.0.fields.0.value",
    ),
    "empty field": (
        PLAIN,
        embed(fields=[field()]),
        embed(fields=[field(value="")]),
        "embeds.0.fields.0.value",
    ),
    "embed sum": (
        PLAIN,
        {"embeds": [{"description": "x" * 3000}] * 2},
        {"embeds": [{"description": "x" * 3000}] * 2 + [{"title": "x"}]},
        "embeds",
    ),
    "embeds": (
        PLAIN,
        {"embeds": [{"title": "x"}] * 10},
        {"embeds": [{"title": "x"}] * 11},
        "embeds",
    ),
    "custom_id": (
        PLAIN,
        {"components": rows(button("x" * 100))},
        {"components": rows(button("x" * 101))},
        "components.0.components.0.custom_id",
    ),
    "custom_id twice": (
        PLAIN,
        {"components": rows(button("a"), button("b"))},
        {"components": rows(button("a"), button("a"))},
        "components.1.components.0.custom_id",
    ),
    "label": (
        PLAIN,
        {"components": rows(button(label="x" * 80))},
        {"components": rows(button(label="x" * 81))},
        "components.0.components.0.label",
    ),
    "rows": (
        PLAIN,
        {"components": rows(*(button(str(n)) for n in range(5)))},
        {"components": rows(*(button(str(n)) for n in range(6)))},
        "components",
    ),
    "buttons in a row": (
        PLAIN,
        {"components": [{"type": 1, "components": [button(str(n)) for n in range(5)]}]},
        {"components": [{"type": 1, "components": [button(str(n)) for n in range(6)]}]},
        "components.0.components",
    ),
    "select options": (
        PLAIN,
        {"components": select(*map(str, range(25)))},
        {"components": select(*map(str, range(26)))},
        "components.0.components.0.options",
    ),
    "select option": (
        PLAIN,
        {"components": select("x" * 100)},
        {"components": select("x" * 101)},
        "components.0.components.0.options.0.label",
    ),
    "select option twice": (
        PLAIN,
        {"components": select("a", "b")},
        {"components": select("a", "a")},
        "components.0.components.0.options",
    ),
    "placeholder": (
        PLAIN,
        {"components": select("a", placeholder="x" * 150)},
        {"components": select("a", placeholder="x" * 151)},
        "components.0.components.0.placeholder",
    ),
    "a button without id": (
        PLAIN,
        {"components": rows({"type": 2, "style": 5, "label": "b", "url": "https://example.org"})},
        {"components": rows({"type": 2, "style": 1, "label": "b"})},
        "components.0.components.0.custom_id",
    ),
    "text outside the second generation": (
        PLAIN,
        {"components": rows(button())},
        {"components": [text(1)]},
        "components.0.type",
    ),
    "layout components": (
        V2,
        {"components": [text(1)] * 40},
        {"components": [text(1)] * 41},
        "components",
    ),
    "layout text": (
        V2,
        {"components": [text(2000), text(2000)]},
        {"components": [text(2000), text(2001)]},
        "components",
    ),
    "layout and content": (
        V2,
        {"components": [text(1)]},
        {"components": [text(1)], "content": "x"},
        "content",
    ),
}


@pytest.mark.parametrize(
    ("flags", "fits", "breaks", "path"), FITS_AND_NOT.values(), ids=FITS_AND_NOT
)
def test_a_message_keeps_each_limit(
    flags: MessageFlag, fits: Json, breaks: Json, path: str
) -> None:
    limits.check_message(fits, flags=flags)
    with pytest.raises(ApiError) as refusal:
        limits.check_message(breaks, flags=flags)
    assert refusal.value.code == 50035
    found = refusal.value.errors
    for step in path.split("."):
        assert found is not None
        found = found[step]
    assert found is not None
    assert found["_errors"][0]["message"]


def ask(**more: object) -> Json:
    return {"name": "ask", "description": "Ask"} | more


def option(name: str = "a", **more: object) -> Json:
    return {"type": 3, "name": name, "description": "An option"} | more


def choices(count: int) -> list[Json]:
    return [{"name": str(n), "value": str(n)} for n in range(count)]


def large(length: int) -> list[Json]:
    """Return options that make `ask` that long: descriptions are 1 to 100 characters each."""
    two = [{"name": "a" * 100, "value": "b" * 100}, {"name": "c" * 20, "value": "d" * 20}]
    options = [option(f"o{n}", description="x" * 9, choices=two) for n in range(10, 35)]
    left = length - len("ask") - len("Ask") - 25 * (len("o10") + 9 + 240)
    for one in options:
        more = min(91, left)
        one["description"] += "x" * more
        left -= more
    return options


COMMANDS: dict[str, tuple[list[Json], list[Json]]] = {
    "name": ([ask(name="x" * 32)], [ask(name="x" * 33)]),
    "capital": ([ask(name="straße")], [ask(name="Ask")]),
    "space": ([ask(name="a-b_c'd")], [ask(name="a b")]),
    "description": ([ask(description="x" * 100)], [ask(description="x" * 101)]),
    "no description": ([ask()], [{"name": "ask"}]),
    "options": (
        [ask(options=[option(f"o{n}") for n in range(25)])],
        [ask(options=[option(f"o{n}") for n in range(26)])],
    ),
    "option twice": (
        [ask(options=[option("a"), option("b")])],
        [ask(options=[option("a"), option("a")])],
    ),
    "required last": (
        [ask(options=[option("a", required=True), option("b")])],
        [ask(options=[option("a"), option("b", required=True)])],
    ),
    "nested required last": (
        [ask(options=[option("s", type=1, options=[option("a", required=True), option("b")])])],
        [ask(options=[option("s", type=1, options=[option("a"), option("b", required=True)])])],
    ),
    "choices": (
        [ask(options=[option(choices=choices(25))])],
        [ask(options=[option(choices=choices(26))])],
    ),
    "locale": (
        [ask(name_localizations={"de": "frag"})],
        [ask(name_localizations={"xx": "frag"})],
    ),
    "name twice": (
        [ask(), {"name": "ask", "type": 3}],
        [ask(), ask()],
    ),
    "menu description": (
        [{"name": "Check This", "type": 3}],
        [{"name": "Check This", "type": 3, "description": "no"}],
    ),
    "commands": (
        [ask(name=f"c{n}") for n in range(100)],
        [ask(name=f"c{n}") for n in range(101)],
    ),
    "whole": ([ask(options=large(7_999))], [ask(options=large(8_001))]),
}


@pytest.mark.parametrize(("fits", "breaks"), COMMANDS.values(), ids=COMMANDS)
def test_commands_keep_each_limit(fits: list[Json], breaks: list[Json]) -> None:
    command_limits.check_commands(fits)
    with pytest.raises(ApiError) as refusal:
        command_limits.check_commands(breaks)
    assert refusal.value.code in (50035, 30032)


def boxes(count: int) -> list[Json]:
    return [{"type": 4, "style": 1, "label": "l", "custom_id": str(n)} for n in range(count)]


MODALS: dict[str, tuple[Json, Json]] = {
    "title": ({"title": "x" * 45}, {"title": "x" * 46}),
    "custom_id": ({"custom_id": "x" * 100}, {"custom_id": "x" * 101}),
    "none": ({}, {"components": []}),
    "components": ({"components": rows(*boxes(5))}, {"components": rows(*boxes(6))}),
    "label": (
        {"components": rows({"type": 4, "style": 1, "label": "x" * 45, "custom_id": "a"})},
        {"components": rows({"type": 4, "style": 1, "label": "x" * 46, "custom_id": "a"})},
    ),
}


@pytest.mark.parametrize(("fits", "breaks"), MODALS.values(), ids=MODALS)
def test_modals_keep_each_limit(fits: Json, breaks: Json) -> None:
    box = {"type": 4, "style": 1, "label": "l", "custom_id": "a"}
    whole = {"title": "t", "custom_id": "c", "components": rows(box)}
    limits.check_modal(whole | fits)
    with pytest.raises(ApiError, match="50035"):
        limits.check_modal(whole | breaks)


WORDS = st.text(max_size=2100)
EMBEDS = st.lists(
    st.fixed_dictionaries({"title": st.text(max_size=260), "description": WORDS}), max_size=4
)


@given(WORDS, EMBEDS)
def test_the_double_and_our_rules_agree_on_what_is_too_long(
    content: str, embeds: list[Json]
) -> None:
    body = {"content": content, "embeds": embeds}
    ours = [*rule_problems("POST", "/channels/{channel_id}/messages", body)]
    too_long = any(len(e["title"]) > 256 for e in embeds)
    try:
        limits.check_message(body, flags=PLAIN)
    except ApiError:
        assert ours or too_long
    else:
        # Discord counts an embed's texts without the white space around them; our rule is stricter.
        assert not ours or "embeds have" in ours[0]


async def test_the_client_is_told_where_the_fault_lies(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    channel = bot.get_channel(stage.channel())
    assert isinstance(channel, discord.TextChannel)
    with pytest.raises(discord.HTTPException) as refusal:
        await channel.send("x" * 2001)
    assert (refusal.value.status, refusal.value.code) == (400, 50035)
    assert "In content: Must be 2000 or fewer in length." in refusal.value.text
    with pytest.raises(discord.HTTPException) as empty:
        await channel.send("")
    assert empty.value.code == 50006
    with pytest.raises(discord.HTTPException) as unknown:
        await channel.send("x", reference=discord.MessageReference(message_id=1, channel_id=2))
    assert unknown.value.code == 50035
    with pytest.raises(discord.HTTPException) as name:
        await channel.create_thread(name="x" * 101)
    assert name.value.code == 50035
    assert stage.member.viewer.messages(channel.id) == []
