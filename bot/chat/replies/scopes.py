"""Who may see a document, or what is added from now on: one channel and role, or a form of several.

Both are changed at once, so that nobody sees in between what is to go from one to the other.
"""

from collections.abc import Callable, Collection
from typing import Any, TypeAlias

import discord

from bot.chat.audience.server_choices import choices_of
from bot.chat.embeds import MAX_FORM_TITLE, NO_LIMIT, NOT_TO_CHANGE, no_such_document
from bot.chat.handling.first_looks import look_in_time
from bot.chat.host import Host, at_once, host_of
from bot.chat.incoming.form_fields import fields_of
from bot.chat.replies.server_settings import SettingsChange, settle
from bot.chat.replies.submitted import submitted
from bot.chat.replies.versions import show_card
from bot.chat.sending.delivery import Reply
from bot.languages import say
from bot.library import Scope, ShelvedDocument, Shelves, document_meant, document_named

_FORM = "scope:"
_CHANNELS, _ROLES = "channels", "roles"  # fields
_MOST = 25  # of each that a form holds; Discord's
# Where the bot answers, and whose threads it answers in.
_KINDS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
]
_Change: TypeAlias = Callable[[Scope], Scope]
"""Gives who may see something of who could until then."""
_Find: TypeAlias = Callable[[Shelves, int, str], ShelvedDocument | None]
"""Finds a document of a server."""


class _Default(discord.SelectDefaultValue):
    """A choice that is there already; its id is a text, as Discord describes it, and no number."""

    def to_dict(self) -> Any:  # noqa: ANN401  # discord.py's own dictionary
        """Return it as it is sent."""
        return {**super().to_dict(), "id": str(self.id)}


class ScopeForm(discord.ui.Modal):
    """Who may see something, to be chosen. What is chosen comes to `take_scope`."""

    def __init__(self, name: str, scope: Scope) -> None:
        """Make the form.

        Args:
            name: Of the document; "" for what is added from now on.
            scope: Who may see it now, as far as a form can hold that.
        """
        title = say("Who sees {document}", document=name) if name else say("Who sees new documents")
        super().__init__(title=title[:MAX_FORM_TITLE], custom_id=f"{_FORM}{name}", timeout=None)
        of_channel, of_role = (
            discord.SelectDefaultValueType.channel,
            discord.SelectDefaultValueType.role,
        )
        channels: discord.ui.ChannelSelect[ScopeForm] = discord.ui.ChannelSelect(
            custom_id=_CHANNELS,
            channel_types=_KINDS,
            placeholder=say("Every channel"),
            min_values=0,
            max_values=_MOST,
            required=False,
            default_values=[_Default(id=id_, type=of_channel) for id_ in sorted(scope.channels)],
        )
        roles: discord.ui.RoleSelect[ScopeForm] = discord.ui.RoleSelect(
            custom_id=_ROLES,
            placeholder=say("Everybody"),
            min_values=0,
            max_values=_MOST,
            required=False,
            default_values=[_Default(id=id_, type=of_role) for id_ in sorted(scope.roles)],
        )
        self.add_item(
            discord.ui.Label(
                text=say("Channels"),
                description=say("In these channels and their threads; none chosen: everywhere"),
                component=channels,
            )
        )
        self.add_item(
            discord.ui.Label(
                text=say("Roles"),
                description=say(
                    "Members with one of these, in private answers; none chosen: everybody"
                ),
                component=roles,
            )
        )


async def open_scope(host: Host, interaction: discord.Interaction[Any], name: str) -> None:
    """Open the form of who may see a document; "" for what is added from now on.

    Raises:
        DatabaseAwayError: What the server has cannot be read in time.
    """
    if not name:
        if not interaction.permissions.manage_guild:
            await host.delivery.whisper(interaction, Reply(content=str(NOT_TO_CHANGE)))
            return
        scope = choices_of(interaction).new_scope
    else:
        guild = interaction.guild_id or 0
        shelves = host.library.shelves
        shelved = await look_in_time(host, lambda: document_meant(shelves, guild, name))
        if shelved is None:
            await host.delivery.whisper(interaction, Reply(content=no_such_document(name)))
            return
        scope, name = shelved.scope, shelved.name
    form = ScopeForm(name, _in_form(scope, interaction.guild))
    await host.delivery.open_form(interaction, form)


async def set_scope(
    host: Host,
    interaction: discord.Interaction[Any],
    name: str,
    change: _Change,
    find: _Find = document_meant,
) -> None:
    """Say who may see a document; "" for what is added from now on.

    Args:
        host: What does it.
        interaction: The command or form, of a member who manages the library.
        name: Of the document.
        change: Makes the new scope of the present one.
        find: Finds the document by its name.
    """
    if not name:
        scope = change(choices_of(interaction).new_scope)
        texts = {"new_channels": _text(scope.channels), "new_roles": _text(scope.roles)}
        await settle(host, interaction, SettingsChange(texts))
        return
    shelves, guild = host.library.shelves, interaction.guild_id or 0

    def limit() -> Reply:
        shelved = find(shelves, guild, name)
        if shelved is None or not shelves.limit(
            guild, shelved.name, change(shelved.scope), by=interaction.user.id
        ):
            return Reply(content=no_such_document(name))
        return show_card(host, guild, shelved.name)

    await host.serve(interaction, limit, ephemeral=True, finding=at_once)


async def limits_nothing(
    host: Host, interaction: discord.Interaction[Any], scope: Scope | None
) -> bool:
    """Return whether a scope names the role that everybody has, and say so."""
    if scope is None or interaction.guild_id not in scope.roles:
        return False
    await host.delivery.whisper(interaction, Reply(content=str(NO_LIMIT)))
    return True


async def take_scope(interaction: discord.Interaction[Any]) -> None:
    """Do what was chosen in a form, also in one that was opened before a restart."""
    name = await submitted(interaction, _FORM)
    if name is None:
        return
    values = {str(one.get("custom_id")): one.get("values") or () for one in fields_of(interaction)}
    chosen = Scope(_ids(values.get(_CHANNELS, ())), _ids(values.get(_ROLES, ())))
    if await limits_nothing(host_of(interaction), interaction, chosen):
        return

    def change(before: Scope) -> Scope:
        shown, there = _in_form(before, interaction.guild), _there(before, interaction.guild)
        return Scope(
            chosen.channels | (there.channels - shown.channels),
            chosen.roles | (there.roles - shown.roles),
        )

    await set_scope(host_of(interaction), interaction, name, change, document_named)


def _in_form(scope: Scope, server: discord.Guild | None) -> Scope:
    """Return what a form shows of a scope: of what is there as many as it holds.

    The role that everybody has is not shown as chosen, and stays where it was.
    """
    there = _there(scope, server)
    roles = there.roles - {server.id if server else 0}
    return Scope(frozenset(sorted(there.channels)[:_MOST]), frozenset(sorted(roles)[:_MOST]))


def _there(scope: Scope, server: discord.Guild | None) -> Scope:
    """Return a scope without what was deleted; where Discord is away that is not known."""
    if server is None or server.unavailable:
        return scope
    channels = {id_ for id_ in scope.channels if server.get_channel(id_)}
    roles = {id_ for id_ in scope.roles if server.get_role(id_)}
    return Scope(frozenset(channels), frozenset(roles))


def _ids(values: Collection[str]) -> frozenset[int]:
    return frozenset(map(int, values))


def _text(ids: frozenset[int]) -> str:
    return ",".join(map(str, sorted(ids)))
