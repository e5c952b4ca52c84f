"""Values become embeds within Discord's limits."""
