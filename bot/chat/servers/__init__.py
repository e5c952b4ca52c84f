"""Servers and their members: joined and left, roles, and what became of what they brought."""
