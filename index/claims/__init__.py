"""A claim is held against the sources: what supports it, what contradicts it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
