"""The form of what is known of a document, and the button that opens it."""

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import discord

from bot.chat.buttons.lasting import LastingButton
from bot.chat.embeds import MAX_FORM_TITLE, cut, kept_words, no_such_document, not_described
from bot.chat.handling.admission import check_manager
from bot.chat.handling.first_looks import look_in_time
from bot.chat.handling.words_back import given_back
from bot.chat.host import Host, host_of
from bot.chat.sending.delivery import Reply
from bot.languages import Sentence, in_every_language, say
from bot.library import Particulars, ShelvedDocument, document_meant, particulars
from index import Metadata

DESCRIPTION_FORM = "describe:"  # how its custom_id begins
READ_WITHIN_S = 1.2  # for all that is read of the document: a form has to be open within 3 s
_LONGEST = 300  # characters of a field
DESCRIBED = {
    "title": Sentence("Title"),
    "author": Sentence("Authors (Family, Given; Family, Given)"),
    "issued": Sentence("Date (2018-09-11, 2018-09 or 2018)"),
    "container-title": Sentence("Published in"),
    "URL": Sentence("Address (https://…)"),
}  # five, which is as many as a form may have
_SHOWN = 5  # buttons: a row of them
_LONGEST_NAME = 60  # characters of a name on a button


class DescriptionForm(discord.ui.Modal):
    """What is known of a document, to be corrected. What is typed comes to `take_description`."""

    def __init__(
        self, name: str, known: Mapping[str, str], typed: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Make the form of a document, which is known by its custom_id.

        Args:
            name: Of the document.
            known: What is known of it, with which the fields are filled.
            typed: What was typed into some of them before, which stands there instead.
        """
        title = say("Describe {document}", document=name)[:MAX_FORM_TITLE]
        super().__init__(title=title, custom_id=f"{DESCRIPTION_FORM}{name}", timeout=None)
        shown = {**known, **typed}
        for key, label in DESCRIBED.items():
            field: discord.ui.TextInput[DescriptionForm] = discord.ui.TextInput(
                label=str(label),
                custom_id=f"{key}:{mark_of(known.get(key, ''))}",
                default=in_form(shown.get(key, "")) or None,
                required=False,
                max_length=_LONGEST,
            )
            self.add_item(field)


def in_form(value: str) -> str:
    """Return a value as it stands in the form: on one line, and cut where it is too long.

    What comes back like that was left as it is.
    """
    return " ".join(" ".join(value.split())[:_LONGEST].split())


def mark_of(value: str) -> str:
    """Return by what a field knows again what it showed: whoever left that as it was chose nothing.

    What the document is known by may be another thing when the form is sent off.
    """
    return hashlib.blake2b(in_form(value).encode(), digest_size=8).hexdigest()


async def open_description(
    host: Host,
    interaction: discord.Interaction[Any],
    name: str,
    typed: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Open the form of a document: see `DescriptionForm`.

    Raises:
        DatabaseAwayError: What the server has cannot be read in time.
    """
    library, guild = host.library, interaction.guild_id or 0
    began_s = host.delivery.age_s(interaction)
    shelved = await look_in_time(host, lambda: document_meant(library.shelves, guild, name))
    if shelved is None:
        await host.delivery.whisper(interaction, Reply(content=no_such_document(name)))
        return
    reading = library.manage(lambda: particulars(library.shelves, guild, library.public))
    left_s = READ_WITHIN_S - (host.delivery.age_s(interaction) - began_s)
    read = await host.delivery.in_time(left_s, reading) or {}
    values = known_values(read[shelved.name]) if shelved.name in read else shelved.stated
    await host.delivery.open_form(interaction, DescriptionForm(shelved.name, values, typed))


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


class DescribeButton(LastingButton, template=r"describe:(?P<name>[a-z0-9-]{1,60})"):
    """Opens the form of a document, filled with what is known of it."""

    anywhere = True

    def __init__(self, name: str, filename: str = "") -> None:
        """Make the button.

        Args:
            name: Of the document.
            filename: Of its file, where there are several buttons; "" where it is the only one.
        """
        shown = cut(filename, _LONGEST_NAME)
        super().__init__(
            discord.ui.Button(
                label=say("Describe {document}", document=shown) if filename else say("Describe"),
                style=discord.ButtonStyle.secondary,
                custom_id=f"describe:{name}",
            )
        )
        self.name = name

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        host = host_of(interaction)
        if not await check_manager(host, interaction):
            return
        await open_description(host, interaction, self.name)


class CorrectButton(LastingButton, template=r"correct:(?P<name>[a-z0-9-]{1,60})"):
    """Opens the form of a document again, with what the message keeps that it stands under."""

    anywhere = True

    def __init__(self, name: str) -> None:
        """Make the button; `name` is the document's."""
        super().__init__(
            discord.ui.Button(
                label=say("Correct it"),
                style=discord.ButtonStyle.primary,
                custom_id=f"correct:{name}",
            )
        )
        self.name = name

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        host = host_of(interaction)
        if not await check_manager(host, interaction):
            return
        words = kept_words(interaction.message) if interaction.message else ""
        await open_description(host, interaction, self.name, _typed_in(words))


def not_described_reply(name: str, typed: Mapping[str, str], why: Sentence) -> Reply:
    """Return why what was typed of a document is not kept, with that, and a button to correct it.

    Args:
        name: Of the document.
        typed: That, by the fields of the form.
        why: Its words say nothing of a file.
    """
    view = discord.ui.View(timeout=None)
    view.add_item(CorrectButton(name))
    lines = [f"{DESCRIBED[key]}: {value}" for key, value in typed.items()]
    return given_back("\n".join(lines), not_described(why), view)


def _typed_in(words: str) -> dict[str, str]:
    """Return what was typed into fields, of lines as `not_described_reply` has them."""
    labels = {
        f"{said}:": key
        for key, label in DESCRIBED.items()
        for said in in_every_language(label.__str__)
    }
    return {
        key: line.removeprefix(label).strip()
        for line in words.splitlines()
        for label, key in labels.items()
        if line.startswith(label)
    }


def description_view(documents: Sequence[ShelvedDocument]) -> discord.ui.View | None:
    """Return the buttons for the first of some documents; None where there are none."""
    if not documents:
        return None
    view = discord.ui.View(timeout=None)
    for one in documents[:_SHOWN]:
        view.add_item(DescribeButton(one.name, one.filename if len(documents) > 1 else ""))
    return view
