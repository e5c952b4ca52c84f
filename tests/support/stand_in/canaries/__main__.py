"""How many replies are held against those of a world without what is hidden: `python -m`."""

from tests.support.stand_in.canaries.buttons import presses
from tests.support.stand_in.canaries.cases import cases
from tests.support.stand_in.canaries.documents import CANARIES
from tests.support.stand_in.canaries.doors import DOORS, GROUPS
from tests.support.stand_in.canaries.scene import PEOPLE, PLACES, SERVERS


def counts() -> dict[str, int]:
    """Return how many cases there are of each group of doors, and of buttons."""
    return {group: len(cases(group)) for group in GROUPS} | {"buttons": len(presses())}


def main() -> None:
    """Say what is walked, and how many cases that makes."""
    kinds = {"servers": SERVERS, "people": PEOPLE, "places": PLACES, "documents": CANARIES}
    walked = {name: len(things) for name, things in kinds.items()}
    for name, count in {**walked, "doors": len(DOORS), **counts()}.items():
        print(f"{name:16}{count:6}")  # noqa: T201  # a command
    print(f"{'cases in all':16}{sum(counts().values()):6}")  # noqa: T201


if __name__ == "__main__":
    main()
