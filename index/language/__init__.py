"""What the program knows about words, each list once; English unless it says otherwise."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
