"""Measurements, one command each: `./plumbline bench NAME`."""
