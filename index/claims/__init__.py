"""A claim is held against the sources: what supports it, what contradicts it."""
