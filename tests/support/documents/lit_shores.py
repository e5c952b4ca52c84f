"""A server's documents on a lighthouse and a ferry, for tests of servers' libraries."""

from bot.library import Readership
from index import Collection

GUILD, OTHER = 11, 22
LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
LIGHT_ANEW = b"The lighthouse at Cape Dorn was lit in 1840 by its keeper Tilda Vossberg."
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."
ANYBODY = Readership(GUILD)


def names(collection: Collection) -> list[str]:
    """The ids of its documents, in order."""
    return list(collection.documents)


def text_of(collection: Collection) -> str:
    """The texts of all its documents."""
    return " ".join(one.text for one in collection.documents.values())
