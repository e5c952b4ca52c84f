"""Checked quotations to what Discord shows: every verdict, and as much of the words as fits."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import discord

from bot.chat.buttons import answer_view
from bot.chat.delivery import Reply
from bot.chat.embeds import FOOTER, ROOM, block, cut, escape, joined, marked_words, place_line
from bot.chat.message_quotations import find_quotations
from bot.phrases import counted
from index import Collection, Quote, Verdict, Verification, surroundings

NO_QUOTATION = "I see no words to check. Paste a quotation, or open the menu on a message with one."

_EXACT = discord.Colour(0x2F7D62)
_ALTERED = discord.Colour(0xB07A1E)
_TOLD = {
    Verdict.EXACT: "✓ **Exact**",
    Verdict.ALTERED: "≠ **Altered**",
    Verdict.NOT_FOUND: "✗ **Not found** in the documents",
}
_ELSEWHERE = "Words of it stand elsewhere, and are joined on without a mark:"
_CHANGED = "there are too many changes to show here"
_ELIDED = "⋯"  # equal words that are not shown; "…" would look like the quotation's own
_LONG = 600  # characters of a comparison from which words that are equal are left out
_KEPT = 80  # characters of such a stretch that stay beside a change
_SHOWN_QUOTATION = 300  # characters of a quotation that are repeated where it was not found
_LEAST_QUOTATION = 60  # the same where room is short
_LONGEST_LINK = 600
_JOINED = 2  # further places of an altered quotation that are shown
_ALSO_IN = 5


def check_quotations(collection: Collection, text: str) -> list[Verification]:
    """Return the verdicts on the quotations of a text.

    A text that begins and ends with words of one place is itself a quotation, and marks within it
    are the source's: to check those alone would pass over what was changed around them.
    """
    whole = collection.verify(text)
    if whole.differences and not whole.joined:
        ends = (whole.differences[0], whole.differences[-1])
        if all(part.op.value == "equal" for part in ends):
            return [whole]
    return [collection.verify(quotation) for quotation in find_quotations(text) or (text,)]


def verification_reply(checked: Sequence[Verification], asker: int | None) -> Reply:
    """Return one reply for all quotations of a message.

    No verdict is left out: where room is short, words of the longest part are.

    Args:
        checked: The quotations, in the message's order.
        asker: Who may delete the reply; None for a reply that only they see.
    """
    quotes = [quote for one in checked for quote in (one.quote, one.nearest, *one.joined) if quote]
    for quote in quotes:
        quote.check()
    titles = tuple(dict.fromkeys(quote.document.title for quote in quotes))
    forms = [tuple(_forms(one, titled=len(titles) > 1)) for one in checked]
    if len(checked) > 1:
        forms = [
            tuple(f"**{number}.** {form}" for form in one) for number, one in enumerate(forms, 1)
        ]
    exact = all(one.verdict is Verdict.EXACT for one in checked)
    embed = discord.Embed(
        title=_title(checked),
        description=joined(_fitting(forms)),
        colour=_EXACT if exact else _ALTERED,
    )
    if titles:
        embed.set_footer(text=cut("; ".join(titles), FOOTER))
    found = tuple(one.quote for one in checked if one.quote)
    return Reply(embed, answer_view(found, (), asker))


def _title(checked: Sequence[Verification]) -> str:
    if len(checked) == 1:
        return "Quotation check"
    counts = Counter(one.verdict for one in checked)
    told = (f"{counts[verdict]} {verdict.value.replace('_', ' ')}" for verdict in counts)
    return f"{counted(len(checked), 'quotation')}: {', '.join(told)}"


def _fitting(forms: Sequence[Sequence[str]]) -> list[str]:
    """Return one form of each part: the first, or a shorter one of the longest until all fit."""
    chosen = [0] * len(forms)

    def length(part: int) -> int:
        return len(forms[part][chosen[part]]) + 1

    while sum(map(length, range(len(forms)))) > ROOM:
        shorter = [part for part, form in enumerate(forms) if chosen[part] < len(form) - 1]
        if not shorter:
            break
        chosen[max(shorter, key=length)] += 1
    return [form[choice] for form, choice in zip(forms, chosen, strict=True)]


def _forms(checked: Verification, *, titled: bool) -> Iterator[str]:
    """Yield what there is to say about a quotation, then the same in fewer and fewer words."""
    told = _TOLD[checked.verdict]
    place = _place(checked.quote, titled=titled) if checked.quote else ""
    match checked.verdict:
        case Verdict.EXACT:
            also = _also(checked)
            yield f"{_exact(checked, titled=titled)}{also}"
            yield f"{told}\n{place}{also}"
        case Verdict.ALTERED:
            elsewhere = _elsewhere(checked, titled=titled)
            for shown in (difference(checked), difference(checked, shortened=True)):
                yield f"{told}: {_legend(checked)}\n{block(shown)}\n{place}{elsewhere}"
            yield f"{told}: {_CHANGED}\n{place}"
        case Verdict.NOT_FOUND:
            if checked.too_short:
                told = "**Too short** to check: give at least 12 characters."
            words = block(escape(cut(checked.quotation, _SHOWN_QUOTATION)))
            yield f"{told}\n{words}{_near(checked, titled=titled)}"
            yield f"{told}\n{block(escape(cut(checked.quotation, _LEAST_QUOTATION)))}"
    yield f"{told}\n-# ¶{checked.quote.paragraph}" if checked.quote else told


def _exact(checked: Verification, *, titled: bool) -> str:
    """Return the verdict with the sentences that the words stand in, themselves bold."""
    told = _TOLD[Verdict.EXACT]
    if checked.quote is None:
        return told
    around = surroundings(checked.quote)
    if around.text == checked.quote.text:
        around = checked.quote
    elif around.highlight is not None:
        told = f"{told}, here in **bold** where it stands"
    return f"{told}\n{block(marked_words(around))}\n{_place(around, titled=titled)}"


def difference(checked: Verification, *, shortened: bool = False) -> str:
    """Return the quotation with what was changed: struck what it adds, bold what it lacks.

    Args:
        checked: An altered quotation.
        shortened: Long stretches that are equal are left out, as they are in a long quotation.
    """
    shortened = shortened or len(checked.quotation) > _LONG
    parts: list[str] = []
    for equal, stretches in groupby(checked.differences, lambda part: part.op.value == "equal"):
        if equal:
            # What the quotation marks as left out or put in stays as the quotation has it.
            words = "".join(part.quoted if part.marked else part.source for part in stretches)
            parts.append(escape(_ends(words) if shortened else words))
            continue
        for part in stretches:
            if part.quoted.strip():
                parts.append(f" ~~{escape(part.quoted.strip())}~~ ")
            if part.source.strip():
                parts.append(f" **{escape(part.source.strip())}** ")
    return " ".join("".join(parts).split())


def _legend(checked: Verification) -> str:
    """Return what the marks of this comparison mean."""
    changes = [part for part in checked.differences if part.op.value != "equal"]
    told = []
    if any(part.quoted.strip() for part in changes):
        alone = "does not stand there" if checked.joined else "is in the quotation alone"
        told.append(f"~~struck~~ {alone}")
    if any(part.source.strip() for part in changes):
        told.append("**bold** is in the source alone")
    return ", ".join(told)


def _ends(words: str) -> str:
    """Return the first and the last words of a long stretch."""
    if len(words) <= 3 * _KEPT:
        return words
    first, last = words[:_KEPT].rsplit(None, 1)[0], words[-_KEPT:].split(None, 1)[-1]
    return f"{first} {_ELIDED} {last}"


def _elsewhere(checked: Verification, *, titled: bool) -> str:
    """Return the other places that words of an altered quotation were taken from."""
    if not checked.joined:
        return ""
    shown = [_quoted(quote, titled=titled) for quote in checked.joined[:_JOINED]]
    more = len(checked.joined) - len(shown)
    rest = [f"-# and from {counted(more, 'other place')}"] if more else []
    return "\n".join(["", _ELSEWHERE, *shown, *rest])


def _near(checked: Verification, *, titled: bool) -> str:
    if checked.nearest is None:
        return ""
    return f"\nNot a match, but nearest:\n{_quoted(checked.nearest, titled=titled)}"


def _quoted(quote: Quote, *, titled: bool) -> str:
    return f"{block(escape(quote.text))}\n{_place(quote, titled=titled)}"


def _place(quote: Quote, *, titled: bool) -> str:
    return place_line(quote, label="open", longest_link=_LONGEST_LINK, titled=titled)


def _also(checked: Verification) -> str:
    if not checked.also_in:
        return ""
    named = ", ".join(escape(place.address) for place in checked.also_in[:_ALSO_IN])
    more = len(checked.also_in) - _ALSO_IN
    return f"\n-# also in {named}{f' and {more} more' if more > 0 else ''}"
