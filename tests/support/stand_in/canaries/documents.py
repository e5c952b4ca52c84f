"""Documents of several servers, each with words that no other has, and how each is asked about.

Whoever asks types none of these words: where one is shown, it came out of the document.
"""

from dataclasses import dataclass

PUBLIC = b"""The Harbour at Wend

The harbour at Wend was dredged in 1790 and has a stone pier of two hundred paces.

Every keeper on the coast was paid by the harbour at Wend, at the end of each quarter.

Boats of the harbour at Wend carry oil, bread and letters along the coast whenever it is calm."""
ASKED_OF_ALL = "When was the harbour at Wend dredged?"


@dataclass(frozen=True, slots=True)
class Canary:
    """A document of a server, limited to whom it is for.

    Args:
        file: Its name; the document's id is that without its ending.
        server: The server that it is of.
        what: What it is about.
        where: Where that is.
        year: When it was built.
        maker: By whom; nobody else has the name.
        title: A word of its title, which no other has.
        more: Two sentences on it.
        channel: The channel that it is limited to; "" for all.
        roles: The roles that it is limited to, one of which suffices; () for everybody.
    """

    file: str
    server: str
    what: str
    where: str
    year: int
    maker: str
    title: str
    more: tuple[str, str]
    channel: str = ""
    roles: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is told from all others by, of whatever server."""
        return f"{self.server}/{self.id}"

    @property
    def id(self) -> str:
        return self.file.partition(".")[0]

    @property
    def words(self) -> tuple[str, str]:
        """The words that no other document has: of its text, and of its title."""
        return self.maker.split()[-1], self.title

    @property
    def subject(self) -> str:
        return f"{self.what} at {self.where}"

    @property
    def raw(self) -> bytes:
        about, first, second = self.subject, *self.more
        return f"""The {self.title} Papers

The {about} was built in {self.year} by {self.maker}.

{self.title} Street leads to the {about}, and {first}.

Keepers of the {about} {second}.""".encode()

    @property
    def question(self) -> str:
        return f"Who built the {self.subject}?"

    @property
    def misspelt(self) -> str:
        """The question with a word of the document's own that is typed wrongly."""
        return self.question.replace(self.where, f"{self.where[:-2]}{self.where[-1]}")

    @property
    def claim(self) -> str:
        return f"The {self.subject} was built in {self.year}."

    @property
    def quotation(self) -> str:
        return f"leads to the {self.subject}, and {self.more[0]}"

    @property
    def topic(self) -> str:
        return self.subject


CANARIES = (
    Canary(
        *("light.txt", "home", "lighthouse", "Cape Dorn", 1833, "Elsa Quarrington", "Quillane"),
        ("its lamp is seen from the reef", "rowed ashore for oil and bread when it was calm"),
    ),
    Canary(
        *("mill.txt", "home", "watermill", "Arvale", 1702, "Ada Marlowitz", "Morvane"),
        ("its wheel turns under the weir", "ground rye for the garrison by night"),
        channel="questions",
    ),
    Canary(
        *("bridge.txt", "home", "drawbridge", "Sturrock", 1611, "Tam Ockelbury", "Osterley"),
        ("its chains hang over the moat", "raised it at dusk and slept above the gate"),
        roles=("Readers",),
    ),
    Canary(
        *("organ.txt", "home", "pipe organ", "Fennimere", 1745, "Jonas Tavistone", "Tremayne"),
        ("its bellows stand behind the choir", "tuned the reeds before every feast"),
        channel="questions",
        roles=("Archivists",),
    ),
    Canary(
        *("well.txt", "home", "draw well", "Hesketh", 1588, "Rosamund Pellwick", "Pendrake"),
        ("its water rises with the spring tide", "let the bucket down on a rope of hemp"),
        channel="cellar",
    ),
    Canary(
        *("bell.txt", "home", "bell tower", "Grantley", 1420, "Hugh Yarborne", "Yelverton"),
        ("its great bell cracked in the frost", "rang the curfew and wound the clock"),
        roles=("Readers", "Archivists"),
    ),
    Canary(
        *("ferry.txt", "other", "chain ferry", "Ossing", 1866, "Ines Kaldweth", "Kestrelby"),
        ("its chain lies across the river", "cranked it over with carts and cattle"),
    ),
    Canary(
        *("bridge.txt", "other", "footbridge", "Lathe", 1901, "Olaf Wennerbrook", "Wexcombe"),
        ("its planks sway above the gorge", "swept the snow from it in winter"),
        roles=("Scribes",),
    ),
    Canary(
        *("kiln.txt", "other", "lime kiln", "Varley", 1799, "Dora Unthankley", "Ullesmere"),
        ("its fire burned for nine days", "drew the lime and slaked it in the yard"),
        channel="office",
    ),
    Canary(
        *("quarry.txt", "third", "slate quarry", "Brock", 1650, "Piers Zellaway", "Zoundsley"),
        ("its galleries run below the lake", "split the slate with a broad chisel"),
        roles=("Keepers",),
    ),
)
BY_KEY = {one.key: one for one in CANARIES}
