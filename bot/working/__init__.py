"""Workers alone: what bots elsewhere are brought is taken in, and nobody is answered."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
