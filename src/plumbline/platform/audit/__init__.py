"""What was done, by whom, to what: kept for ever, changed by nobody."""
