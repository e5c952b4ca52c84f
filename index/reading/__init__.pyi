"""What other rooms may use."""

from .documents import reading_version as reading_version
from .source_folder import SourceFile as SourceFile
from .source_folder import list_sources as list_sources
from .source_folder import read_source as read_source
from .source_folder import source_digest as source_digest
