"""A question for one of what was just listed, by its place: "What's the second one?"."""

import re

from index.language import ORDINALS, any_of, with_apostrophes
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
    rf"(?: {_KIND})?(?: (?:of (?:them|these|those)|again|about|in detail))*",
    re.IGNORECASE,
)


def place_asked_for(question: str) -> int | None:
    """Return which of several things a question asks for: 1 for the first, `LAST` for the last.

    None where it asks for anything else, too.
    """
    match = _ASKED.fullmatch(with_apostrophes(bare(question)).strip(" ?!."))
    if match is None:
        return None
    place = match["place"].lower()
    counted = _PLACES.fullmatch(place)
    if counted:
        return int(counted["count"])
    return LAST if place == "last" else ORDINALS.index(place) + 1
