"""Plugins of pytest's: orders by chance, a slow wire, which files may fail by timing."""
