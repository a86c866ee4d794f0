"""Invented submissions, what they hold, and what makes them."""
