"""Selby Point Marine Laboratory: an update paper in Markdown; achievements by theme, no plan in it."""

from samples.make.model import Paper

PAPER = Paper(
    slug="selby-point",
    institution="Selby Point Marine Laboratory",
    stage=None,
    form=None,
    achievements=(
        ("visibility", "Technicians now lead the harbour tour on open days; 620 people came in 2023."),
        ("visibility", "A notice in every laboratory says whom to ask about which instrument."),
        ("recognition", "Eight colleagues became registered, up from two."),
        ("recognition", "Boat crews are named in cruise reports and in the data sets that follow from them."),
        ("career_development", "A new grade for principal technicians was agreed and two people promoted to it."),
        ("sustainability", "Diving and winch skills are each held by at least three people."),
    ),
)
