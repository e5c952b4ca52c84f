"""How sure an answer is, to the last digit, tells nothing of a document that is hidden."""

from collections.abc import Iterator

from bot.library import Readership
from index import Collection
from tests.support.stand_in.canaries.documents import CANARIES
from tests.support.stand_in.canaries.house import Grounds
from tests.support.stand_in.canaries.scene import SERVERS, Reading, Scene, readings, scene
from tests.support.stand_in.canaries.worlds import ALL
from tests.support.stand_in.moved_clock import MovedClock

QUESTIONS = [words for one in CANARIES[1::3] for words in (one.question, one.misspelt)]


def in_servers() -> Iterator[Reading]:
    """Yield one reading of each set of documents that is seen in a server that has them."""
    seen = [one for one in readings() if one.place.server and one.may_see]
    yield from {one.may_see: one for one in seen}.values()


def readership(made: Scene, reading: Reading) -> Readership:
    """Return for whom documents are looked up."""
    place = reading.place
    channel = made.channels[place.within or place.name]
    roles = SERVERS[place.server][reading.person] if reading.alone else ()
    theirs = frozenset(made.roles[role] for role in roles)
    return Readership(made.servers[place.server], frozenset([channel]), theirs)


def outcomes(collection: Collection) -> list[tuple[str, float, list[tuple[str, int, float]]]]:
    """Return what comes of each question: how sure it is, and each passage with its score."""
    asked = [collection.ask(question) for question in QUESTIONS]
    return [
        (
            type(outcome).__name__,
            outcome.confidence,
            [(hit.passage.document, hit.passage.paragraph, hit.score) for hit in outcome.hits],
        )
        for outcome in asked
    ]


def test_confidence_and_scores_are_those_of_a_library_without_what_is_hidden(
    grounds: Grounds,
) -> None:
    made, with_all = scene(MovedClock(grounds.moment)), grounds.worlds.of(ALL)
    for reading in in_servers():
        readers, without = readership(made, reading), grounds.worlds.of(reading.may_see)
        seen = with_all.collection(readers, grounds.public)
        assert outcomes(seen) == outcomes(without.collection(readers, grounds.public)), reading
