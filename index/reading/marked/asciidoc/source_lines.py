"""The lines of an AsciiDoc file that count: conditions judged, nothing included."""

import re
from dataclasses import dataclass, field

from index.types import Omission, OmissionKind

_CONDITION = re.compile(r"(ifdef|ifndef|ifeval)::([^\[\]]*)\[(.*)\]\s*")
_END = re.compile(r"endif::[^\[\]]*\[\]\s*")
_INCLUDED = re.compile(r"include::[^\[]+\[.*\]\s*")
_ATTRIBUTE = re.compile(r":(!?)(\w[\w-]*)(!?):(?:[ \t]+(.*))?")
_REFERENCE = re.compile(r"(?<!\\)\{(\w[\w-]*)\}")
_MAX_VALUE = 1000  # characters; attributes of attributes would grow without end
# What every program that reads AsciiDoc knows.
_KNOWN = {
    "empty": "", "sp": " ", "nbsp": "\u00a0", "zwsp": "\u200b", "wj": "\u2060", "apos": "'",
    "quot": '"', "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "deg": "°", "plus": "+",
    "brvbar": "¦", "vbar": "|", "amp": "&", "lt": "<", "gt": ">", "startsb": "[", "endsb": "]",
    "caret": "^", "asterisk": "*", "tilde": "~", "backslash": "\\", "backtick": "`", "cpp": "C++",
    "two-colons": "::", "two-semicolons": ";;",
}  # fmt: skip


class Attributes:
    """The attributes that a document has set so far."""

    def __init__(self) -> None:
        """Start with those that every document has."""
        self._values = dict(_KNOWN)

    def __contains__(self, name: str) -> bool:
        """Return whether an attribute is set."""
        return name in self._values

    def get(self, name: str) -> str:
        """Return what an attribute says, "" where it is not set."""
        return self._values.get(name, "")

    def take(self, line: str) -> bool:
        """Set or unset what a line says; return whether it says that."""
        match = _ATTRIBUTE.fullmatch(line)
        if match is None:
            return False
        if match[1] or match[3]:
            self._values.pop(match[2], None)
        else:
            self._values[match[2]] = self.filled((match[4] or "").strip())[:_MAX_VALUE]
        return True

    def filled(self, text: str) -> str:
        """Return a text with what its references say; one that is not set stays."""
        return _REFERENCE.sub(lambda match: self._values.get(match[1], match[0]), text)


@dataclass(slots=True)
class SourceLines:
    """The lines of a file, and what was left out of them."""

    lines: list[str] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    _attributes: Attributes = field(default_factory=Attributes)
    _holding: list[bool] = field(default_factory=list)  # the conditions that are open

    @classmethod
    def of(cls, text: str) -> "SourceLines":
        """Return the lines of a text."""
        source = cls()
        for line in text.replace("\0", "").split("\n"):
            source._take(line.rstrip())
        return source

    def _take(self, line: str) -> None:
        if condition := _CONDITION.fullmatch(line):
            self._judge(condition[1], condition[2], condition[3])
        elif _END.fullmatch(line):
            del self._holding[-1:]
        elif not all(self._holding) or _INCLUDED.fullmatch(line):
            if line:
                self.omissions.append(Omission(OmissionKind.HIDDEN, line))
        else:
            self._attributes.take(line)
            self.lines.append(line)

    def _judge(self, directive: str, names: str, text: str) -> None:
        """Open a condition, or take the text that it guards alone."""
        is_set = [name.strip() in self._attributes for name in re.split(r"[,+]", names)]
        holds = all(is_set) if "+" in names else any(is_set)
        holds = {"ifdef": holds, "ifndef": not holds}.get(directive, True)
        if directive == "ifeval" or not text:
            self._holding.append(holds)
        elif holds and all(self._holding):
            self.lines.append(text.rstrip())
