"""What is known of the documents of a library."""
