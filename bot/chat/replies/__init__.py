"""From what a member asked to the whole reply."""
