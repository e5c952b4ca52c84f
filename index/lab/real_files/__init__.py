"""Documents that nobody here wrote, and how they are read: `python -m index.lab.real_files`."""
