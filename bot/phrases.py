"""What is said in the same words in the terminal, in the log and on Discord: refusals, counts."""

from collections.abc import Collection

# Refusals, and what introduces the passages that lie near; each place puts its own marks to them.
NOT_ANSWERED = "The documents do not answer this."
NEAR_ANSWER = "Not an answer, but near it:"
NO_BRIEF = "The documents say too little about this for a brief."
NEAR_BRIEF = "Not a brief, but near it:"
SUPPORTED = "Supported"  # of a claim
CONTRADICTED = "Contradicted"
SAYS_OTHERWISE = "the document says otherwise."
NOT_MENTIONED = "Not mentioned"
NEAR_CLAIM = "Neither for nor against it, but nearest to it:"
NOT_FOUND = "Not found"  # of a quotation
NEAR_QUOTATION = "Not a match, but nearest:"
TOO_SHORT = "Too short"  # of a quotation, followed by what to do
GIVE_MORE = "to check: give at least 12 characters."
JOINED = "Words of it stand elsewhere, and are joined on without a mark:"

_NAMED = 5  # files that are named; `briefing-bot index` names all


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, in the plural unless there is one.

    Example:
        >>> counted(1, "file"), counted(12_000, "file")
        ('1 file', '12,000 files')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def left_open(part: str) -> str:
    """Return that the documents do not answer a part of a question."""
    return f"The documents leave open: {part}"


def unread(names: Collection[str]) -> str:
    """Return that some files were not read, with the first of their names; "" where all were."""
    if not names:
        return ""
    shown = ", ".join(sorted(names)[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{counted(len(names), 'file')} could not be read: {shown}{more}"
