"""Whose data it is, and who is asking."""
