"""The catalogue in SQLite."""
