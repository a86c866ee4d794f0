"""What each date that the samples write means in ISO 8601: a month ends a term and begins a start; seasons mean no day."""

ON: dict[str, str | None] = {
    "30 September 2023": "2023-09-30",
    "End of November 2025": "2025-11-30",
    "June 2026": "2026-06-30",
    "Spring 2026": None,
    "ongoing": None,
    "31 March 2026": "2026-03-31",
    "annually": None,
    "Annually": None,
    "Each September": None,
    "End of January 2026": "2026-01-31",
    "1 September 2025": "2025-09-01",
    "December 2026": "2026-12-31",
    "By August 2025": "2025-08-31",
    "May 2026": "2026-05-31",
    "June 2025": "2025-06-30",
    "December 2025": "2025-12-31",
    "31 July 2026": "2026-07-31",
    "September 2026": "2026-09-30",
    "January 2026": "2026-01-31",
    "August 2027": "2027-08-31",
    "March 2026": "2026-03-31",
}
MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
LAST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def on(written: str, role: str) -> str | None:
    """The ISO date of a written one. `role` is "start" (first day of a month or year) or "end" (its last)."""
    if written in ON:
        return ON[written]
    if written.isdigit():
        return f"{written}-01-01" if role == "start" else f"{written}-12-31"
    month, year = written.split()
    number = MONTHS[month[:3]]
    leap = int(year) % 4 == 0 and number == 2
    return f"{year}-{number:02d}-{1 if role == 'start' else LAST[number - 1] + leap:02d}"
