"""Pages of institutions and of the register."""
