"""Buttons under a brief: questions to ask next, exports, pictures; all outlive a restart."""

import io
import re
from dataclasses import replace
from itertools import groupby
from typing import Any

import discord

from bot.chat.audience.readerships import readership_of
from bot.chat.audience.server_choices import choices_of
from bot.chat.buttons.answer_buttons import add_delete
from bot.chat.buttons.brief_pages import BriefRestButton, BriefTurnButton, add_rest
from bot.chat.buttons.lasting import LastingButton
from bot.chat.embeds import (
    MAX_ALT,
    MAX_CUSTOM_ID,
    MAX_DESCRIPTION,
    MAX_LABEL,
    NO_BRIEF_NOW,
    check_quotes,
    code_block,
    cut,
)
from bot.chat.host import host_of
from bot.chat.sending.delivery import Reply
from bot.languages import Sentence, say
from bot.phrases import export_words
from index import (
    Brief,
    Collection,
    Style,
    section_map_png,
    section_map_text,
    timeline_png,
    timeline_text,
    to_html,
    to_markdown,
)

_FORMATS = {
    "md": Sentence("Markdown"),
    "html": Sentence("Page to print"),
    "png": Sentence("Pictures"),
}
_LONGEST_TOPIC = MAX_CUSTOM_ID - len("export:html:")
_MAPS = 9  # beside a timeline; a message takes ten files
_QUESTIONS = 3  # offered: more would push the points out of a phone's sight
_LONGEST_QUESTION = min(MAX_LABEL, MAX_CUSTOM_ID - len("again:"))


class AskButton(LastingButton, template=r"again:(?P<question>(?s:.+))"):
    """Asks a question that the documents are known to answer."""

    def __init__(self, question: str) -> None:
        """Make the button of a question."""
        super().__init__(
            discord.ui.Button(
                label=question[:MAX_LABEL],
                style=discord.ButtonStyle.primary,
                custom_id=f"again:{question}",
            )
        )
        self.question = question

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the question, to the presser alone."""
        await host_of(interaction).answer(interaction, self.question, _nothing, private=True)


async def _nothing() -> list[str]:
    return []  # the question follows none


class ExportButton(LastingButton, template=r"export:(?P<kind>md|html|png):(?P<topic>(?s:.*))"):
    """Hands a brief in as a file."""

    def __init__(self, kind: str, topic: str) -> None:
        """Make the button of a format."""
        super().__init__(
            discord.ui.Button(
                label=str(_FORMATS[kind]),
                style=discord.ButtonStyle.secondary,
                custom_id=f"export:{kind}:{topic}",
            )
        )
        self.kind = kind
        self.topic = topic

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Make the brief again and send it as a file, to the presser alone."""
        host = host_of(interaction)
        style = host.style_of(interaction.user.id, choices_of(interaction))

        def reply() -> Reply:
            readership = readership_of(interaction, host.config, private=True)
            collection = host.library.collection(readership)
            return files_of(collection, self.topic or None, self.kind, style)

        await host.serve(interaction, reply, ephemeral=True, harmless=True)


def files_of(collection: Collection, topic: str | None, kind: str, style: Style) -> Reply:
    """Return a brief as attachments, with what they show as text.

    Raises:
        QuoteMismatchError: A point, name or date is not what its source says; nothing is sent.
    """
    brief = collection.brief(topic)
    if not isinstance(brief, Brief):
        return Reply(content=str(NO_BRIEF_NOW))
    check_quotes(brief.quotes)
    name = re.sub(r"\W+", "-", (topic or "brief").lower()).strip("-")[:40] or "brief"
    if kind == "png":
        return _pictures(brief, name)
    write = to_markdown if kind == "md" else to_html
    text = write(brief, style, words=export_words)
    return Reply(files=(discord.File(io.BytesIO(text.encode()), filename=f"{name}.{kind}"),))


def _pictures(brief: Brief, name: str) -> Reply:
    title = brief.topic or say("Everything")
    parts = _by_document(brief)
    several = len(parts) > 1
    pictures, descriptions = [], []
    for number, part in enumerate(parts[:_MAPS], 1):
        told = section_map_text(part.sections, export_words)
        heading = title
        if several and not _is_named(part):
            document = part.sections[0].document.title
            heading, told = f"{title} · {document}", f"{document}\n{told}"
        picture = section_map_png(part.sections, title=heading, words=export_words)
        pictures.append((f"map-{number}" if several else "map", picture))
        descriptions.append(told)
    if brief.dates:
        pictures.append(("timeline", timeline_png(brief.dates, title=title, words=export_words)))
        descriptions.append(timeline_text(brief.dates, words=export_words))
    files = [
        discord.File(io.BytesIO(picture), f"{name}-{kind}.png", description=cut(told, MAX_ALT))
        for (kind, picture), told in zip(pictures, descriptions, strict=True)
    ]
    text = "\n\n".join(descriptions)[: MAX_DESCRIPTION - len(code_block(""))]
    embed = discord.Embed(description=code_block(text))
    return Reply(embed, files=tuple(files))


def _by_document(brief: Brief) -> list[Brief]:
    """Return the brief with the sections of each document alone that it has points of.

    Each document has a map of its own, which names it once, and not before each of its sections.
    """
    groups = (tuple(own) for _, own in groupby(brief.sections, lambda one: one.document.id))
    return [replace(brief, sections=own) for own in groups if any(any(one.shown) for one in own)]


def _is_named(of_document: Brief) -> bool:
    """Return whether a map names the document itself, as a section that has no title does."""
    return any(one.section is None for one in of_document.sections)


def brief_view(brief: Brief, asker: int | None) -> discord.ui.View:
    """Return the buttons under a brief; `asker` may delete it, None where only they see it."""
    view = discord.ui.View(timeout=None)
    for question in brief.questions[:_QUESTIONS]:
        if len(question) <= _LONGEST_QUESTION:
            button = AskButton(question)
            button.item.row = 0
            view.add_item(button)
    add_rest(view, brief, private=asker is None)
    topic = brief.topic or ""
    if len(topic) <= _LONGEST_TOPIC:
        for kind in _FORMATS:
            view.add_item(ExportButton(kind, topic))
    add_delete(view, asker)
    return view


BRIEF_BUTTONS = (AskButton, ExportButton, BriefRestButton, BriefTurnButton)
