"""What keeps libraries and vectors, and what earlier versions kept."""
