"""What can be done with `library`, and which of its options each action takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class LibraryAction:
    """What is asked of what is done with a server's library.

    Args:
        options: Those it takes beside the server and `--json`, without their dashes. Whatever it
            does not take is refused: a limit that is passed over shows a document to everybody.
        named: Whether it is said what it is about: files, documents, or numbers of jobs.
    """

    options: frozenset[str] = frozenset()
    named: bool = True


LIBRARY_ACTIONS: Mapping[str, LibraryAction] = MappingProxyType(
    {
        "list": LibraryAction(named=False),
        "add": LibraryAction(frozenset({"channel", "role", "title"})),
        "remove": LibraryAction(frozenset({"yes"})),
        "scope": LibraryAction(frozenset({"channel", "role", "everybody"})),
        "show": LibraryAction(),
        "describe": LibraryAction(frozenset({"set"})),
        "replace": LibraryAction(),
        "export": LibraryAction(),
        "import": LibraryAction(),
        "settings": LibraryAction(frozenset({"set"}), named=False),
        "jobs": LibraryAction(named=False),
        "retry": LibraryAction(),
        "drop": LibraryAction(),
        "gaps": LibraryAction(named=False),
        "history": LibraryAction(named=False),
    }
)


@dataclass(frozen=True, slots=True)
class LibraryWords:
    """What was typed behind `library`.

    Args:
        action: What shall be done.
        names: What it is about.
        options: What was given of every option that there is; empty or false where it was not.
    """

    action: str
    names: list[str]
    options: Mapping[str, object]

    def faults(self) -> Iterator[str]:
        """Yield what is not said, or is said and has no part in what is to be done."""
        action = LIBRARY_ACTIONS.get(self.action)
        if action is None:
            yield f"{self.action!r} is nothing that can be done: {', '.join(LIBRARY_ACTIONS)}"
            return
        given = [option for option, value in self.options.items() if value]
        yield from (self._of_others(option) for option in given if option not in action.options)
        yield from self._faults_of_names(action)
        yield from self._faults_together()

    def _of_others(self, option: str) -> str:
        """Return of which actions an option is, where it is not of this one."""
        takers = [name for name, action in LIBRARY_ACTIONS.items() if option in action.options]
        told = " and ".join(f"`library {name}`" for name in takers)
        return f"--{option} is of {told}, not of `library {self.action}`; nothing was done"

    def _faults_of_names(self, action: LibraryAction) -> Iterator[str]:
        """Yield that nothing is named, or that something is where nothing can be."""
        if action.named and not self.names:
            yield f"what shall be done? `library {self.action}` needs a name"
        if action.named or not self.names:
            return
        if self.action == "settings":
            yield "settings are changed with `library settings --set NAME=VALUE`"
        yield f"`library {self.action}` is of all there is, not of {self.names[0]!r} alone"

    def _faults_together(self) -> Iterator[str]:
        """Yield what does not go together of the options that the action takes."""
        if self.action == "describe" and not self.options["set"]:
            yield "what shall be stated? `library describe NAME --set title=…`"
        if self.options["title"] and len(self.names) != 1:
            yield "--title is of `library add` with one file"
        if self.options["everybody"] and (self.options["role"] or self.options["channel"]):
            yield "--everybody is of `library scope` without --role and --channel"
