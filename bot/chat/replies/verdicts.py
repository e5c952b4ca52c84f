"""What there is to say about one checked quotation, in more and in fewer words."""

from collections.abc import Iterator
from dataclasses import replace

from bot.chat.embeds import (
    TOO_CHANGED,
    altered,
    beside,
    block,
    code_block,
    cut,
    difference_text,
    escape,
    exact,
    held_by,
    legend,
    not_found,
    place_words,
    short_place_line,
    too_short,
)
from bot.languages import say, say_count
from bot.phrases import JOINED, NEAR_QUOTATION, few, labelled, warning_label, warning_words
from index import BlockKind, Quote, Verdict, Verification, surroundings

_VERDICTS = {
    Verdict.EXACT: exact,
    Verdict.ALTERED: altered,
    Verdict.NOT_FOUND: not_found,
}
_SHOWN_QUOTATION = 160  # characters of a quotation that are repeated where it was not found
_LEAST_QUOTATION = 60  # the same where room is short
_JOINED = 2  # further places of an altered quotation that are shown
_WARNINGS = 5  # warnings that are shown
_SHOWN_WARNING = 200  # characters of the source's words in a warning
_ALSO_IN = 5  # further places of an exact quotation that are named


def forms_of(verification: Verification, *, titled: bool) -> Iterator[str]:
    """Yield what there is to say about a quotation, then the same in fewer and fewer words.

    Args:
        verification: Of the quotation.
        titled: Whether documents are named, as they must be where several are quoted.
    """
    match verification.verdict:
        case Verdict.EXACT:
            yield from _exact_forms(verification, titled=titled)
        case Verdict.ALTERED:
            yield from _altered_forms(verification, titled=titled)
        case Verdict.NOT_FOUND:
            yield from _not_found_forms(verification, titled=titled)
    verdict, warned = _verdict(verification), _warned_in_short(verification)
    quote = verification.quote
    if quote is None:
        yield verdict
    else:
        place = " · ".join([place_words(quote), *held_by(quote.document)])
        yield f"{verdict}{warned}\n-# {place}"


def _exact_forms(verification: Verification, *, titled: bool) -> Iterator[str]:
    also, warned = _also(verification), _warned(verification)
    yield f"{_in_its_sentences(verification, titled=titled)}{also}"
    yield f"{_verdict(verification)}{warned}\n{_place(verification, titled=titled)}{also}"


def _altered_forms(verification: Verification, *, titled: bool) -> Iterator[str]:
    verdict, place = _verdict(verification), _place(verification, titled=titled)
    elsewhere = _elsewhere(verification, titled=titled)
    comparison = block(difference_text(verification))
    shown = f"{comparison}{_warned(verification)}\n{place}{elsewhere}"
    yield f"{labelled(verdict, legend(verification))}\n{shown}"
    yield f"{labelled(verdict, TOO_CHANGED)}{_warned(verification)}\n{place}"


def _not_found_forms(verification: Verification, *, titled: bool) -> Iterator[str]:
    verdict = _verdict(verification)
    words, fewer_words = (
        block(escape(cut(verification.quotation, length)))
        for length in (_SHOWN_QUOTATION, _LEAST_QUOTATION)
    )
    yield f"{verdict}\n{words}{_near(verification, titled=titled)}"
    yield f"{verdict}\n{fewer_words}"


def _verdict(verification: Verification) -> str:
    if verification.verdict is Verdict.NOT_FOUND and verification.too_short:
        return too_short()
    return _VERDICTS[verification.verdict]()


def _place(verification: Verification, *, titled: bool) -> str:
    quote = verification.quote
    return short_place_line(quote, titled=titled) if quote else ""


def _in_its_sentences(verification: Verification, *, titled: bool) -> str:
    """Return the verdict with the ends of the words in their sentences, themselves bold."""
    verdict = _verdict(verification)
    if verification.quote is None:
        return verdict
    around = surroundings(verification.quote)
    if around.text == verification.quote.text:
        around = verification.quote
    elif around.highlight is not None:
        verdict = say("{verdict}, here in **bold** where it stands", verdict=verdict)
    place = short_place_line(around, titled=titled)
    return f"{verdict}{_warned(verification)}\n{block(_in_short(around))}\n{place}"


def _in_short(quote: Quote) -> str:
    """Return the ends of a quote's words, those of its highlight bold between what is around it."""
    if quote.kind is BlockKind.CODE:
        return code_block(beside(quote.text, behind=True, ahead=True))
    if quote.highlight is None:
        return escape(beside(quote.text, behind=True, ahead=True))
    start, end = quote.highlight.start - quote.start, quote.highlight.end - quote.start
    before = escape(beside(quote.text[:start], behind=False, ahead=True))
    words = escape(beside(quote.text[start:end], behind=True, ahead=True))
    return f"{before}**{words}**{escape(beside(quote.text[end:], behind=True, ahead=False))}"


def _warned(verification: Verification) -> str:
    """Return a line for each thing that a quotation leaves out or turns round."""
    lines = (
        say(
            "⚠ **{what}:** “{words}”",
            what=warning_label(verification, warning),
            words=escape(cut(warning_words(verification, warning), _SHOWN_WARNING)),
        )
        for warning in verification.warnings[:_WARNINGS]
    )
    return "".join(f"\n{' '.join(line.split())}" for line in lines)


def _warned_in_short(verification: Verification) -> str:
    """Return a mark that there are warnings, where there is no room for their words."""
    labels = (warning_label(verification, warning) for warning in verification.warnings)
    return "".join(f" ⚠ {label.lower().split(';')[0]} …" for label in dict.fromkeys(labels))


def _elsewhere(verification: Verification, *, titled: bool) -> str:
    """Return the other places that words of an altered quotation were taken from."""
    if not verification.joined:
        return ""
    quotes = [_placed(quote, titled=titled) for quote in verification.joined[:_JOINED]]
    more = len(verification.joined) - len(quotes)
    told = ["", say(JOINED), *quotes]
    if more:
        rest = say_count("and from {count} other place", "and from {count} other places", more)
        told.append(f"-# {rest}")
    return "\n".join(told)


def _near(verification: Verification, *, titled: bool) -> str:
    if verification.nearest is None:
        return ""
    return f"\n{say(NEAR_QUOTATION)}\n{_placed(verification.nearest, titled=titled)}"


def _placed(quote: Quote, *, titled: bool) -> str:
    """Return the ends of a quote's words, and a short line on where they stand."""
    place = short_place_line(quote, titled=titled)
    return f"{block(_in_short(replace(quote, highlight=None)))}\n{place}"


def _also(verification: Verification) -> str:
    """Return the other places of an exact quotation."""
    if not verification.also_in:
        return ""
    addresses = [escape(quote.address) for quote in verification.also_in]
    return f"\n-# {say('also in {places}', places=few(addresses, _ALSO_IN))}"
