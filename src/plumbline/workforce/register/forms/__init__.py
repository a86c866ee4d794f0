"""What people type about the register. Forms check the shape and hand over; they never save."""
