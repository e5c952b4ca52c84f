"""What other rooms may use."""

from .invocation import Invocation as Invocation
from .person import Person as Person
from .person import people as people
