"""The neural networks: text to vectors, question and passage to log-odds of an answer."""
