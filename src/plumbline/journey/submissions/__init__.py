"""The promise: what is due when, from whom, and what came."""
