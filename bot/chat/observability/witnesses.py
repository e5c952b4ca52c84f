"""What can be counted of a running bot: moments and outcomes, never words or members."""

from typing import Protocol


class Witness(Protocol):
    """Told of what happens, as it happens; what it does with that takes no time worth counting."""

    def asked(self, outcome: str, seconds: float) -> None:
        """Note a question that was worked on.

        Args:
            outcome: "answered" or "abstained".
            seconds: That the work on it took.
        """

    def acknowledged(self, state: str, seconds: float) -> None:
        """Note an interaction's first answer.

        Args:
            state: "known", "refused" or "unknown", as `Acknowledged` has them.
            seconds: Since Discord made the interaction, by its clock and ours.
        """

    def replied(self, result: str) -> None:
        """Note what a member was sent: "reply", "apology", or "undelivered"."""

    def connected(self, kind: str) -> None:
        """Note a connection to the gateway: "new" or "resumed"."""


class NoWitness:
    """Notes nothing."""

    def asked(self, outcome: str, seconds: float) -> None:
        """Pass over a question."""

    def acknowledged(self, state: str, seconds: float) -> None:
        """Pass over an acknowledgement."""

    def replied(self, result: str) -> None:
        """Pass over a reply."""

    def connected(self, kind: str) -> None:
        """Pass over a connection."""
