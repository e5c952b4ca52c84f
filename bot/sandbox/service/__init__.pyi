"""What other rooms may use."""

from .bodies import read_part as read_part
from .origins import is_own_page as is_own_page
from .server import Double as Double
