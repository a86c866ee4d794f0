"""Kinds of plan that are no table: promises on a page, lists of what is done and to do, cards, headings as actions."""

from pathlib import Path

from plumbline.foundation import formats
from plumbline.journey.intake import reading
from plumbline.journey.intake.reading.understood import Action, Understood

PROMISES = """# Technicians at Marrowfield University

Marrowfield University signed the Technician Commitment in 2020.

## Visibility

Much of our work is hidden. We will put a photograph of each team at its door. We will open the foundry in May.

## Recognition

- We will name technicians in the annual review.
- We will nominate colleagues for prizes.

## Contact

We will answer within a week.
"""

TO_DO = """# Technician Commitment at Marrowfield College: progress so far

## Visibility

**What we have done**

- Put up signs at each workshop

**What we will do next**

- Film the glass workshop
- Print a guide to the stores

## Sustainability

**What we have done**

- Trained two people on the kiln

**What we will do next**

- Take on an apprentice
"""

CARDS = """# Technician Commitment action plan 2025-2027

## Action 1

Description: Film the glass workshop

Theme: Visibility

Owner: Theatre and Media

Measure of success: 12 people ask to visit

## Action 2

Description: Take on an apprentice

Theme: Sustainability

Owner: HR

Measure of success: 12 people ask to visit
"""

HEADED = """# Technician Commitment action plan 2025-2027

## Visibility

### Film the glass workshop

Lead: Theatre and Media

Deadline: March 2026

Success measure: Two films shown

### Print a guide to the stores

Lead: Theatre and Media

Deadline: March 2026

Success measure: Two films shown

## Sustainability

### Take on an apprentice

Lead: Theatre and Media

Deadline: March 2026

Success measure: One person appointed
"""

OBJECTIVES = """# Technician Commitment action plan 2021-2023

## Objective 1. Recognise technical achievement

1.1 Name technicians in the annual review (Y1)

1.2 Nominate colleagues for prizes (Y1-3)

## Objective 2. Sustain the skills that we need

2.1 Take on an apprentice (Y2, Y3)
"""

HANGING = """# Technician Commitment goals 2024-2027

Our actions and the aims that they serve:

1. Film the glass workshop (Visibility, Recognition) - Owner: HR, by March 2026
2. Take on an apprentice (Sustainability) - Owner: Jo Okafor-Lund, by June 2027
"""


def understood(folder: Path, text: str, suffix: str = "md") -> Understood:
    path = folder / f"document.{suffix}"
    path.write_text(text)
    return reading.understand(formats.read(path))


def actions(found: Understood) -> list[Action]:
    return [action for plan in found.plans for action in plan.actions]


def themed(found: Understood) -> list[tuple[str, list[str]]]:
    return [(action.text, action.themes) for action in actions(found)]


def test_promises_under_themes_are_a_plan(tmp_path: Path):
    assert themed(understood(tmp_path, PROMISES)) == [
        ("We will put a photograph of each team at its door.", ["visibility"]),
        ("We will open the foundry in May.", ["visibility"]),
        ("We will name technicians in the annual review.", ["recognition"]),
        ("We will nominate colleagues for prizes.", ["recognition"]),
    ]


def test_one_promise_is_news_and_no_plan(tmp_path: Path):
    text = "# Marrowfield signs the Technician Commitment\n\nWe will do what we can for technicians.\n\n- Visibility\n"
    assert understood(tmp_path, text).plans == []


def test_what_is_done_is_achieved_and_what_is_to_do_is_planned(tmp_path: Path):
    found = understood(tmp_path, TO_DO)
    assert themed(found) == [
        ("Film the glass workshop", ["visibility"]),
        ("Print a guide to the stores", ["visibility"]),
        ("Take on an apprentice", ["sustainability"]),
    ]
    assert [(done.text, done.theme) for done in found.achievements] == [
        ("Put up signs at each workshop", "visibility"),
        ("Trained two people on the kiln", "sustainability"),
    ]


def test_cards_of_paragraphs(tmp_path: Path):
    found = actions(understood(tmp_path, CARDS))
    assert [(each.ref, each.text, each.themes, each.owner, each.measure) for each in found] == [
        ("1", "Film the glass workshop", ["visibility"], "Theatre and Media", "12 people ask to visit"),
        ("2", "Take on an apprentice", ["sustainability"], "HR", "12 people ask to visit"),
    ]


def test_headings_that_are_actions(tmp_path: Path):
    found = actions(understood(tmp_path, HEADED))
    assert [(each.text, each.themes, each.due and each.due.on, each.measure) for each in found] == [
        ("Film the glass workshop", ["visibility"], "2026-03-31", "Two films shown"),
        ("Print a guide to the stores", ["visibility"], "2026-03-31", "Two films shown"),
        ("Take on an apprentice", ["sustainability"], "2026-03-31", "One person appointed"),
    ]


def test_objectives_that_speak_of_a_theme(tmp_path: Path):
    found = actions(understood(tmp_path, OBJECTIVES))
    assert [(each.text, each.themes, each.years) for each in found] == [
        ("Name technicians in the annual review", ["recognition"], [2021]),
        ("Nominate colleagues for prizes", ["recognition"], [2021, 2022, 2023]),
        ("Take on an apprentice", ["sustainability"], [2022, 2023]),
    ]


def test_aims_in_brackets_and_owners_with_dates_behind(tmp_path: Path):
    found = actions(understood(tmp_path, HANGING))
    assert [(each.text, each.themes, each.owner, each.due and each.due.on) for each in found] == [
        ("Film the glass workshop", ["visibility", "recognition"], "HR", "2026-03-31"),
        ("Take on an apprentice", ["sustainability"], "Jo Okafor-Lund", "2027-06-30"),
    ]


def test_a_theme_over_repeated_headings(tmp_path: Path):
    rows = "".join(
        f"<tr><td>{theme}</td><td>Lead</td><td>Status</td></tr><tr><td>{text}</td><td>HR</td><td>{state}</td></tr>"
        for theme, text, state in (
            ("VISIBILITY", "Film the glass workshop", "⏳ In progress"),
            ("SUSTAINABILITY", "Take on an apprentice", "❌ Not started"),
        )
    )
    page = f"<h1>Technician Commitment action plan 2025</h1><table>{rows}</table>"
    found = actions(understood(tmp_path, page, "html"))
    assert [(each.text, each.themes, each.status) for each in found] == [
        ("Film the glass workshop", ["visibility"], "in_progress"),
        ("Take on an apprentice", ["sustainability"], "not_started"),
    ]


def test_steps_over_rows_stay_with_their_action(tmp_path: Path):
    page = (
        "<h1>Technician Commitment action plan 2025</h1><table>"
        "<tr><th>Theme</th><th>Action</th><th>Steps</th><th>Owner</th></tr>"
        "<tr><td rowspan=2>Visibility</td><td rowspan=2>Film the glass workshop</td>"
        "<td>Agree scope</td><td>JM</td></tr>"
        "<tr><td>Hire a camera</td><td>KT</td></tr></table>"
    )
    assert themed(understood(tmp_path, page, "html")) == [("Film the glass workshop", ["visibility"])]


def test_labels_with_only_a_blank_behind(tmp_path: Path):
    text = (
        "Technician Commitment Stage 2 self-assessment\n\nOrganisation name Marrowfield University\n\n"
        "Lead Ms Ada Pryce\n\nEmail a.pryce@marrowfield.example\n\n"
        "What has changed since your Stage 1 submission?\n\nA director was appointed.\n\n"
        "Please RAG rate your last 24 month plan (green - done; amber - begun; red - to do) and explain reds.\n\n"
        "See appendix.\n\nHow was technician voice present in your new plan?\n\nTwo workshops.\n"
    )
    found = understood(tmp_path, text, "txt")
    assert found.institution == "Marrowfield University"
    assert found.lead is not None
    assert (found.lead.name, found.lead.email) == ("Ms Ada Pryce", "a.pryce@marrowfield.example")
    assert [answer.key for answer in found.answers] == ["changes", "rag", "voice"]


def test_a_name_that_ends_in_of_the_arts(tmp_path: Path):
    text = PROMISES.replace("Marrowfield University", "Marrowfield University of the Arts")
    assert understood(tmp_path, text).institution == "Marrowfield University of the Arts"


def test_bullets_that_a_commitment_opens(tmp_path: Path):
    text = "# Our pledges\n\nFor the Technician Commitment.\n\n## Visibility\n\nThe college commits to:\n\n"
    text += (
        "- film the forge\n- print a guide\n\n## Sustainability\n\nThe college commits to:\n\n- take on an apprentice\n"
    )
    assert themed(understood(tmp_path, text)) == [
        ("film the forge", ["visibility"]),
        ("print a guide", ["visibility"]),
        ("take on an apprentice", ["sustainability"]),
    ]


def test_themes_that_are_items_above_their_actions(tmp_path: Path):
    text = "# Technician Commitment action plan 2025\n\n- Visibility\n- Film the forge\n- Sustainability\n"
    text += "- Take on an apprentice\n"
    assert themed(understood(tmp_path, text)) == [
        ("Film the forge", ["visibility"]),
        ("Take on an apprentice", ["sustainability"]),
    ]


def test_the_ticked_option_is_the_status(tmp_path: Path):
    rows = "".join(
        f"<tr><td>Visibility</td><td>{text}</td><td>{state}</td><td>{done}</td></tr>"
        for text, state, done in (
            ("Film the forge", "☐ Not started ☒ In progress ☐ Complete", "N"),
            ("Print a guide", "☐ Not started ☐ In progress ☐ Complete", "Y"),
        )
    )
    page = "<h1>Technician Commitment action plan 2025</h1><table><tr><th>Theme<th>Action<th>Status<th>Note</tr>"
    found = actions(understood(tmp_path, page + rows + "</table>", "html"))
    assert [each.status for each in found] == ["in_progress", None]
    page = page.replace("Status", "Option").replace("Note", "Completed? (Y/N)")
    found = actions(understood(tmp_path, page + rows + "</table>", "html"))
    assert [each.status for each in found] == [None, "completed"]


def test_a_plan_in_the_frame_of_its_form(tmp_path: Path):
    asked = (
        ("Overview of technical structures and how these have changed in six years", "Two divisions."),
        ("Evidence of impact of previous action plans", "Vacancies halved."),
        ("Response to the TALENT Commission recommendations", "Data are reported yearly."),
    )
    form = "".join(f"<tr><td colspan=3>{each}</td></tr>" for pair in asked for each in pair)
    plan = "<tr><td colspan=3>36-month action plan</td></tr><tr><th>Theme</th><th>Action</th><th>Owner</th></tr>"
    plan += "<tr><td>Visibility</td><td>Film the forge</td><td>Head of Estates</td></tr>"
    plan += "<tr><td>Sustainability</td><td>Take on an apprentice</td><td>Director of People</td></tr>"
    found = understood(tmp_path, f"<h1>Technician Commitment Stage 3</h1><table>{form}{plan}</table>", "html")
    assert [(each.key, each.text) for each in found.answers if each.text] == [
        ("structure_changes", "Two divisions."),
        ("impact", "Vacancies halved."),
        ("talent", "Data are reported yearly."),
    ]
    assert themed(found) == [("Film the forge", ["visibility"]), ("Take on an apprentice", ["sustainability"])]


def test_a_heading_that_asks_for_the_rated_plan(tmp_path: Path):
    text = "# Stage 3\n\nOrganisation: Marrowfield University\n\n"
    for question in (
        "Evidence of impact of previous action plans",
        "Response to the TALENT Commission recommendations",
        "How technicians shaped the 36-month plan",
    ):
        text += f"## {question}\n\nTold at length.\n\n"
    text += "## RAG analysis of previous 36-month action plan with explanation of reds\n\n"
    text += "| Action | Theme | RAG |\n|---|---|---|\n| Film the forge | Visibility | Red |\n"
    text += "| Print a guide | Visibility | Green |\n"
    found = understood(tmp_path, text)
    assert [(plan.kind, len(plan.actions)) for plan in found.plans] == [("previous", 2)]


def test_two_columns_under_headings_are_no_card(tmp_path: Path):
    text = "# Technician Commitment action plan 2025\n\n## Visibility\n\n| Action | Owner |\n|---|---|\n"
    text += "| Film the forge | Head of Estates |\n| Report on work in progress | Director of People |\n"
    found = actions(understood(tmp_path, text))
    assert [(each.text, each.owner) for each in found] == [
        ("Film the forge", "Head of Estates"),
        ("Report on work in progress", "Director of People"),
    ]


def test_what_is_done_and_what_comes_next_on_a_page(tmp_path: Path):
    page = "<h1>Technician Commitment at Marrowfield University</h1>"
    for theme in ("Visibility", "Recognition"):
        page += f"<h2>{theme}</h2><h3>What we’ve done</h3><ul><li>Put up signs for {theme}</li></ul>"
        page += f"<h3>What we’re doing next</h3><ul><li>Film the forge</li><li>Print a guide to {theme}</li></ul>"
    found = understood(tmp_path, page, "html")
    assert [done.theme for done in found.achievements] == ["visibility", "recognition"]
    assert [action.themes for action in actions(found)] == [["visibility"]] * 2 + [["recognition"]] * 2
