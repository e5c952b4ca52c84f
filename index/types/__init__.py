"""The nouns of the library: frozen, self-checking values that every module shares."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
