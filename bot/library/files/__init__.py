"""Documents and choices on the disk."""
