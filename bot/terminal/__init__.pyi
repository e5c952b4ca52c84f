"""What other rooms may use."""

from .arguments import run as run
