"""Files that were made to do harm, and what becomes of each: `python -m index.lab.hostile`."""
