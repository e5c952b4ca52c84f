"""Replies on their way: acknowledged, sent, and sent again until they arrive."""
