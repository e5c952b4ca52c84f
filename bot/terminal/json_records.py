"""Records to lines on standard output, and what is the command line's alone."""

import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.records import Record

if TYPE_CHECKING:
    from bot.doors import Key
    from bot.library import Job, NotedChange, OpinionsTold, ServerSettings, ShelvedDocument

_C1 = re.compile("[\x80-\x9f]")  # JSON escapes those of C0 by itself


def emit(record: Record) -> None:
    """Print a record as one line of JSON, at once; nothing in it steers a terminal."""
    line = json.dumps(record, ensure_ascii=False)
    if not _is_plain(line):
        line = json.dumps(record)  # which escapes whatever is not ASCII
    sys.stdout.write(line.replace("\x7f", "\\u007f") + "\n")
    sys.stdout.flush()


def _is_plain(line: str) -> bool:
    """Return whether standard output can encode a line that holds no control character of C1."""
    try:
        line.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return _C1.search(line) is None


def key_record(key: "Key") -> Record:
    """Return what is known of a program's key, and what its holder may see."""
    return {
        "name": key.name,
        "server": key.readership.guild,
        "channels": sorted(key.readership.channels),
        "roles": sorted(key.readership.roles),
        "made": key.made.isoformat(timespec="seconds"),
    }


def settings_record(server: int, chosen: "ServerSettings", in_force: "ServerSettings") -> Record:
    """Return what a server chose, null where nothing; and what is in force in its place."""
    operators = ("private_answers", "citation_style", "cooldown_s")
    return {
        "server": server,
        "channels": sorted(chosen.channels),
        "private_answers": chosen.private_answers,
        "private_roles": sorted(chosen.private_roles),
        "citation_style": chosen.citation_style,
        "cooldown_s": chosen.cooldown_s,
        "operator_documents": chosen.operator_documents,
        "manager_role": chosen.manager_role,
        "gaps_channel": chosen.gaps_channel,
        "gaps_role": chosen.gaps_role,
        "new_channels": sorted(chosen.new_channels),
        "new_roles": sorted(chosen.new_roles),
        "opinions": chosen.opinions,
        "threads": chosen.threads,
        "language": chosen.language,
        "in_force": {name: getattr(in_force, name) for name in operators},
    }


def gaps_record(
    server: int, days: Sequence[tuple[date, int]], opinions: "Sequence[OpinionsTold]"
) -> Record:
    """Return how often moderators were told of a question, and what members found helpful."""
    return {
        "server": server,
        "gaps": {day.isoformat(): told for day, told in days},
        "opinions": [
            {
                "document": one.document,
                "helpful": one.now[0],
                "unhelpful": one.now[1],
                "helpful_before": one.before[0],
                "unhelpful_before": one.before[1],
            }
            for one in opinions
        ],
    }


def event_record(event: "NotedChange") -> Record:
    """Return what was changed in a server; `member` is 0 for the operator, null where deleted."""
    return {
        "moment": event.moment.isoformat(),
        "member": event.member,
        "kind": str(event.kind),
        "what": event.what,
        "after": dict(event.after),
    }


def shelved_record(document: "ShelvedDocument") -> Record:
    """Return a document that a server has of its own."""
    return {
        "name": document.name,
        "file": document.file,
        "sha256": document.sha256,
        "bytes": document.size,
        "stated": document.stated,
        "channels": sorted(document.scope.channels),
        "roles": sorted(document.scope.roles),
        "added": document.added.isoformat(),
    }


def job_record(job: "Job") -> Record:
    """Return a document that is being taken in, or could not be."""
    return {
        "job": job.id,
        "file": job.filename,
        "sha256": job.sha256,
        "bytes": job.size,
        "state": str(job.state),
        "reason": str(job.reason),
        "attempts": job.attempts,
        "stage": job.stage,
        "at": job.at,
        "total": job.total,
    }
