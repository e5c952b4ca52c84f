"""The program beside other tools: `python -m index.lab.peers SET`, a public set's paragraphs.

txtai, Chroma, LlamaIndex and Haystack are installed into an environment of their own (2 GB, once)
and given the same passages and the same weights, all-MiniLM-L6-v2. Every job runs in a process of
its own, the tools in turn; no model hub is asked. In brackets: times the best peer's figure. It
needs Linux, where a process's memory can be read.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from index.lab.peers.home import DEFAULT_HOME, chroma_onnx, installed, model_folder, versions
from index.lab.peers.material import material_of
from index.lab.peers.rounds import Plan, compared
from index.lab.peers.runner import Runner, Tool
from index.lab.peers.table import table

_PARAGRAPHS = 1000
_RANKED = 200  # questions
_TIMED = 21  # of them; the first is cold
LABELS: Mapping[str, str] = {
    "ours": "this program, search alone",
    "ours, answering": "this program, whole answer",
    "txtai": "txtai",
    "chroma": "Chroma, on sentence-transformers",
    "chroma, onnx": "Chroma, its own encoder on onnxruntime",
    "llama-index": "LlamaIndex, faiss",
    "haystack": "Haystack, in memory",
}


def tools_in(work: Path, interpreter: Path) -> tuple[Tool, ...]:
    """Return what is compared.

    Args:
        work: Where the indexes are made.
        interpreter: That has the peers.
    """
    own = Path(sys.executable)
    ours, answering, *peers = LABELS
    return (
        Tool(ours, own, work / "ours", is_peer=False),
        Tool(answering, own, work / "ours", is_peer=False, is_search=False),
        *(Tool(name, interpreter, work / f"peer-{n}") for n, name in enumerate(peers)),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Install what is missing, measure, print, and return the exit code."""
    options = _options(arguments)
    try:
        interpreter = installed(options.home)
    except subprocess.CalledProcessError:
        sys.stderr.write("the peers cannot be installed; see above what pip says\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        material = material_of(options.set, options.paragraphs, _RANKED, work / "material")
        runner = Runner(material, _TIMED, model_folder(), chroma_onnx(options.home))
        tools = tools_in(work, interpreter)
        plan = Plan(indexing=options.indexing, querying=options.rounds)
        outcomes = compared(tools, plan, material.questions, runner)
    sys.stdout.write(
        f"{material.paragraphs:,} paragraphs, {len(material.passages):,} passages, "
        f"{sum(map(len, material.passages)):,} characters; {versions()}\n\n"
    )
    sys.stdout.write(table(tools, LABELS, outcomes))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m index.lab.peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("set", type=Path, help="folder of a public set")
    add("--paragraphs", type=int, default=_PARAGRAPHS, help="of the set, the first ones")
    add("--rounds", type=int, default=5, help="of cold starts and queries")
    add("--indexing", type=int, default=5, help="rounds in which the index is made, too")
    add("--home", type=Path, default=DEFAULT_HOME, help="where the peers are installed")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
