"""What a collection costs as it grows: see `python -m index.lab.growth --help`."""
