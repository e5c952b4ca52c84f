"""The bot at work on the stand-in for Discord, and what goes wrong between them."""
