"""What other rooms may use."""

from .builds import Manifest as Manifest
from .builds import current_build as current_build
from .builds import home_of as home_of
from .builds import locked as locked
from .builds import new_build as new_build
from .builds import read_documents as read_documents
from .builds import read_manifest as read_manifest
from .builds import read_passages as read_passages
from .builds import set_aside as set_aside
from .builds import write_documents as write_documents
from .builds import write_manifest as write_manifest
from .builds import write_passages as write_passages
from .builds import write_whole as write_whole
