"""What other rooms may use."""

from .building import is_built_as_now as is_built_as_now
from .building import open_or_build as open_or_build
from .memory import memory_of as memory_of
from .opening import OUTLIVING as OUTLIVING
from .opening import Built as Built
from .plans import BuildPlan as BuildPlan
from .reports import BuildReport as BuildReport
from .reports import report_of as report_of
