"""What other rooms may use."""

from .brought import Brought as Brought
from .catalogue import Scope as Scope
from .catalogue import ShelvedDocument as ShelvedDocument
from .changes import DONE as DONE
from .changes import ChangeMarks as ChangeMarks
from .changes import changed_lines as changed_lines
from .changes import changed_words as changed_words
from .changes import changes_counted as changes_counted
from .document_facts import Particulars as Particulars
from .document_facts import facts_of as facts_of
from .document_facts import found_in as found_in
from .document_facts import particulars as particulars
from .document_facts import questions_to_try as questions_to_try
from .holdings import Holdings as Holdings
from .holdings import open_collection as open_collection
from .placement import NotShelvedError as NotShelvedError
from .readership import NothingToAskError as NothingToAskError
from .readership import Readership as Readership
from .server_settings import DEFAULT as DEFAULT
from .server_settings import ServerSettings as ServerSettings
from .settings_lines import lines_in_force as lines_in_force
from .shelves import Shelves as Shelves
from .work import LeavingError as LeavingError
from .work import Library as Library
