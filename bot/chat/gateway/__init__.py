"""The connection to Discord's gateway, seen from outside."""
