"""A chat message to the terms of a query."""
