"""Facts that a document states in passing: who and what is named, and when things happened."""
