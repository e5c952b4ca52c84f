"""A process that is killed between the two steps by which a file is put where it is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest


class _Kill(BaseException):
    """Ends what no handler of errors ends."""


def killed_in(deed: Callable[[], object]) -> None:
    """Do something up to the moment at which what was written would be renamed."""

    def killed(unfinished: Path, _: Path) -> Path:
        unfinished.rename(unfinished.with_suffix(".1"))  # no thread of this process
        raise _Kill

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(_Kill):
            deed()
