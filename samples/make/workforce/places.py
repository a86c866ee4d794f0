"""The invented university: its units, campuses, families, grades and titles."""

from __future__ import annotations

INSTITUTION = "Harrowdale University"
UNITS = {  # school or department: faculty, campus, share of the technicians
    "School of Chemistry": ("Faculty of Science", "Castle Hill", 9),
    "School of Physics": ("Faculty of Science", "Castle Hill", 7),
    "School of Earth Sciences": ("Faculty of Science", "Castle Hill", 3),
    "School of Biological Sciences": ("Faculty of Science", "Castle Hill", 10),
    "School of Mechanical Engineering": ("Faculty of Engineering", "Millbank", 9),
    "School of Electrical Engineering": ("Faculty of Engineering", "Millbank", 6),
    "School of Civil Engineering": ("Faculty of Engineering", "Millbank", 5),
    "School of Medicine": ("Faculty of Health", "Infirmary", 10),
    "School of Dentistry": ("Faculty of Health", "Infirmary", 4),
    "School of Veterinary Science": ("Faculty of Health", "Long Meadow Farm", 5),
    "School of Psychology": ("Faculty of Health", "Castle Hill", 1),
    "School of the Arts": ("Faculty of Arts", "Millbank", 4),
    "School of Architecture": ("Faculty of Arts", "Millbank", 2),
    "Department of Music": ("Faculty of Arts", "Castle Hill", 1),
    "IT Services": ("Professional Services", "Castle Hill", 11),
    "Estates and Facilities": ("Professional Services", "Castle Hill", 6),
    "Centre for Proteome Analysis": ("Faculty of Health", "Infirmary", 2),
    "Library Media Services": ("Professional Services", "Castle Hill", 3),
}
ROLES = {"teaching": 30, "research": 28, "facilities": 12, "crafts": 8, "it": 12, "specialist": 10}
OTHER_FAMILIES = {"academic": 55, "professional services": 35, "operational": 10}
OF_UNIT = {"IT Services": "it", "Estates and Facilities": "facilities", "Library Media Services": "specialist"}
GRADES = {3: 16, 4: 24, 5: 27, 6: 19, 7: 10, 8: 4}
PREFIX = {3: "Assistant ", 4: "", 5: "Senior ", 6: "Specialist ", 7: "Lead ", 8: "Head of Section, "}
NOUNS = {
    "teaching": ("Teaching Technician", "Laboratory Technician", "Technical Tutor"),
    "research": ("Research Technician", "Microscopy Technician", "Mass Spectrometry Technician", "Animal Technician"),
    "facilities": ("Workshop Technician", "Stores Technician", "Building Services Technician"),
    "crafts": ("Glassblower", "Instrument Maker", "Mechanical Craftsperson", "Electrician"),
    "it": ("IT Support Technician", "Systems Technician", "AV Technician"),
    "specialist": ("Imaging Officer", "Media Technician", "X-ray Facility Officer", "Glasshouse Officer"),
}
OTHER_TITLES = {
    "academic": ("Lecturer", "Senior Lecturer", "Reader", "Professor", "Research Associate"),
    "professional services": ("Administrator", "Finance Officer", "Marketing Officer", "Technical Sales Co-ordinator"),
    "operational": ("Porter", "Cleaner", "Catering Assistant"),
}
SOC = {
    "teaching": "3111",
    "research": "3111",
    "facilities": "3114",
    "crafts": "5223",
    "it": "3132",
    "specialist": "3417",
}
OTHER_SOC = {"academic": "2311", "professional services": "4159", "operational": "9223"}
ETHNICITIES = {
    "White British": 70,
    "White other": 9,
    "Asian": 9,
    "Black": 4,
    "Mixed": 3,
    "Other": 2,
    "Prefer not to say": 3,
}
SURNAME_HEADS = (
    "Thorn",
    "Wex",
    "Hal",
    "Bram",
    "Quill",
    "Ash",
    "Loxl",
    "Merr",
    "Tarr",
    "Ould",
    "Nant",
    "Fenw",
    "Dunm",
    "Skel",
)
SURNAME_TAILS = ("ibury", "andale", "ockwith", "erley", "ethorpe", "anby", "issop", "owmere", "efield", "inghay")
FORENAMES = (
    "Zoë",
    "André",
    "Siân",
    "Ewan",
    "Priya",
    "Tomasz",
    "Hannah",
    "Mohsin",
    "Grace",
    "Owen",
    "Niamh",
    "Kofi",
    "Lucy",
    "Ravi",
)
REASONS = {"resigned": 62, "end of contract": 18, "redundancy": 6, "other employment": 14}
ROUTES = {"external": 62, "graduate": 20, "internal": 11, "apprenticeship": 7}


def title(role: str, grade: int, choice: int) -> str:
    """The title of a technical post of that role and grade."""
    nouns = NOUNS[role]
    return f"{PREFIX[grade]}{nouns[choice % len(nouns)]}"
