"""How a sentence opens that goes on from the one before it; English."""

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
