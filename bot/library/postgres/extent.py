"""What a database takes on its disk."""

from bot.library.postgres.connections import PostgresConnections
from bot.library.postgres.database import PostgresDatabase


def bytes_of_database(address: str) -> int:
    """Return the bytes of all that a database has.

    Raises:
        DatabaseAwayError: It cannot be asked now.
    """
    with PostgresDatabase(PostgresConnections(address)).connected() as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0])
