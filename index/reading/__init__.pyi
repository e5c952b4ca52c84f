"""What other rooms may use."""

from .bounded_yaml import YamlMapping as YamlMapping
from .bounded_yaml import YamlNode as YamlNode
from .bounded_yaml import YamlScalar as YamlScalar
from .bounded_yaml import plain_value as plain_value
from .bounded_yaml import read_yaml as read_yaml
from .bounded_yaml import scalar_value as scalar_value
from .documents import ReadingLimits as ReadingLimits
from .documents import reading_version as reading_version
from .folder_listing import documents_folder as documents_folder
from .folder_listing import listing_of as listing_of
from .formats import readable_suffixes as readable_suffixes
from .likeness import Alike as Alike
from .likeness import Prints as Prints
from .likeness import near_duplicates as near_duplicates
from .likeness import prints_of as prints_of
from .metadata import METADATA_FIELDS as METADATA_FIELDS
from .optical_recognition import can_recognise as can_recognise
from .reading_process import ReadingProcess as ReadingProcess
from .source_folder import Fault as Fault
from .source_folder import SourceFile as SourceFile
from .source_folder import content_digest as content_digest
from .source_folder import list_sources as list_sources
from .source_folder import slug as slug
from .source_folder import source_digest as source_digest
from .source_folder import sources_in as sources_in
