"""What the reader is given, what it says with search, and how sure that is."""
