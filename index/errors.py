"""The error tree of the library.

::

    BriefingError                    anything that this project raises on purpose
    ├── SettingsError                a setting is unknown, of the wrong type or out of range
    ├── YamlError                    a YAML file is malformed, too long, too deep or has aliases
    ├── SourceError                  a file of the knowledge folder cannot be used
    │   ├── NoneReadError            no document of a folder could be read
    │   ├── UnreadableSourceError    empty, binary, encrypted, too large or not decodable
    │   └── MetadataError            the metadata file beside a document is malformed
    ├── ModelError                   a model's files are missing, altered or unusable
    ├── StoreError                   the vector store cannot do what was asked
    │   ├── StoreUnavailableError    the engine is not installed or does not answer
    │   └── StoreDamagedError        what lies on disk is not a store of this project
    ├── CollectionError              a built folder is missing, stale, damaged or in use
    │   ├── UnwritableError          the folder of built collections cannot be written or locked
    │   ├── OutOfReachError          a built folder cannot be read just now, and may be whole
    │   └── RevisionsDamagedError    the record of earlier revisions cannot be understood
    ├── QuoteMismatchError           a quotation is not the slice of its source it claims to be
    └── AddressError                 no document or paragraph has this address

Not knowing the answer is a value (`Abstention`), never an error.
"""

from collections.abc import Mapping

from index.fault_reasons import FaultKind, FaultReason


class BriefingError(Exception):
    """Base of every error of this project.

    The message is the operator's: what happened, to what, what to do. It may name paths, so that
    who serves others tells them of an error by its class.
    """


class SettingsError(BriefingError):
    """A setting is unknown, of the wrong type or out of range."""


class YamlError(BriefingError):
    """A YAML file is malformed, too long, too deep or has aliases."""


class SourceError(BriefingError):
    """A file of the knowledge folder cannot be used."""

    @property
    def reason(self) -> FaultReason:
        """Why, for who puts it into other words."""
        (why,) = self.args
        return why if isinstance(why, FaultReason) else FaultKind.TOLD.of(told=str(why))


class NoneReadError(SourceError):
    """No document of a folder could be read; why each was not, by its id."""

    def __init__(self, message: str, faults: Mapping[str, FaultReason]) -> None:
        """Keep the faults."""
        super().__init__(message)
        self.faults = faults


class UnreadableSourceError(SourceError):
    """A document is empty, binary, encrypted, too large or not decodable."""

    def __init__(self, reason: FaultReason) -> None:
        """Keep the reason."""
        super().__init__(reason)


class MetadataError(SourceError):
    """The metadata file beside a document is malformed."""

    def __init__(self, reason: FaultReason) -> None:
        """Keep the reason."""
        super().__init__(reason)


class ModelError(BriefingError):
    """A model's files are missing, altered or unusable."""


class StoreError(BriefingError):
    """The vector store cannot do what was asked."""


class StoreUnavailableError(StoreError):
    """The engine is not installed or does not answer."""


class StoreDamagedError(StoreError):
    """What lies on disk is not a store of this project."""


class CollectionError(BriefingError):
    """A built folder is missing, stale, damaged or in use."""


class UnwritableError(CollectionError):
    """The folder of built collections cannot be written or locked."""


class OutOfReachError(CollectionError):
    """A built folder cannot be read just now, and may be whole: it is not built again for that."""


class RevisionsDamagedError(CollectionError):
    """The record of earlier revisions cannot be understood."""


class QuoteMismatchError(BriefingError):
    """A quotation is not the slice of its source it claims to be; it is never sent."""


class AddressError(BriefingError):
    """No document or paragraph has this address."""
