"""What of a data folder cannot be made again, as one file: written, checked, put back."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
