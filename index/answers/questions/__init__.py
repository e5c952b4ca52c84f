"""What kind of message a question is, and what is asked in its place."""
