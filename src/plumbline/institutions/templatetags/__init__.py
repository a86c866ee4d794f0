"""Template tags of institutions."""
