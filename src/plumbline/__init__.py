"""Plumbline: from a Technician Commitment submission to a living, public plan."""
