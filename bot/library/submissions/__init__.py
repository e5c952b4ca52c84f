"""What members bring, what is taken of it, and where it goes."""
