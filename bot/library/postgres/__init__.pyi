"""What other rooms may use."""

from .connections import shown_address as shown_address
from .engine import PostgresEngine as PostgresEngine
from .migrating import Migrated as Migrated
from .migrating import check_ready as check_ready
from .migrating import faults_of as faults_of
from .migrating import migrate as migrate
from .preferences import entries_of as entries_of
