"""Damage that an extraction did to a text is mended, and every change is kept."""
