"""What those who manage a server read of its own documents."""

from collections.abc import Mapping, Sequence

import discord

from bot.chat.embeds.document_card import file_details, readers
from bot.chat.embeds.fitting import joined
from bot.chat.embeds.limits import ROOM
from bot.chat.embeds.markdown import cut, escape
from bot.chat.embeds.texts import GOES_WITH_IT, NO_DOCUMENTS, TRY_LIBRARY, TRY_THESE
from bot.chat.embeds.theme import DOUBTED, PLAIN
from bot.languages import Sentence, say, say_count
from bot.library import Particulars, Scope, ShelvedDocument, found_in
from bot.phrases import labelled

_LONGEST = 300  # characters of why a document is not taken


def library_embed(
    documents: Sequence[ShelvedDocument], faults: Mapping[str, Sentence], removed: str = ""
) -> discord.Embed:
    """Return the list of a server's own documents.

    Args:
        documents: Those.
        faults: Why one cannot be read, by its name.
        removed: The filename of one that was removed just now; "" where none was.
    """
    gone = f"**{escape(cut(removed, _LONGEST))}**"
    above = [say("Removed: {name}", name=gone), ""] if removed else []
    told = [
        f"• {_line(one)}" + (f"\n-# {_why(faults[one.name])}" if one.name in faults else "")
        for one in documents
    ]
    embed = discord.Embed(title=say("This server's documents"), colour=PLAIN)
    embed.description = joined([*above, *(told or [str(NO_DOCUMENTS)])])
    return embed


def shelved_embed(
    documents: Sequence[Particulars],
    refused: Mapping[str, Sentence],
    *,
    changes: Mapping[str, str],
    questions: Mapping[str, Sequence[str]],
) -> discord.Embed:
    """Return what became of files that were brought.

    Args:
        documents: Those that were taken in.
        refused: Why another was not, by its name.
        changes: What changed in those that took the place of an earlier version, by their names.
        questions: Some that are answered from a document, by its name; shown as far as all the
            rest leaves room.
    """
    told = [_with_changes(known, changes) for known in documents]
    others = [
        say("{name} was not added: {why}", name=f"**{escape(name)}**", why=_why(why))
        for name, why in refused.items()
    ]
    others += [str(TRY_LIBRARY)] if documents else []
    room = ROOM - sum(len(part) + 1 for part in (*told, *others))
    for place, known in enumerate(documents):
        tried = _to_try(questions.get(known.shelved.name, ()), room)
        told[place] += tried
        room -= len(tried)
    replaced = sum(known.shelved.name in changes for known in documents)
    title = _title(len(documents) - replaced, replaced)
    colour = PLAIN if documents else DOUBTED
    return discord.Embed(title=title, description=joined([*told, *others]), colour=colour)


def not_replaced_embed(refused: Mapping[str, Sentence]) -> discord.Embed:
    """Return why files were not put in a document's place, by their names."""
    told = [
        say("{name} was not put in its place: {why}", name=f"**{escape(name)}**", why=_why(why))
        for name, why in refused.items()
    ]
    title = say("Nothing was replaced")
    return discord.Embed(title=title, description=joined(told), colour=DOUBTED)


def _with_changes(known: Particulars, changes: Mapping[str, str]) -> str:
    """Return what a document is, and what changed in it."""
    return "\n".join(filter(None, [_taken_in(known), changes.get(known.shelved.name)]))


def _to_try(questions: Sequence[str], room: int) -> str:
    """Return questions to try, as many as there is room for; "" where there is for none."""
    tried = "".join(f"\n• {escape(question)}" for question in questions)
    if not tried:
        return ""
    whole = f"\n{TRY_THESE}{tried}"
    return whole if len(whole) <= room else _to_try(questions[:-1], room)


def removal_embed(known: Particulars) -> discord.Embed:
    """Return which document would be removed, and what would go with it."""
    shelved = known.shelved
    file = f"-# {escape(shelved.filename)} · {file_details(shelved)}"
    lines = [_taken_in(known), file, str(GOES_WITH_IT)]
    title = say("Remove this document?")
    return discord.Embed(title=title, description=joined(lines), colour=DOUBTED)


def not_removed_embed(why: str) -> discord.Embed:
    """Return why a document was not removed, in the place of what asked for it."""
    return discord.Embed(title=say("Nothing was removed"), description=why, colour=DOUBTED)


def _title(added: int, replaced: int) -> str:
    """Return how many documents were added, and how many replaced."""
    parts = []
    if added:
        parts.append(say_count("{count} document added", "{count} documents added", added))
    if replaced:
        parts.append(say_count("{count} document replaced", "{count} documents replaced", replaced))
    return " · ".join(parts) or say("Nothing was added")


def _taken_in(known: Particulars) -> str:
    """Return a document's title, what was found in it, and who alone may see it."""
    title = known.document.title if known.document else known.shelved.filename
    scope = known.shelved.scope
    seen_by = f"\n-# {labelled(say('Seen by'), readers(scope))}" if scope != Scope() else ""
    details = " · ".join(filter(None, [f"`{known.shelved.name}`", found_in(known)]))
    return f"**{escape(cut(title, 200))}**\n-# {details}{seen_by}"


def _line(document: ShelvedDocument) -> str:
    """Return a line on a document, with the name by which it is meant."""
    return f"{escape(document.filename)} · `{document.name}` · {file_details(document)}"


def _why(reason: Sentence) -> str:
    return escape(cut(str(reason), _LONGEST))
