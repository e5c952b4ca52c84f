"""The threshold of answers is chosen on the operator's own documents, for a stated error."""
