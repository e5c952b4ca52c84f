"""How a sentence opens that goes on, and how one ends that others go on from; English."""

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
EASY = "easy simple straightforward trivial possible doable painless quick easily simply".split()
