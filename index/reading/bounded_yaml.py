"""YAML within bounds, of whoever wrote it; the only importer of yaml in the program.

A few lines can be made so that PyYAML fails in its recursion, or gives a value that takes all
memory as soon as it is printed; what it makes of a malformed number is whatever error Python has
for that. Here the depth and the length are bounded and aliases are refused while the text is
parsed, and every fault is one error with its line.
"""

import re
from pathlib import Path
from stat import S_ISREG
from typing import NoReturn, TypeAlias

import yaml

from index.errors import YamlError

# What an operator's file is made of, for who needs the line of each value.
YamlNode: TypeAlias = yaml.Node
YamlMapping: TypeAlias = yaml.MappingNode
YamlScalar: TypeAlias = yaml.ScalarNode

_MAX_BYTES = 200_000  # a thousand topics; the worst of that size is parsed in 3 s
_MAX_DEPTH = 32  # levels; a metadata file has three
_MAX_TYPED = 100  # characters of a number, a date or a truth value
_MAX_SHOWN = 40  # characters of a value in an error
_TAG = "tag:yaml.org,2002:"
_TEXT, _LIST, _MAPPING = f"{_TAG}str", f"{_TAG}seq", f"{_TAG}map"
# PyYAML refuses these in the file, and lets them in as escapes: "\ud800", half a character, cannot
# be written anywhere, and "\e" commands the terminal.
_UNPRINTABLE: re.Pattern[str] = yaml.reader.Reader.NON_PRINTABLE
# PyYAML's own, and what Python says of "\UFFFFFFFF", `!!int ""`, `!!bool maybe`, `!!timestamp soon`
_MALFORMED = (yaml.YAMLError, ValueError, ArithmeticError, LookupError, AttributeError, TypeError)


class _BoundedLoader(yaml.SafeLoader):
    """PyYAML's loader, held to the bounds while it composes the nodes."""

    def __init__(self, text: str) -> None:
        """Start outside of every value."""
        super().__init__(text)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node.

        Raises:
            MarkedYAMLError: It is an alias, nests too deep, or is no value of a file's fields.
        """
        if self.check_event(yaml.AliasEvent):
            self._refuse("an alias is not followed here, write the value out")
        if self._depth == _MAX_DEPTH:
            self._refuse(f"it nests deeper than {_MAX_DEPTH} levels")
        self._depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        if node is not None and (problem := _problem(node)):
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        return node

    def _refuse(self, problem: str) -> NoReturn:
        mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _problem(node: yaml.Node) -> str:
    """Return what is wrong with a node by itself, "" where nothing is."""
    match node:
        case yaml.ScalarNode() if _UNPRINTABLE.search(node.value):
            return "a control character or half a character stands here"
        case yaml.MappingNode() if not all(
            isinstance(key, yaml.ScalarNode) for key, _ in node.value
        ):
            return "a key is no text"
        case _:
            return ""


def read_yaml(path: Path, name: str | None = None, *, named: bool = False) -> YamlNode | None:
    """Return what a YAML file holds, None where it holds nothing.

    Args:
        path: The file, in UTF-8.
        name: What it is called in errors; None for its name.
        named: Whether somebody named it, who may hand it over by a pipe.

    Raises:
        YamlError: It cannot be opened, is no file, is not YAML, or is over a bound.
    """
    name = name or path.name
    try:
        if not named and not S_ISREG(path.stat().st_mode):
            raise YamlError(f"{name} is no file: put one in its place")
        with path.open("rb") as file:
            raw = file.read(_MAX_BYTES + 1)
        if len(raw) > _MAX_BYTES:
            raise YamlError(f"{name} is longer than {_MAX_BYTES // 1000} kB: shorten it")
        text = raw.decode("utf-8-sig")
    except OSError as error:
        msg = f"{name} cannot be read ({error.strerror}): check it and its permissions"
        raise YamlError(msg) from error
    except UnicodeDecodeError as error:
        raise YamlError(f"{name} is not UTF-8 text: save it as UTF-8") from error
    return compose_yaml(text, name)


def compose_yaml(text: str, name: str) -> YamlNode | None:
    """Return what a YAML text holds, None where it holds nothing; without aliases, keys are text.

    Args:
        text: At most 200,000 characters.
        name: What it is called in errors.

    Raises:
        YamlError: It is not YAML, or is over a bound.
    """
    if len(text) > _MAX_BYTES:
        raise YamlError(f"{name} is longer than {_MAX_BYTES // 1000} kB: shorten it")
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_BoundedLoader)
    except _MALFORMED as error:
        raise YamlError(_told(name, error)) from error
    return node


def plain_value(node: YamlNode | None, name: str) -> object:
    """Return a node as Python has it: lists, mappings with keys of text, and what scalars say.

    Raises:
        YamlError: A value is not of the kind that it claims to be.
    """
    match node:
        case None:
            return None
        case yaml.SequenceNode(tag=tag) if tag == _LIST:
            return [plain_value(item, name) for item in node.value]
        case yaml.MappingNode(tag=tag) if tag == _MAPPING:
            return {key.value: plain_value(value, name) for key, value in node.value}
        case yaml.ScalarNode():
            return scalar_value(node, name)
        case _:
            place = _place(node.start_mark)
            raise YamlError(
                f"{name} has an unknown tag {node.tag[:_MAX_SHOWN]!r}{place}: take it out"
            )


def scalar_value(node: YamlScalar, name: str) -> object:
    """Return what a scalar says: a text, a number, a truth value, a date, or None.

    Raises:
        YamlError: It is not of the kind that it claims to be.
    """
    if node.tag == _TEXT:
        return node.value
    kind = node.tag.removeprefix(_TAG)[:_MAX_SHOWN]
    shown, place = node.value[:_MAX_SHOWN], _place(node.start_mark)
    msg = f"{name} has {shown!r}{place}, which is no {kind}: correct or quote it"
    if len(node.value) > _MAX_TYPED:
        raise YamlError(msg)
    try:
        return yaml.constructor.SafeConstructor().construct_object(node, deep=True)
    except _MALFORMED as error:
        raise YamlError(msg) from error


def _told(name: str, error: Exception) -> str:
    """Return what to say of a text that cannot be composed."""
    place = _place(getattr(error, "problem_mark", None))
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or error
    return f"{name} is not YAML{place} ({problem}): correct it"


def _place(mark: yaml.Mark | None) -> str:
    """Return the line of a mark, as it stands in a sentence."""
    return f" in line {mark.line + 1}" if mark else ""
