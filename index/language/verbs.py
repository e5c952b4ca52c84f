"""Verbs of English, each list once: forms that rules do not make, and what some take for so."""

BE_FORMS = frozenset("is are was were be been being am".split())

# Past tenses that do not end in "ed", to find the verb of a sentence.
IRREGULAR_PASTS = frozenset(
    (
        "became began bought brought built came chose cut drew fell felt fought found gave gained "
        "got grew held hit kept knew led left lost made met paid put ran rose said saw sent set "
        "shot showed sold spent stood struck taught took told thought won wrote"
    ).split()
)
# Participles that do not end in "ed", to tell a passive.
IRREGULAR_PARTICIPLES = frozenset(
    (
        "beaten begun bought brought built caught chosen cut done drawn driven eaten fed felt "
        "fought forbidden forgiven found given held hidden hit hurt kept known laid led left lent "
        "lit lost made met paid put read said seen sent set shot shown sold sought spent stolen "
        "struck taken taught told thrown won written"
    ).split()
)
# Verbs that say the same of who does it and to whom, a set for each kind.
LIKE_DEEDS = (
    frozenset("aid assist back help support".split()),
    frozenset("depend need rely".split()),
)
# Verbs and nouns that take what follows their "that" for so, be it denied that it was known.
FACTIVE_WORDS = frozenset(
    (
        "reveal reveals revealed revealing revelation revelations discover discovers discovered "
        "discovering discovery know knows knew known knowing learn learns learned learnt learning "
        "realise realises realised realize realizes realized realising realizing forget forgets "
        "forgot forgotten fact facts"
    ).split()
)
PERFECT_AUXILIARIES = frozenset("have has had having".split())
# Right before a subject they ask, or make a condition: "Had the mill burnt …".
INVERTED_AUXILIARIES = frozenset("had were should".split())
# What one party does to, for or with another: the bare verb, and the participle behind "has".
VERBS_BETWEEN_PARTIES = frozenset(
    (
        "ask asked attack attacked benefit benefited benefitted bring brought buy bought cost "
        "deliver delivered demand demanded depend depended do done expect expected fear feared "
        "feed fed fight fought gain gained get got gotten give given harm harmed help helped "
        "hurt know known learn learned learnt lend lent need needed offer offered owe owed pay "
        "paid profit profited promise promised protect protected provide provided receive "
        "received rely relied save saved say said sell sold send sent serve served supply "
        "supplied support supported take taken teach taught tell told think thought trust "
        "trusted use used want wanted"
    ).split()
)
