"""How a sentence opens that goes on, and how one ends that others go on from; English."""

import re

from index.language.english import any_of

# Adverbs and what stands for one, at a sentence's beginning.
LINKING_OPENINGS = (
    "however",
    "moreover",
    "furthermore",
    "additionally",
    "also",
    "thus",
    "therefore",
    "still",
    "indeed",
    "similarly",
    "nevertheless",
    "nonetheless",
    "meanwhile",
    "instead",
    "consequently",
    "for example",
    "for instance",
    "in addition",
    "in contrast",
    "as a result",
)
# What a sentence counts that only announces ("It has several advantages"), in the plural.
ANNOUNCED_NOUNS = frozenset(
    (
        "reasons causes motives grounds benefits advantages gains merits costs drawbacks "
        "disadvantages downsides problems difficulties obstacles risks dangers ways means methods "
        "options choices steps stages phases parts points aspects factors conditions requirements "
        "criteria indicators indications signs symptoms hints "
        "rules exceptions differences similarities kinds types sorts forms goals aims purposes "
        "effects consequences results lessons examples cases things questions changes measures"
    ).split()
)
# How many it says that there are.
ANNOUNCING_COUNTS = (
    *("some several many few various numerous certain both two three four five six seven").split(),
    "the following",
    "a number of",
    "a couple of",
)
# What a sentence says of a deed and no more, before others show how it is done.
_EASY = "easy simple straightforward trivial possible doable painless quick easily simply".split()
_ANNOUNCES = re.compile(  # "However, it does accrue some benefits."
    rf"\b(?:{any_of(ANNOUNCING_COUNTS)})\s+(?:[\w’'-]+\s+){{0,2}}(?:{any_of(ANNOUNCED_NOUNS)})"
    r"(?:\s+(?:for|of|to|in|behind|with|from)\s+[\w’'-]+(?:\s+[\w’'-]+){0,3})?\W*$",
    re.IGNORECASE,
)
_SAYS_IT_IS_EASY = re.compile(  # "This is relatively simple to fix."
    r"^\W*(?:(?:luckily|fortunately|but|and|so|yes|sure),? )*"
    r"(?:this|that|it|doing (?:so|this|that))"
    rf"(?:[’']s| is| can be)(?: \w+ly| quite| very| rather| pretty)?(?: (?:{any_of(_EASY)}))+"
    r"(?: (?:to|for) \w+(?: \w+){0,2})?\W*$",
    re.IGNORECASE,
)


def announces(sentence: str) -> bool:
    """Return whether a sentence only says that something follows.

    So many reasons, some gains; or that it is easy, which what follows shows.
    """
    return bool(_ANNOUNCES.search(sentence) or _SAYS_IT_IS_EASY.match(sentence))
