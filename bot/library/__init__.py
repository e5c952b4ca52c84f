"""What each server's members may ask: the operator's documents, and the server's own."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
