"""What the quotation check is made of: words, their index, and the alignment of two wordings."""
