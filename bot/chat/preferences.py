"""What members chose to be remembered: their citation style, and nothing else."""

import json
import logging
from pathlib import Path

from index import Style

_log = logging.getLogger(__name__)


class Preferences:
    """Citation styles by member, in one small file."""

    def __init__(self, path: Path, default: Style) -> None:
        """Read the file; a damaged one is set aside, not fatal."""
        self._path = path
        self._default = default
        self._styles: dict[str, str] = {}
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            self._styles = {str(key): Style(value).value for key, value in record.items()}
        except FileNotFoundError:
            pass  # nobody has chosen yet
        except (OSError, ValueError, AttributeError) as error:
            _log.warning("%s is not readable and is not used: %s", path, error)

    def style(self, member_id: int) -> Style:
        """Return a member's style, the operator's default where none was chosen."""
        return Style(self._styles.get(str(member_id), self._default.value))

    def remember(self, member_id: int, style: Style) -> None:
        """Keep a member's style; where the disk refuses, until the next start."""
        self._styles[str(member_id)] = style.value
        unfinished = self._path.with_suffix(".unfinished")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(json.dumps(self._styles), encoding="utf-8")
            unfinished.replace(self._path)
        except OSError as error:
            _log.warning("%s cannot be written: %s", self._path, error.strerror)
