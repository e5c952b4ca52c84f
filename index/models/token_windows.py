"""What fits into a forward pass: pieces of sentences, runs of them, both ends of a question."""

from collections.abc import Iterator, Sequence

_OVERLAP = 32  # tokens that two pieces of an over-long sentence share


def cut(ids: list[int], room: int) -> list[list[int]]:
    """Return a sentence's tokens in overlapping pieces that fit; one piece where it fits whole.

    Args:
        ids: Of the tokens.
        room: Tokens that fit, more than two pieces share.
    """
    if len(ids) <= room:
        return [ids] if ids else []
    step = room - _OVERLAP
    return [ids[at : at + room] for at in range(0, len(ids) - _OVERLAP, step)]


def windows(lengths: Sequence[int], room: int) -> Iterator[range]:
    """Yield runs of pieces that fit, each beginning with the last piece of the run before.

    Where that piece would leave no room for a new one, the run begins after it.

    Args:
        lengths: Of the pieces, in tokens.
        room: Tokens that fit.
    """
    first = 0
    while first < len(lengths):
        last, total = first, lengths[first]
        while last + 1 < len(lengths) and total + lengths[last + 1] <= room:
            last += 1
            total += lengths[last]
        yield range(first, last + 1)
        if last + 1 == len(lengths):
            return
        shares = last > first and lengths[last] + lengths[last + 1] <= room
        first = last if shares else last + 1


def both_ends(ids: list[int], most: int) -> list[int]:
    """Return the tokens that are read of a question: of one too long, the first and the last.

    What is asked stands at one end or the other, behind a story or before its reasons.

    Args:
        ids: Of the question's tokens.
        most: Tokens at most.
    """
    if len(ids) <= most:
        return ids
    first = most // 2
    return [*ids[:first], *ids[first - most :]]
