"""What arrives: counted, kept in hand until it is answered, and taken apart."""
