"""The library's settings: default, unit, range and meaning of each, in one place.

`bot.config` reads an operator's file against these fields; nothing is read at import.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from index.errors import SettingsError

DEFAULT_ENCODER = "all-MiniLM-L6-v2"
STYLES = ("chicago", "apa", "mla", "bibtex", "ris", "csl-json")
AUTOMATIC = "auto"
# Least confidence of an answer where nothing was calibrated; EVALUATION.md has its error rates.
DEFAULT_THRESHOLD = 0.68
_BYTES_PER_MEGABYTE = 1_000_000
_NEAR = (
    0.75  # of difflib's ratio: a letter of "none", two of "builtin"; no other known model's name
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a setting may hold.

    Args:
        meaning: What it decides.
        minimum: The least number it may be.
        maximum: The greatest number it may be.
        choices: The only texts it may be.
        unit: Of the number.
        automatic: It is a number, or `auto` (None here), which leaves it to the program.
        named: It names something: a text that is not blank.
        form: Returns what is wrong with the form of a text, None where nothing is.
    """

    meaning: str
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""
    automatic: bool = False
    named: bool = False
    form: Callable[[str], str | None] | None = None

    def fault(self, value: object) -> str | None:
        """Return what is wrong with `value`, None if nothing is."""
        if self.choices and value not in self.choices:
            return f"must be one of {', '.join(self.choices)}, not {value!r}"
        if self.named and not str(value).strip():
            return "must not be empty"
        if isinstance(value, int | float) and not isinstance(value, bool) and self._excludes(value):
            unit = f" {self.unit}" if self.unit else ""
            least, most = _plain(self.minimum), _plain(self.maximum)
            return f"must lie between {least} and {most}{unit}, not {_plain(value)}"
        return self.form(str(value)) if self.form else None

    def _excludes(self, number: float) -> bool:
        # Comparisons with `nan` are false: it is in no range.
        large_enough = self.minimum is None or number >= self.minimum
        small_enough = self.maximum is None or number <= self.maximum
        return not (large_enough and small_enough)


def _plain(number: float | None) -> str:
    """Return a number without an exponent, and without a fraction where it has none."""
    return f"{number:.15g}"


def setting(default: Any, meaning: str, **bounds: Any) -> Any:  # noqa: ANN401  # as dataclasses.field
    """Return a dataclass field that knows its rule."""
    return field(default=default, metadata={"rule": Rule(meaning, **bounds)})


def rules(cls: type) -> Mapping[str, Rule]:
    """Return the rule of each field of a settings class."""
    return {item.name: item.metadata["rule"] for item in fields(cls) if "rule" in item.metadata}


def _mistyped(*built_in: str) -> Callable[[str], str | None]:
    """Return what tells of the name of a model that is nearly one of these, and no folder.

    Numbers are no slips: all-MiniLM-L12-v2 is another model than all-MiniLM-L6-v2.
    """

    def fault(name: str) -> str | None:
        if name in built_in or Path(name).is_dir():
            return None
        near = difflib.get_close_matches(name.casefold(), map(str.casefold, built_in), 1, _NEAR)
        meant = [word for word in built_in if word.casefold() in near and _like_numbers(word, name)]
        return f"names no model: {name!r}; did you mean {meant[0]}?" if meant else None

    return fault


def _like_numbers(one: str, other: str) -> bool:
    return re.findall(r"\d+", one) == re.findall(r"\d+", other)


class CheckedSettings:
    """What a settings dataclass derives from: it cannot be made with a value out of range."""

    __slots__ = ()

    def __post_init__(self) -> None:
        """Hold every field against its rule.

        Raises:
            SettingsError: At least one value is out of range; all of them are named.
        """
        faults = [
            f"{name} {fault}"
            for name, rule in rules(type(self)).items()
            if (fault := rule.fault(getattr(self, name)))
        ]
        if faults:
            raise SettingsError("; ".join(faults))


@dataclass(frozen=True, slots=True)
class Settings(CheckedSettings):
    """How documents are read, searched and quoted."""

    encoder: str = setting(
        DEFAULT_ENCODER,
        "any sentence-transformers model: a name, or the path of its folder",
        named=True,
        form=_mistyped(DEFAULT_ENCODER),
    )
    query_prompt: str = setting(
        "", "put before a question when it is encoded; empty: as the model itself says"
    )
    passage_prompt: str = setting(
        "", "put before a passage when it is encoded; empty: as the model itself says"
    )
    reader: str = setting(
        "builtin",
        "the cross-encoder that judges passages: builtin, none, or a name or path",
        named=True,
        form=_mistyped("builtin", "none"),
    )
    # Two whatever the machine has: the figures in EVALUATION.md are of two, and further questions,
    # workers and whatever else runs there want the rest. An operator who has more to give says so.
    threads: int = setting(
        2, "processor threads for the models", minimum=1, maximum=256, unit="threads"
    )
    excerpt_characters: int = setting(
        600, "excerpts of one answer, together", minimum=100, maximum=3000, unit="characters"
    )
    brief_characters: int = setting(
        1500, "points of one brief, together", minimum=300, maximum=6000, unit="characters"
    )
    answer_threshold: float | None = setting(
        None,
        "the least confidence with which a question counts as answered; auto: what `calibrate` "
        f"chose for these documents, else {DEFAULT_THRESHOLD:g}",
        minimum=0.0,
        maximum=1.0,
        automatic=True,
    )
    citation_style: str = setting("chicago", "style of citations", choices=STYLES)
    max_file_megabytes: float = setting(
        50.0, "the largest document that is read", minimum=0.001, maximum=2000.0, unit="megabytes"
    )
    max_file_seconds: float = setting(
        120.0, "the longest that a document is read", minimum=1.0, maximum=7200.0, unit="seconds"
    )
    max_file_memory_megabytes: float = setting(
        3000.0,  # so that the bot has 1 GB beside it where it has 4, as in deploy/
        "the most memory that reading a document takes, on Linux",
        minimum=256.0,
        maximum=1_000_000.0,
        unit="megabytes",
    )

    @property
    def max_file_bytes(self) -> int:
        """The largest document that is read, in bytes."""
        return int(self.max_file_megabytes * _BYTES_PER_MEGABYTE)

    @property
    def threshold(self) -> float:
        """The least confidence with which a question counts as answered, 0 to 1."""
        return DEFAULT_THRESHOLD if self.answer_threshold is None else self.answer_threshold
