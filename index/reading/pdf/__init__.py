"""PDF: from characters to lines in reading order, and rows of tables."""
