"""What the terminal, the log and Discord say in the same words: refusals, certainty, counts.

The terminal and the log say it in English. Constants are English, and the chat has them said in the
reader's language by `say`; functions say what they return in it themselves.
"""

import math
import re
from collections.abc import Collection, Mapping, Sequence

from bot.languages import Sentence, either, marked, say, say_count
from index import (
    ExportWord,
    FaultReason,
    MetadataField,
    QuotationWarning,
    Quote,
    Verification,
    WarningKind,
    surroundings,
)

# Refusals, each with what to try; each place puts its own marks to them and ends the second line.
NOT_ANSWERED = marked("The documents do not answer this.")
TRY_ASKING = marked("Try other words")
NO_BRIEF = marked("The documents say too little about this for a brief.")
TRY_BRIEFING = marked("Try another topic")
NOT_MENTIONED = marked("Not mentioned")  # of a claim
TRY_CITING = marked("Try it in one short sentence")
WHICH_DOCUMENT = marked("There are several documents. Name the one you mean by words of its title.")
NOT_JUDGED = marked(
    "I quote the documents, and do not judge whether they are true, fair or up to date."
)
NAMES_NOTHING = marked("I cannot tell what this goes on from.")
TRY_IN_FULL = marked("Reply to the answer that you mean, or ask in full: who or what is it about?")
# What introduces the passages that lie near a refusal, for who asks to see them.
NEAREST = marked("These come nearest, and do not settle it:")
FROM_METADATA = marked("from the document's details")
MORE_LISTED = marked("… the list goes on.")
SUPPORTED = marked("Supported")  # of a claim
CONTRADICTED = marked("Contradicted")
SAYS_OTHERWISE = marked("the document says otherwise.")
NOT_CLEAR = marked("Not clear")  # whether a claim is contradicted
SPEAKS_OF_IT = marked("the document speaks of this. Read whether it says the same, or otherwise.")
NOT_FOUND = marked("Not found")  # of a quotation
NEAR_QUOTATION = marked("Not a match, but nearest:")
TOO_SHORT = marked("Too short")  # of a quotation, followed by what to do
GIVE_MORE = marked("to check: give at least 12 characters.")
JOINED = marked("Words of it stand elsewhere, and are joined on without a mark:")
# What a quotation leaves out or turns round, before the source's words.
WARNINGS = {
    WarningKind.TRUNCATED: marked("Cut before"),
    WarningKind.ELLIPSIS_HIDES: marked("The omission hides"),
    WarningKind.TURNED: marked("The meaning is turned; the source says"),
    WarningKind.SWAPPED: marked("Who did what to whom is swapped; the source says"),
    WarningKind.WRONG_SPEAKER: marked("Given to the wrong speaker; the source has"),
}
# What can be asked of a document, where its metadata do not say it.
_FIELDS: Mapping[str, Sentence] = {
    MetadataField.AUTHOR: Sentence("author"),
    MetadataField.DATE: Sentence("date"),
    MetadataField.PUBLICATION: Sentence("place of publication"),
    MetadataField.TITLE: Sentence("title"),
    MetadataField.LINK: Sentence("web address"),
}
ANOTHER_NUMBER = marked("Another number; the source says")  # where that turns the meaning
CUT_BEHIND = marked("Begins only after")  # of a quotation cut off from what goes before it

NO_JOBS = marked("Nothing waits to be taken in, and nothing failed.")
NO_GAPS = marked("The moderators were told of no question yet.")

LIKELY = 0.66  # the probability from which on a verdict is "likely"
LIKELY_ANSWER = 0.88  # the confidence from which on what is shown is "likely an answer"
# How sure one is, in words, from which probability on; below the last, "perhaps". Of a verdict the
# bounds are those of the IPCC's guidance note on uncertainties (Mastrandrea et al. 2010, table 1).
# Those of answers are about what leads one, which documents that answer need not be: on five sets
# of questions (n 2,077; EVALUATION.md, "What the confidence means") 0.86 of those that lead from
# 0.97 on answer, 0.72 from 0.88 on, 0.50 below.
_VERY_LIKELY, _LIKELY = marked("very likely"), marked("likely")
_VERDICTS = ((0.9, _VERY_LIKELY), (LIKELY, _LIKELY))
_ANSWERS = ((0.97, _VERY_LIKELY), (LIKELY_ANSWER, _LIKELY))
_UNCERTAIN = marked("perhaps")
_AN_ANSWER = marked("an answer")
LESS_WELL = marked("searched less well")  # of documents that are not in English
_IN_MEGABYTES = 999_500  # bytes from which on a size is told in megabytes: 1,000 kB are one
_NUMBER = re.compile(r"(?=\D*\d)[\W\d]*")  # with its signs, such as "$1,200.50" or "44 %"
# Up to four words before what a warning is about, and as many behind it, with what is joined to it.
_AHEAD, _PAST = re.compile(r"(?:\S+\s+){0,4}\S*$"), re.compile(r"\S*(?:\s+\S+){0,4}")
_NAMED = 5  # files that are named; `briefing-bot index` names all


def counted(count: int, noun: str) -> str:
    """Return a count with its noun in English, in the plural unless there is one.

    Example:
        >>> counted(1, "file"), counted(12_000, "file")
        ('1 file', '12,000 files')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def told_opinions(now: tuple[int, int], before: tuple[int, int]) -> str:
    """Return how many found answers from a document helpful, and how many did not.

    Args:
        now: Both, of its present version.
        before: Both, of earlier versions.

    Example:
        >>> told_opinions((4, 1), (2, 0))
        '4 helpful, 1 not; in earlier versions 2 helpful, 0 not'
    """
    told = [say("{helpful} helpful, {other} not", helpful=now[0], other=now[1])] if any(now) else []
    if any(before):
        told.append(
            say(
                "in earlier versions {helpful} helpful, {other} not",
                helpful=before[0],
                other=before[1],
            )
        )
    return "; ".join(told)


def contradiction(confidence: float) -> tuple[str, str]:
    """Return that a claim is contradicted, or may be: the verdict, and what is said of it.

    Args:
        confidence: That it is, 0 to 1; below "likely" it is not clear.
    """
    if confidence >= LIKELY:
        return CONTRADICTED, SAYS_OTHERWISE
    return NOT_CLEAR, SPEAKS_OF_IT


def certainty(probability: float, noun: str) -> str:
    """Return in words how sure a verdict is; "" where nothing had to be judged.

    Args:
        probability: 0 to 1; 1 where nothing had to be judged.
        noun: What it is the probability of, in English.

    Example:
        >>> certainty(0.91, "a contradiction")
        'very likely a contradiction'
    """
    return _in_words(probability, noun, _VERDICTS)


def certainty_of_answer(confidence: float) -> str:
    """Return in words how sure it is that what leads an answer is one; "" where it was looked up.

    No number: `calibrate` chooses a threshold, and of no collection is it promised that of answers
    with a confidence of 0.9 nine in ten are ones.

    Args:
        confidence: That the documents answer, 0 to 1; 1 where nothing had to be judged.

    Example:
        >>> certainty_of_answer(0.91)
        'likely an answer'
    """
    return _in_words(confidence, _AN_ANSWER, _ANSWERS)


def _in_words(probability: float, noun: str, bounds: Sequence[tuple[float, str]]) -> str:
    if probability >= 1:
        return ""
    words = (word for least, word in bounds if probability >= least)
    return f"{say(next(words, _UNCERTAIN))} {say(noun)}"


def warning_label(verification: Verification, warning: QuotationWarning) -> str:
    """Return in plain words what a warning beside a verdict says, without the source's words."""
    if warning.kind is WarningKind.TRUNCATED and _goes_before(verification, warning):
        return say(CUT_BEHIND)
    if warning.kind is WarningKind.TURNED and _NUMBER.fullmatch(warning.quote.text):
        return say(ANOTHER_NUMBER)
    return say(WARNINGS[warning.kind])


def warning_words(verification: Verification, warning: QuotationWarning) -> str:
    """Return the source's words that a warning is about, "…" where the quotation would go on."""
    text = warning.quote.text
    if warning.kind is WarningKind.TURNED and not _NUMBER.fullmatch(text):
        return _among_its_words(warning.quote)
    if warning.kind is not WarningKind.TRUNCATED:
        return text
    return f"{text} …" if _goes_before(verification, warning) else f"… {text}"


def _among_its_words(quote: Quote) -> str:
    """Return a quote with the words beside it in its sentence: "not" alone says little."""
    around = surroundings(quote)
    start, end = quote.start - around.start, quote.end - around.start
    ahead, past = _AHEAD.search(around.text, 0, start), _PAST.match(around.text, end)
    if ahead is None or past is None:
        return quote.text
    shown = around.text[ahead.start() : past.end()]
    before = "… " if ahead.start() else ""
    return f"{before}{shown} …" if past.end() < len(around.text) else f"{before}{shown}"


def _goes_before(verification: Verification, warning: QuotationWarning) -> bool:
    """Return whether a warning is about words before the quotation."""
    quote = verification.quote
    return quote is not None and warning.quote.end <= quote.start


def left_open(part: str) -> str:
    """Return that the documents do not answer a part of a question."""
    return say("The documents leave open: {part}", part=part)


def not_named(names: Sequence[str]) -> str:
    """Return which names of a question no document has."""
    return say("No document names {names}.", names=few(names, _NAMED))


def not_in_metadata(fields: Collection[str], *, several: bool = False) -> str:
    """Return that the metadata of the document meant, or of several, do not name what was asked.

    Example:
        >>> not_in_metadata(["author", "date"])
        "The document's details do not name its author or date."
    """
    named = either([str(_FIELDS[field]) for field in fields])
    if several:
        return say("The documents' details do not name their {fields}.", fields=named)
    return say("The document's details do not name its {fields}.", fields=named)


def nearly_same(pairs: Sequence[tuple[str, str]]) -> str:
    """Return which documents say nearly the same, the first of them; "" where none do."""
    if not pairs:
        return ""
    named = [say("{one} and {other}", one=one, other=other) for one, other in pairs[:_NAMED]]
    if len(pairs) > _NAMED:
        named.append(say_count("and {count} more", "and {count} more", len(pairs) - _NAMED))
    return say("documents that say nearly the same: {pairs}", pairs="; ".join(named))


def not_offered(names: Sequence[str]) -> str:
    """Return which curated topics and questions lead nowhere, the first of them; "" where none."""
    if not names:
        return ""
    named = "; ".join(f"“{name}”" for name in names[:_NAMED])
    more = f"; and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (
        "not offered, because the documents do not answer these topics and questions of "
        f"topics.yaml: {named}{more}"
    )


def passed_ids(renamed: Mapping[str, str]) -> str:
    """Return which ids of documents are other documents' by now, the first of them; "" for none."""
    if not renamed:
        return ""
    named = [f"{new} was {old}" for old, new in renamed.items()][:_NAMED]
    more = f"; and {len(renamed) - _NAMED} more" if len(renamed) > _NAMED else ""
    return (
        "documents that are called otherwise since files of the same names came: "
        f"{'; '.join(named)}{more}. Addresses of the old names lead into the other documents"
    )


def in_other_languages(languages: Mapping[str, str]) -> str:
    """Return which documents, given by id, are in another language; "" where none is."""
    if not languages:
        return ""
    named = [f"{document} ({language})" for document, language in languages.items()]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return f"not in English, and so {LESS_WELL}: {', '.join(named[:_NAMED])}{more}"


def unread(names: Collection[str]) -> str:
    """Return that some files were not read, with the first of their names; "" where all were."""
    if not names:
        return ""
    return say_count(
        "{count} file could not be read: {names}",
        "{count} files could not be read: {names}",
        len(names),
        names=few(sorted(names), _NAMED),
    )


def fault_words(reason: FaultReason) -> Sentence:
    """Return why a file cannot be used, for who reads that.

    The English of each kind stands in the library, where the catalogues find it.
    """
    values = {
        name: fault_words(value) if isinstance(value, FaultReason) else value
        for name, value in reason.values.items()
    }
    return Sentence(reason.kind.value, **values)


def export_words(word: ExportWord) -> str:
    """Return what a brief says beside what it quotes, for who reads it; as above."""
    return say(word.value)


def labelled(label: str, value: object) -> str:
    """Return what something is, behind what that is called; a colon is not set alike everywhere.

    Example:
        >>> labelled("**Title**", "The ferry at Arvale")
        '**Title**: The ferry at Arvale'
    """
    return say("{label}: {value}", label=label, value=value)


def few(names: Sequence[str], most: int) -> str:
    """Return the first of some names, and how many more there are.

    Example:
        >>> few(["a", "b", "c"], 2)
        'a, b and 1 more'
    """
    shown, more = ", ".join(names[:most]), len(names) - most
    if more <= 0:
        return shown
    return say_count("{names} and {count} more", "{names} and {count} more", more, names=shown)


def shelved_details(size: int, day: str, channels: int, roles: int) -> str:
    """Return how large a document of a server's is, since when it is there, and for whom.

    Args:
        size: Bytes.
        day: When it was added.
        channels: How many channels may see it, 0 for all.
        roles: How many roles may see it, 0 for everybody.
    """
    told = [str(file_size(size)), say("added {day}", day=day)]
    if channels:
        told.append(say_count("for {count} channel only", "for {count} channels only", channels))
    if roles:
        told.append(say_count("for {count} role only", "for {count} roles only", roles))
    return " · ".join(told)


def file_size(size: int) -> Sentence:
    """Return how large something is that has so many bytes; never nothing, unless it has none.

    Example:
        >>> print(file_size(2_540_000), file_size(12_600), file_size(62), file_size(0), sep=", ")
        2.5 MB, 13 kB, 1 kB, 0 kB
    """
    if size >= _IN_MEGABYTES:
        return Sentence("{number} MB", number=size / 1_000_000)
    return Sentence("{number} kB", number=max(round(size / 1_000), min(size, 1)))


def lasting(seconds: float) -> Sentence:
    """Return how long something takes.

    Example:
        >>> print(lasting(40), lasting(3_601), lasting(90_000), sep=", ")
        1 min, 1 h 1 min, 25 h 0 min
    """
    hours, minutes = divmod(max(1, math.ceil(seconds / 60)), 60)
    if not hours:
        return Sentence("{minutes} min", minutes=minutes)
    return Sentence("{hours} h {minutes} min", hours=hours, minutes=minutes)
