"""What can be done in the world, each with its consequences."""
