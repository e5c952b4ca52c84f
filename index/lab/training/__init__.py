"""The training of the reader that ships: `python -m index.lab.training --help`."""
