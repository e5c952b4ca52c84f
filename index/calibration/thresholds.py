"""The threshold in force, where it comes from, and what `calibrate` keeps beside a collection.

A threshold was measured with certain documents, a certain encoder, reader and confidence model.
Kept with it stands what they were; where one of them is another now, it says nothing any more.
"""

import enum
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from index.answers import METHOD, fitted_models
from index.errors import CollectionError
from index.models import SHIPPED
from index.search import WEIGHTS
from index.settings import Settings
from index.storage import Manifest, locked, write_whole

THRESHOLD_FILE = "calibration.json"
SCHEMA = 1
_REMEDY = "run: briefing-bot calibrate"
_CONDITION_NAMES = {"confidence": "confidence model"}  # where the field's name is too short


class Origin(enum.StrEnum):
    """Who decided on a threshold."""

    CONFIGURED = "set in the configuration"
    CALIBRATED = "calibrated on these documents"
    DEFAULT = "the default"


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least confidence with which a question counts as answered.

    Args:
        value: 0 to 1.
        origin: Who decided on it.
        warning: Why what was calibrated is not used, though nothing else was configured.
    """

    value: float
    origin: Origin
    warning: str | None = None

    @property
    def calibrated(self) -> bool:
        """Whether it was chosen on the very documents that are asked."""
        return self.origin is Origin.CALIBRATED

    @property
    def told(self) -> str:
        """The threshold in a sentence, with the warning."""
        return f"{self.value:g}, {self.origin}" + (f"; {self.warning}" if self.warning else "")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a threshold was measured with.

    Args:
        documents: Digest of every document and its metadata.
        encoder: The encoder's identity.
        reader: The reader's name, and digest where it is the built-in one.
        confidence: Digest of the weights of search and confidence.
    """

    documents: str
    encoder: str
    reader: str
    confidence: str

    def difference(self, now: "Conditions") -> str | None:
        """Return what is another now, in words; None where nothing is."""
        present = asdict(now)
        changed = [
            f"the {_CONDITION_NAMES.get(name, name)}"
            for name, value in asdict(self).items()
            if value != present[name]
        ]
        return " and ".join(changed) or None


@dataclass(frozen=True, slots=True)
class KeptThreshold:
    """A threshold as `calibrate` keeps it.

    Args:
        value: 0 to 1.
        error: The stated share of unanswerable questions answered, 0 to 1.
        questions: Unanswerable questions that it rests on.
        conditions: What it was measured with.
        schema: Of the file.
    """

    value: float
    error: float
    questions: int
    conditions: Conditions
    schema: int = SCHEMA

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            ValueError: The threshold or the error is no share, or the schema is another.
        """
        if self.schema != SCHEMA or not (0 <= self.value <= 1 and 0 < self.error < 1):
            msg = f"threshold {self.value!r} for error {self.error!r} of schema {self.schema!r}"
            raise ValueError(msg)

    def write(self, home: Path) -> None:
        """Put it into a collection's home, whole or not at all.

        Raises:
            CollectionError: The file cannot be written, or another process holds the home.
        """
        with locked(home):
            write_whole(home / THRESHOLD_FILE, json.dumps(asdict(self), indent=1))

    @classmethod
    def read(cls, home: Path) -> "KeptThreshold | None":
        """Return what a collection's home keeps, None where nothing was calibrated.

        Raises:
            CollectionError: The file is damaged.
        """
        path = home / THRESHOLD_FILE
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            return cls(**record | {"conditions": Conditions(**record["conditions"])})
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise CollectionError(f"{path} is damaged; {_REMEDY}") from error


def threshold_in_force(settings: Settings, home: Path | None, now: Conditions) -> Threshold:
    """Return the threshold to answer from: configured, else calibrated where it fits, else default.

    Args:
        settings: As the operator set them.
        home: Where the collection's builds live; None where nothing can have been calibrated.
        now: What answers now.
    """
    if settings.answer_threshold is not None:
        return Threshold(settings.answer_threshold, Origin.CONFIGURED)
    default = Threshold(settings.threshold, Origin.DEFAULT)
    if home is None:
        return default
    try:
        kept = KeptThreshold.read(home)
    except CollectionError as error:
        return Threshold(default.value, default.origin, str(error))
    if kept is None:
        return default
    if changed := kept.conditions.difference(now):
        warning = f"what was calibrated is not used, because {changed} changed since; {_REMEDY}"
        return Threshold(default.value, default.origin, warning)
    return Threshold(kept.value, Origin.CALIBRATED)


def conditions_of(manifest: Manifest, settings: Settings) -> Conditions:
    """Return what answers from a build under these settings; no model is loaded.

    Args:
        manifest: Of the build.
        settings: They name the reader.
    """
    weights = (*fitted_models(), WEIGHTS, METHOD)
    return Conditions(
        documents=_digest(manifest.sources),
        encoder=manifest.encoder,
        reader=_reader(settings.reader),
        confidence=_digest({"weights": repr(weights)}),
    )


def _reader(name: str) -> str:
    """Return the reader's name, of the built-in one with the digest of what describes its files."""
    if name != "builtin":
        return name
    # It holds the sha256 of every other file, and the reader refuses files that differ.
    return f"{name}@{hashlib.sha256((SHIPPED / 'reader.json').read_bytes()).hexdigest()[:16]}"


def _digest(values: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(dict(values), sort_keys=True).encode()).hexdigest()
