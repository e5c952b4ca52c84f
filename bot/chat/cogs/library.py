"""A server's own documents, for those who manage it."""

from contextlib import suppress
from typing import Any, TypeAlias

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.app_commands.transformers import BaseChannelTransformer
from discord.ext import commands

from bot.chat.audience.server_choices import is_in_server, may_manage
from bot.chat.buttons import open_description
from bot.chat.embeds import MAX_CHOICE, MAX_CHOICES
from bot.chat.handling.admission import check_manager
from bot.chat.handling.first_looks import look_in_time
from bot.chat.host import ANYWHERE, Host
from bot.chat.replies import (
    EVERYTHING,
    SettingsChange,
    export_library,
    import_library,
    limits_nothing,
    list_events,
    list_jobs,
    list_library,
    open_scope,
    remove_document,
    set_scope,
    settle,
    show_document,
    show_gaps,
    take_description,
    take_in,
    take_scope,
)
from bot.languages import ENGLISH, languages, own_name_of
from bot.library import DatabaseAwayError, Scope, ShelvedDocument, documents_matching
from index import STYLES

_MANAGE = discord.Permissions(manage_guild=True)
# In servers that have the bot, and nowhere else. What is not said, the tree's own choice says.
_IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
_OF_SERVERS = app_commands.AppInstallationType(guild=True, user=False)


class _Answering(BaseChannelTransformer[discord.Client]):
    """Channels that the bot can answer in, as Discord's description of its API has them.

    discord.py offers media channels wherever it offers forums; the description knows none.
    """

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What may be chosen."""
        return [kind for kind in super().channel_types if kind is not discord.ChannelType.media]


_Channel: TypeAlias = app_commands.Transform[
    discord.TextChannel | discord.ForumChannel | discord.VoiceChannel,
    _Answering(discord.TextChannel, discord.ForumChannel, discord.VoiceChannel),
]
_RESETS = {
    EVERYTHING: locale_str("everything"),
    "channels": locale_str("the channels that are answered in"),
    "private_answers": locale_str("who sees answers"),
    "private_roles": locale_str("the role whose answers are seen by the asker alone"),
    "citation_style": locale_str("the citation style"),
    "cooldown_s": locale_str("the cooldown"),
    "operator_documents": locale_str("the operator's documents"),
    "manager_role": locale_str("the role that manages the library"),
    "gaps_channel": locale_str("the channel that is told of gaps"),
    "gaps_role": locale_str("the role that is told of gaps"),
    "new_channels": locale_str("the channels that new documents are for"),
    "new_roles": locale_str("the roles that new documents are for"),
    "opinions": locale_str("whether members are asked if an answer helped"),
    "threads": locale_str("where mentions are answered"),
    "language": locale_str("the language"),
}


def _choice(name: str | locale_str, value: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=name, value=value)


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(_MANAGE)
class ServerLibrary(
    commands.GroupCog,
    group_name="library",
    group_description=locale_str("This server's documents"),
    group_extras={ANYWHERE: True},
):
    """Adds, lists and removes documents, and says how the bot answers here."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host
        self._menu = app_commands.ContextMenu(
            name=locale_str("Add to the library"),
            callback=self.add_message_menu,
            extras={ANYWHERE: True},
            allowed_contexts=_IN_SERVERS,
            allowed_installs=_OF_SERVERS,
        )
        self._menu.add_check(self.interaction_check)
        self._menu.default_permissions = _MANAGE
        host.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self._host.tree.remove_command(self._menu.name, type=self._menu.type)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Return whether a command is of somebody who manages the library; else they are told."""
        return await check_manager(self._host, interaction)

    @app_commands.command(
        name="add", description=locale_str("Add documents, or new versions of them")
    )
    @app_commands.describe(
        file=locale_str("The document"),
        title=locale_str("Its title, where the document does not say it well"),
        channel=locale_str("Show it in this channel alone"),
        role=locale_str("Show it to this role alone, in private answers"),
        file2=locale_str("Another document"),
        file3=locale_str("Another document"),
        file4=locale_str("Another document"),
        file5=locale_str("Another document"),
    )
    async def add(  # noqa: PLR0913  # discord.py makes an option of each parameter
        self,
        interaction: discord.Interaction[Any],
        file: discord.Attachment,
        title: app_commands.Range[str, 1, 300] | None = None,
        channel: _Channel | None = None,
        role: discord.Role | None = None,
        file2: discord.Attachment | None = None,
        file3: discord.Attachment | None = None,
        file4: discord.Attachment | None = None,
        file5: discord.Attachment | None = None,
    ) -> None:
        """Take attachments in."""
        files = tuple(filter(None, (file, file2, file3, file4, file5)))
        stated = {"title": title} if title else {}
        scope = _scope(channel, role)
        if not await limits_nothing(self._host, interaction, scope):
            await take_in(self._host, interaction, files, stated, scope)

    async def add_message_menu(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Take in what is attached to a message."""
        await take_in(self._host, interaction, message.attachments, {}, None)

    @app_commands.command(
        name="replace", description=locale_str("Put another file in a document's place")
    )
    @app_commands.describe(
        document=locale_str("Its name, as /library list has it"),
        file=locale_str("The new version, of whatever name"),
    )
    async def replace(
        self, interaction: discord.Interaction[Any], document: str, file: discord.Attachment
    ) -> None:
        """Take an attachment in, in the place of a document."""
        await take_in(self._host, interaction, (file,), {}, None, instead_of=document)

    @app_commands.command(
        name="show", description=locale_str("All that there is to know of a document")
    )
    @app_commands.describe(document=locale_str("Its name, as /library list has it"))
    async def show(self, interaction: discord.Interaction[Any], document: str) -> None:
        """Tell what there is to know of a document."""
        await show_document(self._host, interaction, document)

    @app_commands.command(
        name="describe", description=locale_str("Say who wrote a document, and when")
    )
    @app_commands.describe(document=locale_str("Its name, as /library list has it"))
    async def describe(self, interaction: discord.Interaction[Any], document: str) -> None:
        """Open the form of a document's metadata."""
        await open_description(self._host, interaction, document)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Keep what was sent off with a form, also with one that was opened before a restart."""
        await take_description(interaction)
        await take_scope(interaction)

    @app_commands.command(
        name="export", description=locale_str("Everything that was added, as a file")
    )
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the library out."""
        await export_library(self._host, interaction)

    @app_commands.command(name="import", description=locale_str("Take an exported library back"))
    @app_commands.describe(file=locale_str("A file of /library export, of this server or another"))
    async def import_archive(
        self, interaction: discord.Interaction[Any], file: discord.Attachment
    ) -> None:
        """Take an archive in."""
        await import_library(self._host, interaction, file)

    @app_commands.command(name="list", description=locale_str("The documents of this server"))
    async def list_documents(self, interaction: discord.Interaction[Any]) -> None:
        """Name the server's own documents."""
        await list_library(self._host, interaction)

    @app_commands.command(
        name="jobs", description=locale_str("What waits, is being read, or failed")
    )
    async def list_jobs(self, interaction: discord.Interaction[Any]) -> None:
        """Name the documents that are being taken in, or could not be."""
        await list_jobs(self._host, interaction)

    @app_commands.command(
        name="remove", description=locale_str("Take a document out of every answer")
    )
    @app_commands.describe(document=locale_str("Its name, as /library list has it"))
    async def remove(self, interaction: discord.Interaction[Any], document: str) -> None:
        """Take a document out."""
        await remove_document(self._host, interaction, document)

    @app_commands.command(
        name="scope", description=locale_str("Say who may see a document, or all new ones")
    )
    @app_commands.describe(
        document=locale_str("Its name, as /library list has it; none: what is added from now on"),
        channel=locale_str("This channel alone; with neither a form opens for several"),
        role=locale_str("This role alone, in private answers; with neither a form opens"),
    )
    async def scope(
        self,
        interaction: discord.Interaction[Any],
        document: str | None = None,
        channel: _Channel | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Limit a document, or what is added from now on, to channels or roles."""
        scope = _scope(channel, role)
        if scope is None:
            await open_scope(self._host, interaction, document or "")
        elif not await limits_nothing(self._host, interaction, scope):
            await set_scope(self._host, interaction, document or "", lambda _: scope)

    @app_commands.command(
        name="settings", description=locale_str("How the bot answers in this server")
    )
    @app_commands.describe(
        answer_in=locale_str("Answer in this channel, and in others only if they are chosen, too"),
        not_in=locale_str("Answer in this channel no more"),
        answers=locale_str("Who sees answers to commands, unless the asker chooses"),
        private_role=locale_str("Answers to commands of its members are always seen by them alone"),
        style=locale_str("Citation style of members who chose none"),
        cooldown=locale_str("Least seconds between two questions of a member"),
        operator_documents=locale_str("Whether the operator's documents are asked here, too"),
        manager_role=locale_str("A role that manages the library besides Manage Server"),
        gaps_channel=locale_str("Where moderators are told of what the documents do not answer"),
        gaps_role=locale_str("Which role is mentioned there"),
        opinions=locale_str("Whether members are asked, by two buttons, if an answer helped"),
        mentions=locale_str("Where a question is answered that mentions the bot"),
        language=locale_str("In which the bot answers where everybody reads it"),
        reset=locale_str("What to put back as it was by default"),
    )
    @app_commands.choices(
        answers=[
            _choice(locale_str("everybody"), "no"),
            _choice(locale_str("the asker alone"), "yes"),
        ],
        style=[_choice(name, name) for name in STYLES],
        operator_documents=[
            _choice(locale_str("answered from, too"), "yes"),
            _choice(locale_str("not answered from"), "no"),
        ],
        opinions=[_choice(locale_str("asked"), "yes"), _choice(locale_str("not asked"), "no")],
        mentions=[
            _choice(locale_str("in a thread of its own"), "yes"),
            _choice(locale_str("where it stands"), "no"),
        ],
        language=[_choice(own_name_of(tag), tag) for tag in (ENGLISH, *languages())],
        reset=[_choice(words, name) for name, words in _RESETS.items()],
    )
    async def settings(  # noqa: PLR0913  # discord.py makes an option of each parameter
        self,
        interaction: discord.Interaction[Any],
        answer_in: _Channel | None = None,
        not_in: _Channel | None = None,
        answers: app_commands.Choice[str] | None = None,
        private_role: discord.Role | None = None,
        style: app_commands.Choice[str] | None = None,
        cooldown: app_commands.Range[int, 0, 3600] | None = None,
        operator_documents: app_commands.Choice[str] | None = None,
        manager_role: discord.Role | None = None,
        gaps_channel: discord.TextChannel | None = None,
        gaps_role: discord.Role | None = None,
        opinions: app_commands.Choice[str] | None = None,
        mentions: app_commands.Choice[str] | None = None,
        language: app_commands.Choice[str] | None = None,
        reset: app_commands.Choice[str] | None = None,
    ) -> None:
        """Show what is in force, after each thing was changed that is given."""
        given = {
            "private_answers": answers,
            "private_roles": private_role,
            "citation_style": style,
            "cooldown_s": cooldown,
            "operator_documents": operator_documents,
            "manager_role": manager_role,
            "gaps_channel": gaps_channel,
            "gaps_role": gaps_role,
            "opinions": opinions,
            "threads": mentions,
            "language": language,
        }
        change = SettingsChange(
            {name: _text(value) for name, value in given.items() if value is not None},
            frozenset(one.id for one in (answer_in,) if one),
            frozenset(one.id for one in (not_in,) if one),
            _text(reset) if reset else None,
        )
        await settle(self._host, interaction, change)

    @app_commands.command(
        name="gaps", description=locale_str("What was not answered, and what helped")
    )
    async def gaps(self, interaction: discord.Interaction[Any]) -> None:
        """Show how often moderators were told of a question, and what members found helpful."""
        await show_gaps(self._host, interaction)

    @app_commands.command(
        name="history", description=locale_str("What was changed here, when and by whom")
    )
    async def history(self, interaction: discord.Interaction[Any]) -> None:
        """Show who added, replaced and removed documents, and changed settings."""
        await list_events(self._host, interaction)

    @replace.autocomplete("document")
    @show.autocomplete("document")
    @describe.autocomplete("document")
    @remove.autocomplete("document")
    @scope.autocomplete("document")
    async def complete_document(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Return the documents that are called as what is typed, after they were sent."""
        library, guild = self._host.library, interaction.guild_id or 0
        documents: tuple[tuple[ShelvedDocument, str], ...] = ()
        if is_in_server(interaction) and may_manage(interaction):
            with suppress(DatabaseAwayError):
                documents = await look_in_time(
                    self._host, lambda: documents_matching(library.shelves, guild, typed)
                )
        choices = [_choice(_label(one, title), one.name) for one, title in documents[:MAX_CHOICES]]
        await self._host.delivery.suggest(interaction, choices)
        return choices


def _label(document: ShelvedDocument, title: str) -> str:
    """Return what a document is chosen by: its filename, and its title where that is another."""
    named = title if title and title != document.filename else document.name
    return f"{document.filename} · {named}"[:MAX_CHOICE]


def _text(value: app_commands.Choice[str] | discord.abc.Snowflake | int) -> str:
    """Return what a member gave as a text: a choice's value, the id of a role or channel."""
    match value:
        case app_commands.Choice():
            return value.value
        case int():
            return str(value)
        case _:
            return str(value.id)


def _scope(channel: discord.abc.Snowflake | None, role: discord.Role | None) -> Scope | None:
    """Return who may see a document; None where nothing is said of it."""
    if channel is None and role is None:
        return None
    return Scope(frozenset([channel.id] if channel else []), frozenset([role.id] if role else []))


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(ServerLibrary(host))
