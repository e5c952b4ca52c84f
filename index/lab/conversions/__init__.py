"""One text in many formats, and whether it is read alike: `python -m index.lab.conversions`."""
