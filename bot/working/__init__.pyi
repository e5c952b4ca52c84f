"""What other rooms may use."""

from .health import WORK_FILE as WORK_FILE
from .health import work_outlook as work_outlook
from .serving import work_alone as work_alone
