"""The columns of a plan's spreadsheet, sheet by sheet: titles, widths, help, the words that others use for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plumbline.institutions.access import INSTITUTION_ROLES, ROLES
from plumbline.journey.plans.models import OwnerKind, Part, Status, Theme
from plumbline.journey.plans.sources import SourceKind
from plumbline.journey.plans.spreadsheet import values
from plumbline.journey.plans.spreadsheet.values import Way

RATINGS = {"green": _("Green: completed"), "amber": _("Amber: in progress"), "red": _("Red: still to be carried out")}
SHORT_RATINGS = {"green": "green", "amber": "amber", "red": "red"}
ROLE_NAMES = {role.value: ROLES[role].name for role in INSTITUTION_ROLES}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: what the field is called in plain rows, its title, how its cells are written and read, its width,
    what a spreadsheet says when a cell is chosen, the values offered, and other titles that mean the same."""

    name: str
    title: Promise | str
    way: Way = values.TEXT
    width: int = 24
    help: Promise | str = ""
    choices: tuple[Promise | str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sheet: its name, its columns, other names for it."""

    name: str
    title: Promise
    fields: tuple[Field, ...]
    also: tuple[str, ...] = field(default=())

    def named(self, name: str) -> Field:
        """The column of a field."""
        return next(one for one in self.fields if one.name == name)


KEY = Field(
    "key",
    _("Key"),
    width=14,
    help=_("How the action is recognised. Leave it as it is; leave it empty for an action that you add."),
    also=("id",),
)
REF = Field("ref", _("Number"), width=10, also=("no", "no.", "ref", "reference", "ref no", "action number", "nr"))

ACTIONS = Kind(
    "actions",
    _("Actions"),
    (
        KEY,
        REF,
        Field("text", _("Action"), width=60, also=("actions", "planned action", "activity", "what will be done")),
        Field("objective", _("Objective"), width=36, also=("aim", "goal", "objectives")),
        Field(
            "themes",
            _("Themes"),
            values.some_of(dict(Theme.choices)),
            24,
            _("One or more, with semicolons between; the first is where the action is shown."),
            tuple(Theme.labels),
            ("theme", "pillar", "area"),
        ),
        Field("section", _("Own section"), width=24, also=("section", "heading")),
        Field("owner", _("Owner"), width=28, also=("owners", "lead", "responsible", "responsibility", "who")),
        Field("starts", _("Starts"), values.when(is_start=True), 18, also=("start", "start date", "from")),
        Field(
            "due", _("Due"), values.when(is_start=False), 18, _("A day, a month, a year, or words such as “ongoing”."),
            also=("deadline", "due date", "timescale", "by when", "timeline", "target date"),
        ),
        Field("ends", _("Ends"), values.when(is_start=False), 18, also=("end", "end date", "to", "until")),
        Field("years", _("Years"), values.YEARS, 16, _("Four figures, with semicolons between."), also=("year",)),
        Field("is_ongoing", _("Goes on throughout"), values.YES_NO, 12, choices=(_("Yes"),), also=("ongoing",)),
        Field(
            "measure", _("Success measure"), width=40,
            also=("measure", "success measures", "measures of success", "kpi", "success criteria", "success indicator"),
        ),
        Field("resource", _("Resource"), width=28, also=("resources", "resourcing")),
        Field("cost", _("Cost"), values.FIGURE, 12, also=("budget", "costs")),
        Field("currency", _("Currency"), width=10, help=_("Three letters, such as GBP.")),
        Field("cost_year", _("Year of the cost"), values.YEAR, 10),
        Field("priority", _("Priority"), width=14),
        Field(
            "status", _("Status"), values.one_of(dict(Status.choices)), 16,
            _("How the action is getting on."), tuple(Status.labels), ("state",),
        ),
        Field(
            "rag", _("Rating"), values.one_of(RATINGS), 28,
            _("A change is a new rating of today, or of the day beside it. Earlier ratings stay."),
            tuple(RATINGS.values()), ("rag", "rag rating", "rag status"),
        ),
        Field("rated_on", _("Rated as at"), values.DAY, 18, also=("rating date", "rated on", "as at")),
        Field("explanation", _("Explanation"), width=40, also=("explanation of red", "why")),
        Field("progress", _("Progress"), width=40, also=("progress and next steps", "update", "updates")),
        Field("next_steps", _("Next steps"), width=40),
        Field("comments", _("Comments"), width=40, help=_("Never published."), also=("comment", "notes")),
        Field("links", _("Links"), values.LINES, 40, _("One address on each line."), also=("link", "url", "urls")),
        Field("mappings", _("Frameworks"), values.LINES, 28, _("One on each line, as they are called here.")),
    ),
    ("action plan", "plan"),
)  # fmt: skip

OF_ACTION = (KEY, REF)

OWNERS = Kind(
    "owners",
    _("Owners"),
    (
        *OF_ACTION,
        Field("name", _("Name"), width=30),
        Field("part", _("Part"), values.one_of(dict(Part.choices)), 16, choices=tuple(Part.labels)),
        Field("kind", _("What they are"), values.one_of(dict(OwnerKind.choices)), 26, choices=tuple(OwnerKind.labels)),
        Field("role", _("Role here"), values.one_of(ROLE_NAMES), 24, choices=tuple(ROLE_NAMES.values())),
        Field("email", _("E-mail address"), width=30, help=_("Of somebody without an account here.")),
        Field("account", _("Account"), width=30, help=_("The e-mail address of their account here.")),
    ),
)
MEASURES = Kind(
    "measures",
    _("Measures"),
    (
        *OF_ACTION,
        Field("measure", _("Measure key"), width=12),
        Field("text", _("Measure"), width=50),
        Field("unit", _("Unit"), width=16),
        Field("baseline", _("Baseline"), values.FIGURE, 12),
        Field("baseline_on", _("Baseline as at"), values.DAY, 18),
        Field("target", _("Target"), values.FIGURE, 12),
        Field("target_on", _("Target by"), values.DAY, 18),
    ),
)
READINGS = Kind(
    "readings",
    _("Measured"),
    (
        *OF_ACTION,
        Field("measure", _("Measure key"), width=12),
        Field("on", _("Measured on"), values.DAY, 18),
        Field("value", _("Figure"), values.FIGURE, 12),
        Field("note", _("Note"), width=50),
    ),
)
SUB_ACTIONS = Kind(
    "sub_actions",
    _("Sub-actions"),
    (
        *OF_ACTION,
        Field("sub", _("Sub-action key"), width=12),
        Field("text", _("Sub-action"), width=60),
        Field("done", _("Done"), values.YES_NO, 10, choices=(_("Yes"),)),
    ),
)
SOURCES = Kind(
    "sources",
    _("Sources"),
    (
        *OF_ACTION,
        Field("kind", _("Source"), values.one_of(dict(SourceKind.choices)), 34, choices=tuple(SourceKind.labels)),
        Field("words", _("Words"), width=60),
    ),
)
OTHER = Kind(
    "other",
    _("Other columns"),
    (*OF_ACTION, Field("heading", _("Heading"), width=30), Field("words", _("Words"), width=60)),
)
PARTS = (OWNERS, MEASURES, READINGS, SUB_ACTIONS, SOURCES, OTHER)
LONG = _("Long texts")
BASE = "Plumbline"
"""The hidden sheet that remembers what was exported."""

FIELD_TITLES: dict[str, Promise | str] = {
    **{one.name: one.title for one in ACTIONS.fields}, **{kind.name: kind.title for kind in PARTS},
}  # fmt: skip
