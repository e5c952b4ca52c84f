"""Verbs of English, each list once: forms that rules do not make, and what some take for so."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BE_FORMS = _set("is are was were be been being am")

# Past tenses that do not end in "ed", to find the verb of a sentence.
IRREGULAR_PASTS = _set(
    "became began bought brought built came chose cut drew fell felt fought found gave gained got "
    "grew held hit kept knew led left lost made met paid put ran rose said saw sent set shot "
    "showed sold spent stood struck taught took told thought won wrote"
)
# Participles that do not end in "ed", to tell a passive.
IRREGULAR_PARTICIPLES = _set(
    "beaten begun bought brought built caught chosen cut done drawn driven eaten fed felt fought "
    "forbidden forgiven found given held hidden hit hurt kept known laid led left lent lost made "
    "met paid put read said seen sent set shot shown sold sought spent stolen struck taken taught "
    "told thrown won written"
)
# Verbs and nouns that take what follows their "that" for so, be it denied that it was known.
FACTIVE_WORDS = _set(
    "reveal reveals revealed revealing revelation revelations discover discovers discovered "
    "discovering discovery know knows knew known knowing learn learns learned learnt learning "
    "realise realises realised realize realizes realized realising realizing forget forgets "
    "forgot forgotten fact facts"
)
PERFECT_AUXILIARIES = _set("have has had having")
# Right before a subject they ask, or make a condition: "Had the mill burnt …".
INVERTED_AUXILIARIES = _set("had were should")
