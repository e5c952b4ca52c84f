"""A question where what was answered stands: "What page is that on?", "Where does it say that?".

So is one that only doubts it: "Are you sure?", "How do you know?". "Says who?" is none: a text may
say who holds what answered.
"""

import re

from index.answers.questions.typed_forms import plain_form

_MOST_CHARACTERS = 100  # of a question; who says more asks about something
_PLACE = r"(?:pages?|paragraphs?|sections?|chapters?)(?: numbers?)?"
_THAT = r"(?:that|this|it|they|those|these|the (?:quote|quotation|excerpt|answer|sentence)s?)"
_SAID = r"(?:on|in|at|from|written|said|stated|quoted|found)"
_FORM = re.compile(
    rf"(?:(?:on|in|from) )?(?:what|which) {_PLACE}"
    rf"(?: (?:is|was|are|were) {_THAT}(?: {_SAID}){{0,2}})?"
    rf"|(?:(?:on|in|from) )?(?:what|which) {_PLACE} (?:does|did|do) {_THAT} "
    r"(?:say (?:that|this|so|it)|come from|stand(?: on| in)?|appear(?: on| in)?)"
    r"|(?:what(?: is|'?s) )?(?:the )?page(?: numbers?)?"
    rf"|where (?:does|did) (?:{_THAT}|the \w+) say (?:that|this|so|it)"
    rf"|where (?:is|was) {_THAT} (?:written|said|stated|quoted)",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"(?:(?:but|so|and|ok|hm+|wait|huh) )*"
    r"(?:(?:are |r )?(?:you|u) (?:really |100% |totally )?(?:sure|certain)"
    r"(?: (?:about|of) (?:that|this|it))?"
    r"|how (?:do|can|would) (?:you|u) (?:even )?know(?: (?:that|this))?"
    r"|where (?:do|did) (?:you|u) (?:get|have|find) (?:that|this|it)(?: from)?"
    r"|(?:can (?:you|u) )?prove (?:it|that)|proof)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")


def asks_for_place(question: str) -> bool:
    """Return whether a question asks where that stands which was answered before it."""
    if len(question) > _MOST_CHARACTERS:
        return False
    return any(_FORM.fullmatch(text) for text in (_as_typed(question), plain_form(question)))


def asks_again(question: str) -> bool:
    """Return whether a question behind another wants that answered once more, with its places."""
    if len(question) > _MOST_CHARACTERS:
        return False
    return asks_for_place(question) or bool(_DOUBT.fullmatch(_as_typed(question)))


def _as_typed(question: str) -> str:
    """Return a question without the marks around it, a blank between its words."""
    return _SPACES.sub(" ", question).strip(" ?!.,")
