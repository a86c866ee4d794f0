"""Text that several people may write at once, its history, and what is said about it."""
