"""A small library that answers questions with verbatim, located, checked excerpts of documents."""
