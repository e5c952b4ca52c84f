"""What other rooms may use."""

from .connections import shown_address as shown_address
from .engine import PostgresEngine as PostgresEngine
from .extent import bytes_of_database as bytes_of_database
from .migrating import Migrated as Migrated
from .migrating import check_ready as check_ready
from .migrating import faults_of as faults_of
from .migrating import lacks_of as lacks_of
from .migrating import migrate as migrate
from .preferences import entries_of as entries_of
from .vector_store import SetName as SetName
from .vector_store import bytes_of_vectors as bytes_of_vectors
from .vector_store import vector_store_in as vector_store_in
