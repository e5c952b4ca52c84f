"""A small library that answers questions with verbatim, located, checked excerpts of documents.

Everything public is named in the stub beside this file and loaded when it is first used, so that a
program which only prints its help imports nothing heavy.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
