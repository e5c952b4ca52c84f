"""Builds on disk: written beside, renamed into place, checked when opened."""
