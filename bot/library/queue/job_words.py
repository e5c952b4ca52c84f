"""How far a document is on its way into a library, in the reader's words."""

from collections.abc import Mapping

from bot.languages import Sentence, say, say_count


def part_words(done: int, total: int) -> str:
    """Return how many documents of an archive are taken in, or refused.

    Example:
        >>> part_words(20, 1_200)
        '20 of 1,200 documents done'
    """
    return say_count(
        "{done} of {count} document done", "{done} of {count} documents done", total, done=done
    )


def archive_words(taken: int, refused: Mapping[str, Sentence]) -> str:
    """Return what became of an archive; `refused` says why files were not taken in.

    Example:
        >>> archive_words(3, {"a.pdf": Sentence("it is damaged")})
        'done: 3 documents taken back, 1 not (a.pdf: it is damaged)'
    """
    told = say_count(
        "done: {count} document taken back", "done: {count} documents taken back", taken
    )
    if not refused:
        return told
    first = "; ".join(f"{name}: {why}" for name, why in list(refused.items())[:1])
    more = "; …" if len(refused) > 1 else ""
    return say("{told}, {count} not ({why})", told=told, count=len(refused), why=f"{first}{more}")


def waiting_words(place: int) -> str:
    """Return that a document waits to be taken in, and which one it is in the queue."""
    return say("waiting, number {place} in the queue", place=place)


def describing_words(place: int) -> str:
    """Return that something is stated of a document, or waits for that.

    Args:
        place: Which one it is in the queue, from 1; 0 where it does not wait.
    """
    if place > 1:
        return say("to be described, number {place} in the queue", place=place)
    return say("being described")


def stage_words(stage: str, at: int, total: int) -> str:
    """Return how far a document is that is being taken in.

    Args:
        stage: What is being done, as a build tells its progress.
        at: How much of that is done.
        total: Of how much.

    Example:
        >>> stage_words("reading documents", 0, 3), stage_words("encoding passages", 256, 3_000)
        ('being read', 'read; 256 of 3,000 passages embedded')
    """
    if stage == "encoding passages":
        return say("read; {at} of {total} passages embedded", at=at, total=total)
    read = stage.startswith(("encoding", "finding"))
    return say("read") if read else say("being read")
