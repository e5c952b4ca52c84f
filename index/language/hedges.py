"""Words that narrow or weaken what stands right behind them, each list once; English."""

# How many of what follows are meant, and not all: "some towns pay", "most ships".
QUANTIFIERS = frozenset("some few most".split())
# The same of a part: "many of the towns"; and of who is in something: "some in the guild".
PART_QUANTIFIERS = QUANTIFIERS | frozenset("many several".split())
# Nouns and numbers that count only with "of" behind them.
PART_NOUNS = frozenset(
    (
        "half third quarter majority minority part parts handful one two three four five six seven "
        "eight nine ten dozens hundreds thousands"
    ).split()
)
MEMBER_PREPOSITIONS = frozenset("of in among within".split())
# Before one of the above they say how sure the count is.
COUNT_ADVERBS = frozenset("only almost nearly about roughly around just at least".split())
# What follows is not sure, or not wholly or always so. Modal verbs are left out: whoever quotes
# what follows "may" or "could" mostly says so in words of their own.
HEDGES = (
    *(
        "probably possibly perhaps maybe presumably conceivably potentially likely apparently "
        "seemingly reportedly allegedly supposedly purportedly reputedly ostensibly nominally "
        "theoretically hypothetically arguably partly partially sometimes occasionally rarely "
        "seldom almost nearly virtually"
    ).split(),
    "in part",
    "at times",
    "on occasion",
    "from time to time",
    "now and then",
    "in some cases",
    "in certain cases",
    "in some places",
    "in some ways",
    "in some respects",
    "to some extent",
    "to some degree",
    "to a degree",
    "up to a point",
)
# Of these, the ones that weaken what somebody does, but hardly an amount: "almost all".
NEARNESS_HEDGES = frozenset("almost nearly virtually".split())
# Right before a hedge they compare or join it: "the more likely", "in whole or in part".
HEDGE_COMPANIONS = frozenset("more most less least or not how".split())
# With "to" behind them they say that something only looks so, is said or is not to be expected.
SEEMING_WORDS = frozenset(
    "seem seems seemed appear appears appeared unlikely reported rumoured rumored said".split()
)
