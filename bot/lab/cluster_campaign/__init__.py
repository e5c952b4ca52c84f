"""Bots, and processes of workers beside them, on one database."""
