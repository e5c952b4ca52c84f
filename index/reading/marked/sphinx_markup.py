"""What Sphinx adds to reStructuredText, told to docutils; what neither knows is passed over.

A directive that nobody knows gives its content, a role its words. So that this is one place, the
two functions by which docutils looks both up are replaced while a text is parsed, as Sphinx does.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.utils import unescape

# Directives that describe what their argument names: domains stand before some ("py:function").
_DESCRIBING = frozenset(
    "function method classmethod staticmethod decorator decoratormethod attribute property data "
    " exception type var macro member enum enumerator struct union concept alias option "
    "cmdoption envvar confval setting describe object opcode pdbcommand signal event".split()
)
_DATED = frozenset("versionadded versionchanged deprecated versionremoved".split())
_CODE = frozenset(
    "doctest testcode testoutput productionlist prompt graphviz digraph graph mermaid plantuml uml "
    "ipython jupyter-execute plot code-cell parsed-code console terminal".split()
)
# Of these the argument is for the program that sets the page.
_WRAPPING = frozenset("only ifconfig hlist cssclass rst-class tabs grid tab-set card".split())
_UNSEEN = frozenset(
    "index module currentmodule program highlight highlightlang tabularcolumns default-domain "
    "sectionauthor moduleauthor codeauthor include literalinclude date testsetup testcleanup "
    "inheritance-diagram".split()
)
_CONTENTS = frozenset({"toctree", "autosummary"})
_CODE_NAME = re.compile(r"[(.A-Z]")
_NAMED_TARGET = re.compile(r"(.+?)\s*<[^<>]+>", re.DOTALL)


class _AnyOptions(dict[str, Callable[[str], Any]]):
    """The options of a directive; one that is unknown has any value."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return str

    def __bool__(self) -> bool:
        return True


class _Unknown(Directive):
    """A directive whose content is text; whatever stands beside its name begins that."""

    has_content = True
    option_spec = _AnyOptions()

    def run(self) -> list[nodes.Node]:
        """Return the content."""
        return self._inside()

    def _inside(self) -> list[nodes.Node]:
        container = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, container)
        return [*container.children]


class _Wrapping(_Unknown):
    """A directive whose content is text and whose argument is not."""

    optional_arguments = 1
    final_argument_whitespace = True


class _Unseen(_Wrapping):
    """A directive of which nothing shows."""

    def run(self) -> list[nodes.Node]:
        """Return nothing."""
        return []


class _Code(_Wrapping):
    """A directive whose content keeps its lines."""

    def run(self) -> list[nodes.Node]:
        """Return the content as it stands."""
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text)]


class _Contents(_Wrapping):
    """A directive that lists other pages."""

    def run(self) -> list[nodes.Node]:
        """Return a list of contents, of the entries as they stand."""
        entries = nodes.paragraph("", "\n".join(self.content))
        return [nodes.topic("", entries, classes=["contents"])]


class DescribedItem(nodes.definition_list_item):
    """A node of names and what is said of them, which stands in no list."""


class _Describing(_Wrapping):
    """A directive that describes what its argument names, a line for each."""

    def run(self) -> list[nodes.Node]:
        """Return the names as terms, and what is said of them as their definition."""
        terms = [nodes.term("", "", *name) for name in self._names()]
        definition = nodes.definition("", *self._inside())
        return [DescribedItem("", *terms, definition)]

    def _names(self) -> list[list[nodes.Node]]:
        return [[nodes.Text(unescape(line))] for line in self._argument_lines()]

    def _argument_lines(self) -> list[str]:
        lines = self.arguments[0].replace("\\\n", "").splitlines() if self.arguments else []
        return [line.strip() for line in lines]


class _Class(_Describing):
    """A class that is described, or a name for the program that sets the page: both are in use."""

    def _argument_lines(self) -> list[str]:
        return [line for line in super()._argument_lines() if _CODE_NAME.search(line)]


class _Dated(_Describing):
    """A directive that tells since when something holds; its name says what."""

    def _names(self) -> list[list[nodes.Node]]:
        words, _ = self.state.inline_text(" ".join([self.name, *self.arguments]), self.lineno)
        return [words]


_OWN: Mapping[str, type[Directive]] = {
    "class": _Class,
    **dict.fromkeys(_DESCRIBING, _Describing),
    **dict.fromkeys(_DATED, _Dated),
    **dict.fromkeys(_CODE, _Code),
    **dict.fromkeys(_WRAPPING, _Wrapping),
    **dict.fromkeys(_UNSEEN, _Unseen),
    **dict.fromkeys(_CONTENTS, _Contents),
}
_IN_DOMAINS: Mapping[str, type[Directive]] = {
    **_OWN,
    **dict.fromkeys(("class", "role", "directive"), _Describing),
}

# Modules of which a name is replaced, which no type allows.
_DIRECTIVES: Any = directives
_ROLES: Any = roles
_directive_of_docutils = directives.directive
_role_of_docutils = roles.role


@contextmanager
def sphinx_markup() -> Iterator[None]:
    """Have docutils take what Sphinx adds, and pass over what neither knows, while it is entered.

    The roles that a text defines are forgotten at the end.
    """
    own_roles = dict(_ROLES._roles)  # there is no other way to forget some
    _DIRECTIVES.directive, _ROLES.role = _directive, _role
    try:
        yield
    finally:
        _DIRECTIVES.directive, _ROLES.role = _directive_of_docutils, _role_of_docutils
        _ROLES._roles.clear()
        _ROLES._roles.update(own_roles)


def _directive(
    name: str, language: ModuleType, document: nodes.document
) -> tuple[type[Directive], list[nodes.system_message]]:
    """Return what reads a directive."""
    domain, _, own_name = name.lower().rpartition(":")
    own = (_IN_DOMAINS if domain else _OWN).get(own_name)
    if own is None and own_name.startswith("auto"):
        own = _Wrapping  # what stands there is taken out of a program
    if own is None and not domain:
        of_docutils, _ = _directive_of_docutils(name, language, document)
        own = _lenient(of_docutils) if of_docutils else None
    return own or _Unknown, []


def _lenient(directive: type[Directive]) -> type[Directive]:
    """Return a directive of docutils that takes any options, where it takes some."""
    if not directive.option_spec:
        return directive
    options = {"option_spec": _AnyOptions(directive.option_spec)}
    return type(directive.__name__, (directive,), options)


def _role(name: str, *told: Any) -> tuple[Any, list[nodes.system_message]]:  # noqa: ANN401
    """Return what reads a role, `told` being the rest of what docutils is asked."""
    of_docutils, _ = _role_of_docutils(name, *told)
    return of_docutils or _words_of_role, []


def _words_of_role(
    name: str,
    raw: str,
    text: str,
    *_: Any,  # noqa: ANN401
    **__: Any,  # noqa: ANN401
) -> tuple[Sequence[nodes.Node], Sequence[nodes.system_message]]:
    """Return the words of a role: of "words <target>" those, of "~a.b" the last name."""
    words = unescape(text)
    titled = _NAMED_TARGET.fullmatch(words)
    if titled:
        words = titled[1]
    elif words.startswith("~"):
        words = words.rpartition(".")[2].lstrip("~")
    return [nodes.inline(raw, words.lstrip("!"))], []
