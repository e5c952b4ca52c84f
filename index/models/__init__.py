"""The neural networks: text to vectors, question and passage to log-odds of an answer."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
