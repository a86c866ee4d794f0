"""Kurrawong University: overseas; the short stage 1 form, bullets under themes with their status written inline."""

from samples.make.model import Act, Paper, Scheme

DEFINITIONS = {
    "visibility": ("Visibility", "Our technical officers can be found, and what they do can be seen."),
    "recognition": ("Recognition", "Skill is recognised by awards, registration and credit."),
    "career_development": ("Career Development", "There are routes up and across."),
    "sustainability": ("Sustainability", "Skills outlast the people who hold them."),
}


def act(theme, text, status=None, progress=None):
    return Act(text, theme, status=status, progress=progress)


ACTS = (
    act("visibility", "Map all technical positions by school and by campus", "completed"),
    act("visibility", "Include technical officers in the university's welcome week", "in_progress"),
    act("visibility", "Give technical teams a section in the annual report"),
    act("visibility", "Rename the workshop enquiry desk so that students can find it", "completed"),
    act("recognition", "Add a technical category to the staff excellence awards", "completed"),
    act("recognition", "Agree credit for technical officers in grant applications"),
    act("recognition", "Support two staff a year to present at a national conference", "ongoing"),
    act(
        "career_development",
        "Design an exchange with a partner institution",
        "in_progress",
        "in progress with the Harbour Institute",
    ),
    act("career_development", "Introduce a senior specialist classification"),
    act("career_development", "Reserve study leave for technical officers"),
    act("sustainability", "Draw up handover notes for every instrument older than ten years", "in_progress"),
    act("sustainability", "Begin a cadetship for school leavers from regional towns"),
    act("sustainability", "Forecast retirements to 2030", "completed"),
)

WORDS = {"completed": "complete", "in_progress": "in progress", "ongoing": "ongoing"}

PAPER = Paper(
    slug="kurrawong",
    institution="Kurrawong University",
    stage=1,
    form="stage_1_short",
    publication="in_progress",
    answers={
        "structures": (
            "Comment on how technical staff are organised, and how far the Commitment reaches at your institution:",
            "Technical officers work in five schools and report to school managers; a Technical Operations office "
            "brings them together twice a semester. The Commitment covers all three campuses.",
        ),
        "before": (
            "Comment on activity for the technical community before signing:",
            "A small equipment school has run each winter since 2009.",
        ),
        "since": (
            "Comment on what has been begun since signing, by theme:",
            "Visibility: a staff list with photographs is on the intranet.\n\nSustainability: the first cadet joined in "
            "February 2024.",
        ),
        "voice": (
            "Show how technicians were heard when this plan was made:",
            "Each school sent two people to a planning day; their notes became the plan.",
        ),
    },
    schemes=(Scheme("forward", "24-month action plan", None, None, ACTS),),
    leader=("Professor Noor Wattle", "President"),
    facts={
        "signatures": [
            {
                "role": "lead",
                "name": "Jarrah Quill",
                "signed": True,
                "date": {"written": "3 March 2025", "on": "2025-03-03"},
            },
            {"role": "leader", "name": None, "signed": False, "date": None},
        ],
    },
)
