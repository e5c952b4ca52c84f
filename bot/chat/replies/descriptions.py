"""What was typed into the form of a document is kept, or said why it is not."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord

from bot.chat.buttons import (
    DESCRIBED,
    DESCRIPTION_FORM,
    in_form,
    known_values,
    mark_of,
    not_described_reply,
)
from bot.chat.embeds import NO_DATE, card_embed, no_such_document
from bot.chat.host import at_once, host_of
from bot.chat.incoming.form_fields import fields_of
from bot.chat.replies.coming import Coming, follow
from bot.chat.replies.submitted import submitted
from bot.chat.sending.delivery import Reply
from bot.library import JobRequest, particulars
from index import states_date


async def take_description(interaction: discord.Interaction[Any]) -> None:
    """Keep what was typed into a form, also into one that was opened before a restart."""
    name = await submitted(interaction, DESCRIPTION_FORM)
    if name is None:
        return
    host, typed = host_of(interaction), _typed(fields_of(interaction))
    if typed.get("issued") and not states_date(typed["issued"]):
        await host.serve(
            interaction,
            lambda: not_described_reply(name, typed, NO_DATE),
            ephemeral=True,
            finding=at_once,
        )
        return
    coming = Coming.of(host, interaction, lambda coming: _described(coming, name, typed))

    async def bring() -> None:
        await host.library.opened(coming.guild)  # what differs from it is to be known
        await host.library.manage(lambda: _state(coming, name, typed))

    await follow(coming, interaction, bring)


def _typed(fields: list[dict[str, Any]]) -> dict[str, str]:
    """Return what was typed into the fields of a form; what they showed was not.

    Those of a form of an earlier version do not say what they showed.
    """
    typed: dict[str, str] = {}
    for field in fields:
        key, _, shown = str(field.get("custom_id")).partition(":")
        value = " ".join(str(field.get("value") or "").split())
        if key in DESCRIBED and mark_of(value) != shown:
            typed[key] = value
    return typed


def _state(coming: Coming, name: str, typed: Mapping[str, str]) -> None:
    """Have what was typed of a document, and differs from what is known, wait for a worker."""
    shelves, guild = coming.host.library.shelves, coming.guild
    known = particulars(shelves, guild, coming.host.library.public).get(name)
    if known is None:
        return
    before = known_values(known)
    stated = {key: value for key, value in typed.items() if value != in_form(before.get(key, ""))}
    if stated:
        request = replace(JobRequest.of_description(known.shelved, stated), member=coming.member)
        coming.submit(
            request.filename, lambda: shelves.jobs.request(guild, request, coming.channel)
        )


def _described(coming: Coming, name: str, typed: Mapping[str, str]) -> Reply:
    """Return what is known of a document now, or why what was typed is not kept, and that."""
    for why in coming.in_vain.values():
        return not_described_reply(name, typed, why)
    library = coming.host.library
    known = particulars(library.shelves, coming.guild, library.public).get(name)
    return Reply(card_embed(known)) if known else Reply(content=no_such_document(name))
