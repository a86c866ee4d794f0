"""Files in, neutral blocks out; nothing here knows what the files are about."""

from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.foundation.formats.reading import read

__all__ = ["Code", "Unreadable", "read"]
