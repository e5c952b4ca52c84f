"""What a server chose: shown, and changed by those who manage it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.chat.audience.readerships import readership_of
from bot.chat.audience.server_choices import choices_of, keep_choices
from bot.chat.embeds import (
    EVERY_CHANNEL,
    NO_THREADS,
    NOT_EVERYBODY,
    NOT_TO_CHANGE,
    ONLY_CHANNEL,
    channel_closed,
    channel_gone,
    everybody_not_notified,
    gaps_embed,
    gaps_seen_by_everybody,
    role_gone,
    role_not_notified,
    settings_embed,
)
from bot.chat.host import Host, at_once
from bot.chat.sending.channel_rights import missing_in
from bot.chat.sending.delivery import Reply
from bot.library import (
    DEFAULT,
    Scope,
    ServerSettings,
    lines_in_force,
    opinions_told,
)
from index import SettingsError

EVERYTHING = "everything"  # of what is put back


class NoChannelLeftError(SettingsError):
    """A change that would leave no channel to be answered in; the words are for who wants it."""


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """What is to be changed of a server's settings.

    Args:
        texts: New values by the name of the setting, as texts.
        more: Ids of channels that are answered in from now on.
        less: Ids of channels that are not any more.
        reset: The setting that is put back first, or `EVERYTHING`.
    """

    texts: Mapping[str, str]
    more: frozenset[int] = frozenset()
    less: frozenset[int] = frozenset()
    reset: str | None = None

    def __bool__(self) -> bool:
        """Return whether anything is to be changed."""
        return bool(self.texts or self.more or self.less or self.reset)

    @property
    def names(self) -> frozenset[str]:
        """The names of the settings that are changed; `EVERYTHING` for all."""
        names = {*self.texts, *((self.reset,) if self.reset else ())}
        return frozenset(names | ({"channels"} if self.more or self.less else set()))

    def made(self, chosen: ServerSettings) -> ServerSettings:
        """Return choices after the change.

        Raises:
            NoChannelLeftError: None would be left that one is answered in.
            SettingsError: They are none.
        """
        if self.reset == EVERYTHING:
            chosen = ServerSettings()
        elif self.reset:
            chosen = chosen.changed(self.reset, DEFAULT)
        for name, text in self.texts.items():
            chosen = chosen.changed(name, text)
        channels = chosen.channels - self.less | self.more
        if self.less and not channels:
            # Where none is chosen, every channel is answered in: more than before, not less.
            raise NoChannelLeftError(str(ONLY_CHANNEL if chosen.channels else EVERY_CHANNEL))
        return replace(chosen, channels=channels)


async def settle(host: Host, interaction: discord.Interaction[Any], change: SettingsChange) -> None:
    """Show what is in force in a server, changed first where that is asked for.

    Args:
        host: What does it.
        interaction: The command, of a member who manages the library.
        change: What is to be changed; anything needs the permission Manage Server.
    """
    if change and not interaction.permissions.manage_guild:
        await host.delivery.whisper(interaction, Reply(content=str(NOT_TO_CHANGE)))
        return
    if change.texts.get("manager_role") == str(interaction.guild_id):
        await host.delivery.whisper(interaction, Reply(content=str(NOT_EVERYBODY)))
        return

    def reply() -> Reply:
        if change:
            servers, guild = host.library.shelves.servers, interaction.guild_id or 0
            try:
                chosen = servers.change(guild, change.made)
                keep_choices(interaction, chosen)
                noted = chosen.noted(change.names, interaction.user.id)
                host.library.shelves.events.note(guild, noted)
            except NoChannelLeftError as error:
                return Reply(content=str(error))
        return _card(host, interaction)

    await host.serve(interaction, reply, ephemeral=True, finding=at_once)


def _card(host: Host, interaction: discord.Interaction[Any]) -> Reply:
    chosen = choices_of(interaction).checked()
    lines = lines_in_force(chosen, host.config, "<#{}>".format, "<@&{}>".format)
    faults = list(_faults(interaction, chosen))
    return Reply(settings_embed(lines, faults, with_role=chosen.manager_role is not None))


def _faults(interaction: discord.Interaction[Any], chosen: ServerSettings) -> Iterator[str]:
    """Yield what does not work with the channels that were chosen.

    Yields:
        A sentence each.
    """
    guild, told = interaction.guild, chosen.gaps_channel
    if guild is None:
        return
    for id_ in sorted(chosen.channels | ({told} if told else set())):
        yield from _closed(guild, id_, chosen)
    everywhere = chosen.threads and not chosen.channels
    held = guild.me.guild_permissions
    if everywhere and not (held.create_public_threads and held.send_messages_in_threads):
        yield str(NO_THREADS)
    yield from _gone(
        guild, replace(chosen.new_scope, roles=chosen.new_roles | chosen.private_roles)
    )
    if told:
        yield from _of_gaps(guild, told, chosen.gaps_role)


def _closed(guild: discord.Guild, id_: int, chosen: ServerSettings) -> Iterator[str]:
    """Yield why the bot cannot do in a channel what it was chosen for, if it cannot.

    Yields:
        One sentence.
    """
    channel = guild.get_channel_or_thread(id_)
    if channel is None:
        yield channel_gone(f"<#{id_}>")
        return
    has_threads = id_ in chosen.channels and isinstance(channel, discord.TextChannel)
    threads, embeds = chosen.threads and has_threads, id_ != chosen.gaps_channel
    if missing := missing_in(channel, guild.me, embeds=embeds, threads=threads):
        yield channel_closed(channel.mention, missing)


def _gone(guild: discord.Guild, scope: Scope) -> Iterator[str]:
    """Yield which channels and roles are there no more.

    Yields:
        A sentence each.
    """
    for id_ in sorted(scope.channels):
        if guild.get_channel_or_thread(id_) is None:
            yield channel_gone(f"<#{id_}>")
    for id_ in sorted(scope.roles):
        if guild.get_role(id_) is None:
            yield role_gone(f"<@&{id_}>")


def _of_gaps(guild: discord.Guild, told: int, role: int | None) -> Iterator[str]:
    """Yield what is to be known of where moderators are told of gaps.

    Args:
        guild: The server.
        told: Id of the channel.
        role: Id of the role that is mentioned there; None for none.

    Yields:
        A sentence each.
    """
    channel = guild.get_channel(told)
    if channel and channel.permissions_for(guild.default_role).view_channel:
        yield gaps_seen_by_everybody(channel.mention)
    if role:
        yield from _not_notified(guild, role, told)


def _not_notified(guild: discord.Guild, id_: int, told: int) -> Iterator[str]:
    """Yield why a role is not notified of gaps in a channel, if it is not.

    Yields:
        One sentence.
    """
    role, channel = guild.get_role(id_), guild.get_channel(told)
    if role is None:
        yield role_gone(f"<@&{id_}>")
    elif role.is_default():
        yield everybody_not_notified(role.mention)
    elif channel and not (role.mentionable or channel.permissions_for(guild.me).mention_everyone):
        yield role_not_notified(role.mention)


async def show_gaps(host: Host, interaction: discord.Interaction[Any]) -> None:
    """Say how many questions the moderators were told of, and what members found helpful."""
    chosen = choices_of(interaction)

    def reply() -> Reply:
        shelves, public = host.library.shelves, host.library.public
        readership = readership_of(interaction, host.config, private=True)
        opinions = opinions_told(shelves, readership, public)
        gaps = shelves.servers.gaps(readership.guild or 0)
        return Reply(gaps_embed(gaps, opinions, chosen.checked()))

    await host.serve(interaction, reply, ephemeral=True, finding=at_once)
