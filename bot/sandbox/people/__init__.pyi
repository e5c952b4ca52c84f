"""What other rooms may use."""

from .person import Person as Person
from .person import people as people
