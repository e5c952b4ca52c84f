"""Title, authors, dates and the like of a document: stated beside it, or found in its text."""
