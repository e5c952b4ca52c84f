"""How much running text the blocks of a page hold, told apart from its links and labels."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.reading.markup.tree import INLINE, Event, HtmlElement, events
from index.reading.markup.whole_blocks import is_code

_OWN = 0.5  # of a block's characters; with so many outside of links it says something itself
_RUNNING = 80  # characters outside of links; a block of so many is no label of anything


@dataclass(frozen=True, slots=True)
class Weight:
    """What an element holds; characters are counted without white space.

    Args:
        own: Characters of the blocks that say something themselves, most of each outside of links.
        running: Those of them whose block is long, or preformatted.
        linked: Characters in links.
    """

    own: int = 0
    running: int = 0
    linked: int = 0

    def since(self, earlier: "Weight") -> "Weight":
        """Return what has come to an earlier state."""
        own, running = self.own - earlier.own, self.running - earlier.running
        return Weight(own, running, self.linked - earlier.linked)


def weights_of(root: HtmlElement) -> Mapping[int, Weight]:
    """Return what `root` and each block inside of it holds, by `id`."""
    scales = _Scales()
    for event in events(root, lambda _: False):
        scales.take(event)
    scales.end_block()
    return scales.weights | {id(root): scales.total}


@dataclass(slots=True)
class _Scales:
    """What has been met so far.

    Args:
        total: Of all blocks that have ended.
        own: Characters of the block that is read, outside of links.
        linked: Those in links.
        links: How many are open.
        lined: How many elements of preformatted text are open.
        opened: The totals at which the open elements began, the innermost last.
        weights: Of the elements that have closed.
    """

    total: Weight = Weight()
    own: int = 0
    linked: int = 0
    links: int = 0
    lined: int = 0
    opened: list[Weight] = field(default_factory=list)
    weights: dict[int, Weight] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Take notice of a text, or of an element that opens or closes."""
        node = event.node
        if isinstance(node, str):
            self._add(len("".join(node.split())))
        elif node.name == "a":
            self.links += -1 if event.closes else 1
        elif node.name not in INLINE and node.name != "br":
            self._border(node, closes=event.closes)

    def _add(self, length: int) -> None:
        if self.links:
            self.linked += length
        else:
            self.own += length

    def _border(self, element: HtmlElement, *, closes: bool) -> None:
        """Begin or end a block."""
        self.end_block()
        self.lined += is_code(element) * (-1 if closes else 1)
        if closes:
            self.weights[id(element)] = self.total.since(self.opened.pop())
        else:
            self.opened.append(self.total)

    def end_block(self) -> None:
        """Add the block to the total."""
        whole = self.own + self.linked
        says = bool(self.lined) or self.own >= _OWN * whole
        own = (whole if self.lined else self.own) if says else 0
        running = own if self.lined or own >= _RUNNING else 0
        total = self.total
        self.total = Weight(total.own + own, total.running + running, total.linked + self.linked)
        self.own = self.linked = 0
