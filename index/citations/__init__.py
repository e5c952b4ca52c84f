"""How a source is cited: styles, exchange formats, deep links, addresses of paragraphs."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
