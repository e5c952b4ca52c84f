"""Is this a question about the whole of the documents: "What is this about?", "Sum it up"?"""

import re

from index.search import bare

_TEXT = (
    r"(?:(?:this|that|it|all this|everything|these|those|the|your)(?: whole)?"
    r"(?: (?:text|article|essay|document|documents|doc|docs|paper|papers|report|reports|piece|book|"
    r"file|files|source|sources|library|collection|author))?)"
)
_GIST = (
    r"(?:(?:main|key|central|core|overall|basic) )?"
    r"(?:points?|arguments?|ideas?|messages?|takeaways?|thesis|claims?|conclusions?|gist|summary)"
)
_CAN_YOU = r"(?:(?:can|could|would|will) (?:you|u) )?(?:please )?"
_OVERVIEW = re.compile(
    rf"^(?:what(?:'s|’s| is| are| do| does) {_TEXT} (?:all )?(?:about|saying|say|argue|arguing)"
    rf"|what(?:'s|’s| is| are) (?:the|its|their) {_GIST}(?: (?:of|in|here)(?: {_TEXT})?)?"
    rf"|{_CAN_YOU}(?:summari[sz]e|sum up|recap|outline)(?: {_TEXT})?(?: for (?:me|us))?"
    rf"|{_CAN_YOU}sum {_TEXT} up(?: for (?:me|us))?"
    rf"|{_CAN_YOU}(?:(?:give|write|show|make) (?:me |us )?)?(?:a |an |the )?"
    rf"(?:(?:short|brief|quick) )?(?:summary|overview|outline|gist|recap|tl;?\s?dr)(?: of {_TEXT})?"
    r")\W*$",
    re.IGNORECASE,
)


def asks_for_overview(question: str) -> bool:
    """Return whether a question is about no subject but the documents as a whole."""
    return bool(_OVERVIEW.match(bare(question).strip(' *_`"“”')))
