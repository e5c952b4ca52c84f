"""What can be asked at the doors, each with its fields: the one list that both doors go by."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.plain_text import LONGEST_TEXT
from index import STYLES, SettingsError

_MOST_SENT = 50  # earlier questions that a request may carry
# What a text has that may not be blank, in the words of Python, ECMA 262 and Rust alike: each has
# other characters in `\s`.
_SOMETHING = r"[^\s\x1c-\x1f\x85\ufeff]"


@dataclass(frozen=True, slots=True)
class BodyField:
    """A field of a request.

    Args:
        name: As it is sent.
        meaning: For who writes a client.
        required: Whether it has to be there, and to say something.
        several: Whether it is a list of texts; else a text.
        among: The values that it may have; empty for any.
    """

    name: str
    meaning: str
    required: bool = False
    several: bool = False
    among: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, object]:
        """What OpenAPI says of it."""
        text: dict[str, object] = {"type": "string", "maxLength": LONGEST_TEXT}
        if self.several:
            return {
                "type": "array", "items": text, "maxItems": _MOST_SENT, "description": self.meaning,
            }  # fmt: skip
        if self.among:
            return {"type": "string", "enum": list(self.among), "description": self.meaning}
        if self.required:
            text |= {"minLength": 1, "pattern": _SOMETHING}
        return text | {"description": self.meaning}

    def fault_in(self, body: Mapping[object, object]) -> str | None:
        """Return what is wrong with the field of a request, None where nothing is."""
        if self.name not in body:
            return f"{self.name!r} is missing" if self.required else None
        fault = self._fault(body[self.name])
        return f"{self.name!r} {fault}" if fault else None

    def _fault(self, value: object) -> str | None:
        if self.several:
            texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
            fits = texts and len(value) <= _MOST_SENT  # type: ignore[arg-type]
            return None if fits else f"has to be a list of {_MOST_SENT} texts at most"
        if not isinstance(value, str):
            return "has to be a text"
        if self.among and value not in self.among:
            return f"has to be one of {', '.join(self.among)}"
        return "must not be empty" if self.required and not re.search(_SOMETHING, value) else None


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that can be asked.

    Args:
        name: Of the deed, and of the address.
        summary: A line of what it gives.
        fields: Of the request, each a parameter of the deed.
        answer: The name of the schema of what it gives.
    """

    name: str
    summary: str
    fields: tuple[BodyField, ...]
    answer: str

    def arguments(self, body: object) -> dict[str, object]:
        """Return the deed's arguments as a request gives them.

        Raises:
            SettingsError: Fields are missing, unknown or of the wrong form.
        """
        if not isinstance(body, Mapping):
            msg = "the body has to be a JSON object"
            raise SettingsError(msg)
        known = {field.name for field in self.fields}
        faults = [f"{name!r} is no field of it" for name in body if name not in known]
        faults += [fault for field in self.fields if (fault := field.fault_in(body))]
        if faults:
            raise SettingsError("; ".join(faults))
        return dict(body)


STYLE = BodyField(
    "style",
    "Of the citations; without one, as the key's server chose, or as configured.",
    among=STYLES,
)

OPERATIONS = (
    Operation(
        "ask",
        "Answer a question with verbatim excerpts, or say that the documents do not answer it.",
        (
            BodyField("question", "What is asked.", required=True),
            BodyField("history", "Earlier questions that it follows, oldest first.", several=True),
            STYLE,
        ),
        "Outcome",
    ),
    Operation(
        "brief",
        "Give the points that the documents make on a topic, or on everything.",
        (BodyField("topic", "What the brief is on; without one, everything."), STYLE),
        "Brief",
    ),
    Operation(
        "cite",
        "Judge a claim: supported, contradicted or not mentioned, each with its passages.",
        (
            BodyField(
                "claim", "A claim, or the address of a paragraph (document:12).", required=True
            ),
            STYLE,
        ),
        "Support",
    ),
    Operation(
        "verify",
        "Hold a quotation, and each that is marked in it, against the documents, word for word.",
        (
            BodyField(
                "quotation",
                "The words as they are quoted, or a text with quotations in it.",
                required=True,
            ),
        ),
        "Verification",
    ),
    Operation("sources", "Name the documents that answers come from.", (STYLE,), "Sources"),
)
