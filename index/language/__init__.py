"""What the program knows about words, each list once; English unless it says otherwise."""
