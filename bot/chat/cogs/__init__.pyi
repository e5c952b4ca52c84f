"""What other rooms may use: cogs are found, not named."""

from .discovery import setups as setups
