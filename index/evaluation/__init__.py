"""How well a collection answers graded questions, beside its baselines."""
