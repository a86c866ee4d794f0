"""Work that takes longer than a page may: rows that survive whatever happens to the worker."""
