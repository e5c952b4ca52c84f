"""A topic becomes a brief: the points a careful reader would underline, who is named, and when."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
