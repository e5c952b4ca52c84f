"""Paragraphs, headings and the kinds of blocks, in several formats."""
