"""Made exercises on who does what for whom: two parties, what each gives, questions in both ways.

The names are made of syllables; nothing in them is real. A window holds what goes one way, what
goes the other way, and sentences that only announce or tell of the tie; each question asks for one
way, so that the sentence about the other one is the hard negative.
"""

import random
from dataclasses import dataclass

from .exercises import NONE, Exercise, Group, joined
from .sets import Window

GROUPS = 500  # an epoch
_SILENT = 0.25  # share of windows without what is asked for

_SYLLABLES = "bar dol fen gar hal kes lor mar nor pel quin ros sel tam ul ven wick yar zan".split()
_KINDS = (
    "", "", "", "the {} Guild", "the {} League", "the {} Council", "{} Holdings", "the {} Front",
    "the {} Company", "the town of {}", "the house of {}", "the {} Brotherhood", "{} University",
)  # fmt: skip
_GOODS = (
    "trained pilots", "cheap grain", "a safe harbour", "seasoned engineers", "maps of the interior",
    "a share of the tolls", "loans without interest", "lawyers in the capital", "spare parts",
    "a seat on the board", "warehouses by the river", "access to the archive", "weapons",
    "fresh recruits", "protection from raids", "the use of its laboratory", "seed potatoes",
    "a voice at the assembly", "fuel in winter", "teachers", "translators", "its printing press",
    "medical care", "radio equipment", "pasture in the hills", "ships for the crossing",
    "advice on tactics", "a list of customers", "clean water", "money for salaries",
)  # fmt: skip
_HARMS = (
    "its best ports", "the trust of its neighbours", "half of its members", "two harvests",
    "its seat in the assembly", "years of isolation", "a costly war", "its licence",
    "the friendship of the court", "a third of its income", "its good name", "three lawsuits",
)  # fmt: skip
_GIVING = (
    "{giver} supplies {taker} with {thing}.",
    "{giver} has long provided {taker} with {thing}.",
    "For its part, {giver} sends {taker} {thing}.",
    "{taker} receives {thing} from {giver}.",
    "{taker} can count on {giver} for {thing}.",
    "It is to {giver} that {taker} owes {thing}.",
    "Without {giver}, {taker} would have to do without {thing}.",
    "{thing} come to {taker} by way of {giver}.",
    "What {taker} lacked was {thing}; {giver} had them to spare and shared them.",
)
_COSTING = (
    "The tie with {giver} has cost {taker} {harm}.",
    "{taker} has paid for the bond with {harm}.",
    "Because of {giver}, {taker} lost {harm}.",
)
_ANNOUNCING = (
    "{taker} gains a good deal from the arrangement.",
    "{taker} does draw benefits from it.",
    "The two have been partners for decades.",
    "{giver} and {taker} rarely agree on anything else.",
    "Few expected the partnership to last.",
    "{giver} comes off better in the bargain than {taker}.",
)
_ASKING_GAIN = (
    "What does {taker} gain?",
    "What does {taker} gain from {giver}?",
    "What does {taker} get out of the deal?",
    "how does {giver} help {taker}",
    "In what way has {giver} supported {taker}?",
    "What is in it for {taker}?",
    "What does {giver} do for {taker}?",
    "why does {taker} need {giver}?",
    "What benefits does {taker} draw from the partnership?",
)
_ASKING_COST = (
    "What has the tie cost {taker}?",
    "What price did {taker} pay for the bond?",
    "how did {giver} harm {taker}",
    "What did {taker} lose through {giver}?",
)


@dataclass(frozen=True, slots=True)
class _Bond:
    """One way between two parties."""

    giver: str
    taker: str
    thing: str
    harm: str

    def said(self, pattern: str) -> str:
        """Return a pattern filled in, its first letter a capital."""
        text = pattern.format(giver=self.giver, taker=self.taker, thing=self.thing, harm=self.harm)
        return text[0].upper() + text[1:]


class RolesBook:
    """Questions on two parties, made anew each epoch."""

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
        return [_group(rng) for _ in range(GROUPS)]


def _group(rng: random.Random) -> Group:
    """Return one question on two parties, read in a window that tells of both ways."""
    one, other = _party(rng), _party(rng)
    things, harms = rng.sample(_GOODS, 3), rng.sample(_HARMS, 2)
    there = _Bond(one, other, things[0], harms[0])
    back = _Bond(other, one, things[1], harms[1])
    costs = rng.random() < 0.25
    answer = there.said(rng.choice(_COSTING if costs else _GIVING))
    question = there.said(rng.choice(_ASKING_COST if costs else _ASKING_GAIN))
    wrong = [back.said(rng.choice(_GIVING)), back.said(rng.choice(_COSTING))]
    wrong += [rng.choice((there, back)).said(p) for p in rng.sample(_ANNOUNCING, 2)]
    wrong.append(there.said(rng.choice(_GIVING if costs else _COSTING)))
    sentences = rng.sample(wrong, rng.randint(2, len(wrong)))
    if rng.random() < _SILENT:
        return (Exercise(question, _window(sentences), NONE),)
    place = rng.randint(0, len(sentences))
    sentences.insert(place, answer)
    return (Exercise(question, _window(sentences), frozenset({place})),)


def _party(rng: random.Random) -> str:
    name = "".join(rng.sample(_SYLLABLES, rng.randint(2, 3))).capitalize()
    return (rng.choice(_KINDS) or "{}").format(name)


def _window(sentences: list[str]) -> Window:
    return joined(Window("roles made", "", "", "", (), frozenset()), sentences)
