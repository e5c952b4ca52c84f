"""Engines that hold unit vectors and find the nearest; `base` is what they share."""
