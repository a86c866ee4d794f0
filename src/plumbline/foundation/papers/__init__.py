"""Documents out: one paper, written as Word and as PDF."""
