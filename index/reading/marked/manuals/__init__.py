"""Sources of manual pages to parts: the lines of roff, and what both packages of macros show."""
