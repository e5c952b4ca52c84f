"""The training of the reader that ships: `python -m index.training DATA --out FOLDER`."""
