"""Models that sentence-transformers loads by name: of the hub's cache, or fetched after one try.

The libraries would try six times for each file that a model may have, and say so each time.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from index.errors import ModelError

_Model = TypeVar("_Model")

_LOUD = ("huggingface_hub", "sentence_transformers", "transformers")
_PATIENCE_S = 10.0  # for the hub's answer, as the libraries have for one of their tries
_UNUSABLE = (OSError, ValueError, RuntimeError, KeyError)  # what loading raises


@dataclass(frozen=True, slots=True)
class NamedModel:
    """A model as the operator named it.

    Args:
        what: What it is for, such as "encoder".
        name: A folder, or a name on the hub.
        owner: Whose a name without an owner is on the hub, as sentence-transformers takes it.
        instead: What to name where there is no other.
    """

    what: str
    name: str
    owner: str
    instead: str

    @property
    def place(self) -> Path:
        """Where it lies, if it is a folder."""
        return Path(self.name).expanduser()

    def fault(self, why: str) -> ModelError:
        """Return the error for one that cannot be loaded."""
        told = f"the {self.what} {self.name!r} cannot be loaded: {why.rstrip('.')}"
        return ModelError(
            f"{told}; name a folder or another model in config.yaml, or {self.instead}"
        )


def loaded(model: NamedModel, load: Callable[[str, bool], _Model]) -> _Model:
    """Return a model: of its folder, out of the cache, or fetched where the hub answers.

    Args:
        model: Which one.
        load: Loads one of a folder or a name; told whether nothing may be fetched.

    Raises:
        ModelError: It is neither a folder nor cached, and the hub does not answer or has none of
            the name; or its files are of no use.
    """
    try:
        with _quietly():
            if model.place.is_dir():
                return load(str(model.place), True)
            return _by_name(model, load)
    except _UNUSABLE as error:
        raise model.fault(_first_line(error)) from error


def _by_name(model: NamedModel, load: Callable[[str, bool], _Model]) -> _Model:
    """Return a model of the hub.

    Raises:
        ModelError: It is not cached, and the hub does not answer or has none of the name.
    """
    try:
        return load(model.name, True)
    except _UNUSABLE:  # it is not in the cache, or not all of it
        _check_published(model)
    return load(model.name, False)


def _check_published(model: NamedModel) -> None:
    """Ask the hub once.

    Raises:
        ModelError: It does not answer, or has none of the name.
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HFValidationError, RepositoryNotFoundError

    published = model.name if "/" in model.name else f"{model.owner}/{model.name}"
    try:
        HfApi().model_info(published, timeout=_PATIENCE_S)
    except HFValidationError as error:
        raise model.fault("there is no such folder") from error
    except RepositoryNotFoundError as error:
        raise model.fault("it is no folder, and the model hub has none of this name") from error
    except Exception as error:  # the hub's client is built on one of three libraries for HTTP
        why = "it is no folder, was not fetched before, and the model hub cannot be reached"
        raise model.fault(why) from error


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep what the libraries log from the operator, for whom an error has one sentence.

    Yields:
        Nothing.
    """
    loggers = [logging.getLogger(name) for name in _LOUD]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
