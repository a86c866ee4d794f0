"""Files that people gave us, kept as long as their owner says."""
