"""Northmere University: stage 3, two year grids with ticks, fills for RAG, three reds explained in the answers."""

from samples.make.model import Act, Paper, Scheme


def old(text, theme, section, years, rag, explanation=None):
    return Act(text, theme, section, years=years, rag=rag, explanation=explanation)


def new(text, theme, section, years):
    return Act(text, theme, section, years=years)


FIRST, SECOND, THIRD = 2021, 2022, 2023
ALL = (FIRST, SECOND, THIRD)

RED_SWAP = (
    "Two departments tried a swap in the autumn of 2022, but neither could release people in term time. We have kept "
    "the idea and moved it into the summer months of the next plan."
)
RED_LEDGER = (
    "The finance system that this depended on was replaced later than announced. The work has passed to the research "
    "office, which expects to finish it in 2025."
)
RED_KIT = "Too few people put their names forward, so the group chose to spend the money on short courses."

PREVIOUS = (
    old("Report twice a year to the University Executive on what this plan has changed.", "", "Ongoing", ALL, "green"),
    old(
        "Hold an open meeting each term at which any member of technical staff may ask anything.",
        "",
        "Ongoing",
        ALL,
        "green",
    ),
    old(
        "Publish a photograph and a short profile of every technical team.",
        "visibility",
        "Visibility",
        (FIRST, SECOND),
        "green",
    ),
    old(
        "Give technical staff two places on the Estates Strategy Board.", "visibility", "Visibility", (FIRST,), "green"
    ),
    old("Run an exhibition of technical work for visitors on each open day.", "visibility", "Visibility", ALL, "amber"),
    old(
        "List the equipment that each workshop can lend, with the name of the person to ask.",
        "visibility",
        "Visibility",
        (SECOND, THIRD),
        "amber",
    ),
    old(
        "Pay the first year's registration fee for anyone who becomes professionally registered.",
        "recognition",
        "Recognition",
        ALL,
        "green",
    ),
    old("Add a technical category to the Chancellor's Medals.", "recognition", "Recognition", (FIRST,), "green"),
    old(
        "Set out when a technician should be named as an author, and put it into the research handbook.",
        "recognition",
        "Recognition",
        (SECOND,),
        "green",
    ),
    old(
        "Agree grade descriptions for technical specialists up to grade 9.",
        "career_development",
        "Career Development",
        (FIRST, SECOND),
        "green",
    ),
    old(
        "Arrange a two-week swap between departments for ten technicians a year.",
        "career_development",
        "Career Development",
        (SECOND, THIRD),
        "red",
        RED_SWAP,
    ),
    old(
        "Offer every technician a yearly conversation about their career, apart from appraisal.",
        "career_development",
        "Career Development",
        ALL,
        "amber",
    ),
    old(
        "Take on four apprentices, at least one of them in a glass or metal workshop.",
        "sustainability",
        "Sustainability",
        (FIRST, SECOND, THIRD),
        "green",
    ),
    old(
        "Show the cost of technical time in every research bid above £100,000.",
        "sustainability",
        "Sustainability",
        (THIRD,),
        "red",
        RED_LEDGER,
    ),
    old(
        "Write down the skills that only one person holds and name someone to learn each.",
        "sustainability",
        "Sustainability",
        (SECOND, THIRD),
        "amber",
    ),
    old(
        "Review working clothing and equipment so that it fits everybody who wears it.",
        "",
        "Well-being",
        (SECOND,),
        "red",
        RED_KIT,
    ),
)

A, B, C = 2024, 2025, 2026
FORWARD = (
    new("Keep the termly open meetings and publish what was asked and answered.", "", "Ongoing", (A, B, C)),
    new("Report on the plan to the University Executive every spring.", "", "Ongoing", (A, B, C)),
    new(
        "Film six short pieces in which technicians explain a piece of their work.", "visibility", "Visibility", (A, B)
    ),
    new("Put technical services on the map that new students are given.", "visibility", "Visibility", (A,)),
    new("Open a technical gallery in the Beacon Building.", "visibility", "Visibility", (C,)),
    new("Count how many outputs name a technician and set a target from that.", "recognition", "Recognition", (A, B)),
    new(
        "Train twelve people to mentor colleagues who apply for registration.", "recognition", "Recognition", (A, B, C)
    ),
    new("Apply to become an employer champion of the science registers.", "recognition", "Recognition", (B,)),
    new(
        "Arrange summer swaps between departments for six technicians a year.",
        "career_development",
        "Career Development",
        (A, B, C),
    ),
    new(
        "Open the university's teaching fellowship route to workshop staff.",
        "career_development",
        "Career Development",
        (A, B),
    ),
    new(
        "Publish the criteria for promotion from grade 6 to grade 7 with worked examples.",
        "career_development",
        "Career Development",
        (A,),
    ),
    new("Take on two apprentices in each year of the plan.", "sustainability", "Sustainability", (A, B, C)),
    new(
        "Keep a register of single-holder skills and review it every January.",
        "sustainability",
        "Sustainability",
        (A, B, C),
    ),
    new(
        "Agree with the research office how technical time is costed in bids.",
        "sustainability",
        "Sustainability",
        (B, C),
    ),
)

PAPER = Paper(
    slug="northmere",
    institution="Northmere University",
    stage=3,
    form="stage_3",
    lead=("Dr Ffion Aldridge", "f.aldridge@northmere.example", None),
    url="https://www.northmere.example/technical/commitment",
    publication="published",
    answers={
        "structures": (
            "Give an account of how technical staff are organised with you, and of what has changed over the last six "
            "years because of the Commitment.",
            "Northmere employs 412 technical staff in four faculties and a central workshop service. Six years ago each "
            "faculty ran its own teams; since 2020 they share one set of grades and one training budget.\n\n"
            "Heads of technical services now sit on every faculty board, which none did before.",
        ),
        "governance": (
            "Describe governance, leadership and reporting lines for the Commitment, how it is paid for, how you have "
            "worked with others inside and outside, and how all this has developed since you signed.",
            "The Provost is our champion and chairs a steering group of fourteen that meets every second month. The "
            "group holds a budget of its own, renewed each August.\n\n"
            "We visit two other signatories a year and have joined the regional technical network.",
        ),
        "rag": (
            "Rate each action of your last 36-month plan red, amber or green, and explain those that are red.",
            "\n\n".join(
                (
                    "The rated plan is in Appendix 1.",
                    "Why some actions are red:",
                    f"“Arrange a two-week swap between departments for ten technicians” – {RED_SWAP}",
                    f"“Show the cost of technical time in every research bid” – {RED_LEDGER}",
                    f"“Review working clothing and equipment …” – {RED_KIT}",
                )
            ),
        ),
        "impact": (
            "What evidence is there that earlier plans have made a difference? Links and testimonials are welcome.",
            "Registrations rose from 9 to 31 between 2021 and 2023. In the staff survey of March 2024 the share of "
            "technical staff who feel that their work is noticed went from 48% to 66%.",
        ),
        "talent": (
            "How are you putting the recommendations of the TALENT Commission into practice?",
            "We have appointed a strategic lead for technical skills, opened committee places and begun to return data "
            "on technical staff again.",
        ),
        "voice": (
            "How were technicians heard when the 36-month plan was written?",
            "Three workshops and a survey, answered by 187 people, gave the steering group its long list; technical "
            "staff then ranked it.",
        ),
    },
    figures=(("technicians", 412, None),),
    schemes=(
        Scheme("previous", "Action plan 2021–2023", "2021", "2023", PREVIOUS),
        Scheme("forward", "Action plan 2024–2026", "2024", "2026", FORWARD),
    ),
    leader=("Professor Idris Calloway", "Vice-Chancellor"),
    facts={
        "signatures": [
            {
                "role": "lead",
                "name": "Dr Ffion Aldridge",
                "signed": True,
                "date": {"written": "5 July 2024", "on": "2024-07-05"},
            },
            {
                "role": "leader",
                "name": "Professor Idris Calloway",
                "signed": True,
                "date": {"written": "9 July 2024", "on": "2024-07-09"},
            },
        ],
    },
)
