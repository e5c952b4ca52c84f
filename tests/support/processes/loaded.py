"""What a fresh process has loaded by the end of a script."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
HEAVY = frozenset({"torch", "transformers", "sentence_transformers"})
_TELL = "\nimport json as _j, sys as _s\nprint('\\n' + _j.dumps(sorted(_s.modules)))\n"


def loaded_by(script: str) -> frozenset[str]:
    """Return the modules that a script leaves loaded; it must not end with an error."""
    done = subprocess.run(
        [sys.executable, "-c", script + _TELL],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return frozenset(json.loads(done.stdout.splitlines()[-1]))


def loaded_by_command(*words: str) -> frozenset[str]:
    """Return the modules that a command of the program leaves loaded; it must succeed."""
    return loaded_by(
        "from bot.terminal.arguments import run\n"
        "try:\n"
        f"    code = run({list(words)!r})\n"
        "except SystemExit as end:\n"  # argparse, after --help
        "    code = end.code\n"
        "assert not code, code\n"
    )
