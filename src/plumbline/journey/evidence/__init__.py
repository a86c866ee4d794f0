"""Evidence: what shows that something is so, kept once and pointed at from answers, actions and themes."""
