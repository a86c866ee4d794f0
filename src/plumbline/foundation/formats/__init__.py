"""Files in, neutral blocks out; nothing here knows what the files are about."""

from .problems import Code, Unreadable
from .reading import read

__all__ = ["Code", "Unreadable", "read"]
