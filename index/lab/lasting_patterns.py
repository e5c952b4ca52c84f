"""Questions made of patterns, by which those why a relation lasts differ from their neighbours.

A word of denial turns a question why two part into one why they stay; what lasts may be a price, a
rule or a door, of which nobody asks what both sides want.
"""

from collections.abc import Iterator
from itertools import cycle, product

_PARTIES = (
    "they",
    "the two",
    "the couple",
    "the two firms",
    "the partners",
    "the allies",
    "the musicians",
    "the two parties",
    "Brandt and Ossel",
    "both sides",
    "the neighbours",
    "the churches",
)
_PARTINGS = (  # as the infinitive, the past and the participle
    ("split up", "split up", "split up"),
    ("split", "split", "split"),
    ("part", "parted", "parted"),
    ("part ways", "parted ways", "parted ways"),
    ("break up", "broke up", "broken up"),
    ("break off relations", "broke off relations", "broken off relations"),
    ("separate", "separated", "separated"),
    ("divorce", "divorced", "divorced"),
    ("fall out", "fell out", "fallen out"),
    ("fall apart", "fell apart", "fallen apart"),
    ("cut ties", "cut ties", "cut ties"),
    ("go separate ways", "went separate ways", "gone separate ways"),
    ("leave each other", "left each other", "left each other"),
    ("end it", "ended it", "ended it"),
    ("walk away", "walked away", "walked away"),
    ("give up on each other", "gave up on each other", "given up on each other"),
    ("drift apart", "drifted apart", "drifted apart"),
    ("dump each other", "dumped each other", "dumped each other"),
    ("turn on each other", "turned on each other", "turned on each other"),
)
_ENDS = (  # of a relation, as what there was or was not
    "split",
    "break-up",
    "breakup",
    "divorce",
    "separation",
    "parting of ways",
    "falling out",
    "rupture",
)
_ENDED = ("why the {end}", "why a {end} in the end", "what led to the {end}", "how come a {end}")
_NO_END = (
    "why no {end}",
    "how come no {end}",
    "why was there never a {end}",
    "so why no {end} yet",
)
_PARTED = (
    "why did {party} {part}",
    "why have {party} {gone}",
    "how come {party} {left}",
    "what made {party} {part}",
    "what was the reason that {party} {left}",
    "why {party} {left}",
)
_STAYED = (
    "why did {party} never {part}",
    "why haven't {party} {gone}",
    "how come {party} never {left}",
    "what stopped {party} when they nearly {left}",
    "why don't {party} {part}",
    "why {party} have never {gone}",
)
_BONDS = (
    "alliance",
    "partnership",
    "marriage",
    "friendship",
    "coalition",
    "union",
    "cooperation",
    "pact",
    "relationship",
    "arrangement between the two",
    "agreement of the two towns",
    "bond between them",
)
_STANDING = (  # by somebody, what lasts …
    "stick with",
    "stick by",
    "stand by",
    "stay with",
    "side with",
    "stay loyal to",
    "cling to",
    "hold on to",
    "put up with",
)
_DEALING = (  # … and what does not, or need not
    "trade with",
    "talk to",
    "quarrel with",
    "compete with",
    "meet with",
    "write to",
    "agree with",
    "work with",
    "pay for",
)
_OTHERS = ("the firm", "osric", "their neighbours", "the other band", "marrow", "the old party")
_WITH = (
    "why do {party} {deal} {other}",
    "why do {party} still {deal} {other}",
    "how come {party} {deal} {other}",
)
_THINGS = (
    "price",
    "rule",
    "bridge",
    "custom",
    "machine",
    "strike",
    "old building",
    "law",
    "shop",
    "drought",
    "fashion",
    "ban",
    "illness",
    "name of the street",
    "problem",
    "debate",
)
_LASTING = (
    "why has the {one} lasted",
    "why does the {one} endure",
    "what explains the long life of the {one}",
    "what keeps the {one} going",
    "how come the {one} is still there",
    "why is there still the {one}",
    "why has the {one} never been given up",
    "reasons the {one} has survived",
    "why did the {one} last so long",
    "why has this {one} been kept",
)
_STATE = (  # whether it lasts, or how it stands
    "has the {one} lasted",
    "did the {one} last",
    "will the {one} last",
    "is the {one} still alive",
    "is the {one} still going",
    "does the {one} still stand",
    "did the {one} survive",
    "is there still a {one}",
    "how strong is the {one}",
    "what kind of {one} is it",
    "what is the {one} today",
)
_SOMEBODY = ("the miller", "osric", "their leader", "the new council", "marrow", "she")
_SOMEBODIES = ("the miners", "the rooms", "his heirs", "we", "the others", "smaller towns")
_LACKING = (  # what one alone has not, or has not done: that two have not parted is something else
    "the same weight as the old one",
    "the same rights as the owners",
    "the standing that others have",
    "the same fame as the founder",
    "the same say as the large ones",
    "the money for it",
    "left the valley",
    "left home",
    "answered the letter",
    "published the report",
    "given up smoking",
    "broken the record",
    "ended the strike",
    "changed",
)
_LACKS = (
    "why hasn't {one} {lacks}",
    "how come {one} hasn't {lacks}",
    "why has {one} never {lacks}",
)
_LACK = (
    "why haven't {one} {lacks}",
    "how come {one} haven't {lacks}",
    "why have {one} never {lacks}",
)

_KEPT_UP = (  # what two do who have not parted, …
    "working together",
    "playing together",
    "standing by each other",
    "renewing it",
    "coming back to each other",
    "forgiving each other",
)
_DOING = (  # … and what a thing, or one alone, does again and again
    "crashing",
    "going out",
    "coming back",
    "changing",
    "jumping from one to the other",
    "switching between two speeds",
    "asking for the password",
    "losing both settings",
    "sending two copies",
    "splitting the line",
    "making that noise",
    "forgetting what was said",
)
_ALONE = ("it", "this", "the pump", "my screen", "the program", "the price", "the printer", "he")
_KEEPS = (
    "why does {one} keep {doing}",
    "{one} keeps {doing}, why is that",
    "how come {one} keeps {doing}",
    "why would {one} keep {doing} instead of just stopping",
)
_KEEP = (
    "why do {party} keep {doing}",
    "how come {party} keep {doing}",
    "{party} keep {doing}, why is that",
)


def _keeping(parties: Iterator[str]) -> Iterator[tuple[str, bool]]:
    """Yield questions why somebody, or something, keeps doing what it does."""
    for pattern, doing in product(_KEEP, _KEPT_UP):
        yield pattern.format(party=next(parties), doing=doing), True
    for (pattern, doing), one in zip(product(_KEEPS, _DOING), cycle(_ALONE), strict=False):
        yield pattern.format(one=one, doing=doing), False


def _lasting() -> Iterator[tuple[str, bool]]:
    """Yield questions why a relation or something else lasts, and how a relation stands."""
    for pattern, bond in product(_LASTING, _BONDS):
        yield pattern.format(one=bond), True
    for pattern, bond in product(_STATE, _BONDS):
        yield pattern.format(one=bond), False
    for pattern, thing in product(_LASTING, _THINGS):
        yield pattern.format(one=thing), False


def pattern_questions() -> Iterator[tuple[str, bool]]:
    """Yield questions, each with whether it asks why a relation lasts."""
    parties = cycle(_PARTIES)
    for (part, left, gone), (parted, stayed) in product(
        _PARTINGS, zip(_PARTED, _STAYED, strict=True)
    ):
        for party in (next(parties), "they"):
            words = {"party": party, "part": part, "left": left, "gone": gone}
            yield parted.format(**words), False
            yield stayed.format(**words), True
    for end, (ended, no_end) in product(_ENDS, zip(_ENDED, _NO_END, strict=True)):
        yield ended.format(end=end), False
        yield no_end.format(end=end), True
    others = cycle(_OTHERS)
    for pattern, (stand, deal) in product(_WITH, zip(_STANDING, _DEALING, strict=True)):
        words = {"party": next(parties), "other": next(others)}
        yield pattern.format(deal=stand, **words), True
        yield pattern.format(deal=deal, **words), False
    yield from _keeping(parties)
    yield from _lasting()
    single, several = cycle(_SOMEBODY), cycle(_SOMEBODIES)
    for lacks, (one_has, many_have) in product(_LACKING, zip(_LACKS, _LACK, strict=True)):
        yield one_has.format(one=next(single), lacks=lacks), False
        yield many_have.format(one=next(several), lacks=lacks), False
