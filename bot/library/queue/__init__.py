"""What is to be done, in whose turn, and how much of it a server may want."""
