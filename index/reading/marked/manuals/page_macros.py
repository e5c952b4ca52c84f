"""Macros that a page of roff defines itself.

One whose lines are text, macros and requests is replaced by them where it is called. Of one that
computes what it prints only that is known whether its arguments can be seen.

References:
    groff(7), "Macro definition" and "Arguments", of groff 1.23.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Those of man(7), which are read as they are meant, also where a page defines them anew.
_PACKAGED = frozenset(
    "TH SH SS P PP LP HP IP TP TQ RS RE B I R SM SB BI BR IB IR RB RI SY YS OP UR UE MT ME EX EE"
    " TS TE EQ EN nf fi br sp".split()
)
# What decides, computes or defines: of this nothing is known before it is done.
_COMPUTING = frozenset(
    "if ie el while nr rr shift return so mso rm rn als de de1 am am1 dei ami ig di da box boxa"
    " ev wh ch it".split()
)
_CONTROL = re.compile(r"[.'][ \t]*([^\s\\]*)(.*)")
_GIVEN = re.compile(r"\\\\?\$(?:(\d)|\((\d\d)|\[(\d+)\]|([*@]))")
_SILENT = re.compile(r"[a-z]\w*|")  # names of requests; what they are given prints nothing
_MAX_LINE = 1000  # characters; arguments within arguments would grow without end


@dataclass(frozen=True, slots=True)
class PageMacro:
    """A macro by the lines of its definition."""

    lines: Sequence[str]

    @property
    def is_simple(self) -> bool:
        """Whether its lines can stand where it is called."""
        names = [control[1] for line in self.lines if (control := _CONTROL.match(line))]
        return not (_COMPUTING.intersection(names) or any("\\n" in line for line in self.lines))

    @property
    def shows_arguments(self) -> bool:
        """Whether a line that prints something may have an argument in it."""
        return any(_GIVEN.search(line) and not _is_silent(line) for line in self.lines)

    def called(self, arguments: Sequence[str]) -> list[str]:
        """Return its lines, with arguments as their source writes them."""

        def given(match: re.Match[str]) -> str:
            if match[4]:
                return " ".join(arguments)
            place = int(match[1] or match[2] or match[3])
            return arguments[place - 1] if 0 < place <= len(arguments) else ""

        return [_GIVEN.sub(given, line).replace("\\\\", "\\")[:_MAX_LINE] for line in self.lines]


def may_be_defined(name: str) -> bool:
    """Return whether a page can give a name a meaning that is not that of the macros of man(7)."""
    return bool(name) and name not in _PACKAGED


def _is_silent(line: str) -> bool:
    """Return whether a line is a request that prints nothing of what it is given."""
    control = _CONTROL.match(line)
    return control is not None and bool(_SILENT.fullmatch(control[1])) and "\\{" not in control[2]
