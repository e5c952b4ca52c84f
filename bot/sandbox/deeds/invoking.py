"""A member does something to the bot: the interaction that Discord sends, and its first seconds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.sandbox.deeds.message_payloads import message_payload
from bot.sandbox.deeds.payloads import channel_payload, full_member_payload, user_payload
from bot.sandbox.world import (
    ACKNOWLEDGE_S,
    MAX_FILE_BYTES,
    Audience,
    Channel,
    ChannelType,
    Context,
    Event,
    Install,
    InteractionState,
    InteractionType,
    Json,
    Message,
    Origin,
    Permission,
    StoredInteraction,
    World,
    new_token,
)


@dataclass(frozen=True, slots=True)
class MemberDeed:
    """What a member did.

    Args:
        user_id: Who did it.
        channel: Where.
        type: What kind of deed it is.
        data: What the bot is told of it.
        owners: Its `authorizing_integration_owners`.
        message: Components: whose; modals: of the component that opened it.
        nonce: Comes back in the events of the interaction.
    """

    user_id: int
    channel: Channel
    type: InteractionType
    data: Json
    owners: Json
    message: Message | None = None
    nonce: str | None = None


def context_of(world: World, channel: Channel) -> Context:
    """Return in which of Discord's three contexts a channel lies."""
    if channel.guild_id is not None:
        return Context.GUILD
    bot_there = world.application.bot_id in channel.recipients
    return Context.BOT_DM if bot_there else Context.PRIVATE_CHANNEL


def integration_owners(
    world: World, user_id: int, channel: Channel, types: Collection[int]
) -> Json:
    """Return through whose installation a command of these integration types is usable here.

    Returns:
        Discord's `authorizing_integration_owners`; empty where it is not usable.
    """
    owners: Json = {}
    app = world.application
    context = context_of(world, channel)
    if Install.GUILD in types:
        if channel.guild_id is not None and world.is_member(channel.guild_id, app.bot_id):
            owners[str(int(Install.GUILD))] = str(channel.guild_id)
        elif context is Context.BOT_DM:
            owners[str(int(Install.GUILD))] = "0"
    if Install.USER in types and user_id in app.user_installs:
        owners[str(int(Install.USER))] = str(user_id)
    return owners


def usable_commands(world: World, user_id: int, channel: Channel) -> list[Json]:
    """Return the commands that a member may use in a channel, as registered."""
    held = world.permissions(user_id, channel)
    if not held & Permission.USE_APPLICATION_COMMANDS:
        return []
    return [
        command
        for command in world.commands.visible(channel.guild_id)
        if _permits(command, channel, held)
        and integration_owners(world, user_id, channel, _types_here(world, command, channel))
    ]


def _permits(command: Json, channel: Channel, held: Permission) -> bool:
    needed = command.get("default_member_permissions")
    if channel.guild_id is None or needed is None or held & Permission.ADMINISTRATOR:
        return True
    # 0 means: administrators alone.
    return int(needed) != 0 and not int(needed) & ~int(held)


def _types_here(world: World, command: Json, channel: Channel) -> Collection[int]:
    """Return the integration types through which a command is offered in a channel."""
    if "guild_id" in command:
        return [Install.GUILD]
    types: list[int] = command["integration_types"]
    return types if context_of(world, channel) in command["contexts"] else []


def begin_interaction(
    world: World, deed: MemberDeed, *, triggered_by: Origin | None = None
) -> StoredInteraction:
    """Return a new interaction after the bot was told of it; its three seconds run.

    Args:
        world: Where.
        deed: What the member did.
        triggered_by: Modals: the interaction that opened it.
    """
    payload = _payload(world, deed)
    interaction = StoredInteraction(payload, deed.user_id, created_s=world.clock.now_s())
    interaction.nonce = deed.nonce
    interaction.triggered_by = triggered_by
    world.interactions.put(interaction)
    interaction.deadline = world.clock.call_later(
        ACKNOWLEDGE_S, lambda: fail_interaction(world, interaction)
    )
    tell_of_interaction(world, "INTERACTION_CREATE", interaction)
    world.events.publish(
        Event(
            "INTERACTION_CREATE",
            payload,
            Audience.BOT,
            guild_id=deed.channel.guild_id,
            channel_id=deed.channel.id,
        )
    )
    return interaction


def fail_interaction(world: World, interaction: StoredInteraction) -> None:
    """Give an interaction up: the bot did not answer in time."""
    interaction.move(InteractionState.FAILED)
    tell_of_interaction(world, "INTERACTION_FAILURE", interaction)


def tell_of_interaction(
    world: World, name: str, interaction: StoredInteraction, more: Mapping[str, object] = {}
) -> None:
    """Tell the member who did something how it goes on."""
    data: Json = {"id": str(interaction.id), "nonce": interaction.nonce, **more}
    world.events.publish(
        Event(
            name,
            data,
            Audience.PEOPLE,
            channel_id=interaction.channel_id,
            only_to=interaction.user_id,
        )
    )


def _payload(world: World, deed: MemberDeed) -> Json:
    app, channel = world.application, deed.channel
    held = world.permissions(deed.user_id, channel)
    shown_channel = channel_payload(world, channel, viewer_id=app.bot_id)
    payload: Json = {
        "id": str(world.ids.next()),
        "application_id": str(app.id),
        "type": int(deed.type),
        "token": new_token(),
        "version": 1,
        "data": deed.data,
        "channel_id": str(channel.id),
        "channel": shown_channel | {"permissions": str(int(held))},
        "locale": world.locale(deed.user_id),
        "entitlements": [],
        "authorizing_integration_owners": deed.owners,
        "context": int(context_of(world, channel)),
        "attachment_size_limit": MAX_FILE_BYTES,
        "app_permissions": str(int(_app_permissions(world, channel, deed.user_id))),
    }
    if deed.message is not None:
        payload["message"] = message_payload(world, deed.message, viewer_id=app.bot_id)
    return payload | _who(world, deed, held)


def _who(world: World, deed: MemberDeed, held: Permission) -> Json:
    guild_id = deed.channel.guild_id
    if guild_id is None:
        return {"user": user_payload(world.user(deed.user_id))}
    guild = world.guild(guild_id)
    member = full_member_payload(world, world.member(guild_id, deed.user_id))
    return {
        "guild_id": str(guild_id),
        "guild": {"id": str(guild_id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": member | {"permissions": str(int(held))},
    }


def _app_permissions(world: World, channel: Channel, user_id: int) -> Permission:
    bot_id = world.application.bot_id
    at_home = channel.guild_id is not None and world.is_member(channel.guild_id, bot_id)
    if at_home or (channel.type is ChannelType.DM and bot_id in channel.recipients):
        return world.permissions(bot_id, channel)
    # Installed for a user alone, the application may do what the user may do.
    return world.permissions(user_id, channel)
