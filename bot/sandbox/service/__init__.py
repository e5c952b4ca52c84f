"""Discord's HTTP API and gateway over the world, on loopback."""
