"""AsciiDoc by pieces: lines that count, blocks, tables, and the words of a line."""
