"""Engines that hold unit vectors and find the nearest; `base.VectorStore` is what they share."""
