"""The form in which what is known of a document is filled in, and corrected."""

import logging
from collections.abc import Mapping
from typing import Any

import discord

from bot.chat.delivery import Reply
from bot.chat.embeds import (
    card_embed,
    no_such_document,
    not_described,
)
from bot.chat.host import Host, host_of
from bot.chat.replies.coming import Coming, follow
from bot.chat.replies.submitted import fields_of, submitted
from bot.languages import Sentence, say
from bot.library import JobRequest, Particulars, particulars
from index import Metadata

_FORM = "describe:"
_WAIT_S = 1.2  # for what is read of the document: a form has to be open within 3 s
_LONGEST = 300  # characters of a field
_LONGEST_TITLE = 45  # of a form, in characters; Discord's
_LABELS = {
    "title": Sentence("Title"),
    "author": Sentence("Authors (Family, Given; Family, Given)"),
    "issued": Sentence("Date (2018-09-11, 2018-09 or 2018)"),
    "container-title": Sentence("Published in"),
    "URL": Sentence("Address (https://…)"),
}  # five, which is as many as a form may have

_log = logging.getLogger(__name__)


class DescriptionForm(discord.ui.Modal):
    """What is known of a document, to be corrected. What is typed comes to `take_description`."""

    def __init__(self, name: str, known: Mapping[str, str]) -> None:
        """Make the form of a document, filled with what is known; it is known by its custom_id."""
        title = say("Describe {document}", document=name)[:_LONGEST_TITLE]
        super().__init__(title=title, custom_id=f"{_FORM}{name}", timeout=None)
        for key, label in _LABELS.items():
            field: discord.ui.TextInput[DescriptionForm] = discord.ui.TextInput(
                label=str(label),
                custom_id=key,
                default=_in_form(known.get(key, "")) or None,
                required=False,
                max_length=_LONGEST,
            )
            self.add_item(field)


def _in_form(value: str) -> str:
    """Return a value as it stands in the form: on one line, and cut where it is too long.

    What comes back like that was left as it is.
    """
    return " ".join(" ".join(value.split())[:_LONGEST].split())


async def open_description(host: Host, interaction: discord.Interaction[Any], name: str) -> None:
    """Open the form of a document, filled with what is known of it."""
    library, guild = host.library, interaction.guild_id or 0
    documents = await library.render(lambda: library.shelves.documents(guild))
    shelved = next((one for one in documents if one.name == name), None)
    if shelved is None:
        await host.delivery.whisper(interaction, Reply(content=no_such_document(name)))
        return
    reading = library.render(lambda: particulars(library.shelves, guild, library.public))
    read = await host.delivery.in_time(_WAIT_S, reading) or {}
    values = known_values(read[name]) if name in read else shelved.stated
    await host.delivery.open_form(interaction, DescriptionForm(name, values))


def known_values(known: Particulars) -> dict[str, str]:
    """Return what is known of a document, by the fields of the form."""
    if known.document is None:
        return known.shelved.stated
    metadata: Metadata = known.document.metadata
    authors = (
        f"{one.family}, {one.given}" if one.family and one.given else one.display
        for one in metadata.author
    )
    return {
        "title": metadata.title,
        "author": "; ".join(authors),
        "issued": "-".join(f"{part:02}" for part in metadata.issued),
        "container-title": metadata.container_title or "",
        "URL": metadata.url or "",
    }


async def take_description(interaction: discord.Interaction[Any]) -> None:
    """Keep what was typed into a form, also into one that was opened before a restart."""
    name = await submitted(interaction, _FORM)
    if name is None:
        return
    host, typed = host_of(interaction), _typed(fields_of(interaction))
    coming = Coming.of(host, interaction, lambda coming: _described(coming, name, typed))
    await follow(
        coming, interaction, lambda: host.library.render(lambda: _state(coming, name, typed))
    )


def _typed(fields: list[dict[str, Any]]) -> dict[str, str]:
    """Return what stands in the fields of a form."""
    return {
        str(field["custom_id"]): " ".join(str(field.get("value") or "").split())
        for field in fields
        if field.get("custom_id") in _LABELS
    }


def _state(coming: Coming, name: str, typed: Mapping[str, str]) -> None:
    """Have what was typed of a document, and differs from what is known, wait for a worker."""
    shelves, guild = coming.host.library.shelves, coming.guild
    known = particulars(shelves, guild, coming.host.library.public).get(name)
    if known is None:
        return
    before = known_values(known)
    stated = {key: value for key, value in typed.items() if value != _in_form(before.get(key, ""))}
    if stated:
        request = JobRequest.of_description(known.shelved, stated)
        coming.submit(
            request.filename, lambda: shelves.jobs.request(guild, request, coming.channel)
        )


def _described(coming: Coming, name: str, typed: Mapping[str, str]) -> Reply:
    """Return what is known of a document now, or why what was typed is not kept, and that."""
    for why in coming.in_vain.values():
        lines = [f"{_LABELS[key]}: {value}" for key, value in typed.items() if value]
        return Reply(content=not_described(why, "\n".join(lines)))
    library = coming.host.library
    known = particulars(library.shelves, coming.guild, library.public).get(name)
    return Reply(card_embed(known)) if known else Reply(content=no_such_document(name))
