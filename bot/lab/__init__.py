"""What measures the bot: commands for the desk, never shipped."""
