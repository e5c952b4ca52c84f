"""What other rooms may use."""

from .keeper import Keeper as Keeper
