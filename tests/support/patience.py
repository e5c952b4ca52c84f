"""How long a test waits for what must come."""

WAIT_S = 30.0  # generous, for busy machines: a test that passes does not wait
