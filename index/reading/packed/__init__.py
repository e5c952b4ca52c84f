"""Zips, within bounds."""
