"""Makes the documents of `samples/` and, beside each, what it holds. Run as `python -m samples.make`."""
