"""What the table of jobs is told and asked."""

from bot.library.queue.job import COLUMNS

# Of jobs whose worker is gone: tried too often, or tried again.
LET_GO = (
    "UPDATE jobs SET worker = '', reason = CASE WHEN attempts >= :most THEN :reason ELSE '' END,"
    " ended = CASE WHEN attempts >= :most THEN :now ELSE 0 END,"
    " state = CASE WHEN attempts >= :most THEN 'given up' ELSE 'waiting' END"
    " WHERE state = 'running' AND "
)
NEXT = (
    f"SELECT {COLUMNS} FROM jobs JOIN servers USING (guild)"  # noqa: S608  # no value is put in
    " WHERE state = 'waiting' AND not_before <= ? AND guild NOT IN"
    " (SELECT guild FROM jobs WHERE state = 'running') ORDER BY served, id LIMIT 1"
)
ONE = f"SELECT {COLUMNS} FROM jobs WHERE id = ?"  # noqa: S608
UNFINISHED = (
    f"SELECT {COLUMNS} FROM jobs WHERE guild = ?"  # noqa: S608
    " AND state NOT IN ('done', 'dropped') ORDER BY id"
)
# Done, and who brought it has not had all there is to tell of it.
NOT_ANSWERED = (
    f"SELECT {COLUMNS} FROM jobs WHERE guild = ?"  # noqa: S608
    " AND state = 'done' AND (told IN ('posted', 'listed') OR told = '' AND channel != 0)"
    " ORDER BY id"
)
UNTOLD = (
    f"SELECT {COLUMNS} FROM jobs"  # noqa: S608
    " WHERE told = '' AND channel != 0 AND state != 'dropped' ORDER BY id"
)
BEGIN = (
    "UPDATE jobs SET state = 'running', worker = ?, leased_until = ?, begun = ?,"
    " attempts = attempts + 1, stage = '', at = 0, total = 0 WHERE id = ?"
)
SERVED = "UPDATE servers SET served = (SELECT max(served) + 1 FROM servers) WHERE guild = ?"
BEAT = (
    "UPDATE jobs SET leased_until = ?, stage = ?, at = ?, total = ?"
    " WHERE id = ? AND worker = ? AND state = 'running'"
)
# Each of them says who brought it by now.
SETTLE = (
    "UPDATE jobs SET state = 'done', worker = '', ended = ?, name = ?"
    " WHERE id = ? AND worker = ? AND state = 'running' RETURNING member"
)
SETTLE_PART = (
    "UPDATE jobs SET taken = ?, attempts = 1"  # what goes on is not given up
    " WHERE id = ? AND worker = ? AND state = 'running' RETURNING member"
)
INSERT = (
    "INSERT INTO jobs (guild, channel, kind, content, filename, sha256, size, stated, scope,"
    " instead_of, brings, taken, refused, member, state, asked, ended)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
)
AGAIN = (
    "UPDATE jobs SET state = 'waiting', attempts = 0, reason = '', not_before = 0, told = ?,"
    " channel = CASE WHEN ? <> 0 THEN ? ELSE channel END,"
    " member = CASE WHEN ? <> 0 THEN ? ELSE member END"
    " WHERE id = ? AND guild = ? AND state IN ('failed', 'given up')"
)
# A later version is brought, or there: who tried an earlier one again would lose it.
SUPERSEDE = (
    "UPDATE jobs SET state = 'dropped', ended = ? WHERE guild = ? AND kind = ? AND filename = ?"
    " AND id < ? AND state IN ('failed', 'given up')"
)
DROP = (
    "UPDATE jobs SET state = 'dropped', ended = ? WHERE id = ? AND guild = ?"
    " AND state IN ('waiting', 'failed', 'given up')"
)
# What counts no more, and what was in vain for long.
FORGET = (
    "DELETE FROM jobs WHERE (state IN ('done', 'dropped') AND asked < ?)"
    " OR (state IN ('failed', 'given up') AND ended < ?)"
)
HELD = f"{ONE} AND worker = ? AND state = 'running'"
