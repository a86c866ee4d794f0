"""The PDF reader: `read_pdf` gives neutral blocks, `render_page` a picture of a page, `page_size` its size."""

from .picture import page_size, render_page
from .reader import read_pdf

__all__ = ["page_size", "read_pdf", "render_page"]
