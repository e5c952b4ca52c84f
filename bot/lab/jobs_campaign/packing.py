"""An exported library, as `/library export` of some server would have made it."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePath

_ADDED = datetime(2026, 1, 1, tzinfo=UTC).isoformat()


def exported(server: int, files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files, everybody may see each of them.

    Args:
        server: Id of the server that it is of.
        files: Bytes by filename; the names without their endings have to be ids.
    """
    rows = [
        {
            "name": PurePath(name).stem,
            "filename": name,
            "file": f"documents/{name}",
            "sha256": hashlib.sha256(raw).hexdigest(),
            "size": len(raw),
            "stated": {},
            "channels": [],
            "roles": [],
            "added": _ADDED,
        }
        for name, raw in files.items()
    ]
    record = {
        "format": "briefing-bot library",
        "version": 1,
        "server": str(server),
        "exported": _ADDED,
        "documents": rows,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, raw in files.items():
            archive.writestr(f"documents/{name}", raw)
        archive.writestr("manifest.json", json.dumps(record))
    return file.getvalue()
