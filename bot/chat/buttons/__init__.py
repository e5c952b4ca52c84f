"""Buttons and forms; what they need stands in their custom_id."""
