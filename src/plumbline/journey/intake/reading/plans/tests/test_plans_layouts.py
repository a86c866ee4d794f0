"""Layouts of plans as people draw them, each a small invented document: what is in it is what is read."""

# ruff: noqa: E501 (tables are easier to read unbroken)
import pytest

from plumbline.journey.intake.reading.understood import When

from .blocks import C, H, P, T, read

YEAR_GRID = [
    [C("", across=1), C("Action focus in year", across=3)],
    ["", "2024", "2025", "2026"],
]


def test_year_grid_with_sections_and_a_table_broken_by_a_page():
    found = read(
        H("Appendix B: 2024-2026 Institution action plan", 1),
        T(
            [
                *YEAR_GRID,
                ["Ongoing:", "", "", ""],
                ["• Hold a forum each term", "X", "X", "X"],
                ["Visibility", "", "", ""],
                ["• Publish profiles", "", "X", ""],
            ]
        ),
        T([["Staff well-being", "", "", ""], ["• Review lone working", "", "", "x"]]),
    )
    assert found.texts() == ["Hold a forum each term", "Publish profiles", "Review lone working"]
    assert found.by("years") == [[2024, 2025, 2026], [2025], [2026]]
    assert found.by("themes") == [[], ["visibility"], []]
    assert found.by("section") == ["Ongoing", None, "Staff well-being"]
    plan = found.plans[0]
    assert (plan.title, plan.starts, plan.ends) == (
        "2024-2026 Institution action plan",
        When("2024", "2024-01-01"),
        When("2026", "2026-12-31"),
    )
    assert found.left() == []


def test_a_key_without_colours_leaves_every_rag_unknown():
    found = read(
        H("2021-2023 plan"),
        T([["", "Largely done", "", "Begun, not finished", "", "Not begun"]]),
        T([["Visibility", "2021", "2022"], ["Publish profiles", "X", ""], ["Hold a showcase", "", "X"]]),
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase"]
    assert found.by("rag") == [None, None]
    assert found.by("years") == [[2021], [2022]]
    assert found.by("themes") == [["visibility"], ["visibility"]]
    assert found.left() == []


def test_shaded_year_cells_are_ticks():
    blue = "#9dc3e6"
    found = read(
        T(
            [
                ["Action", "Year 1", "Year 2", "Year 3"],
                ["Publish profiles", C(fill=blue), "", ""],
                ["Hold a showcase", "", C(fill=blue), C(fill=blue)],
            ]
        ),
        title="Plan 2024-2027",
    )
    assert found.by("years") == [[2024], [2025, 2026]]
    assert found.by("rag") == [None, None]


def test_counted_years_without_a_period_stay_unresolved():
    found = read(T([["Action", "Year 1", "Year 2"], ["Publish profiles", "✓", ""]]), title="Our plan")
    assert found.by("years") == [[]]


def test_a_spanning_word_in_year_cells():
    found = read(
        T(
            [
                ["Action", "2024", "2025", "2026"],
                ["Publish profiles", C("Ongoing", across=3)],
                ["Hold a showcase", "", "Planned", ""],
            ]
        )
    )
    assert found.by("years") == [[2024, 2025, 2026], [2025]]
    assert found.by("status") == ["ongoing", "not_started"]


def test_theme_and_activities_with_definitions_and_a_continued_theme():
    found = read(
        H("Action plan"),
        T(
            [
                ["Theme", "Activities"],
                [
                    "Visibility\nMake technical work seen inside and outside the university",
                    "• Count our technicians - complete\n• Review job descriptions – ongoing\n• Publish profiles",
                ],
                ["", "• Join the open days (in progress with Marling College)"],
                ["Career Development\nOpen up careers", "• Write pathways"],
            ]
        ),
    )
    assert found.texts() == [
        "Count our technicians",
        "Review job descriptions",
        "Publish profiles",
        "Join the open days",
        "Write pathways",
    ]
    assert found.by("status") == ["completed", "ongoing", None, "in_progress", None]
    assert found.by("progress") == [None, None, None, "in progress with Marling College", None]
    assert [each[0] for each in found.by("themes")] == ["visibility"] * 4 + ["career_development"]
    assert found.left() == []


def test_leading_and_shouted_statuses():
    found = read(
        H("Action plan"),
        H("Visibility", 3),
        "• COMPLETED: Publish profiles",
        "• [done] Hold a showcase",
        "• Update the web pages COMPLETED",
        "• Write guidance. Status: in progress",
        "• Complete the skills audit",
    )
    assert found.texts() == [
        "Publish profiles",
        "Hold a showcase",
        "Update the web pages",
        "Write guidance.",
        "Complete the skills audit",
    ]
    assert found.by("status") == ["completed", "completed", "completed", "in_progress", None]


def test_owner_and_date_in_brackets():
    found = read(
        H("Action plan"),
        H("Recognition", 3),
        "• Create a prize (Owner: Head of Technical Services, by March 2026)",
        "• Run a survey (led by HR; due Spring 2026)",
        "• Publish a guide (Registrar, September 2025)",
        "• Buy tools (lathes, mills)",
    )
    assert found.texts() == ["Create a prize", "Run a survey", "Publish a guide", "Buy tools (lathes, mills)"]
    assert found.by("owner") == ["Head of Technical Services", "HR", "Registrar", None]
    assert found.by("due") == [
        When("March 2026", "2026-03-31"),
        When("Spring 2026", None),
        When("September 2025", "2025-09-30"),
        None,
    ]


def test_objectives_with_year_codes():
    found = read(
        H("Action plan 2021–2023", 1),
        H("Objective 1: Raise the visibility of technicians"),
        "1.1 Publish profiles of all teams (Y1)",
        "1.2 Hold a showcase (Y1–3)",
        "Target: 400 visitors",
        H("Objective 2: Support professional registration"),
        "• Pay the first fee (Y2)",
        "• Train mentors (Years 2-3)",
    )
    assert found.texts() == ["Publish profiles of all teams", "Hold a showcase", "Pay the first fee", "Train mentors"]
    assert found.by("ref") == ["1.1", "1.2", None, None]
    assert found.by("years") == [[2021], [2021, 2022, 2023], [2022], [2022, 2023]]
    assert found.by("themes") == [["visibility"], ["visibility"], ["recognition"], ["recognition"]]
    assert found.by("measure") == ["400 visitors", "400 visitors", None, None]


def test_running_text_with_year_codes():
    found = read(
        H("Action plan 2021-23", 1),
        "Objective 1: Increase professional registration. Actions: run three workshops (Y1); pay the fees of the first year (Y1–3) and train mentors (Y2). Target: at least nine registrations.",
    )
    assert found.texts() == ["run three workshops", "pay the fees of the first year", "train mentors"]
    assert found.by("years") == [[2021], [2021, 2022, 2023], [2022]]
    assert found.by("objective") == ["Objective 1: Increase professional registration"] * 3
    assert found.by("measure") == ["at least nine registrations."] * 3


def test_two_columns_of_dates_make_starts_and_ends():
    found = read(
        T(
            [
                ["Action", "Comments", "Progress & Next Steps", "Responsibility", "Start", "End"],
                ["Publish profiles", "From the survey", "Draft written", "HR", "Jan 2025", "Dec 2026"],
            ]
        )
    )
    action = found.actions[0]
    assert (action.starts, action.ends, action.due) == (
        When("Jan 2025", "2025-01-01"),
        When("Dec 2026", "2026-12-31"),
        None,
    )
    assert (action.comments, action.progress, action.owner) == ("From the survey", "Draft written", "HR")


def test_a_range_in_one_column_makes_starts_and_ends():
    found = read(
        T(
            [
                ["Action", "Timescale"],
                ["Publish profiles", "Jan 2025 – Dec 2026"],
                ["Hold a showcase", "annually"],
                ["Write a guide", "Ongoing"],
            ]
        )
    )
    assert found.by("starts") == [When("Jan 2025", "2025-01-01"), None, None]
    assert found.by("ends") == [When("Dec 2026", "2026-12-31"), None, None]
    assert found.by("due") == [None, When("annually", None), When("Ongoing", None)]
    assert found.by("status") == [None, None, None]


def test_several_themes_in_a_cell():
    found = read(
        "V = Visibility, R = Recognition, CD = Career Development, S = Sustainability",
        T(
            [
                ["Planned action", "Theme(s)", "Deadline", "Owner"],
                ["Publish profiles", "Visibility & Recognition", "2026", "HR"],
                ["Hold a showcase", "V, R", "2026", "HR"],
                ["Run a survey", "All", "2026", "HR"],
                ["Write pathways", "CD/S", "2026", "HR"],
            ]
        ),
    )
    assert found.by("themes") == [
        ["visibility", "recognition"],
        ["visibility", "recognition"],
        ["visibility", "recognition", "career_development", "sustainability"],
        ["career_development", "sustainability"],
    ]


def test_pillar_numbers_by_the_plans_own_key():
    found = read(
        "Pillars: 1 Visibility; 2 Recognition; 3 Career Development; 4 Sustainability",
        T([["Action", "Pillar", "Lead"], ["Publish profiles", "1, 3", "HR"], ["Hold a showcase", "Pillar 4", "HR"]]),
    )
    assert found.by("themes") == [["visibility", "career_development"], ["sustainability"]]


def test_own_sections_stay_and_map_only_where_clear():
    found = read(
        H("Action plan"),
        H("Supporting Structures", 3),
        "• Set up a board",
        H("Sustainable Workforce", 3),
        "• Take on apprentices",
        H("Career progression", 3),
        "• Write pathways",
        H("Enhanced Training", 3),
        "• Fund courses",
    )
    assert found.by("section") == [
        "Supporting Structures",
        "Sustainable Workforce",
        "Career progression",
        "Enhanced Training",
    ]
    assert found.by("themes") == [[], ["sustainability"], ["career_development"], []]


def test_support_actions_and_merged_objectives():
    found = read(
        T(
            [
                ["Objective", "Action", "Support actions", "Owner"],
                [C("Technicians are seen", down=2), "Publish profiles", "Take photographs", "HR"],
                [None, "Hold a showcase", "", "Events"],
                ["Skills last", "Take on apprentices", "", "HR"],
            ]
        )
    )
    assert found.by("objective") == ["Technicians are seen", "Technicians are seen", "Skills last"]
    assert found.by("owner") == ["HR", "Events", "HR"]
    assert found.by("comments") == ["Take photographs", None, None]


def test_an_action_with_sub_rows_of_their_own_owners():
    found = read(
        T(
            [
                ["Action", "Sub-action", "Owner", "Deadline"],
                [C("Improve careers", down=2), "Write pathways", "HR", "2025"],
                [None, "Train mentors", "Network", "2026"],
                ["Hold a showcase", "", "Events", "2026"],
            ]
        )
    )
    assert found.texts() == ["Write pathways", "Train mentors", "Hold a showcase"]
    assert found.by("objective") == ["Improve careers", "Improve careers", None]
    assert found.by("owner") == ["HR", "Network", "Events"]


def test_several_actions_in_one_cell_share_the_rows_owner_or_take_a_line_each():
    found = read(
        T(
            [
                ["Theme", "Actions", "Owner", "By when"],
                ["Visibility", "• Publish profiles\n• Hold a showcase", "HR", "2026"],
                [
                    "Recognition",
                    "• Create a prize\n• Run a survey",
                    "• Awards Office\n• Planning",
                    "• May 2025\n• June 2025",
                ],
            ]
        )
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase", "Create a prize", "Run a survey"]
    assert found.by("owner") == ["HR", "HR", "Awards Office", "Planning"]
    assert [due.on for due in found.by("due")] == ["2026-12-31", "2026-12-31", "2025-05-31", "2025-06-30"]


def test_an_action_keeps_its_parts():
    found = read(
        T([["Ref", "Action", "Owner"], ["1.1", "Set up a mentoring scheme:\n• find mentors\n• match them", "HR"]])
    )
    assert found.texts() == ["Set up a mentoring scheme:\n- find mentors\n- match them"]
    found = read(
        H("Action plan"),
        H("Visibility", 3),
        "• Publish profiles",
        "◦ with photographs",
        "◦ by team",
        "• Hold a showcase",
    )
    assert found.texts() == ["Publish profiles\n- with photographs\n- by team", "Hold a showcase"]


def test_cards_with_a_title_row():
    found = read(
        H("Visibility"),
        T(
            [
                [C("Action 1: Publish profiles", across=2)],
                ["Lead", "HR"],
                ["Deadline", "March 2026"],
                ["Success measure", "All listed"],
            ]
        ),
        T(
            [
                [C("Action 2: Hold a showcase", across=2)],
                ["Lead", "Events"],
                ["Deadline", "May 2026"],
                ["Success measure", "400 visitors"],
            ]
        ),
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase"]
    assert found.by("ref") == ["Action 1", "Action 2"]
    assert found.by("owner") == ["HR", "Events"]
    assert found.by("themes") == [["visibility"], ["visibility"]]


def test_cards_with_pairs_in_a_row():
    found = read(
        T(
            [
                ["Action", C("Publish profiles", across=3)],
                ["Owner", "HR", "Deadline", "March 2026"],
                ["Theme", "Visibility", "Status", "Complete"],
            ]
        )
    )
    action = found.actions[0]
    assert (action.text, action.owner, action.due.on, action.themes, action.status) == (
        "Publish profiles",
        "HR",
        "2026-03-31",
        ["visibility"],
        "completed",
    )


def test_labelled_lines_under_an_action():
    found = read(
        H("Action plan"),
        H("Visibility", 3),
        P("**1. Publish profiles"),
        "Owner: HR",
        "Deadline: March 2026",
        "Success measure: All listed",
        P("**2. Hold a showcase"),
        "Owner: Events",
        "Deadline: May 2026",
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase"]
    assert found.by("owner") == ["HR", "Events"]
    assert found.by("measure") == ["All listed", None]


def test_a_table_without_headings():
    found = read(
        H("Action plan"),
        T(
            [
                ["Visibility", "Publish profiles of all technical teams", "Head of Technical Services", "March 2026"],
                ["Recognition", "Create a prize for technical excellence", "HR", "May 2026"],
            ]
        ),
    )
    assert found.texts() == ["Publish profiles of all technical teams", "Create a prize for technical excellence"]
    assert found.by("owner") == ["Head of Technical Services", "HR"]
    assert [due.on for due in found.by("due")] == ["2026-03-31", "2026-05-31"]


def test_rag_column_by_word_and_fill_and_not_by_the_heading_or_the_themes_colour():
    found = read(
        H("Action plan"),
        T(
            [
                [C("Theme", "#70ad47"), C("Action", "#70ad47"), C("RAG", "#70ad47")],
                [C("Visibility", "#ffc000"), C("Publish profiles", "#ffc000"), "Green"],
                [C("Visibility", "#ffc000"), C("Hold a showcase", "#ffc000"), C("", "#ff0000")],
                [C("Recognition", "#70ad47"), C("Create a prize", "#70ad47"), "Amber – started"],
                [C("Recognition", "#70ad47"), C("Run a survey", "#70ad47"), ""],
            ]
        ),
    )
    assert found.by("rag") == ["green", "red", "amber", None]
    assert found.by("rag_seen") == ["Green", "#ff0000", "Amber", None]
    assert found.by("status") == [None, None, "in_progress", None]


def test_colours_by_theme_are_no_rag():
    rows = [["Theme", "Action", "Owner"]]
    for name, fill in (("Visibility", "#c6efce"), ("Recognition", "#ffeb9c"), ("Sustainability", "#ffc7ce")):
        rows += [[C(name, fill), C(f"Do {name} well number {n}", fill), C("HR", fill)] for n in range(2)]
    assert read(H("Action plan 2025-2027"), T(rows)).by("rag") == [None] * 6


def test_banded_rows_are_no_rag():
    rows = [
        ["Action", "Owner"],
        *(
            [C(f"Publish profile {n}", "#e2efda" if n % 2 else None), C("HR", "#e2efda" if n % 2 else None)]
            for n in range(6)
        ),
    ]
    assert read(H("Action plan 2025-2027"), T(rows)).by("rag") == [None] * 6


def test_row_fills_that_vary_inside_sections_are_rag():
    fills = ("#92d050", "#ffc000", "#ff0000", "#92d050")
    rows = [["Action", "Owner"], *([C(f"Publish profile {n}", fill), C("HR", fill)] for n, fill in enumerate(fills))]
    assert read(H("Action plan 2021-2023: RAG"), T(rows)).by("rag") == ["green", "amber", "red", "green"]


def test_a_key_of_other_colours_maps_them():
    key = T([[C("", "#0070c0"), "Completed", C("", "#ffc000"), "In progress", C("", "#ff0000"), "Not started"]])
    found = read(
        H("Plan 2021-2023"),
        key,
        T([["Action", "Owner"], [C("Publish profiles", "#0070c0"), "HR"], [C("Hold a showcase", "#ff0000"), "HR"]]),
    )
    assert found.by("rag") == ["green", "red"]


def test_a_fourth_colour_is_a_status_and_no_rating():
    key = T([[C("", "#0070c0"), "Complete", C("", "#00b050"), "On track", C("", "#ff0000"), "Not begun"]])
    rows = [["Action", "Owner", ""], *([f"Publish profile {n}", "HR", C("", fill)] for n, fill in enumerate(_BRAG))]
    found = read(H("Plan 2021-2023"), key, T(rows))
    assert found.by("rag") == [None, "green", "red"]
    assert found.by("status") == ["completed", None, None]


_BRAG = ("#0070c0", "#00b050", "#ff0000")


def test_fills_of_the_progress_cell_rate_and_those_of_a_priority_do_not():
    fills = ("#92d050", "#ffc000", "#ff0000")
    rows = [["Action", "Owner", "Progress"]]
    rows += [[f"Publish profile {n}", "HR", C("Two of nine done", fill)] for n, fill in enumerate(fills)]
    assert read(H("Action plan 2025-2027"), T(rows)).by("rag") == ["green", "amber", "red"]
    rows[0] = ["Action", "Owner", "Priority"]
    for row, word in zip(rows[1:], ("Low", "Medium", "High"), strict=True):
        row[2] = C(word, fills[rows.index(row) - 1])
    assert read(H("Action plan 2025-2027"), T(rows)).by("rag") == [None] * 3


def test_reds_explained():
    quoted = P(
        "“Submit an application for the employer award once six colleagues are registered” – The group took a broader view and pushed for registration everywhere."
    )
    cut = P("“Meet the pressures of time …” - After looking into it we left this to the schools.")
    found = read(
        H("2021-2023 action plan"),
        T(
            [
                ["Action", "2021"],
                ["Submit an application for the employer award following confirmation of six registrations.", "X"],
                ["Meet the pressures of time with short courses such as video lessons", "X"],
                ["Hold a showcase", "X"],
            ]
        ),
        reds=(P("See Appendix 1"), P("Reasons for red:"), quoted, P("Another sentence about it."), cut),
        plan_kind="previous",
    )
    assert found.by("rag") == ["red", "red", None]
    assert found.by("rag_seen") == ["named as red", "named as red", None]
    assert found.by("explanation") == [
        "The group took a broader view and pushed for registration everywhere.\nAnother sentence about it.",
        "After looking into it we left this to the schools.",
        None,
    ]
    assert found.plans[0].kind == "previous"


def test_reds_by_reference():
    found = read(
        H("2021-2023 action plan"),
        T(
            [
                ["Ref", "Action", "RAG"],
                ["1.1", "Publish profiles", "Green"],
                ["1.2", "Hold a showcase", "Red"],
                ["2.1", "Create a prize", "Red"],
            ]
        ),
        reds=(P("Action 1.2: The hall was closed for repairs."), P("2.1 Create a prize – No sponsor was found.")),
        plan_kind="previous",
    )
    assert found.by("explanation") == [None, "The hall was closed for repairs.", "No sponsor was found."]
    assert found.by("rag") == ["green", "red", "red"]


def test_two_plans_in_one_zone():
    found = read(
        H("Appendix 1: Action plan 2021-2023 (RAG rated)", 1),
        T([["Action", "RAG"], ["Publish profiles", "Green"]]),
        H("Appendix 2: Action plan 2024-2026", 1),
        T([["Action", "Owner"], ["Hold a showcase", "HR"]]),
    )
    assert [(plan.kind, plan.title, len(plan.actions)) for plan in found.plans] == [
        ("previous", "Action plan 2021-2023 (RAG rated)", 1),
        ("forward", "Action plan 2024-2026", 1),
    ]


@pytest.mark.parametrize(
    "row",
    [
        ["Add rows as needed", ""],
        ["Total: 12", ""],
        ["e.g. Publish profiles", "e.g. HR"],
        ["[Insert action here]", ""],
        ["", ""],
        ["Action", "Owner"],
    ],
)
def test_rows_that_are_no_action(row):
    found = read(H("Action plan"), T([["Action", "Owner"], ["Hold a showcase", "HR"], row]))
    assert found.texts() == ["Hold a showcase"]


def test_achievements_are_never_actions():
    found = read(
        H("Action plan 2021-2024", 1),
        H("Visibility"),
        H("Achievements", 3),
        "• Published forty profiles",
        H("Actions", 3),
        "• Hold a showcase",
        H("Recognition"),
        H("Achievements", 3),
        "• Created a prize",
        H("Actions", 3),
        "• Run a survey",
    )
    assert found.texts() == ["Hold a showcase", "Run a survey"]
    assert found.by("themes") == [["visibility"], ["recognition"]]
    assert [(each.theme, each.text) for each in found.achievements] == [
        ("visibility", "Published forty profiles"),
        ("recognition", "Created a prize"),
    ]


def test_a_table_of_actions_and_achievements_is_no_plan():
    found = read(
        T(
            [
                ["Action", "Achievements"],
                ["Visibility – Make sure that all are known", "Set up a forum for managers"],
                ["", "Launched a network"],
                ["Career Development – Open up", "Wrote a statement which was agreed by the board"],
                ["careers for all", "and published on the web pages"],
                ["", "Began a pathway."],
            ]
        )
    )
    assert found.plans == []
    assert [(each.theme, each.text) for each in found.achievements] == [
        ("visibility", "Set up a forum for managers"),
        ("visibility", "Launched a network"),
        ("career_development", "Wrote a statement which was agreed by the board and published on the web pages"),
        ("career_development", "Began a pathway."),
    ]


def test_an_action_broken_by_a_page_is_put_together():
    found = read(
        H("Action plan"),
        T(
            [
                ["Action", "Owner", "Deadline"],
                ["Publish profiles of all the", "HR", "May 2026"],
                ["technical teams in the university", "", ""],
                ["Hold a showcase", "Events", "May 2026"],
            ]
        ),
    )
    assert found.texts() == ["Publish profiles of all the technical teams in the university", "Hold a showcase"]


def test_two_headings_over_one_another_and_a_title_row():
    found = read(
        T(
            [
                [C("Technician Commitment action plan 2025-2027", across=5)],
                [C("Action", down=2), C("Timescale", across=2), C("Responsibility", down=2), C("RAG", down=2)],
                [None, "Start", "End", None, None],
                ["Publish profiles", "May 2025", "June 2026", "HR", "Amber"],
            ]
        )
    )
    action = found.actions[0]
    assert (action.starts.on, action.ends.on, action.owner, action.rag) == ("2025-05-01", "2026-06-30", "HR", "amber")
    assert found.plans[0].title == "Technician Commitment action plan 2025-2027"


def test_prose_under_themes_is_an_action_a_paragraph():
    found = read(
        H("Our action plan"),
        H("Visibility", 3),
        "We will publish profiles of every technical team.",
        "We will hold a showcase each spring.",
        H("Recognition", 3),
        "We will create a prize.",
    )
    assert found.texts() == [
        "We will publish profiles of every technical team.",
        "We will hold a showcase each spring.",
        "We will create a prize.",
    ]


def test_year_one_done_year_two_to_do():
    found = read(
        H("Action plan 2023–2024"),
        T([["Theme", "Year One", "Year Two"], ["Visibility", "• Publish profiles", "• Hold a showcase"]]),
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase"]
    assert found.by("years") == [[2023], [2024]]


def test_pillars_as_columns():
    found = read(
        H("Action plan 2021–2023"),
        T([["Visibility", "Recognition"], ["• Publish profiles\n• Hold a showcase", "• Create a prize"]]),
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase", "Create a prize"]
    assert found.by("themes") == [["visibility"], ["visibility"], ["recognition"]]


def test_nothing_that_is_no_plan_becomes_one():
    found = read(
        T(
            [
                ["Organisation", "University of Somewhere"],
                ["Name of lead", "A. Person"],
                ["E-mail", "a.person@example.org"],
            ]
        )
    )
    assert found.plans == []
    assert found.ledger.mark() == 0


def test_themes_ticked_in_columns_of_their_own():
    found = read(
        H("Action plan"),
        T(
            [
                ["Action", "Visibility", "Recognition", "Career Development", "Lead"],
                ["Publish profiles", "✓", "", "✓", "HR"],
                ["Create a prize", "", "x", "", "Events"],
            ]
        ),
    )
    assert found.by("themes") == [["visibility", "career_development"], ["recognition"]]
    assert found.by("owner") == ["HR", "Events"]


def test_statuses_ticked_in_columns_of_their_own():
    found = read(
        H("Action plan"),
        T(
            [
                ["Action", "Not started", "In progress", "Complete"],
                ["Publish profiles", "", "", "X"],
                ["Create a prize", "X", "", ""],
                ["Run a survey", "", "", ""],
            ]
        ),
    )
    assert found.by("status") == ["completed", "not_started", None]


def test_colours_ticked_in_columns_of_their_own():
    found = read(
        H("Plan 2021-2023"),
        T([["Action", "Red", "Amber", "Green"], ["Publish profiles", "", "", "✓"], ["Create a prize", "✓", "", ""]]),
    )
    assert found.by("rag") == ["green", "red"]


def test_a_theme_in_front_of_its_action():
    found = read(
        H("Our action plan"),
        "Visibility: publish profiles of every technical team.",
        "Recognition – create a prize for technical excellence.",
    )
    assert found.texts() == ["publish profiles of every technical team.", "create a prize for technical excellence."]
    assert found.by("themes") == [["visibility"], ["recognition"]]


def test_lists_under_years():
    found = read(
        H("Action plan 2023–2024", 1),
        H("Year One – done"),
        "• Publish profiles",
        H("Year Two – to do"),
        "• Hold a showcase",
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase"]
    assert found.by("years") == [[2023], [2024]]
    assert found.by("section") == [None, None]


def test_actions_as_headings_with_prose_below():
    found = read(
        H("Action plan"),
        H("Visibility"),
        H("Action 1: Publish profiles", 3),
        "Photographs are taken in June.",
        "Lead: HR",
        H("Action 2: Hold a showcase", 3),
        "• Book the hall",
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase"]
    assert found.by("comments") == ["Photographs are taken in June.", "Book the hall"]
    assert found.by("owner") == ["HR", None]


def test_priorities_with_narrative_commitments():
    found = read(
        H("Action plan 2018–2020", 1),
        P("**Priority 1: Make technicians visible"),
        "We will publish a page about each team.",
        P("**Priority 2: Support careers"),
        "We will describe three career pathways.",
    )
    assert found.texts() == ["We will publish a page about each team.", "We will describe three career pathways."]
    assert found.by("themes") == [["visibility"], ["career_development"]]


def test_a_heading_that_holds_its_own_key():
    found = read(
        T(
            [
                ["Action", "Owner", "RAG (Green = complete, Amber = in progress, Red = not started, blank = not due)"],
                ["Publish profiles", "HR", C(fill="#00b050")],
            ]
        )
    )
    assert found.texts() == ["Publish profiles"]
    assert found.by("rag") == ["green"]


def test_headings_repeated_under_each_themes_row():
    head = ["Action", "Owner", "Deadline"]
    found = read(
        H("Action plan"),
        T(
            [
                [C("VISIBILITY", across=3)],
                head,
                ["Publish profiles", "HR", "2026"],
                [C("RECOGNITION", across=3)],
                head,
                ["Create a prize", "HR", "2026"],
            ]
        ),
    )
    assert found.texts() == ["Publish profiles", "Create a prize"]
    assert found.by("themes") == [["visibility"], ["recognition"]]
    assert found.left() == []


def test_headings_that_change_in_the_middle():
    found = read(
        H("Action plan"),
        T(
            [
                ["Action", "Owner", "Deadline"],
                ["Publish profiles", "HR", "2026"],
                ["Action", "Deadline", "Owner"],
                ["Create a prize", "2027", "Events"],
            ]
        ),
    )
    assert found.by("owner") == ["HR", "Events"]
    assert [due.on for due in found.by("due")] == ["2026-12-31", "2027-12-31"]


def test_achievements_beside_plans_theme_by_theme():
    found = read(
        H("Action plan"),
        T(
            [
                ["Theme", "What we have achieved", "What we will do next"],
                ["Visibility", "• Published profiles\n• Held a showcase", "• Film our workshops"],
                ["Recognition", "• Created a prize", "• Run a survey"],
            ]
        ),
    )
    assert found.texts() == ["Film our workshops", "Run a survey"]
    assert [(each.theme, each.text) for each in found.achievements] == [
        ("visibility", "Published profiles"),
        ("visibility", "Held a showcase"),
        ("recognition", "Created a prize"),
    ]
    assert found.by("progress") == [None, None]


def test_actions_with_what_was_achieved_are_actions():
    found = read(
        H("Previous action plan"),
        T(
            [
                ["Action", "Achievements"],
                ["Publish profiles", "Forty published in May"],
                ["Hold a showcase", "Held in June"],
            ]
        ),
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase"]
    assert found.by("progress") == ["Forty published in May", "Held in June"]


def test_statuses_by_the_plans_own_codes():
    found = read(
        H("Plan"),
        "Key: C = complete, IP = in progress, NS = not started",
        T([["Action", "Status"], ["Publish profiles", "C"], ["Hold a showcase", "IP"], ["Run a survey", "NS"]]),
    )
    assert found.by("status") == ["completed", "in_progress", "not_started"]
    assert found.left() == []


def test_prose_around_tables_is_no_action():
    found = read(
        H("Action plan"),
        "We will review this plan each year.",
        H("Theme 1: Visibility"),
        "We will be seen.",
        T([["No.", "Action", "Lead"], ["1", "Publish profiles", "HR"]]),
    )
    assert found.texts() == ["Publish profiles"]
    assert found.left() == ["We will review this plan each year.", "We will be seen."]


def test_statuses_as_headings():
    found = read(
        H("Action plan update"),
        H("Completed"),
        "• Publish profiles",
        H("In progress"),
        "• Hold a showcase",
        H("Visibility"),
        "• Create a prize",
    )
    assert found.by("status") == ["completed", "in_progress", None]
    assert found.by("section") == [None, None, None]


def test_terms_under_years():
    found = read(
        T(
            [
                [
                    C("Action", down=2),
                    C("Year 1 (2024/25)", across=2),
                    C("Year 2 (2025/26)", across=2),
                    C("Owner", down=2),
                ],
                [None, "S1", "S2", "S1", "S2", None],
                ["Publish profiles", "X", "", "", "X", "HR"],
                ["Hold a showcase", "", "", "X", "", "Events"],
            ]
        )
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase"]
    assert found.by("years") == [[2024, 2025], [2025]]


def test_pillar_columns_with_a_row_for_the_chair():
    found = read(
        H("Action plan 2021-23"),
        T(
            [
                ["", "Visibility", "Recognition"],
                ["Chair", "A. Person", "B. Person"],
                ["Actions", "• Publish profiles\n• Hold a showcase", "• Create a prize"],
            ]
        ),
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase", "Create a prize"]


def test_a_target_behind_a_list_holds_for_all_of_it():
    found = read(
        H("Action plan 2021-2023", 1),
        H("1. Increase professional registration"),
        "Actions:",
        "• Run workshops (Y1)",
        "• Pay fees (Y1-3)",
        "Target: at least three staff",
    )
    assert found.by("measure") == ["at least three staff"] * 2
    assert found.by("themes") == [["recognition"]] * 2


def test_labelled_sub_bullets():
    found = read(
        H("Action plan"),
        H("Visibility"),
        "• Publish profiles",
        "◦ Lead: HR",
        "◦ Timescale: 2025",
        "• Hold a showcase",
        "◦ Lead: Events",
    )
    assert found.texts() == ["Publish profiles", "Hold a showcase"]
    assert found.by("owner") == ["HR", "Events"]


def test_shaded_text_of_bullets_is_rag():
    found = read(
        H("RAG analysis of action plan 2019-2021"),
        H("Visibility"),
        P("• Publish profiles", fill="#92d050"),
        P("• Hold a showcase", fill="#ffc000"),
        P("• Create a prize", fill="#ff0000"),
    )
    assert found.by("rag") == ["green", "amber", "red"]
    assert found.plans[0].kind == "previous"


def test_reds_named_in_other_ways():
    found = read(
        H("2021-2023 action plan"),
        T(
            [
                ["Action", "Owner"],
                ["Hold a showcase for all technical teams: open to schools", "HR"],
                ["Create a prize for technical excellence", "HR"],
                ["Publish profiles of every technical team", "HR"],
                ["Run a survey of all technical staff", "HR"],
                ["Film the work of the glass workshop", "HR"],
            ]
        ),
        reds=(
            P("Actions in green"),
            P("Publish profiles of every technical team – all are on the web pages."),
            P("Actions rated red:"),
            P("• Hold a showcase for all technical teams: open to schools. The hall was closed for two years."),
            P("**Create a prize for technical excellence"),
            P("No sponsor could be found."),
            P("• Run a survey of all technical staff"),
        ),
        plan_kind="previous",
    )
    assert found.by("rag") == ["red", "red", None, "red", None]
    assert found.by("explanation") == [
        "The hall was closed for two years.",
        "No sponsor could be found.",
        None,
        None,
        None,
    ]


def test_a_banded_previous_plan_is_not_all_green():
    rows = [
        ["Action", "Owner"],
        *(
            [C(f"Publish profile {n}", "#e2efda" if n % 2 else None), C("HR", "#e2efda" if n % 2 else None)]
            for n in range(6)
        ),
    ]
    assert read(H("Action plan 2021-2023"), T(rows), plan_kind="previous").by("rag") == [None] * 6


def test_marks_hung_in_many_ways():
    found = read(
        H("Action plan 2024-2027", 1),
        H("Visibility"),
        "• Publish profiles, completed",
        "• Hold a showcase - 2024/25",
        "• Film the workshops Y3",
        "• Y1: Set up a forum",
        "• Write a guide | Owner: Marketing | Deadline: June 2026 | Status: In progress",
        "• Work - in partnership with HR",
        "• Review what is planned",
    )
    assert found.texts() == [
        "Publish profiles",
        "Hold a showcase",
        "Film the workshops",
        "Set up a forum",
        "Write a guide",
        "Work - in partnership with HR",
        "Review what is planned",
    ]
    assert found.by("status") == ["completed", None, None, None, "in_progress", None, None]
    assert found.by("years") == [[], [2024], [2026], [2024], [], [], []]
    assert found.by("owner")[4] == "Marketing"
    assert found.left() == []


def test_status_and_colour_in_one_column():
    found = read(
        H("Plan"),
        T(
            [
                ["Action", "Status / RAG"],
                ["Publish profiles", "Complete (Green)"],
                ["Hold a showcase", "In progress - Amber"],
            ]
        ),
    )
    assert found.by("status") == ["completed", "in_progress"]
    assert found.by("rag") == ["green", "amber"]
    assert found.by("progress") == [None, None]


def test_unknown_columns_keep_their_words():
    found = read(
        H("Plan"),
        T(
            [
                ["Action", "Owner", "REF impact case", "Strategic link"],
                ["Publish profiles", "HR", "Case 3", "Strategy 2030"],
            ]
        ),
    )
    assert found.actions[0].other == {"REF impact case": "Case 3", "Strategic link": "Strategy 2030"}
    assert found.actions[0].measure is None
