"""Vectors: taken over where they are known, made where not."""
