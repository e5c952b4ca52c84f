"""Graded questions, and the figures that are computed from them."""
