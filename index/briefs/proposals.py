"""What was proposed, and what became of it, as minutes have it; English."""

import re

_PROPOSED = (
    "motion|proposal|resolution|amendment|request|petition|application|recommendation|initiative"
)
_PROPOSES = re.compile(  # "Motion A (board): to raise …", "It was proposed to …"
    rf"^\W*(?:the |a )?(?:[\w’'-]+ )?(?:{_PROPOSED})s?\b[^:.]{{0,40}}[:–—]"
    r"|\b(?:moved|proposed|proposes|suggested|requested)\b[^.]{0,20}?\b(?:that|to)\b"
    rf"|\b(?:made|put|brought|tabled|submitted) (?:a|the) (?:[\w-]+ )?(?:{_PROPOSED})\b",
    re.IGNORECASE,
)
_DECIDED = (
    "rejected|carried|adopted|approved|passed|defeated|withdrawn|accepted|declined|agreed|granted|"
    "postponed|deferred|adjourned|lost|dropped|refused|turned down|voted down"
)
_BECAME = re.compile(
    r"^\W*(?:(?:the )?(?:outcome|result|decision|vote)\b\W*(?:was |is )?)?"
    r"(?:it |this )?(?:was |is )?"
    rf"(?:unanimously |narrowly |finally |not )?(?:{_DECIDED})\b"
    rf"|\b(?:{_PROPOSED}|it|this|vote)\b[^.]{{0,30}}?\b(?:was|were|is|has been|had been)\b"
    rf"(?: \w+ly| not)? (?:{_DECIDED})\b"
    r"|\b(?:votes? )?(?:in favou?r|for)\b.{0,40}\bagainst\b|\(\d+ in favou?r\b",
    re.IGNORECASE,
)


def is_proposal(sentence: str) -> bool:
    """Return whether a sentence says that something was proposed, and not what became of it."""
    return bool(_PROPOSES.search(sentence)) and not is_outcome(sentence)


def is_outcome(sentence: str) -> bool:
    """Return whether a sentence says what became of a proposal."""
    return bool(_BECAME.search(sentence))
