"""The library as a whole: swept, copied while in use, moved to another engine."""
