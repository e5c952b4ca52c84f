"""A job of a tool, done in a process of its own by the interpreter that has the tool."""

import json
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from index.lab.peers import contenders
from index.lab.peers.material import SharedMaterial

_ROOT = Path(__file__).resolve().parents[3]
_LONGEST_S = 1800.0  # that one job may take, on a busy machine, too
_MOST_CHARACTERS = 120  # of what is said of a failure
# No hub is asked for models, and nobody is told of the use.
_WITH_VARIABLES = (
    "/usr/bin/env",  # which keeps what else is set
    "HF_HUB_OFFLINE=1",
    "ANONYMIZED_TELEMETRY=False",
    "HAYSTACK_TELEMETRY_ENABLED=False",
    "TOKENIZERS_PARALLELISM=true",  # else some libraries warn
    f"PYTHONPATH={_ROOT}",  # the peers import nothing of it
)

JobResult: TypeAlias = Mapping[str, Any]


class ContenderError(Exception):
    """A tool did not do its job."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that is compared.

    Args:
        name: As `contenders` has it.
        interpreter: That has it.
        folder: What its index lies in.
        is_peer: Whether it is not this program.
        is_search: Whether it is search alone; else it answers on the index of another, and neither
            indexes nor ranks.
    """

    name: str
    interpreter: Path
    folder: Path
    is_peer: bool = True
    is_search: bool = True


@dataclass(frozen=True, slots=True)
class Runner:
    """Does jobs, each in a process of its own.

    Args:
        material: What all are given.
        asked: How many questions are timed; the first of them cold.
        model: The folder of the weights.
        chroma_onnx: The folder of the same for Chroma's own encoder.
        script: What the process runs.
        most_s: Seconds that a job may take.
    """

    material: SharedMaterial
    asked: int
    model: Path
    chroma_onnx: Path
    script: Path = Path(contenders.__file__)
    most_s: float = _LONGEST_S

    def __call__(self, tool: Tool, kind: str) -> JobResult:
        """Return what a job came to.

        Raises:
            ContenderError: The process failed, or took too long.
        """
        if kind == "index":
            _emptied(tool.folder)
        path = tool.folder.with_suffix(".json")
        path.write_text(json.dumps(self._job(tool, kind)), encoding="utf-8")
        words = map(str, (tool.interpreter, "-P", self.script, path))
        command = [*_WITH_VARIABLES, *words]
        try:
            done = subprocess.run(  # noqa: S603  # our own words
                command, capture_output=True, text=True, timeout=self.most_s, check=True
            )
            return dict(json.loads(done.stdout.splitlines()[-1]))
        except subprocess.CalledProcessError as error:
            raise ContenderError(f"{kind}: {_last_line(error.stderr)}") from error
        except subprocess.TimeoutExpired as error:
            raise ContenderError(f"{kind}: it took over {self.most_s:g} s") from error
        except (ValueError, IndexError) as error:
            raise ContenderError(f"{kind}: the last line that it printed is no result") from error

    def _job(self, tool: Tool, kind: str) -> dict[str, Any]:
        """Return what the process is told, the time of its start last."""
        questions = [posed.text for posed in self.material.questions]
        return {
            "tool": tool.name,
            "kind": kind,
            "folder": str(tool.folder),
            "knowledge": str(self.material.knowledge),
            "model": str(self.model),
            "chroma_onnx": str(self.chroma_onnx),
            "passages": self.material.passages if kind == "index" else (),
            "questions": questions if kind == "rank" else questions[: self.asked],
            "started": time.time(),
        }


def _emptied(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _last_line(text: str) -> str:
    """Return the last line that says anything, cut where it is long."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip()[:_MOST_CHARACTERS] if lines else "it says nothing"
