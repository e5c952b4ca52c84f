"""The state of the stand-in: who and what there is, and the rules that hold."""
