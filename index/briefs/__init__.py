"""A topic becomes a brief: the points a careful reader would underline, who is named, and when."""
