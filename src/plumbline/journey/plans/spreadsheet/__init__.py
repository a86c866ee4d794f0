"""A plan as a spreadsheet, out and in: plain rows to sheets, sheets to plain rows, what differs. Pure."""
