"""What members read, in their language: catalogues, and numbers and lists as it has them."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
