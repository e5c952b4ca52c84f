"""What was in hand when a process was killed, and what was missed."""
