"""Plain text: what its layout shows."""
