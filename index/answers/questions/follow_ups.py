"""A question that leans on the ones before it, made to stand alone for search.

Nothing is rewritten in the follower's words: what it leans on is put before it. A question leans
when it opens like a continuation, when a pronoun of it has nothing to refer to, when it asks for
others than were told of, or when it is too short to say what it is about.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from index.language import (
    ARTICLES,
    AUXILIARIES,
    FUNCTION_WORDS,
    KEYWORD_STOP_WORDS,
    ORDINALS,
    QUESTION_WORDS,
    REFERRING_WORDS,
    any_of,
    question_opening,
    with_apostrophes,
)
from index.search import bare

_OPENERS = re.compile(
    r"^\s*(and|but|so|or|also|then|what about|how about|what else|why not|how so|since when|"
    r"like what|such as|for example|which ones?|more(?! than\b))\b",
    re.IGNORECASE,
)
# "Is there a fee?", "if there's a fee": it refers to nothing.
_HELPING = r"(?:is|are|was|were|will|would|can|could|has|have|had)"
_EXPLETIVE = re.compile(
    rf"\b({_HELPING}) there\b|\bthere(?:['’](?:s|re|ll|d)\b|(?= {_HELPING}\b))", re.IGNORECASE
)
# "Is it possible to pay by card?", "does the study claim that wages rose": nor do these.
_EMPTY = re.compile(
    r"\b(?:is|was|isn['’]t|wasn['’]t|would be) it (?:\w+ly |still |also )?(?:possible|impossible"
    r"|necessary|allowed|permitted|forbidden|required|mandatory|true|legal|illegal|safe|likely"
    r"|normal|common|usual|okay|ok|worth) (?:to|that|for|if)\b"
    r"|\bdoes it (?:take|cost)(?=.* to \w)"
    r"|(?<=\bclaim )that|(?<=\bsay )that|(?<=\bstate )that|(?<=\bargue )that|(?<=\bthink )that"
    r"|(?<=\bbelieve )that|(?<=\bshow )that",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:the others?|any other|(?:any|some|no)(?:one|body|thing) else"
    r"|any(?:one|body|thing)? others?|(?:what|who|where|how) else)\b",
    re.IGNORECASE,
)
# "What's the second advantage?", "how do I change the default?": of what is not said.
_RANK = rf"(?:{any_of(ORDINALS)}|last|next|other|main|only|real|best|worst|biggest)"
_KIND = (
    r"(?:advantage|argument|benefit|cause|condition|disadvantage|downside|drawback|example"
    r"|exception|item|method|one|option|point|problem|purpose|reason|rule|step|thing|way)s?"
)
_BARE_PART = re.compile(
    rf"\bthe (?:{_RANK} {_KIND}|(?:maximum|minimum|default|limit)(?: value)?|rest)\b",
    re.IGNORECASE,
)
_DONE_WITH_PARTS = frozenset("allowed avoid change choose fix get happens set use work".split())
_ABOUT_OTHERS = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay)\W+){0,3}(?:what|how) about\s+"
    r"((?:[\w’'-]+\s+){0,3}[\w’'-]+)\W*$",
    re.IGNORECASE,
)
_NAMES_ANOTHER = re.compile(
    r"\W*(?:(?:but|so|ok|okay)\W+){0,2}(?:and(?:\s+(?:what|how)\s+about)?|(?:what|how)\s+about)"
    r"\s+(?P<named>(?:(?:the|a|an)\s+)?[\w’'-]+(?:\s+[\w’'-]+)?)\W*",
    re.IGNORECASE,
)
# "No, sorry, I meant who built it", "not that, the weir": what is asked is what was meant.
_NOT_THAT = r"not (?:that|this|those|these|it|him|her|them)(?: ones?)?"
_MEANT = re.compile(
    rf"^\W*(?:(?:no|nah|nope|sorry|wait|well|ok|okay|oh|ah|{_NOT_THAT})\W+){{0,4}}"
    r"(?:i (?:just |only |actually )?(?:mean|meant)(?: to (?:ask|say))?\W+"
    rf"|{_NOT_THAT}(?:\s*[,;.:–—-]\s*(?:but )?|\s+but\s+))(?=\w)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"(?:^|[,;.:?!–—-]\s*){question_opening(QUESTION_WORDS | AUXILIARIES)}", re.IGNORECASE
)
_TURN = (
    r"(?:(?:in )?(?:the )?(?:other way (?:a?round|about)|vice versa|conversely|reverse"
    r"|other direction|return|exchange|other (?:side|party))"
    r"|(?:flip|reverse|turn) (?:it|that)(?: (?:a?round|over))?"
    r"|(?:swap|switch) (?:it|that|them|(?:the )?(?:two|sides|parties|roles))(?: (?:a?round|over))?)"
)
_OTHER_WAY = re.compile(
    r"(?:(?:and|but|so|then|now|ok|okay|what about|how about|what if (?:you|we|i)"
    rf"|(?:the )?same(?: (?:question|thing))?(?: but)?|{_TURN})\W+)*{_TURN}\W*",
    re.IGNORECASE,
)
# Questions of whose words the one that they ask about is plain, since they have no other: "How do
# wheels turn?", "What is a sluice?". Of "What did it cost the town?" it may be either.
_ONE = r"(?:(?:the|a|an)\s+)?[\w’'-]+"
_ASKED_OF_ONE = re.compile(
    r"(?P<asks>\W*(?:(?:how|why|when|where|what)\s+(?:do|does|did|can|could|should|will|would|must)"
    rf"|(?:how|why|when|where)\s+(?:is|are|was|were)))\s+(?P<one>{_ONE})(?P<rest>\s+[\w’'-]+\W*)"
    rf"|(?P<is>\W*(?:what|who)\s+(?:is|are|was|were))\s+(?P<it>{_ONE})\W*",
    re.IGNORECASE,
)
_NO_OTHER = frozenset("others rest reverse versa way round around".split())  # "And vice versa?"
_POSSESSIVES = frozenset("his her its their".split())
_WORD = re.compile(r"[\w’'-]+")
_CONTRACTED = re.compile(r"(?<=\w)['’](?:s|re|ve|ll|d|m)$", re.IGNORECASE)  # "it's", "I'm"
_DENIED = ("n't", "n’t")  # "isn't"
# Words that name nothing: whoever says only these asks on.
_ASKING_ON = frozenset(
    "a about an and are because but come continue elaborate else example explain far "
    "for he her him how i if is it just know like many me mean more much not ok okay on or "
    "please really say she so tell that the them then there they to understand was we were what "
    "when where which who whom whose why".split()
)
_SHOUTED = frozenset({"I", "A", "OK"})  # in capitals, and no names
_LEAST_WORDS = 2  # fewer content words than this do not say what a question is about
_FEW_WORDS = 3  # of what may go on with the question before it, though nothing of it points back
TURN_BREAK = " | "  # between what was asked before and what is asked now, as the reader learned it
_REMEMBERED = 3  # earlier questions that still count


@dataclass(frozen=True, slots=True)
class ResolvedQuestion:
    """What to search and read for.

    Args:
        question: The question itself.
        context: What it leans on, most recent last.
        answered: Whether that was asked, and answered, in an earlier message.
        says_all: Whether the question says what the last one of the context is needed for, too.
        may_follow: What it may go on from, though nothing of it points back, most recent last.
    """

    question: str
    context: tuple[str, ...] = ()
    answered: bool = False
    says_all: bool = False
    may_follow: tuple[str, ...] = ()

    @property
    def standalone(self) -> str:
        """The question with what it leans on before it, marked off so that a reader sees both.

        "What about the dyers?" is put as what a reader knows: "And the dyers?", and so is "Sorry, I
        meant the dyers".
        """
        if self.says_all:
            return TURN_BREAK.join((*self.context[:-1], self.question))
        if not self.context:
            return self.question
        return TURN_BREAK.join((*self.context, _as_going_on(self.question)))

    @property
    def earlier(self) -> str:
        """What it leans on, as one question; empty where it leans on nothing."""
        return TURN_BREAK.join(self.context)

    def without(self, questions: Collection[str]) -> "ResolvedQuestion":
        """Return the same without these among what it leans on."""
        left = tuple(earlier for earlier in self.context if earlier not in questions)
        return replace(self, context=left)


def _as_going_on(question: str) -> str:
    """Return a question that leans on another in the words in which a reader knows such."""
    meant = _MEANT.sub("", question)
    if meant == question or _ASKS.search(meant):
        return _ABOUT_OTHERS.sub(r"And \1?", meant)
    return f"And {meant.rstrip(' ?!.')}?"


def content_words(question: str) -> list[str]:
    """Return the words that say what a question is about, lower case, in order."""
    words = map(str.lower, _words(question))
    return [word for word in words if word not in FUNCTION_WORDS and not word.endswith(_DENIED)]


def _words(text: str) -> list[str]:
    """Return the words of a text in order, without what is contracted behind them: "it's"."""
    return [_CONTRACTED.sub("", word) for word in _WORD.findall(text)]


def leans(question: str) -> bool:
    """Return whether a question needs the one before it to be understood.

    What stands around it in chat ("ok and the others?") may hide how it opens, and may be how it
    opens ("so why?"). What was meant in place of the question before needs that, too, unless it is
    a whole question.
    """
    meant = _MEANT.sub("", question)
    if meant != question:
        return not _ASKS.search(meant) or leans(meant)
    return _leans(question) or _leans(bare(question)) or names_nothing(question)


def asks_for_other_way(question: str) -> bool:
    """Return whether a question asks for nothing but the other way round, or the other side."""
    return bool(_OTHER_WAY.fullmatch(question.strip()))


def names_nothing(question: str) -> bool:
    """Return whether a question only asks on, so that nothing can be looked up without another.

    What stands in capitals is a name, where not all does: "What is the WHO?"
    """
    if asks_for_other_way(question):
        return True
    words = _words(question)
    if not question.isupper() and any(word.isupper() and word not in _SHOUTED for word in words):
        return False
    return _ASKING_ON.issuperset(word.lower() for word in words)


def _leans(question: str) -> bool:
    content = content_words(question)
    if _OPENERS.match(question) and len(content) <= 2 * _LEAST_WORDS:
        return True
    if _asks_for_others(question) or _names_only_a_part(question):
        return True
    if _points_back(question):
        names = [word for word in _words(question)[1:] if word[:1].isupper() and word != "I"]
        return not names or len(content) < 2 * _LEAST_WORDS
    return len(content) < _LEAST_WORDS


def _asks_for_others(question: str) -> bool:
    """Return whether a question asks for others than were told of, and says little besides."""
    rest, found = _OTHERS.subn(" ", question)
    return bool(found) and len(content_words(rest)) <= _LEAST_WORDS


def _names_only_a_part(question: str) -> bool:
    """Return whether a question names a part of something, and says hardly more than which."""
    rest, found = _BARE_PART.subn(" ", with_apostrophes(question))
    return bool(found) and _DONE_WITH_PARTS.issuperset(content_words(rest))


def _points_back(question: str) -> bool:
    """Return whether a word refers to what the question itself does not name.

    "Did the mill keep its promise?" names whose, "Is there a fee?" refers to nothing.
    """
    words = _words(_EMPTY.sub(" ", _EXPLETIVE.sub(r"\1", question)))
    referring = (n for n, word in enumerate(words) if word.lower() in REFERRING_WORDS)
    return any(not _is_owned_here(words, number) for number in referring)


def _is_owned_here(words: Sequence[str], number: int) -> bool:
    """Return whether a word says whose something is, of what stands before it: "its promise"."""
    owns = words[number].lower() in _POSSESSIVES and content_words(
        " ".join(words[number + 1 :][:1])
    )
    return bool(owns) and len(content_words(" ".join(words[:number]))) >= _LEAST_WORDS


def resolve(question: str, history: Sequence[str] = ()) -> ResolvedQuestion:
    """Return the question with those earlier ones that it leans on.

    Args:
        question: What is asked now.
        history: Earlier questions, oldest first.
    """
    context: list[str] = []
    leaning = question
    for earlier in reversed(history[-_REMEMBERED:]):
        if not leans(leaning):
            break
        if earlier.strip():
            context.insert(0, earlier.strip())
            leaning = earlier
    return ResolvedQuestion(question, tuple(context))


def follow_up(question: str, history: Sequence[str] = ()) -> ResolvedQuestion:
    """Return what a message asks, with the earlier messages that it leans on, or may go on from.

    Args:
        question: The one thing that is asked now.
        history: Earlier questions, oldest first.
    """
    resolved = resolve(question, history)
    if resolved.context:
        return replace(resolved, answered=True)
    if not (history and history[-1].strip() and _is_short(question)):
        return resolved
    before = resolve(history[-1].strip(), history[:-1])
    return replace(resolved, may_follow=(*before.context, before.question))


def _is_short(question: str) -> bool:
    """Return whether a question says little, and has no name or number of its own."""
    named = any(word[:1].isupper() and word != "I" for word in _words(question)[1:])
    numbered = any(map(str.isdigit, question))
    return not (named or numbered) and 0 < len(telling_words(question)) <= _FEW_WORDS


def going_on(part: ResolvedQuestion) -> ResolvedQuestion | None:
    """Return a question that stands alone as going on from the one before; None where it cannot."""
    if not part.may_follow:
        return None
    return replace(part, context=part.may_follow, answered=True, may_follow=())


def going_on_from(part: ResolvedQuestion, before: ResolvedQuestion) -> ResolvedQuestion | None:
    """Return a part of a question as going on with the one before; None where it does not.

    A short one may, though nothing of it points back: "When did he die, and when did people find
    out?"
    """
    if part.context or len(telling_words(part.question)) > _FEW_WORDS:
        return None
    return replace(part, context=(*before.context, before.question))


def meant_alone(part: ResolvedQuestion) -> ResolvedQuestion | None:
    """Return what was meant in place of the question before, without that question.

    Args:
        part: What was asked, and what it leans on.

    Returns:
        None where nothing was meant in its place, or that needs the question before.
    """
    meant = _MEANT.sub("", part.question)
    if not part.context or meant == part.question or leans(meant):
        return None
    return ResolvedQuestion(meant)


def asked_of_another(part: ResolvedQuestion) -> ResolvedQuestion | None:
    """Return a question that only names another, asked in the words of the one before it.

    "How do wheels turn?", "And sails?" asks how sails turn.

    Args:
        part: What was asked, and what it leans on.

    Returns:
        None where it is another question, or it is not plain what the other one is put for.
    """
    named = _NAMES_ANOTHER.fullmatch(_as_going_on(part.question))
    before = _ASKED_OF_ONE.fullmatch(part.context[-1]) if part.context else None
    if named is None or before is None:
        return None
    one, another = before["one"] or before["it"], named["named"]
    if not (_is_name(one) and _is_name(another)) or _is_plural(one) is not _is_plural(another):
        return None
    asked = before["asks"] or before["is"]
    return ResolvedQuestion(f"{asked.strip()} {another}{(before['rest'] or '').rstrip(' ?')}?")


def _is_name(words: str) -> bool:
    """Return whether words name something: none of them refers, asks or joins."""
    named = [word for word in words.lower().split() if word not in ARTICLES]
    return _NO_OTHER.isdisjoint(named) and all(map(content_words, named))


def _is_plural(name: str) -> bool:
    return name.lower().endswith("s") and not name.lower().endswith("ss")


def telling_words(question: str) -> list[str]:
    """Return the words of a question that say what it is about; "since when" has none."""
    return [word for word in content_words(question) if word not in KEYWORD_STOP_WORDS]
