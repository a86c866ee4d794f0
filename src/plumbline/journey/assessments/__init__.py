"""Self-assessments: what an institution answered at a stage, with its figures and achievements."""
