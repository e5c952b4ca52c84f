"""The state of the stand-in: who and what there is, and the rules that hold."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
