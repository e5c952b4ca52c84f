"""The program, and parts of it, in processes of their own."""
