"""A question for one of what was just listed, by its place: "What's the second one?"."""

import re
from collections.abc import Sequence

from index.language import ORDINALS, any_of, with_apostrophes, words_of
from index.search import bare

LAST = -1

_PLACES = re.compile(r"(?P<count>[1-9]\d?)(?:st|nd|rd|th)", re.IGNORECASE)
_KIND = (
    r"(?:advantage|argument|benefit|case|cause|condition|disadvantage|example|exception|item|method"
    r"|one|option|point|problem|reason|rule|step|thing|way)"
)
_OPENING = (
    r"(?:(?:and|ok|okay|so|well|now)\W+)*"
    r"(?:(?:what|which|how|what about|how about)(?:['’]?s| is| was| are)?"
    r"|(?:can you |could you |please )?(?:(?:tell me|say) )?(?:more(?: about)?|explain)?)?"
)
_ASKED = re.compile(
    rf"{_OPENING}\s*(?:the )(?P<place>{any_of(ORDINALS)}|last|[1-9]\d?(?:st|nd|rd|th))"
    rf"(?: (?P<kind>{_KIND}))?(?: (?:of (?:them|these|those)|again|about|in detail))*",
    re.IGNORECASE,
)


_ANY_KIND = frozenset("case item one option point thing way".split())
# What a list is of that answers such a question, though it is not said there.
_KINDS_ASKED = {"step": "how", "reason": "why", "cause": "why"}


def place_asked_for(question: str, listed: str) -> int | None:
    """Return which of several things a question asks for: 1 for the first, `LAST` for the last.

    Args:
        question: "What's the second rule?"
        listed: What the list answers, and what stands above it.

    Returns:
        None where it asks for anything else, too, or for another kind of thing than was listed.
    """
    match = _ASKED.fullmatch(with_apostrophes(bare(question)).strip(" ?!."))
    if match is None or not _is_listed(match["kind"], listed):
        return None
    place = match["place"].lower()
    counted = _PLACES.fullmatch(place)
    if counted:
        return int(counted["count"])
    return LAST if place == "last" else ORDINALS.index(place) + 1


def asks_for_item(question: str) -> bool:
    """Return whether a question asks for one of several things by its place, of whatever kind."""
    return _ASKED.fullmatch(with_apostrophes(bare(question)).strip(" ?!.")) is not None


def before_items(earlier: Sequence[str]) -> tuple[str, ...]:
    """Return earlier questions without the last ones that ask for an item of what was listed."""
    left = [*earlier]
    while len(left) > 1 and asks_for_item(left[-1]):
        left.pop()
    return tuple(left)


def _is_listed(kind: str | None, listed: str) -> bool:
    """Return whether a kind of thing may be what was listed; None for any."""
    if kind is None or kind.lower() in _ANY_KIND:
        return True
    words = {word.text for word in words_of(listed)}
    return not words.isdisjoint({kind.lower(), f"{kind.lower()}s", _KINDS_ASKED.get(kind.lower())})
