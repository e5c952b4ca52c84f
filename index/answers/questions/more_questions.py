"""A follow-up that asks for more of the same: "Tell me more", "What else?", "Go on".

A reader that sees it behind the question before finds what answers that best, which was shown.
"""

import re

from index.answers.questions.follow_ups import ResolvedQuestion

_MOST_CHARACTERS = 100  # of such a question; who says more asks about something
_LEAD = (
    r"(?:(?:and|so|ok|okay|yes|yeah|yep|cool|interesting|nice|great|wow|hm+|please|pls|plz"
    r"|(?:can|could|would) (?:you|u)|i want|i need|give me|show me|tell me|(?:do )?you have"
    r"|(?:is|are) there|got)\W+)*"
)
_MORE = re.compile(
    rf"\W*{_LEAD}(?:(?:say |some |a (?:bit|little) |even |any )?more(?: (?:please|pls|plz)"
    r"|(?: (?:info|information|details?|detail|on that|about (?:that|this|it|them)))+)?"
    r"|go on|continue|keep going|carry on|elaborate|expand(?: on (?:that|this|it))?"
    r"|(?:what|anything|something) else|any others?|and(?: then)?)"
    r"(?:,? (?:please|pls|plz|then|there|here))?\W*",
    re.IGNORECASE,
)


def asks_for_more(question: str) -> bool:
    """Return whether a question asks for nothing but more of what was asked before."""
    return len(question) <= _MOST_CHARACTERS and bool(_MORE.fullmatch(question))


def asked_before_more(part: ResolvedQuestion) -> list[ResolvedQuestion]:
    """Return what was asked before a part that asks for more, the last first.

    Where several in turn ask for more, they and what they go on from; of any other part nothing.
    """
    before: list[ResolvedQuestion] = []
    turns, asked = part.context, part.question
    while turns and part.answered and asks_for_more(asked):
        turns, asked = turns[:-1], turns[-1]
        before.append(ResolvedQuestion(asked, turns, answered=bool(turns)))
    return before
