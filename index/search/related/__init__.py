"""Words that mean nearly the same."""
