"""A document that some may see, and every door at which others could be told of it."""

from bot.sandbox.deeds import Upload
from bot.sandbox.people.person import Person
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import Desk
from tests.support.stand_in.shelving import said, text_file

LIGHT = b"""The Light at Cape Dorn

The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington.

The keeper of the lighthouse at Cape Dorn was paid by the harbour at Wend, and lived on the rock.

Keepers of the lighthouse at Cape Dorn rowed ashore for oil and bread whenever the reef was calm.

The lighthouse at Cape Dorn has had no keeper since 1971, when its lamp turned by itself."""
WHO = "Who lit the lighthouse at Cape Dorn?"
CANARY = "Quarrington"
CLAIM = "The lighthouse at Cape Dorn was lit in 1833 by its keeper."


def upload(raw: bytes = LIGHT, name: str = "light.txt") -> Upload:
    return text_file(raw, name)


DOORS = ("ask", "mention", "cite", "verify", "brief", "sources", "topics", "about", "complete")


async def through(desk: Desk, door: str, person: Person, here: int, *, private: bool) -> str:
    """Return everything that a person is told at a door, where it could tell of the document."""
    invoker = person.invoker
    if door == "mention":
        with desk.replies(person).watched() as replies:
            await person.writer.send(here, f"{desk.mention} {WHO}")
            return said(await replies.next())
    if door == "complete":
        return str(await invoker.autocomplete(here, "brief", {"topic": "Light"}, "topic"))
    options: dict[str, dict[str, str | bool]] = {
        "ask": {"question": WHO, "private": private},
        "cite": {
            "claim": CLAIM,
            "private": private,
        },
        "verify": {"quotation": "lit in 1833 by its keeper Elsa Quarrington", "private": private},
        "brief": {"topic": "keeper of the lighthouse at Cape Dorn", "private": private},
    }
    call = await invoker.slash(here, door, options.get(door, {}))
    return said(await call.answer(WAIT_S))


def of_the_document(told: str, door: str) -> bool:
    """Return whether what is told comes of the document; what was asked may be repeated."""
    match door:
        case "cite":
            return "Supported" in told
        case "verify":
            return "Not found" not in told and "Too short" not in told
        case "about":
            return False  # counts; see below
        case "brief":
            return "too little" not in told
        case _:
            return CANARY in told or "Cape Dorn" in told.replace(WHO, "")
