"""What other rooms may use."""

from .page import add_page as add_page
from .words import Example as Example
from .words import Invitation as Invitation
