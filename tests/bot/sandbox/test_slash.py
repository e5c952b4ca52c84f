"""Commands synced, used with options of every type, completed while typing, and refused."""

import discord
import pytest
from discord import app_commands

from bot.sandbox.deeds.channels import add_channel, add_guild, add_member
from bot.sandbox.deeds.uploads import Upload
from bot.sandbox.world.errors import ApiError
from bot.sandbox.world.interaction import InteractionState
from tests.support.stand_in.stage import Runner, Stage, TinyBot


def with_hello(bot: TinyBot) -> None:
    @bot.tree.command(description="Say hello")
    async def hello(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("hello")


async def test_synced_commands_are_offered_with_their_options(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Ask a question")
    @app_commands.describe(question="What to ask", style="How to cite")
    @app_commands.choices(style=[app_commands.Choice(name="APA", value="apa")])
    async def ask(
        interaction: discord.Interaction,
        question: app_commands.Range[str, 3, 300],
        style: app_commands.Choice[str] | None = None,
    ) -> None:
        """Never called here."""

    await run(bot)
    synced = await bot.tree.sync()
    offered = stage.member.viewer.commands(stage.channel())
    assert [c["name"] for c in offered] == ["ask"]
    assert offered[0]["id"] == str(synced[0].id)
    first, second = offered[0]["options"]
    assert (first["name"], first["min_length"], first["max_length"]) == ("question", 3, 300)
    assert first["required"]
    assert second["choices"] == [{"name": "APA", "value": "apa"}]
    again = await bot.tree.sync()
    assert again[0].id == synced[0].id
    assert [c.name for c in await bot.tree.fetch_commands()] == ["ask"]


async def test_a_servers_own_command_is_offered_there_and_nowhere_else(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    other = add_guild(stage.world, "Newsroom", owner_id=stage.member.id)
    desk = add_channel(stage.world, other.id, "desk")
    add_member(stage.world, other.id, stage.bot_id)

    @bot.tree.command(description="Here only", guild=discord.Object(other.id))
    async def local(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"in {interaction.guild_id}")

    await run(bot)
    await bot.tree.sync(guild=discord.Object(other.id))
    assert stage.member.viewer.commands(stage.channel()) == []
    answer = await (await stage.member.invoker.slash(desk.id, "local")).answer()
    assert answer["content"] == f"in {other.id}"
    await bot.http.bulk_upsert_guild_commands(stage.bot_id, other.id, [])
    assert stage.member.viewer.commands(desk.id) == []


async def test_single_commands_are_added_changed_read_and_deleted(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    body = {"name": "one", "description": "First", "type": 1}
    made = await bot.http.upsert_global_command(stage.bot_id, body)  # type: ignore[arg-type]
    command = (await bot.tree.fetch_commands())[0]
    edited = await command.edit(description="Second")
    assert (edited.id, edited.description) == (int(made["id"]), "Second")
    assert (await bot.tree.fetch_command(edited.id)).description == "Second"
    await edited.delete()
    with pytest.raises(discord.NotFound) as absent:
        await bot.tree.fetch_command(edited.id)
    assert absent.value.code == 10063


async def test_options_of_every_type_arrive_as_what_they_are(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    got: dict[str, object] = {}

    @bot.tree.command(description="Take everything")
    async def everything(
        interaction: discord.Interaction,
        text: str,
        whole: int,
        truth: bool,
        who: discord.Member,
        where: discord.TextChannel,
        role: discord.Role,
        someone: discord.Member | discord.Role,
        real: float,
        file: discord.Attachment,
    ) -> None:
        got.update(text=text, whole=whole, truth=truth, who=(who.id, who.guild_permissions.value))
        got.update(where=where.id, role=role.name, someone=someone.id, real=real)
        got.update(file=await file.read(), kind=file.content_type)
        await interaction.response.send_message("taken")

    await run(bot)
    await bot.tree.sync()
    moderators = stage.guild()["roles"][1]
    call = await stage.member.invoker.slash(
        stage.channel(),
        "everything",
        {
            "text": "words",
            "whole": -7,
            "truth": False,
            "who": stage.moderator.id,
            "where": stage.channel("questions"),
            "role": int(moderators["id"]),
            "someone": int(moderators["id"]),
            "real": 2.5,
            "file": Upload("a.txt", "text/plain", b"contents"),
        },
    )
    assert (await call.answer())["content"] == "taken"
    rights = int(moderators["permissions"]) | int(stage.guild()["roles"][0]["permissions"])
    assert got == {
        "text": "words",
        "whole": -7,
        "truth": False,
        "who": (stage.moderator.id, rights),
        "where": stage.channel("questions"),
        "role": "Moderators",
        "someone": int(moderators["id"]),
        "real": 2.5,
        "file": b"contents",
        "kind": "text/plain",
    }


async def test_subcommands_two_levels_deep_are_reached(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    library = app_commands.Group(name="library", description="Documents")
    inner = app_commands.Group(name="remove", description="Remove", parent=library)

    @library.command(description="Add one")
    async def add(interaction: discord.Interaction, name: str) -> None:
        await interaction.response.send_message(f"added {name}")

    @inner.command(name="all", description="Remove all")
    async def everything(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("gone")

    bot.tree.add_command(library)
    await run(bot)
    await bot.tree.sync()
    added = await (
        await stage.member.invoker.slash(stage.channel(), "library add", {"name": "x"})
    ).answer()
    assert added["content"] == "added x"
    assert added["interaction"]["name"] == "library add"
    gone = await (await stage.member.invoker.slash(stage.channel(), "library remove all")).answer()
    assert gone["content"] == "gone"
    with pytest.raises(ApiError) as unknown:
        await stage.member.invoker.slash(stage.channel(), "library nothing")
    assert unknown.value.code == 10063


async def test_the_bot_completes_what_is_being_typed(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Ask a question")
    async def ask(interaction: discord.Interaction, topic: str, question: str) -> None:
        """Never called here."""

    @ask.autocomplete("question")
    async def suggest(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        topic = interaction.namespace.topic
        return [app_commands.Choice(name=f"{topic}: {current}…", value=current)]

    await run(bot)
    await bot.tree.sync()
    typed = {"topic": "war", "question": "wh"}
    choices = await stage.member.invoker.autocomplete(stage.channel(), "ask", typed, "question")
    assert choices == [{"name": "war: wh…", "value": "wh"}]


async def test_too_many_suggestions_are_refused(stage: Stage, run: Runner, bot: TinyBot) -> None:
    refused: list[discord.HTTPException] = []

    @bot.tree.command(description="Ask a question")
    async def ask(interaction: discord.Interaction, question: str) -> None:
        """Never called here."""

    @ask.autocomplete("question")
    async def suggest(
        interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        many = [app_commands.Choice(name=str(n), value=str(n)) for n in range(26)]
        with pytest.raises(discord.HTTPException) as refusal:
            await interaction.response.autocomplete(many)
        refused.append(refusal.value)
        await interaction.response.autocomplete(many[:25])
        return []

    await run(bot)
    await bot.tree.sync()
    choices = await stage.member.invoker.autocomplete(
        stage.channel(), "ask", {"question": ""}, "question"
    )
    assert len(choices) == 25
    assert (refused[0].code, "choices" in str(refused[0])) == (50035, True)


async def test_a_required_option_a_range_and_a_choice_are_kept_to(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Count")
    @app_commands.choices(unit=[app_commands.Choice(name="m", value="m")])
    async def count(
        interaction: discord.Interaction,
        number: app_commands.Range[int, 1, 5],
        unit: str = "m",
    ) -> None:
        """Never called here."""

    await run(bot)
    await bot.tree.sync()
    wrong: list[dict[str, int | str]] = [
        {},
        {"number": 6},
        {"number": "1"},
        {"number": 1, "unit": "km"},
        {"nmber": 1},
    ]
    for given in wrong:
        with pytest.raises(ApiError) as refusal:
            await stage.member.invoker.slash(stage.channel(), "count", given)
        assert refusal.value.code == 50035


async def test_a_command_for_moderators_is_not_offered_to_members(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Settings")
    @app_commands.default_permissions(manage_guild=True)
    async def settings(interaction: discord.Interaction) -> None:
        permissions = interaction.permissions
        await interaction.response.send_message(str(permissions.manage_guild))

    await run(bot)
    await bot.tree.sync()
    with pytest.raises(ApiError) as refusal:
        await stage.member.invoker.slash(stage.channel(), "settings")
    assert refusal.value.code == 10063
    answer = await (await stage.moderator.invoker.slash(stage.channel(), "settings")).answer()
    assert answer["content"] == "True"


async def test_the_bot_learns_its_own_permissions_in_the_channel(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Rights")
    async def rights(interaction: discord.Interaction) -> None:
        held = interaction.app_permissions
        await interaction.response.send_message(f"{held.send_messages} {held.manage_guild}")

    await run(bot)
    await bot.tree.sync()
    answer = await (await stage.member.invoker.slash(stage.channel(), "rights")).answer()
    assert answer["content"] == "True False"


async def test_a_command_that_nobody_answers_fails_after_three_seconds(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    @bot.tree.command(description="Say nothing")
    async def mute(interaction: discord.Interaction) -> None:
        """Leave it."""

    await run(bot)
    await bot.tree.sync()
    call = await stage.member.invoker.slash(stage.channel(), "mute")
    states = [call.state]
    for seconds in (2.9, 0.2):
        stage.clock.advance(seconds)
        states.append(call.state)
    pending, failed = InteractionState.PENDING, InteractionState.FAILED
    assert states == [pending, pending, failed]


async def test_a_user_install_works_where_the_bot_is_not(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    elsewhere = add_guild(stage.world, "Elsewhere", owner_id=stage.moderator.id)
    room = add_channel(stage.world, elsewhere.id, "room")
    add_member(stage.world, elsewhere.id, stage.member.id)
    seen: list[tuple[bool, bool, str]] = []

    @bot.tree.command(description="Anywhere")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def anywhere(interaction: discord.Interaction) -> None:
        context = interaction.context.to_array()
        by_guild, by_user = interaction.is_guild_integration(), interaction.is_user_integration()
        seen.append((by_guild, by_user, str(context)))
        await interaction.response.send_message("here")

    await run(bot)
    await bot.tree.sync()
    private = await stage.member.writer.open_dm(stage.moderator.id)
    with_bot = await stage.member.writer.open_dm()
    for place in (room.id, stage.channel(), int(private["id"]), int(with_bot["id"])):
        answer = await (await stage.member.invoker.slash(place, "anywhere")).answer()
        assert answer["content"] == "here"
        assert stage.member.viewer.messages(place)[-1]["id"] == answer["id"]
    assert seen == [
        (False, True, "[0]"),
        (True, True, "[0]"),
        (False, True, "[2]"),
        # In direct messages the server's share of the installation is "0", no server at all.
        (False, True, "[1]"),
    ]


async def test_a_server_command_is_not_offered_without_an_install(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    elsewhere = add_guild(stage.world, "Elsewhere", owner_id=stage.member.id)
    room = add_channel(stage.world, elsewhere.id, "room")
    with_hello(bot)
    await run(bot)
    await bot.tree.sync()
    assert stage.member.viewer.commands(room.id) == []
    assert [c["name"] for c in stage.member.viewer.commands(stage.channel())] == ["hello"]


async def test_a_command_for_servers_alone_is_not_offered_in_direct_messages(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    with_hello(bot)

    @bot.tree.command(description="Servers only")
    @app_commands.guild_only()
    async def local(interaction: discord.Interaction) -> None:
        """Never called here."""

    await run(bot)
    await bot.tree.sync()
    direct = await stage.member.writer.open_dm()
    assert [c["name"] for c in stage.member.viewer.commands(int(direct["id"]))] == ["hello"]
    assert {c["name"] for c in stage.member.viewer.commands(stage.channel())} == {"hello", "local"}
