"""How often members found an answer helpful, counted by the document that it quoted.

Kept in the catalogue by server, document, wording and day; nothing of the question, of the answer,
of who pressed or when. What is of a server's own document goes with it, in the transaction that
takes it out; what is of an operator's document, when it is next looked what there is.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from bot.library.tables.transactions import DatabaseOpener, Reach

_COUNT = (
    "INSERT INTO opinions VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (guild, own, document, wording, day) DO UPDATE SET"
    " helpful = opinions.helpful + excluded.helpful,"
    " unhelpful = opinions.unhelpful + excluded.unhelpful"
)


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

    def __init__(self, is_there: Callable[[], bool], opened: DatabaseOpener) -> None:
        """Keep them in a database, which `opened` makes if need be, and `is_there` does not."""
        self._is_there = is_there
        self._opened = opened

    def count(self, guild: int, texts: Collection[RatedText], day: date, *, helpful: bool) -> None:
        """Count one opinion on each of some texts.

        Raises:
            BriefingError: It cannot be kept.
        """
        counts = (int(helpful), int(not helpful))
        with self._opened().alone(guild) as connection:
            connection.executemany(
                _COUNT,
                [
                    (guild, int(one.own), one.document, one.wording, day.isoformat(), *counts)
                    for one in texts
                ],
            )

    def of(self, guild: int) -> tuple[Opinions, ...]:
        """Return what was counted in a server, of all days together; nothing is made for that.

        Raises:
            BriefingError: It cannot be read.
        """
        if not self._is_there():
            return ()
        with self._opened().connected(guild) as connection:
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
        if not self._is_there():
            return
        with self._opened().alone(reach=Reach.SURVEY) as connection:
            rows = connection.execute("SELECT DISTINCT document FROM opinions WHERE own = 0")
            gone = [(name,) for (name,) in rows.fetchall() if name not in operators]
            connection.executemany("DELETE FROM opinions WHERE own = 0 AND document = ?", gone)
