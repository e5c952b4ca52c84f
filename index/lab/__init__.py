"""What measures, fits and trains: for the desk, never shipped, imported by nothing below."""
