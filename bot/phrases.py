"""What is said in the same words in the terminal, in the log and on Discord: refusals, counts."""

from collections.abc import Collection

from index import QuotationWarning, Verification, WarningKind

# Refusals, and what introduces the passages that lie near; each place puts its own marks to them.
NOT_ANSWERED = "The documents do not answer this."
FROM_METADATA = "from the document's metadata"
WHICH_DOCUMENT = "There are several documents. Name the one you mean by words of its title."
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
# What a quotation leaves out or turns round, before the source's words.
WARNINGS = {
    WarningKind.TRUNCATED: "Cut before",
    WarningKind.ELLIPSIS_HIDES: "The omission hides",
    WarningKind.TURNED: "The meaning is turned; the source says",
    WarningKind.SWAPPED: "Who did what to whom is swapped; the source says",
    WarningKind.WRONG_SPEAKER: "Given to the wrong speaker; the source has",
}
CUT_BEHIND = "Begins only after"  # of a quotation cut off from what goes before it

_NAMED = 5  # files that are named; `briefing-bot index` names all


def counted(count: int, noun: str) -> str:
    """Return a count with its noun, in the plural unless there is one.

    Example:
        >>> counted(1, "file"), counted(12_000, "file")
        ('1 file', '12,000 files')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def warning_label(verification: Verification, warning: QuotationWarning) -> str:
    """Return in plain words what a warning beside a verdict says, without the source's words."""
    if warning.kind is WarningKind.TRUNCATED and _goes_before(verification, warning):
        return CUT_BEHIND
    return WARNINGS[warning.kind]


def warning_words(verification: Verification, warning: QuotationWarning) -> str:
    """Return the source's words that a warning is about, "…" where the quotation would go on."""
    text = warning.quote.text
    if warning.kind is not WarningKind.TRUNCATED:
        return text
    return f"{text} …" if _goes_before(verification, warning) else f"… {text}"


def _goes_before(verification: Verification, warning: QuotationWarning) -> bool:
    """Return whether a warning is about words before the quotation."""
    quote = verification.quote
    return quote is not None and warning.quote.end <= quote.start


def left_open(part: str) -> str:
    """Return that the documents do not answer a part of a question."""
    return f"The documents leave open: {part}"


def not_in_metadata(fields: Collection[str]) -> str:
    """Return that the metadata of the documents meant do not name what was asked for.

    Example:
        >>> not_in_metadata(["author", "date"])
        "The document's metadata does not name its author or date."
    """
    return f"The document's metadata does not name its {' or '.join(fields)}."


def unread(names: Collection[str]) -> str:
    """Return that some files were not read, with the first of their names; "" where all were."""
    if not names:
        return ""
    shown = ", ".join(sorted(names)[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{counted(len(names), 'file')} could not be read: {shown}{more}"
