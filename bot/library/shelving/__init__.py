"""Which documents a reply may be made of: taken in, kept open, joined and shown."""
