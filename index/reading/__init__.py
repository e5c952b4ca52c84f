"""Files become documents: text mended on record, numbered paragraphs, metadata."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
