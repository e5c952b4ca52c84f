"""What kind of message this is: small talk, a wish for the whole, or else a question.

Small talk are greetings, thanks and words to the bot. A wish for the whole is a question about no
subject but a document or all of them: "What is this about?", "Sum it up", "The conclusion?".
"""

import enum
import re
from dataclasses import dataclass

from index.answers.typed_forms import typed_form
from index.language import AUTHOR_NOUNS, SMALL_TALK, any_of


class Whole(enum.Enum):
    """What may be wanted of the whole of a document."""

    OVERVIEW = enum.auto()
    CONCLUSION = enum.auto()


_WORD = re.compile(r"[\w’']+")
_TO_THE_BOT = re.compile(
    r"^\W*(so\W+|and\W+|hey\W+|hi\W+|hello\W+)?("
    r"(who|what|how|where|when|why) (the \w+ )?(are|r|were|is|do|can|did|will|could|would|made) "
    r"(you|u|your (name|creator|maker|purpose|job))\b.{0,30}"
    r"|(are|r|were) (you|u) \w+( \w+){0,3}"
    r"|(do|can|could|will|would) (you|u) "
    r"(speak|talk|hear|think|feel|sleep|dance|sing|joke|help)\b.{0,20}"
    r"|(i )?(love|like|hate|miss) (you|u)\b.{0,10}"
    r"|(tell|sing|write|make|draw|give) me (a|an|some) "
    r"(joke|song|poem|story|picture|drawing|limerick|haiku)\b.{0,40}"
    r")\W*$",
    re.IGNORECASE,
)
_S = r"(?P<subject>\S.*?)"
_BE = r"(?:'?s| is| are| was|'?re)"
_OWN = r"(?:the|its|their|his|her|your|a)"
_GIST = (
    r"(?:(?:main|key|central|core|overall|basic|whole) )?"
    r"(?:points?|arguments?|ideas?|messages?|takeaways?|thesis|claims?|gist|summary)"
)
_END = (
    r"(?:(?:final|main|overall|general) )?"
    r"(?:conclusions?|upshot|bottom line|final (?:thoughts?|view))"
)
# Of a document these are its conclusion; alone they may be a court's, or a teacher's.
_END_OF = rf"(?:{_END}|(?:final |main )?(?:verdict|judge?ment|moral|lesson|final word))"
_CAN_YOU = r"(?:(?:can|could|would|will) (?:you|u) )?(?:please )?"
_GIVE = r"(?:(?:give|write|show|make|tell) (?:me |us )?)?"
_IN = r"(?: (?:of|in|to|from|for))"
_FORMS = {
    Whole.OVERVIEW: (
        # … and why one will not read it
        r"tl;?\s?dr(?: (?:pls|plz|please))?\s*[,.;:!–—-].*(?P<subject>)",
        rf"what(?:{_BE}| do| does| did) {_S} (?:all )?(?:about|saying|say|argue|arguing)",
        rf"what{_BE} {_OWN} {_GIST}(?:{_IN} {_S}| here)?",
        rf"what{_BE} {_S}(?:'s|s') {_GIST}",
        rf"{_CAN_YOU}(?:summari[sz]e|sum up|recap|outline)(?: {_S})?(?: for (?:me|us))?",
        rf"{_CAN_YOU}sum {_S} up(?: for (?:me|us))?",
        rf"{_CAN_YOU}{_GIVE}(?:an? |the )?(?:(?:short|brief|quick) )?"
        rf"(?:summary|overview|outline|gist|recap|tl;?\s?dr|main (?:point|idea|argument)s?)"
        rf"(?:{_IN}? {_S})?",
    ),
    Whole.CONCLUSION: (
        rf"what{_BE} {_OWN} {_END}(?: here)?(?P<subject>)",
        rf"what{_BE} {_OWN} {_END_OF}{_IN} {_S}",
        rf"what{_BE} {_S}(?:'s|s') {_END_OF}",
        rf"what (?:do|does|did) {_S} (?:finally )?conclude(?: with)?(?: (?:in|at) the end)?",
        rf"what (?:final |main )?conclusions? (?:do|does|did) {_S} "
        r"(?:draw|reach|come to|arrive at|make)",
        rf"how (?:do|does|did) {_S} (?:end|conclude|close|finish|(?:wrap|sum) (?:it |things )?up)"
        r"(?: (?:in|at) the end)?",
        rf"{_CAN_YOU}{_GIVE}(?:an? |the )?{_END}(?:{_IN} {_S})?",
    ),
}
_BRIEFLY = re.compile(
    r" (?:in|with) (?:a |one |two |three |few |simple |short |plain )*"
    r"(?:sentences?|words?|lines?|terms|nutshell|paragraph|english)$",
    re.IGNORECASE,
)
_PATTERNS = tuple(
    (whole, re.compile(form, re.IGNORECASE)) for whole, forms in _FORMS.items() for form in forms
)
_EVERYTHING = re.compile(
    r"everything|all(?: of)? (?:this|it|these|that)|(?:the|your|this) (?:whole )?"
    r"(?:library|collection|knowledge base|sources?|documents|docs|files)",
    re.IGNORECASE,
)
_BY_AUTHOR = re.compile(rf"the (?:{any_of(AUTHOR_NOUNS)})s?(?: of (?P<subject>.+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WholeQuestion:
    """A wish for the whole of documents.

    Args:
        whole: What of them is wanted.
        subject: The words that name the document; "" where nothing does.
    """

    whole: Whole
    subject: str = ""


def is_small_talk(text: str) -> bool:
    """Return whether `text` is small talk or a word to the bot, not to the documents."""
    words = [word.lower() for word in _WORD.findall(text)]
    return all(word in SMALL_TALK for word in words) or bool(_TO_THE_BOT.match(text))


def whole_question(question: str) -> WholeQuestion | None:
    """Return what a question wants of the whole of a document, None where it wants something else.

    Whether its subject is a document is not known yet: "What is the toll about?" has the form.
    """
    text = typed_form(question).replace("’", "'").strip(' *_`"“”?!.,;:')
    text = _BRIEFLY.sub("", text)
    for whole, pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            return WholeQuestion(whole, _document_named(match["subject"] or ""))
    return None


def _document_named(subject: str) -> str:
    """Return the words that name the document: of "the author of the guide" the guide."""
    if _EVERYTHING.fullmatch(subject):
        return "these"
    author = _BY_AUTHOR.fullmatch(subject)
    return (author["subject"] or "") if author else subject
