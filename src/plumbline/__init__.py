"""Plumbline: from a Technician Commitment submission to a living, public plan."""

__version__ = "0.1.0"
