"""What people type about self-assessments. Forms check the shape and hand over; they never save."""
