"""The button that removes a document from a server's library, once somebody asked for that."""

from typing import Any

import discord

from bot.chat.buttons.lasting import LastingButton
from bot.chat.embeds import (
    ANOTHER_VERSION,
    SEEN_BY_NOBODY,
    library_embed,
    no_such_document,
    not_removed_embed,
    removal_embed,
)
from bot.chat.handling.admission import check_manager
from bot.chat.host import Host, at_once, host_of
from bot.chat.sending.delivery import Reply
from bot.languages import say
from bot.library import (
    Particulars,
    Scope,
    ShelvedDocument,
    document_meant,
    document_named,
    particulars,
)
from index import BriefingError

_DIGITS = 16  # of a digest: which revision was meant


class RemoveButton(
    LastingButton,
    template=rf"remove:(?P<name>[a-z0-9-]{{1,60}}):(?P<revision>[0-9a-f]{{{_DIGITS}}})",
):
    """Removes one revision of a document; whatever took its place meanwhile stays."""

    anywhere = True

    def __init__(self, name: str, revision: str) -> None:
        """Make the button.

        Args:
            name: Of the document.
            revision: How the digest of its bytes begins.
        """
        super().__init__(
            discord.ui.Button(
                label=say("Remove it for good"),
                style=discord.ButtonStyle.danger,
                custom_id=f"remove:{name}:{revision}",
            )
        )
        self.name, self.revision = name, revision

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Remove it, and show what there is then in the place of what was asked."""
        host = host_of(interaction)
        if not await check_manager(host, interaction):
            return
        await host.serve(
            interaction, lambda: self._removed(host, interaction), ephemeral=None, finding=at_once
        )

    def _removed(self, host: Host, interaction: discord.Interaction[Any]) -> Reply:
        shelves, guild = host.library.shelves, interaction.guild_id or 0
        nothing_to_press = discord.ui.View(timeout=None)
        public, by = host.library.public, interaction.user.id
        shelved = document_named(shelves, guild, self.name)
        if shelved and shelves.remove(guild, self.name, public, self.revision, by=by):
            left = library_reply(host, interaction, removed=shelved.filename)
            return Reply(left.embed, nothing_to_press)
        is_there = document_named(shelves, guild, self.name) is not None
        why = str(ANOTHER_VERSION) if is_there else no_such_document(self.name)
        return Reply(not_removed_embed(why), nothing_to_press)


def removal_reply(host: Host, guild: int, name: str) -> Reply:
    """Return what would be removed with a document, and the button that does it."""
    shelved = document_meant(host.library.shelves, guild, name)
    if shelved is None:
        return Reply(content=no_such_document(name))
    view = discord.ui.View(timeout=None)
    view.add_item(RemoveButton(shelved.name, shelved.sha256[:_DIGITS]))
    return Reply(removal_embed(_known(host, guild, shelved)), view)


def _known(host: Host, guild: int, shelved: ShelvedDocument) -> Particulars:
    """Return what there is to know of a document; of one that cannot be opened, its file."""
    try:
        known = particulars(host.library.shelves, guild, host.library.public)
    except BriefingError:
        return Particulars(shelved)
    read = known.get(shelved.name)
    return read if read and read.shelved == shelved else Particulars(shelved)


def library_reply(host: Host, interaction: discord.Interaction[Any], *, removed: str = "") -> Reply:
    """Return the list of a server's own documents, under what was `removed` of them just now."""
    shelves, guild = host.library.shelves, interaction.guild_id or 0
    documents = shelves.documents(guild)
    hidden = [one.name for one in documents if _is_hidden(one.scope, interaction.guild)]
    known = particulars(shelves, guild, host.library.public)
    faults = {name: one.fault for name, one in known.items() if one.fault}
    faults = dict.fromkeys(hidden, SEEN_BY_NOBODY) | faults
    return Reply(library_embed(documents, faults, removed))


def _is_hidden(scope: Scope, server: discord.Guild | None) -> bool:
    """Return whether all channels, or all roles, that may see a document are there no more.

    Where Discord has not told of a server, as in an outage, that is not known.
    """
    if server is None or server.unavailable:
        return False
    channels = filter(None, map(server.get_channel_or_thread, scope.channels))
    roles = filter(None, map(server.get_role, scope.roles))
    return (bool(scope.channels) and not any(channels)) or (bool(scope.roles) and not any(roles))
