"""What `eval` and `calibrate` do."""
