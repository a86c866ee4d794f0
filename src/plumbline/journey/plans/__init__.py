"""Action plans: what an institution promised, who does it by when, and what became of it."""
