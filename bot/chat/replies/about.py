"""What there is to ask about, and how the bot works: the same by command and by mention."""

from collections.abc import Collection as Names
from collections.abc import Sequence

from bot.chat.embeds import about_embed, sources_embed, topics_embed
from bot.chat.host import Host
from bot.chat.sending.delivery import Reply
from index import Collection


def topics_reply(collection: Collection) -> Reply:
    """Return what the documents speak about."""
    return Reply(topics_embed(collection.topics), free=True)


def sources_reply(
    host: Host,
    collection: Collection,
    unread: Names[str] = (),
    alike: Sequence[tuple[str, str]] = (),
) -> Reply:
    """Return which documents there are.

    Args:
        host: When they were read.
        collection: As far as whoever reads it may see.
        unread: Files that could not be read, for moderators.
        alike: Documents that say nearly the same, by their ids, likewise.
    """
    documents, read_at = collection.documents.values(), host.library.read_at
    return Reply(sources_embed(documents, read_at, unread, alike), free=True)


def about_reply(host: Host, collection: Collection, unread: Names[str] = ()) -> Reply:
    """Return how the bot works and what it keeps.

    Args:
        host: What is logged.
        collection: As far as whoever reads it may see.
        unread: Files that could not be read, for moderators.
    """
    threshold, logged = collection.threshold, host.config.discord.log_questions
    told = threshold.value if threshold.calibrated else None
    return Reply(
        about_embed(collection.report, told, questions_logged=logged, faults=unread), free=True
    )
