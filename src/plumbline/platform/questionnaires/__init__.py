"""Forms as data: what is asked, what was answered, what is still missing."""
