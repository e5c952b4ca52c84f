"""What other rooms may use."""

from .server import Double as Double
