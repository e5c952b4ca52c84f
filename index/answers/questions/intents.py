"""A wish for the whole: a question about no subject but a document or all of them.

"What is this about?", "Sum it up", "The conclusion?"
"""

import enum
import re
from dataclasses import dataclass, field

from index.answers.questions.typed_forms import opens_as_more, plain_form
from index.language import (
    AUTHOR_NOUNS,
    AUXILIARIES,
    DEMONSTRATIVES,
    DOCUMENT_NOUNS,
    QUESTION_WORDS,
    THIRD_PERSON,
    WORK_NOUNS,
    any_of,
    question_opening,
)


class Whole(enum.Enum):
    """What may be wanted of the whole of a document."""

    OVERVIEW = enum.auto()
    POINT = enum.auto()
    CONCLUSION = enum.auto()


_S = r"(?P<subject>\S.*?)"
_THINGS = frozenset({"it", "its"})
_PAST = re.compile(r"\b(?:did|was|were)\b", re.IGNORECASE)
# What it does may be something else's doing in any tense: "What point does it make?"
_DOING = re.compile(r"\b(?:mak|prov|convey|show|getting|get at|driv)", re.IGNORECASE)
_COVERING = re.compile(
    r"\b(?:cover|contain|find in\b)", re.IGNORECASE
)  # as a fee may, that "this" is
_ASKING = question_opening(QUESTION_WORDS | AUXILIARIES)
_BE = r"(?:'?s| is| are| was|'?re)"
_OWN = r"(?P<owner>the|its|their|his|her|your|a)"
_MAIN = r"(?:(?:main|key|central|core|overall|basic|whole|big|ultimate) )?"
_GIST = rf"{_MAIN}(?:summary|points|arguments|ideas|messages|takeaways|claims)"
# What it makes the one point of, it comes to: seldom how it opens.
_POINT = rf"{_MAIN}(?:gist|point|argument|idea|message|takeaway|thesis|claim)"
_END = (
    r"(?:(?:final|main|overall|general|big) )?"
    r"(?:conclusions?|upshot|bottom line|final (?:thoughts?|view))"
)
# Of a document these are its conclusion; alone they may be a court's, or a teacher's.
_END_OF = rf"(?:{_END}|(?:final |main )?(?:verdict|judge?ment|moral|lesson|final word))"
_MORAL = r"(?:(?:final|main|big) )?(?:lessons?|morals?)"
_DRAWS = (
    r"(?:draws?|takes?|teach(?:es)?|ends? (?:on|with)|leaves? (?:us|me|you|readers) with)"
    r"(?: from (?:it|this|that|it all))?"
)
# What whoever wrote does with it: "the point the author is trying to make".
_DOES = (
    r"(?:is |are |was |were |'s )?"
    r"(?:(?:really|actually|basically|ultimately|essentially|even) )?"
)
_TRYING = r"(?:(?:try|tries|tried|trying|want|wants|wanted|wanting|hope|hopes|hoping) to )?"
_MAKING = (
    rf"{_DOES}{_TRYING}"
    r"(?:mak(?:e|es|ing)|made|say(?:s|ing)?|prov(?:e|es|ing)|convey(?:s|ing)?|argu(?:e|es|ing)"
    r"|(?:get|gets|getting|put|puts|putting) across)"
)
_GETTING_AT = (
    rf"{_DOES}"
    r"(?:(?:try|trying|want|going) to (?:say|tell (?:us|me|people|readers)|show|prove|convey|argue)"
    r"|(?:get|getting|driv(?:e|ing)) at)"
)
_CAN_YOU = (
    r"(?:(?:can|could|would|will|may) (?:you|u|some(?:one|body)|any(?:one|body)|i|we) )?"
    r"(?:please )?"
)
_GIVE = (
    r"(?:(?:gimme|any|is there|(?:i |we )?(?:need|want)"
    r"|(?:give|write|show|make|tell|get|have)(?: me| us)?) )?"
)
# What a policy covers is told in it; what a page covers is what it is about.
_PAGES = DOCUMENT_NOUNS | frozenset("faq guide handbook manual newsletter report".split())
_ITSELF = rf"(?:this|it|(?:this|the|that) (?:{any_of(_PAGES)}))"
_TOPICS = r"(?:topics?|subjects?|themes?|questions?|issues?)"
_COVERS = r"(?:covers?|address(?:es)?|answers?|discuss(?:es)?|deals? with|treats?)"
_SHORT = r"(?:(?:short|brief|quick|one[- ]line) )?"
_TLDR = r"tl;?\s?dr(?: (?:pls|plz|please))?\s*[,.;:!–—-]"
_IN = r"(?: (?:of|in|to|from|for))"
_FORMS = {
    Whole.OVERVIEW: (
        # … and why one will not read it
        rf"{_TLDR}.*(?P<subject>)",
        rf"what(?:{_BE}| do| does| did) {_S} (?:all )?about",
        rf"what{_BE} {_OWN} {_GIST}(?:{_IN} {_S})?",
        rf"what{_BE} {_S}(?:'s|s') {_GIST}",
        rf"what{_BE} the {_GIST} (?:that |which )?{_S} {_MAKING}",
        rf"(?:what|which) {_GIST}(?:{_BE}| do| does| did) {_S} {_MAKING}",
        rf"(?:what|which) {_TOPICS} (?:do|does|did) {_S} {_COVERS}",
        rf"what (?:do|does|did) (?P<subject>{_ITSELF}) (?:all )?(?:cover|contain)",
        rf"what (?:can|could) (?:i|we|you|one) find(?: in(?: (?P<subject>{_ITSELF}))?)?",  # … here
        rf"{_CAN_YOU}(?:summari[sz]e|sum up|recap|outline)(?: {_S})?(?: for (?:me|us))?",
        rf"{_CAN_YOU}sum {_S} up(?: for (?:me|us))?",
        rf"{_CAN_YOU}{_GIVE}(?:an? |the |your )?{_SHORT}"
        r"(?:summary|overview|outline|recap|tl;?\s?dr|main (?:point|idea|argument)s"
        rf"|short version|(?:key )?takeaways?|key points?)(?:{_IN}? {_S})?",
    ),
    Whole.POINT: (
        rf"what{_BE} {_OWN} {_POINT}(?:{_IN} {_S})?",
        rf"what{_BE} {_S}(?:'s|s'|s) {_POINT}",
        rf"what{_BE} the {_POINT} (?:that |which )?{_S} {_MAKING}",
        rf"(?:what|which) {_POINT}(?:{_BE}| do| does| did) {_S} {_MAKING}",
        rf"what(?:{_BE}| do| does| did) {_S} {_GETTING_AT}",
        rf"what(?:{_BE}| do| does| did) {_S} (?:all )?(?:saying|say|argue|arguing)",
        rf"what (?:do|does|did) {_S} (?:all )?(?:boil down|come down|amount) to",
        rf"{_CAN_YOU}{_GIVE}(?:the )?(?:gist|main (?:point|idea|argument))(?:{_IN} {_S})?",
    ),
    Whole.CONCLUSION: (
        rf"what{_BE} {_OWN} {_END}(?P<subject>)",
        rf"what{_BE} {_OWN} {_END_OF}{_IN} {_S}",
        rf"what{_BE} {_S}(?:'s|s'|s) {_END_OF}",
        rf"what{_BE} the {_MORAL} (?:that |which )?{_S} {_DRAWS}",
        rf"what {_MORAL} (?:do|does|did) {_S} {_DRAWS}",
        rf"what (?:do|does|did) {_S} (?:finally )?conclude(?: with)?(?: (?:in|at) the end)?",
        rf"what (?:final |main )?conclusions? (?:do|does|did) {_S} "
        r"(?:draw|reach|come to|arrive at|make)",
        rf"how (?:do|does|did) {_S} (?:end|conclude|close|finish|(?:wrap|sum) (?:it |things )?up)"
        r"(?: (?:in|at) the end)?",
        rf"{_CAN_YOU}{_GIVE}(?:an? |the )?{_END}(?:{_IN} {_S})?",
    ),
}
_SUMS_UP = re.compile(
    r"\b(?:summar\w+|sum\b|recap|outline|overview|tl;?\s?dr|short version|about$)", re.IGNORECASE
)
# "tldr: what is the fee": what is asked follows.
_TLDR_ON = re.compile(rf"{_TLDR}+\s*(?={_ASKING})", re.IGNORECASE)
_BRIEFLY = re.compile(
    r" (?:in|with) (?:a |one |two |three |few |simple |short |plain )*"
    r"(?:sentences?|words?|lines?|terms|nutshell|paragraph|english)(?: or (?:two|three|so))?$",
    re.IGNORECASE,
)
# What may follow any wish: "what is she getting at in the end", "… with all this".
_AFTER_ALL = re.compile(
    r",? (?:(?:in|at) the end|(?:in|through) (?:her|his|their) (?:view|opinion|eyes)"
    rf"|in the (?:{any_of(AUTHOR_NOUNS)})(?:'s|s'|s) (?:view|opinion|eyes)"
    rf"|according to the (?:{any_of(AUTHOR_NOUNS)})s?"
    r"|(?:with|from|by) (?:all (?:of )?(?:this|that|it)"
    rf"|(?:this|the) (?:{any_of(DOCUMENT_NOUNS | WORK_NOUNS)})))$",
    re.IGNORECASE,
)
_PATTERNS = tuple(
    (whole, re.compile(form, re.IGNORECASE)) for whole, forms in _FORMS.items() for form in forms
)
_CONTRACTED = re.compile(r"(?<=\w)'(?:s|re)$")  # "the point she's making"
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
        loose: It may as well be about somebody or something that was named before.
        sums_up: It wants a text summed up, whatever that is called: nobody sums up a mill.
    """

    whole: Whole
    subject: str = ""
    loose: bool = False
    sums_up: bool = field(default=False, compare=False)


def whole_question(question: str) -> WholeQuestion | None:
    """Return what a question wants of the whole of a document, None where it wants something else.

    Whether its subject is a document is not known yet: "What is the toll about?" has the form.
    """
    text = _TLDR_ON.sub("", _BRIEFLY.sub("", plain_form(question)), count=1)
    for whole, pattern in _PATTERNS:
        if match := pattern.fullmatch(text) or pattern.fullmatch(_AFTER_ALL.sub("", text)):
            subject = _CONTRACTED.sub("", match["subject"] or "")
            if _is_told_of(subject) and opens_as_more(question):
                return None
            owner = match.groupdict().get("owner") or ""
            loose = _is_loose(text, subject or owner)
            return WholeQuestion(whole, _document_named(subject), loose, _sums_up(whole, text))
    return None


def _sums_up(whole: Whole, text: str) -> bool:
    """Return whether a wish says that a text is to be summed up."""
    return whole is Whole.OVERVIEW and _SUMS_UP.search(text) is not None


def _is_told_of(subject: str) -> bool:
    """Return whether a subject is called something: "And what does the report say?"."""
    opening, *_ = (subject.lower() or "it").split()
    return opening not in DEMONSTRATIVES | THIRD_PERSON


def _is_loose(text: str, whose: str) -> bool:
    """Return whether a wish may be about what was named before: "How did it end?"."""
    whose = whose.lower()
    if whose in THIRD_PERSON - _THINGS:
        return True
    if whose == "this":
        return _COVERING.search(text) is not None
    is_past = any(said.search(text) for said in (_PAST, _DOING, _COVERING))
    return whose in _THINGS | {"that"} and is_past


def _document_named(subject: str) -> str:
    """Return the words that name the document: of "the author of the guide" the guide."""
    if _EVERYTHING.fullmatch(subject):
        return "these"
    author = _BY_AUTHOR.fullmatch(subject)
    return (author["subject"] or "") if author else subject
