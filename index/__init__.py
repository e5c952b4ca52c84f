"""A small library that answers questions with verbatim, located, checked excerpts of documents.

Everything public is named in the stub beside this file and loaded when it is first used, so that a
program which only prints its help imports nothing heavy.

Example:
    >>> from pathlib import Path
    >>> from index import Collection, cite
    >>> collection = Collection.open(knowledge=Path("knowledge"), data=Path("data"))
    >>> answer = collection.ask("Who built the mill?")
    >>> for quote in answer.quotes:
    ...     print(quote.text, cite(quote))
    The mill at Arvale was built in 1702 by Ada Marlow. “Mill,” para. 1.
"""

import os

import lazy_loader

# Read by onnxruntime when it is first imported: it would keep an identifier of the machine, and
# send what it runs on to its makers. Nothing leaves this machine unless somebody asks for it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
