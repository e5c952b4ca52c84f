"""Colours: what a reply is can be seen before it is read."""

import discord

CONFIRMED = discord.Colour(0x2F7D62)  # an answer, support, an exact quotation
ABSTAINED = discord.Colour(0x8A6D3B)  # no answer
DOUBTED = discord.Colour(0xB07A1E)  # no support, no brief, a quotation that is not exact
PLAIN = discord.Colour(0x4A6078)  # what claims nothing
