"""Questions about a document itself, or the whole of it."""
