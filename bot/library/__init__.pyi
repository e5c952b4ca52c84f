"""What other rooms may use."""

from .catalogue import Scope as Scope
from .catalogue import ShelvedDocument as ShelvedDocument
from .holdings import Holdings as Holdings
from .holdings import open_collection as open_collection
from .placement import NotShelvedError as NotShelvedError
from .readership import Readership as Readership
from .shelves import Shelves as Shelves
from .work import LeavingError as LeavingError
from .work import Library as Library
