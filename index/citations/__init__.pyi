"""What other rooms may use."""

from .addresses import document_named as document_named
from .addresses import find_addresses as find_addresses
from .addresses import is_address as is_address
from .addresses import parse_address as parse_address
from .changes import ChangeKind as ChangeKind
from .changes import ParagraphChange as ParagraphChange
from .changes import RevisionChanges as RevisionChanges
from .changes import WordStretch as WordStretch
from .changes import changes_between as changes_between
from .citations import Form as Form
from .citations import Style as Style
from .citations import bibliography as bibliography
from .citations import cite as cite
from .citations import note as note
from .deep_links import deep_link as deep_link
from .deep_links import link_of as link_of
from .kept_revisions import KeptRevisions as KeptRevisions
from .places import RECOGNISED as RECOGNISED
from .places import Place as Place
from .places import place_of as place_of
from .places import short_place as short_place
from .revision_rows import Revision as Revision
from .revisions import MAX_REVISIONS as MAX_REVISIONS
from .revisions import Revisions as Revisions
from .revisions import reading_of as reading_of
from .wordings import digest_of_text as digest_of_text
