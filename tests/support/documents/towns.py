"""A made-up gazetteer: many paragraphs on like subjects, each with facts of its own."""

import random

from index.grading.question_sets import GradedQuestion
from index.types import Document, Metadata, Paragraph

_PLACES = (
    "Arvale Brenholm Caddock Dunmore Elsby Farrow Gilden Hartwick Ingleton Jorvik Kelder Lorham "
    "Marsden Norbeck Orford Penrith Quorndon Redmire Selside Thornby Ulverton Vexley Wharram Yarm"
).split()
_PEOPLE = (
    "Adeline Bertram Clarice Dorian Edmund Fenella Gareth Hester Isolde Jasper Katrin Leopold "
    "Mabel Nestor Odette Percival Quentin Rosamund Silvester Thea Ursula Vivian Wilfred Yvette"
).split()
_THINGS = (
    "windmill lighthouse granary observatory cathedral foundry brewery orchard aqueduct armoury "
    "bakery boathouse chapel cloister dairy ferry fortress gallows harbour infirmary jetty kiln "
    "library monastery"
).split()
_USES = (
    "telescopes anvils barley candles tapestries lanterns apples cisterns halberds loaves rudders "
    "hymnals manuscripts churns oars cannons ropes anchors bandages mooring-rings bricks folios "
    "psalters vestments"
).split()


def towns(n: int = 24) -> tuple[Document, ...]:
    """Return two documents, the first half of the paragraphs in one, the others in the other."""
    rng = random.Random(3)
    told = []
    for number in range(n):
        place, person = _PLACES[number], _PEOPLE[number]
        thing, uses = _THINGS[number], _USES[number]
        year, count = 1500 + 13 * number, rng.randrange(13, 99)
        told.append(
            f"The {thing} of {place} was built in {year} by {person}. "
            f"{person} Marlow bought {count} {uses} for the {thing} in {place}. "
            f"Visitors of {place} may admire the {uses} in spring."
        )
    return _document("first", told[: n // 2]), _document("second", told[n // 2 :])


def graded() -> tuple[GradedQuestion, ...]:
    """Return an answerable and an unanswerable question on the towns."""
    return (
        GradedQuestion("a", "Who built the windmill of Arvale?", True, (("first", 1),)),
        GradedQuestion("b", "Who burnt the windmill of Atlantis?", False, ()),
    )


def _document(name: str, paragraphs: list[str]) -> Document:
    text, spans = "", []
    for number, paragraph in enumerate(paragraphs, start=1):
        start = len(text)
        text += paragraph
        spans.append(Paragraph(number, start, len(text), None))
        text += "\n\n"
    return Document(name, text, tuple(spans), Metadata(name.title()))
