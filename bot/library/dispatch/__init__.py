"""A question's way to its collection: in line, and across to a thread."""
