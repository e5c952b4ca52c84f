"""One file format each: bytes become an extract of blocks."""
