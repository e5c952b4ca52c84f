"""Documents of a server's in new versions: what changed, and what each is now."""

import io
from collections.abc import Mapping, Sequence

import discord

from bot.chat.buttons import description_view
from bot.chat.embeds import (
    are_all_shown,
    card_embed,
    changes_text,
    no_such_document,
    shelved_embed,
)
from bot.chat.host import Host
from bot.chat.sending.delivery import Reply
from bot.languages import Sentence
from bot.library import (
    Library,
    Particulars,
    changed_lines,
    document_meant,
    particulars,
    questions_to_try,
)
from index import Document, changes_between

_ASKED = 5  # documents of which questions to try are looked for: it takes a second or so of each
_MOST_FILES = 9  # one less than Discord takes with a message: plain text may be attached whole
_OTHERS = "changes-others.txt"  # what changed in those that have no room for a file of their own
_LONGEST = 1_000_000  # characters of a file


def taken_reply(
    library: Library,
    guild: int,
    names: Sequence[str],
    before: Mapping[str, Document],
    refused: Mapping[str, Sentence],
    questions: Mapping[str, Sequence[str]],
) -> Reply:
    """Return what became of files that were brought.

    Args:
        library: What took them in.
        guild: The server.
        names: Of the documents that were taken in.
        before: The documents of the server as they were read before.
        refused: Why another was not, by its filename.
        questions: Questions to try, by the names of documents.
    """
    taken = _taken(library, guild, names)
    changes, texts = _changes(taken, before)
    embed = shelved_embed(taken, refused, changes=changes, questions=questions)
    view = description_view([one.shelved for one in taken])
    return Reply(embed, view, files=_files(texts))


def questions_of(library: Library, guild: int, names: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return questions to try of documents that were taken in, by their names: each was asked."""
    shelves, public = library.shelves, library.public
    asked = _taken(library, guild, names)[:_ASKED]
    return {one.shelved.name: questions_to_try(shelves, guild, one, public) for one in asked}


def _taken(library: Library, guild: int, names: Sequence[str]) -> list[Particulars]:
    """Return what there is to know of documents that were taken in, but what is gone by now."""
    known = particulars(library.shelves, guild, library.public) if names else {}
    return [known[name] for name in names if name in known]


def _changes(
    taken: Sequence[Particulars], before: Mapping[str, Document]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what changed in documents, by their names, and all of it where that was cut."""
    told: dict[str, str] = {}
    texts: dict[str, str] = {}
    for known in taken:
        earlier = before.get(known.shelved.name)
        if earlier is None or known.document is None:
            continue
        changes = changes_between(earlier, known.document)
        told[known.shelved.name] = changes_text(changes)
        if not are_all_shown(changes):
            texts[known.shelved.name] = "\n\n".join(changed_lines(changes))
    return told, texts


def _files(texts: Mapping[str, str]) -> tuple[discord.File, ...]:
    """Return texts on documents as files: each its own, as far as a message takes so many."""
    named = list(texts.items())
    own = named if len(named) <= _MOST_FILES else named[: _MOST_FILES - 1]
    others = "\n\n\n".join(f"{name}\n\n{text}" for name, text in named[len(own) :])
    files = {f"changes-{name}.txt": text for name, text in own}
    files |= {_OTHERS: others} if others else {}
    return tuple(
        discord.File(io.BytesIO(text[:_LONGEST].encode()), name) for name, text in files.items()
    )


def show_card(host: Host, guild: int, name: str) -> Reply:
    """Return what there is to know of a document."""
    shelves, public = host.library.shelves, host.library.public
    meant = document_meant(shelves, guild, name)
    known = particulars(shelves, guild, public).get(meant.name) if meant else None
    return Reply(card_embed(known)) if known else Reply(content=no_such_document(name))
