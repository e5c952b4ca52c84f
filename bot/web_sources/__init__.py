"""Web pages and feeds that the operator lists: fetched into the folder of documents."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
