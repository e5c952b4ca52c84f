"""Documents of every format, and what they hold."""
