"""Thin cogs, one per group of commands."""
