"""The words of all passages as numbers, and what follows from them."""
