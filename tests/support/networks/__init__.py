"""Encoders and readers a few kilobytes large, or without weights."""
