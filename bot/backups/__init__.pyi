"""What other rooms may use."""

from .contents import DataFolder as DataFolder
from .making import BackedUp as BackedUp
from .making import back_up as back_up
from .manifests import BackupError as BackupError
from .manifests import BackupManifest as BackupManifest
from .restoring import checked_backup as checked_backup
from .restoring import restore as restore
