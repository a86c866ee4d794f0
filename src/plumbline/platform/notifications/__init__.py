"""Messages to people: written in the transaction, delivered afterwards."""
