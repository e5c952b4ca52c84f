"""A question where what was answered stands: "What page is that on?", "Where does it say that?"."""

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
_SPACES = re.compile(r"\s+")


def asks_for_place(question: str) -> bool:
    """Return whether a question asks where that stands which was answered before it."""
    if len(question) > _MOST_CHARACTERS:
        return False
    as_typed = _SPACES.sub(" ", question).strip(" ?!.,")
    return any(_FORM.fullmatch(text) for text in (as_typed, plain_form(question)))
