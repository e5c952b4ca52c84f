"""Documents of a server's in new versions: what changed, and what each is now."""

import io
from collections.abc import Mapping, Sequence

import discord

from bot.chat.buttons import description_view
from bot.chat.delivery import Reply
from bot.chat.embeds import (
    are_all_shown,
    card_embed,
    changes_text,
    no_such_document,
    shelved_embed,
)
from bot.chat.host import Host
from bot.languages import Sentence
from bot.library import Library, Particulars, changed_lines, particulars, questions_to_try
from index import Document, changes_between

_ASKED = 5  # documents of which questions to try are looked for: it takes a second or so of each
_MOST_FILES = 10  # that Discord takes with a message
_LONGEST = 1_000_000  # characters of a file


def taken_reply(
    library: Library,
    guild: int,
    names: Sequence[str],
    before: Mapping[str, Document],
    refused: Mapping[str, Sentence],
) -> Reply:
    """Return what became of files that were brought.

    Args:
        library: What took them in.
        guild: The server.
        names: Of the documents that were taken in.
        before: The documents of the server as they were read before.
        refused: Why another was not, by its filename.
    """
    shelves, public = library.shelves, library.public
    known = particulars(shelves, guild, public) if names else {}
    taken = [known[name] for name in names if name in known]
    changes, files = _changes(taken, before)
    questions = {
        one.shelved.name: questions_to_try(shelves, guild, one, public) for one in taken[:_ASKED]
    }
    embed = shelved_embed(taken, refused, changes=changes, questions=questions)
    view = description_view([one.shelved for one in taken])
    return Reply(embed, view, files=tuple(files[:_MOST_FILES]))


def _changes(
    taken: Sequence[Particulars], before: Mapping[str, Document]
) -> tuple[dict[str, str], list[discord.File]]:
    """Return what changed in documents by their names, and files with all of it."""
    told: dict[str, str] = {}
    files = []
    for known in taken:
        earlier = before.get(known.shelved.name)
        if earlier is None or known.document is None:
            continue
        changes = changes_between(earlier, known.document)
        told[known.shelved.name] = changes_text(changes)
        if not are_all_shown(changes):
            text = "\n\n".join(changed_lines(changes))[:_LONGEST]
            name = f"changes-{known.shelved.name}.txt"
            files.append(discord.File(io.BytesIO(text.encode()), name))
    return told, files


def show_card(host: Host, guild: int, name: str) -> Reply:
    """Return what there is to know of a document."""
    known = particulars(host.library.shelves, guild, host.library.public).get(name)
    return Reply(card_embed(known)) if known else Reply(content=no_such_document(name))
