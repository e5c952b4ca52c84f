"""Builders that are killed and built folders that are damaged: whether what opens is right."""
