"""What other rooms may use."""

from .builds import current_build as current_build
from .builds import home_of as home_of
from .builds import locked as locked
from .builds import new_build as new_build
from .document_records import document_line as document_line
from .document_records import document_of_record as document_of_record
from .document_records import read_documents as read_documents
from .document_records import read_passages as read_passages
from .document_records import write_documents as write_documents
from .locks import alone_in as alone_in
from .manifests import SCHEMA as SCHEMA
from .manifests import Manifest as Manifest
from .manifests import read_manifest as read_manifest
from .manifests import write_manifest as write_manifest
from .mapped_arrays import mapped_array as mapped_array
from .passage_tables import PassageTable as PassageTable
from .passage_tables import passage_table as passage_table
from .whole_files import make_private_folder as make_private_folder
from .whole_files import read_sealed as read_sealed
from .whole_files import set_aside as set_aside
from .whole_files import write_sealed as write_sealed
from .whole_files import write_whole as write_whole
