"""Between what arrives and its reply: who is answered, and what goes wrong."""
