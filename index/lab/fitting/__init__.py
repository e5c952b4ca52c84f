"""Where the fixed numbers of search and confidence come from.

python -m index.lab.fitting SETS …
"""
