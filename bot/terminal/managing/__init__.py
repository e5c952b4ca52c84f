"""What `library` and `server` do to servers' libraries and settings."""
