"""Web pages and their like, to paragraphs and what they say of themselves."""
