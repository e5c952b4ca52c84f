"""What is being taken in for a server: told, tried again, dropped."""

from collections.abc import Sequence

from rich.text import Text

from bot.library import Shelves
from bot.phrases import NO_JOBS
from bot.terminal.console import console
from bot.terminal.json_records import emit, job_record
from index import AddressError


def change_jobs(shelves: Shelves, server: int, action: str, numbers: Sequence[str]) -> None:
    """Have jobs of a server tried again (`retry`), or drop them (`drop`).

    Raises:
        AddressError: There is no such job.
    """
    known = {str(job.id): job.id for job in shelves.unfinished(server)}
    for number in numbers:
        jobs = shelves.jobs
        do = jobs.again if action == "retry" else jobs.drop
        if number not in known or not do(server, known[number]):
            msg = f"the server has no job {number!r} to {action}; see `library jobs`"
            raise AddressError(msg)


def tell_jobs(shelves: Shelves, server: int, *, json: bool) -> None:
    """Print what waits, is being read, or was in vain."""
    unfinished = shelves.unfinished(server)
    for job in unfinished:
        if json:
            emit(job_record(job))
        else:
            line = f"{job.id}  {job.filename} · {job.told(shelves.jobs.place)}"
            console().print(Text(line), soft_wrap=True)
    if not unfinished and not json:
        console().print(NO_JOBS)
