"""Ranked passages become a verbatim answer or an abstention."""
