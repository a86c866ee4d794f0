"""Plans invented at random, drawn in a layout chosen at random, and read back: what was drawn is what is read."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumbline.journey.intake.reading.dates import parse_when

from .blocks import C, H, T, read

THEMES = ("visibility", "recognition", "career_development", "sustainability", "evaluating_impact")
NAMES = {
    "visibility": ("Visibility", "VISIBILITY", "Theme 1: Visibility", "1. Visibility", "Visibility:"),
    "recognition": ("Recognition", "Pillar 2 – Recognition", "RECOGNITION", "2. Recognition"),
    "career_development": (
        "Career Development",
        "Career development",
        "3. Career Development",
        "Theme 3 - Career Development",
    ),
    "sustainability": ("Sustainability", "Sustainability:", "4. Sustainability"),
    "evaluating_impact": ("Evaluating Impact", "Evaluating impact", "5. Evaluating Impact"),
}
PLAIN = {
    "visibility": "Visibility",
    "recognition": "Recognition",
    "career_development": "Career Development",
    "sustainability": "Sustainability",
    "evaluating_impact": "Evaluating Impact",
}
VERBS = (
    "Launch",
    "Develop",
    "Review",
    "Continue to support",
    "Publish",
    "Hold",
    "Introduce",
    "Ensure that teams have",
    "Explore",
    "Embed",
    "To create",
    "Complete",
    "Deliver",
    "Achieve",
    "Start",
    "Plan for",
    "We will fund",
    "Include",
    "Identify",
)
THINGS = (
    "a directory of technical staff",
    "a mentoring scheme for junior staff, open to all grades",
    "technicians' profiles on the web pages (with photographs)",
    "an annual showcase – open to schools",
    "a skills matrix/register for each workshop",
    "job descriptions: review of titles and grades",
    "professional registration at RSciTech, RSci and CSci",
    "a £5,000 development fund",
    "apprenticeships (e.g. laboratory science)",
    "the 2025 showcase in the Long Gallery",
    "secondments between departments and partners",
    "fair attribution in research outputs",
    "career pathways for specialists",
    "an award for technical excellence",
    "workforce data to plan succession",
    "a network of technical champions in every school.",
    "induction for new starters.",
    "training in 3D printing",
)
OWNERS = (
    "Head of Technical Services",
    "HR",
    "Dr A. Penhallow",
    "Technical Managers' Forum",
    "Steering Group",
    "Registrar and HR Director",
    "TC lead",
    "P. Okafor / J. Lind",
    "All Heads of School",
)
DUES = (
    "March 2026",
    "End of November 2025",
    "31 July 2026",
    "Spring 2026",
    "ongoing",
    "annually",
    "2026",
    "Q2 2025",
    "Sept 2025",
    "Dec 2025",
    "12/06/2025",
    "TBC",
)
MEASURES = (
    "Directory live; 80% of staff listed",
    "20% more registrations",
    "Three entries a year",
    "Survey shows satisfaction above 75%",
    "Policy agreed by the Board",
    "At least six champions in post.",
)
STATUSES = {
    "completed": ("Complete", "Completed", "Done", "Achieved", "COMPLETE"),
    "in_progress": ("In progress", "Under way", "Started", "Partially complete", "In Progress"),
    "not_started": ("Not started", "Yet to start", "Planned", "To do"),
    "ongoing": ("Ongoing", "On-going", "Continuous"),
    "embedded": ("Embedded", "Business as usual", "BAU"),
    "stopped": ("Stopped", "Withdrawn", "No longer required"),
}
RAGS = {
    "green": (("Green", "G", "GREEN", "🟢"), ("#92d050", "#00b050", "#c6efce")),
    "amber": (("Amber", "A", "Yellow", "🟠"), ("#ffc000", "#ffff00", "#ffeb9c")),
    "red": (("Red", "R", "RED", "🔴"), ("#ff0000", "#c00000", "#ffc7ce")),
}
HEADS = {
    "ref": ("Ref", "No.", "#", "Action No", "Reference"),
    "theme": ("Theme", "Pillar", "TC theme", "Strand", "Commitment pillar", "Theme(s)"),
    "action": (
        "Action",
        "Activity",
        "Actions",
        "Planned activity",
        "What will we do?",
        "Initiative",
        "Planned actions",
        "Commitment",
    ),
    "owner": (
        "Owner",
        "Lead",
        "Responsibility",
        "Responsible",
        "Who",
        "Person responsible",
        "Action owner",
        "Led by",
        "By whom",
        "Accountable",
    ),
    "due": (
        "Deadline",
        "By when",
        "Timescale",
        "Timeframe",
        "Due",
        "Target date",
        "When",
        "Completion date",
        "Delivery",
    ),
    "measure": (
        "Success measure",
        "KPI",
        "Measure of success",
        "How will we know?",
        "Target",
        "Success criteria",
        "Expected outcome",
        "Impact",
    ),
    "status": ("Status", "Current status", "Status (July 2025)"),
    "rag": ("RAG", "RAG rating", "RAG status"),
}
TICKS = (
    ("X", None),
    ("x", True),
    ("✓", True),
    ("☑", True),
    ("☒", True),
    ("✔", None),
    ("Yes", None),
    ("•", None),
    ("●", None),
)


@dataclass
class Act:
    text: str
    theme: str
    ref: str | None = None
    owner: str | None = None
    due: str | None = None
    measure: str | None = None
    status: str | None = None
    status_word: str | None = None
    rag: str | None = None
    years: list[int] = field(default_factory=list)


@st.composite
def plans(draw, most: int = 4):
    """Some actions by theme, in the order of the themes, no text twice."""
    themes = draw(st.lists(st.sampled_from(THEMES), min_size=1, max_size=4, unique=True))
    first = draw(st.sampled_from((2021, 2024, 2025)))
    texts = draw(
        st.lists(
            st.tuples(st.sampled_from(VERBS), st.sampled_from(THINGS)),
            min_size=len(themes),
            max_size=len(themes) * most,
            unique=True,
        )
    )
    acts = []
    for at, (verb, thing) in enumerate(texts):
        status = draw(st.none() | st.sampled_from(sorted(STATUSES)))
        acts.append(
            Act(
                f"{verb} {thing}",
                themes[at * len(themes) // len(texts)],
                owner=draw(st.none() | st.sampled_from(OWNERS)),
                due=draw(st.none() | st.sampled_from(DUES)),
                measure=draw(st.none() | st.sampled_from(MEASURES)),
                status=status,
                status_word=draw(st.sampled_from(STATUSES[status])) if status else None,
                rag=draw(st.none() | st.sampled_from(("red", "amber", "green"))),
                years=sorted(draw(st.sets(st.integers(first, first + 2), min_size=1, max_size=3))),
            )
        )
    for at, act in enumerate(acts):
        act.ref = f"{'ABCDE'[THEMES.index(act.theme)]}{at + 1}"
    return first, acts


def check(found, acts, fields):
    assert found.texts() == [act.text for act in acts]
    for action, act in zip(found.actions, acts, strict=True):
        assert action.themes == [act.theme], action.text
        for name in ("ref", "owner", "measure", "status", "rag"):
            assert getattr(action, name) == (getattr(act, name) if name in fields else None), (name, action.text)
        assert action.due == (parse_when(act.due, "due") if act.due and "due" in fields else None)
        assert action.years == (act.years if "years" in fields else [])


def cell_of(draw, act: Act, name: str, how: dict) -> C:
    if name == "action":
        return C(how["bullet"] + act.text, fill=how["fills"].get(act.rag) if how["rag_by"] == "action" else None)
    if name == "status":
        return C(act.status_word or "")
    if name == "rag":
        if act.rag is None:
            return C("")
        word = RAGS[act.rag][0][how["word"]]
        return C(
            "" if how["rag_by"] == "fill" else word,
            fill=how["fills"][act.rag] if how["rag_by"] in ("fill", "both") else None,
        )
    if name == "theme":
        return C(PLAIN[act.theme])
    return C(getattr(act, name) or "")


@st.composite
def tables(draw):
    """A plan as tables: columns in any order under any usual heading, themes placed in any of the usual ways."""
    first, acts = draw(plans())
    names = [name for name in ("ref", "owner", "due", "measure", "status", "rag") if draw(st.booleans())]
    with_years = draw(st.booleans())
    themed = draw(st.sampled_from(("column", "merged", "first", "rows", "wide rows", "headings", "headings once")))
    if not names and not with_years:
        names = ["owner"]
    order = draw(st.permutations(["action", *names]))
    if themed in ("column", "merged", "first"):
        order = ["theme", *order] if draw(st.booleans()) or themed == "merged" else [*order[:1], "theme", *order[1:]]
    how = {
        "bullet": draw(st.sampled_from(("", "• "))),
        "rag_by": draw(st.sampled_from(("word", "fill", "both"))),
        "word": draw(st.integers(0, 3)),
        "fills": {rag: RAGS[rag][1][draw(st.integers(0, 2))] for rag in RAGS},
    }
    heads = [C(draw(st.sampled_from(HEADS[name])), fill=draw(st.sampled_from((None, "#d9e2f3")))) for name in order]
    year_heads, marks = [], None
    if with_years:
        style = draw(st.sampled_from(("{0}", "{0}/{2}", "Year {1}", "Y{1}")))
        year_heads = [C(style.format(first + n, n + 1, (first + n + 1) % 100)) for n in range(3)]
        marks = draw(st.sampled_from(TICKS))
    two_tier = with_years and draw(st.booleans())
    head_rows = [[*heads, *year_heads]]
    if two_tier:
        head_rows = [
            [*(C(h.text, h.fill, down=2) for h in heads), C("Action focus in year", across=3)],
            [*(None for _ in heads), *year_heads],
        ]
    width = len(head_rows[0]) if not two_tier else len(heads) + 3
    groups: list[tuple[str, list[Act]]] = []
    for act in acts:
        if not groups or groups[-1][0] != act.theme:
            groups.append((act.theme, []))
        groups[-1][1].append(act)
    blocks, rows = [H(f"Technician Commitment action plan {first}–{first + 2}", 1)], list(head_rows)
    merged_twice = len({theme for theme, _ in groups}) != len(groups)
    for number, (theme, mine) in enumerate(groups):
        title = draw(st.sampled_from(NAMES[theme]))
        if themed.startswith("headings"):
            if number:
                blocks.append(T(rows))
                rows = [] if themed == "headings once" else list(head_rows)
            blocks.append(H(title))
        if themed == "rows":
            rows.append([C(title), *(C() for _ in range(width - 1))])
        if themed == "wide rows":
            rows.append([C(title, fill="#d9d9d9", across=width)])
        for at, act in enumerate(mine):
            row = []
            for name in order:
                if name == "theme" and at and themed == "merged":
                    row.append(None)
                elif name == "theme":
                    shown = (
                        C(title, down=len(mine))
                        if themed == "merged"
                        else C(title if themed == "column" or not at else "")
                    )
                    row.append(shown)
                else:
                    row.append(cell_of(draw, act, name, how))
            years = range(first, first + 3) if with_years else ()
            row += [C(marks[0], tick=marks[1]) if year in act.years else C() for year in years]
            rows.append(row)
        if (
            number + 1 < len(groups)
            and themed not in ("headings", "headings once", "merged")
            and draw(st.integers(0, 4)) == 0
            and not two_tier
        ):
            rows += head_rows
        if draw(st.integers(0, 6)) == 0:
            rows.append([C() for _ in range(width)])
    assert not merged_twice
    blocks.append(T(rows))
    return blocks, acts, {*names, *(["years"] if with_years else [])}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(tables())
def test_a_table_of_any_columns_reads_back(drawn):
    blocks, acts, fields = drawn
    check(read(*blocks), acts, fields)


HUNG = (" - {}", " – {}", " ({})", " [{}]", " — {}")


@st.composite
def listed(draw):
    """A plan as bullets under headings or in a table of theme and activities, statuses hung on the text."""
    first, acts = draw(plans())
    kind = draw(st.sampled_from(("headings", "typed headings", "table", "table of paragraphs", "merged table")))
    years = draw(st.booleans()) and not kind.startswith("table")
    hung = draw(st.sampled_from(HUNG))
    blocks, rows = (
        [H(f"Action plan {first}-{first + 2}", 1)],
        [[C("Theme"), C(draw(st.sampled_from(("Activities", "Actions", "Action"))))]],
    )
    groups: dict[str, list[Act]] = {}
    for act in acts:
        groups.setdefault(act.theme, []).append(act)
    for theme, mine in groups.items():
        lines = []
        for act in mine:
            if act.status_word:
                act.text = act.text.rstrip(".")
            text = act.text
            if years:
                text += (
                    f" (Y{act.years[0] - first + 1}–{act.years[-1] - first + 1})"
                    if len(act.years) > 1
                    else f" (Y{act.years[0] - first + 1})"
                )
                act.years = list(range(act.years[0], act.years[-1] + 1))
            if act.status_word:
                text += hung.format(act.status_word.lower() if act.status_word != "BAU" else "BAU")
            lines.append(text)
        title = draw(st.sampled_from(NAMES[theme]))
        definition = draw(
            st.sampled_from(
                ("", "\nMake sure that everybody knows who the technicians are and what they do for the institution")
            )
        )
        if kind == "headings":
            blocks += [H(title), *("• " + line for line in lines)]
        elif kind == "typed headings":
            blocks += ["**" + title, *("• " + line for line in lines)]
        else:
            bullet = "" if kind == "table of paragraphs" else "• "
            rows.append([C(title + definition), C("\n".join(bullet + line for line in lines))])
    if len(rows) > 1:
        blocks.append(T(rows))
    return blocks, acts, {"status", *(["years"] if years else [])}


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(listed())
def test_bullets_with_their_status_read_back(drawn):
    blocks, acts, fields = drawn
    check(read(*blocks), acts, fields)


@st.composite
def cards(draw):
    """A plan as one small table an action, headings down the side."""
    first, acts = draw(plans(most=2))
    names = ["owner", "due", *(name for name in ("measure", "status") if draw(st.booleans()))]
    heads = {name: draw(st.sampled_from(HEADS[name])) for name in ["theme", "action", *names]}
    in_one = draw(st.booleans())
    blocks, rows = [H(f"Action plan {first}–{first + 2}", 1)], []
    for act in acts:
        card = [[heads["action"], act.text], [heads["theme"], PLAIN[act.theme]]]
        card += [[heads[name], (act.status_word if name == "status" else getattr(act, name)) or ""] for name in names]
        if in_one:
            rows += card
        else:
            blocks.append(T(card))
    return [*blocks, *([T(rows)] if rows else [])], acts, set(names)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(cards())
def test_cards_read_back(drawn):
    blocks, acts, fields = drawn
    check(read(*blocks), acts, fields)


@pytest.mark.parametrize("by", ["action", "row"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drawn=plans(), shade=st.integers(0, 2))
def test_fills_of_actions_and_rows_are_rag_where_a_key_says_so(by, drawn, shade):
    first, acts = drawn
    rows = [["Theme", "Action", "Owner"]]
    for act in acts:
        fill = RAGS[act.rag][1][shade] if act.rag else None
        rows.append(
            [
                C(PLAIN[act.theme], fill=fill if by == "row" else None),
                C(act.text, fill=fill),
                C(act.owner or "", fill=fill if by == "row" else None),
            ]
        )
    found = read(
        H(f"Action plan {first}–{first + 2}"), "Key: green – complete; amber – in progress; red – not started", T(rows)
    )
    check(found, acts, {"owner", "rag"})
