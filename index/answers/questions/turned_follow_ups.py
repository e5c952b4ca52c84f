"""A follow-up that has hardly a word of its own: what it asks, said whole.

"What does the guard do for the party?", "And the other way round?" asks what the party does for the
guard. A reader that sees the two together has to turn the parties itself, and often does not.
There is no parser here: the two parties stand before and behind a verb of a short list, up to the
end of the question.

"Does the pact still hold?", "Why?" asks why the pact still holds, for which `lasting_questions` has
other words. Any other "why?" a reader knows behind the question before.
"""

import re
from dataclasses import replace

from index.answers.questions.follow_ups import ResolvedQuestion, asks_for_other_way, leans
from index.answers.questions.lasting_questions import sub_questions
from index.language import (
    AUXILIARIES,
    DETERMINERS,
    OBJECT_FORMS,
    PREPOSITIONS,
    SUBJECT_FORMS,
    VERBS_BETWEEN_PARTIES,
    any_of,
    does,
    has,
)
from index.search import bare

_MOST_WORDS = 7  # of a party, or of what is asked about the two
_WORDS = rf"[^\s,;:?]+(?: [^\s,;:?]+){{0,{_MOST_WORDS - 1}}}?"
_PREPOSITIONS = r"(?:about|against|by|for|from|in|of|on|to|upon|with)"
_BESIDES = r"(?:in (?:return|exchange)|(?:each|every|per) \w+)"
_ASKED = re.compile(
    rf"(?P<asks>(?:(?:{any_of(['what', 'how', 'why', 'when', 'where', 'in', 'which'])})\b"
    rf"(?: {_WORDS})?? )?)"
    rf"(?P<auxiliary>{any_of(AUXILIARIES)})(?P<not>n['’]t)? (?P<first>{_WORDS}) "
    rf"(?P<deed>(?:{any_of(VERBS_BETWEEN_PARTIES)})(?: {_PREPOSITIONS})?) "
    rf"(?P<second>{_WORDS})(?P<end>(?: {_PREPOSITIONS})?(?: {_BESIDES})?)\W*",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay)\W+)*(?:why|how come|why(?:['’]s| is) that)\W*", re.IGNORECASE
)
_YES_OR_NO = re.compile(rf"(?:{any_of(AUXILIARIES)})\b(?!n['’]t).+", re.IGNORECASE)
_OWN = re.compile(r"(?:his|her|its|their) (?=\S)", re.IGNORECASE)


def said_whole(part: ResolvedQuestion) -> ResolvedQuestion | None:
    """Return what a follow-up asks that has hardly a word of its own, None of any other.

    Args:
        part: What was asked, and what it leans on.
    """
    return turned_round(part) or why_it_lasts(part)


def why_it_lasts(part: ResolvedQuestion) -> ResolvedQuestion | None:
    """Return what a bare "why?" asks behind a question whether something lasts, as asked alone.

    Args:
        part: What was asked, and what it leans on.

    Returns:
        None of anything else, and where the question before is not understood by itself.
    """
    if len(part.context) != 1 or not _WHY.fullmatch(part.question):
        return None
    (before,) = part.context
    whether = bare(before).rstrip(" ?!.")
    words = f"Why {whether[:1].lower()}{whether[1:]}?"
    if leans(before) or not _YES_OR_NO.fullmatch(whether) or not sub_questions(words):
        return None
    return ResolvedQuestion(words)


def turned_round(part: ResolvedQuestion) -> ResolvedQuestion | None:
    """Return what a follow-up asks that asks for the other way round, said whole.

    Args:
        part: What was asked, and what it leans on.

    Returns:
        The question with its parties changed, behind what is leant on; None where the part asks
        for something else, or the question before is not plainly one of two parties.
    """
    if not part.context or not asks_for_other_way(part.question):
        return None
    asked = _ASKED.fullmatch(bare(part.context[-1]))
    if asked is None or not _are_parties(asked["first"], asked["second"]):
        return None
    subject = _as_subject(asked["second"])
    auxiliary = _agreeing(asked["auxiliary"], subject) + (asked["not"] or "")
    object_ = OBJECT_FORMS.get(asked["first"].casefold(), asked["first"])
    words = f"{asked['asks']}{auxiliary} {subject} {asked['deed']} {object_}{asked['end']}?"
    return replace(part, question=words[:1].upper() + words[1:], says_all=True)


def _are_parties(first: str, second: str) -> bool:
    """Return whether words may name two parties: not "the", and not "out of the pact"."""
    ends = all(name.split()[-1].casefold() not in DETERMINERS for name in (first, second))
    return ends and second.split(maxsplit=1)[0].casefold() not in PREPOSITIONS | {"out"}


def _as_subject(party: str) -> str:
    """Return a party as who does something: "they" for "them", "the lodgers" for "its lodgers"."""
    return SUBJECT_FORMS.get(party.casefold(), _OWN.sub("the ", party, count=1))


def _agreeing(auxiliary: str, subject: str) -> str:
    """Return a form of "do" or "have" as a subject needs it, any other auxiliary as it is."""
    if auxiliary.casefold() in {"do", "does"}:
        return does(subject)
    return has(subject) if auxiliary.casefold() in {"has", "have"} else auxiliary
