"""What is wrong with a reply, held against the one of a world without what is hidden."""

from collections.abc import Collection

from tests.support.stand_in.canaries.told import Told

_SHOWN = 5  # that are told of, where many are wrong


def faults(
    told: Told, without: Told, *, may_see: Collection[str], expected: Collection[str]
) -> list[str]:
    """Return what is wrong.

    Args:
        told: Where there are all documents.
        without: Where there are those alone that may be seen.
        may_see: Their keys.
        expected: The keys of those of which something has to be shown.
    """
    seen = told.words()
    wrong = [f"{key} is shown" for key in sorted(seen.difference(may_see))]
    wrong += [f"{key} is not shown: {told}" for key in sorted(set(expected) - seen)]
    if told != without:
        wrong.append(f"{told}\n!= {without}")
    if any(line.startswith("ERROR") for line in told.log):
        wrong.append(f"an error is logged: {told.log}")
    return wrong


def check(wrong: list[str]) -> None:
    """Fail where anything is wrong."""
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong[:_SHOWN])
