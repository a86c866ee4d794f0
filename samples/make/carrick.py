"""Carrick Institute for Soil Science: stage 1, numbered objectives in running text with year codes."""

from samples.make.model import Act, Paper, Scheme

YEARS = {"Y1": (2022,), "Y2": (2023,), "Y1–2": (2022, 2023)}

OBJECTIVES = (
    (
        "1",
        "Make technical work visible",
        "visibility",
        (
            ("1.1", "Show the people behind each field trial on the institute's website", "Y1"),
            ("1.2", "Give a technical talk in at least six of the weekly seminars", "Y1–2"),
            ("1.3", "Include technical staff in the visitors' programme on farm days", "Y2"),
        ),
    ),
    (
        "2",
        "Recognise expertise",
        "recognition",
        (
            ("2.1", "Support at least five technicians to become registered", "Y1–2"),
            ("2.2", "Name technical contributors in all data sets that the institute deposits", "Y1"),
            ("2.3", "Nominate colleagues for two external prizes", "Y2"),
        ),
    ),
    (
        "3",
        "Open up careers",
        "career_development",
        (
            ("3.1", "Describe three levels of specialist technical post", "Y1"),
            ("3.2", "Offer every technician a placement of up to a week with a partner", "Y2"),
            ("3.3", "Spend at least 2% of technical pay on training", "Y1–2"),
            ("3.4", "Give new team leaders a course in managing people", "Y1"),
        ),
    ),
    (
        "4",
        "Sustain the skills that we need",
        "sustainability",
        (
            ("4.1", "Record the methods that only one of us can run", "Y1"),
            ("4.2", "Take on a modern apprentice in analytical chemistry", "Y2"),
        ),
    ),
)

ACTS = tuple(
    Act(text, theme, ref=ref, years=YEARS[code]) for _, _, theme, actions in OBJECTIVES for ref, text, code in actions
)

PAPER = Paper(
    slug="carrick-institute",
    institution="Carrick Institute for Soil Science",
    stage=1,
    form="stage_1_full",
    lead=("Morag Dunsyre", "morag.dunsyre@carrick-soil.example", "01632 960 774"),
    url=None,
    publication="in_progress",
    answers={
        "profile": (
            "Tell us briefly about your organisation (no more than 250 words).",
            "The Carrick Institute studies how soils store water and carbon. It has two farms, a glasshouse and an "
            "analytical laboratory near the Firth of Clyde, and employs 188 staff.",
        ),
        "definition": (
            "Who counts as a technician with you?",
            "Anyone in the institute's Technical and Farm job families, whatever their contract.",
        ),
        "numbers": (
            "How many technicians do you have, and where do they work?",
            "There are 54 technicians: 22 in laboratories, 19 on the farms and 13 in the glasshouse and workshops.",
        ),
        "before": (
            "What was in place for technical staff before you signed?",
            "A training fund since 2015, and places for technical staff on the safety and equality committees.",
        ),
        "since": (
            "What have you begun since signing, under the four themes?",
            "A technical forum meets each month and elects its own chair. The director answers its questions in "
            "writing.",
        ),
        "voice": (
            "How did technicians have a say in this plan?",
            "The forum wrote the first draft of every objective at two half-day meetings.",
        ),
    },
    figures=(("staff", 188, None), ("technicians", 54, None)),
    schemes=(Scheme("forward", "Action plan 2022–2023", "2022", "2023", ACTS),),
    leader=("Professor Alasdair Keir", "Director"),
    facts={
        "signatures": [
            {
                "role": "lead",
                "name": "Morag Dunsyre",
                "signed": True,
                "date": {"written": "14th January 2022", "on": "2022-01-14"},
            },
            {"role": "leader", "name": None, "signed": False, "date": None},
        ],
    },
)
