"""What the quotation check is made of: words, their index, and the alignment of two wordings."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
