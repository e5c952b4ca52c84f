"""Whether a sentence tells of something that is on, or of something that is off."""

import enum
import re

from index.language.terms import stems_of, words_of

# Behind a form of "be" at the end of a clause alone: what is "on the table" is not switched on.
_BEING = r"(?:is|are|was|were|be|been|being|stays?|remains?)"
_CLAUSE_END = r"(?=\W*\Z|[,;:.!?)]|\s(?:and|or|but|by|then)\b)"
_SWITCHING = r"(?:switch|turn)(?:es|ed|ing|s)?\s(?P<what>(?:[\w’'-]+\s){0,4}?)"
# "This enables members to vote" switches nothing on, and "disabled people" are not switched off.
_LETTING = r"(?!\s(?:[\w’'-]+\s){1,5}to\b)"
_PERSONS = r"(?!\s(?:people|persons?|members?|workers?|veterans?|children|adults?|women|men)\b)"
_ON = re.compile(
    rf"\b(?:enabl(?:e[sd]?|ing)\b{_LETTING}|activ(?:e|at(?:e[sd]?|ing|ion))\b"
    rf"|{_SWITCHING}on\b|{_BEING}\son\b{_CLAUSE_END})",
    re.IGNORECASE,
)
_OFF = re.compile(
    rf"\b(?:disabl(?:e[sd]?|ing)\b{_PERSONS}|inactive|deactivat(?:e[sd]?|ing|ion)\b"
    rf"|{_SWITCHING}off\b|{_BEING}\soff\b{_CLAUSE_END})",
    re.IGNORECASE,
)


class SwitchState(enum.Enum):
    """How what can be switched stands."""

    ON = "on"
    OFF = "off"


def switch_state(text: str) -> SwitchState | None:
    """Return the state that a text tells of; None where it tells of none, or of both.

    Args:
        text: A sentence, or a clause of one.
    """
    is_on, is_off = bool(_ON.search(text)), bool(_OFF.search(text))
    if is_on == is_off:
        return None
    return SwitchState.ON if is_on else SwitchState.OFF


def switched_terms(text: str) -> frozenset[str]:
    """Return the stems of a text's content words without those that say how something stands."""
    plain = _OFF.sub(_what, _ON.sub(_what, text))
    return frozenset(stems_of([word.text for word in words_of(plain) if word.is_content]))


def _what(state: re.Match[str]) -> str:
    """Return what stands within the words that tell a state: "turn the lock off"."""
    return f" {state['what'] or ''} "
