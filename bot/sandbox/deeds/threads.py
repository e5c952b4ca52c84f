"""Threads and direct messages opened, and everybody told."""

from dataclasses import replace

from bot.sandbox.deeds.channels import direct_channel
from bot.sandbox.deeds.payloads import channel_payload
from bot.sandbox.deeds.posting import put_message, update_message
from bot.sandbox.world import (
    ApiError,
    Audience,
    Channel,
    ChannelType,
    Event,
    Fault,
    Json,
    Message,
    MessageFlag,
    MessageType,
    Permission,
    Reference,
    World,
    check_thread_name,
)


def start_thread(
    world: World, parent: Channel, owner_id: int, body: Json, *, from_message: Message | None = None
) -> Channel:
    """Return a new thread of a channel, started from one of its messages or from none.

    Raises:
        ApiError: The channel is a thread or a direct message, or the message is ephemeral or has a
            thread already.
    """
    if parent.type is not ChannelType.TEXT:
        raise ApiError(Fault.WRONG_CHANNEL_TYPE)
    check_thread_name(body)
    kind = ChannelType(body.get("type") or ChannelType.PUBLIC_THREAD)
    if from_message is not None:
        kind = ChannelType.PUBLIC_THREAD
        if from_message.visible_to is not None:
            raise ApiError(Fault.UNKNOWN_MESSAGE)
        if from_message.thread_id is not None:
            raise ApiError(Fault.THREAD_EXISTS)
    private = kind is ChannelType.PRIVATE_THREAD
    needed = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
    world.require(owner_id, parent, needed)
    thread = Channel(
        # A thread that starts from a message has that message's id.
        world.ids.next() if from_message is None else from_message.id,
        kind,
        body["name"],
        parent.guild_id,
        parent_id=parent.id,
        owner_id=owner_id,
        members=frozenset({owner_id}),
        archive_minutes=body.get("auto_archive_duration") or 1440,
        created_s=world.clock.now_s(),
    )
    world.population.channels[thread.id] = thread
    tell_of_thread(world, "THREAD_CREATE", thread)
    _mark_parent(world, parent, thread, from_message)
    return thread


def _mark_parent(world: World, parent: Channel, thread: Channel, source: Message | None) -> None:
    # The parent shows where the thread starts: at its message, or by a line of its own.
    if thread.type is ChannelType.PRIVATE_THREAD or thread.owner_id is None:
        return
    if source is not None:
        flags = source.flags | MessageFlag.HAS_THREAD
        update_message(world, replace(source, thread_id=thread.id, flags=flags))
    line = Message(
        world.ids.next(),
        parent.id if source is None else thread.id,
        thread.owner_id,
        world.clock.now_s(),
        MessageType.THREAD_CREATED if source is None else MessageType.THREAD_STARTER,
        content=thread.name if source is None else "",
        reference=Reference(thread.id, parent.id, parent.guild_id),
    )
    put_message(world, line)


def tell_of_thread(world: World, name: str, thread: Channel) -> None:
    """Tell everybody who may see a thread what became of it."""
    data = channel_payload(world, thread, viewer_id=world.application.bot_id)
    if name == "THREAD_CREATE":
        data["newly_created"] = True
    if name == "THREAD_DELETE":
        data = {key: data[key] for key in ("id", "guild_id", "parent_id", "type")}
    world.events.publish(
        Event(name, data, Audience.ALL, guild_id=thread.guild_id, channel_id=thread.id)
    )


def forget_channel(world: World, channel: Channel) -> None:
    """Have a channel be there no more, nor its messages."""
    for message in tuple(world.messages.newest_first(channel.id)):
        world.messages.remove(message)
    del world.population.channels[channel.id]


def open_direct(world: World, from_id: int, to_id: int) -> Channel:
    """Return the direct messages of two users; each human is told where they were opened."""
    world.user(to_id)
    channel, opened = direct_channel(world, from_id, to_id)
    for user_id in channel.recipients if opened else ():
        # Bots are not told: https://discord.com/developers/docs/change-log, API v8.
        data = channel_payload(world, channel, viewer_id=user_id)
        event = Event(
            "CHANNEL_CREATE", data, Audience.PEOPLE, channel_id=channel.id, only_to=user_id
        )
        world.events.publish(event)
    return channel
