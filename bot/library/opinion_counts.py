"""How often members found an answer helpful, counted by the document that it quoted.

Kept in the catalogue by server, document, wording and day; nothing of the question, of the answer,
of who pressed or when. What is of a server's own document goes with it, in the transaction that
takes it out; what is of an operator's document, when it is next looked what there is.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.library.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class RatedText:
    """What an opinion is on: one wording of one document.

    Args:
        own: Whether it is the server's own document, else the operator's.
        document: Its id there.
        wording: Digest of its text.
    """

    own: bool
    document: str
    wording: str


@dataclass(frozen=True, slots=True)
class Opinions:
    """How many found answers helpful that quote a text.

    Args:
        text: What is quoted.
        helpful: So many did.
        unhelpful: So many did not.
    """

    text: RatedText
    helpful: int
    unhelpful: int


class OpinionCounts:
    """The table of opinions. Its methods may be called from several threads."""

    def __init__(self, path: Path, catalogue: Callable[[], Catalogue]) -> None:
        """Keep them in the catalogue at `path`, which `catalogue` opens, made if need be."""
        self._path = path
        self._catalogue = catalogue

    def count(self, guild: int, texts: Collection[RatedText], day: date, *, helpful: bool) -> None:
        """Count one opinion on each of some texts.

        Raises:
            BriefingError: It cannot be kept.
        """
        counts = (int(helpful), int(not helpful))
        with self._catalogue().alone() as connection:
            connection.executemany(
                "INSERT INTO opinions VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET"
                " helpful = helpful + excluded.helpful, unhelpful = unhelpful + excluded.unhelpful",
                [
                    (guild, one.own, one.document, one.wording, day.isoformat(), *counts)
                    for one in texts
                ],
            )

    def of(self, guild: int) -> tuple[Opinions, ...]:
        """Return what was counted in a server, of all days together; nothing is made for that.

        Raises:
            BriefingError: It cannot be read.
        """
        if not self._path.is_file():
            return ()
        with self._catalogue().connected() as connection:
            rows = connection.execute(
                "SELECT own, document, wording, sum(helpful), sum(unhelpful) FROM opinions"
                " WHERE guild = ? GROUP BY own, document, wording ORDER BY own, document, wording",
                (guild,),
            ).fetchall()
        return tuple(
            Opinions(RatedText(bool(own), document, wording), helpful, unhelpful)
            for own, document, wording, helpful, unhelpful in rows
        )

    def keep(self, operators: Collection[str]) -> None:
        """Delete what was counted of the operator's documents that are there no more.

        Args:
            operators: Ids of those that are.

        Raises:
            BriefingError: It cannot be deleted now.
        """
        if not self._path.is_file():
            return
        with self._catalogue().alone() as connection:
            rows = connection.execute("SELECT DISTINCT document FROM opinions WHERE own = 0")
            gone = [(name,) for (name,) in rows.fetchall() if name not in operators]
            connection.executemany("DELETE FROM opinions WHERE own = 0 AND document = ?", gone)
