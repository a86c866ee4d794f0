"""A plan as a paper that goes out, in Word or PDF: everything that it says, nothing dropped. A pure calculation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.papers.paper import Cell, Facts, Grid, Heading, Paper, Paragraph, Part, RagWord, Run, words
from plumbline.journey.plans.models import Plan, PlannedAction, Rag, Status
from plumbline.journey.plans.queries import Facets, Figures, Group
from plumbline.journey.plans.showing import facts_of
from plumbline.journey.plans.themes import Theme

TICK = "✓"


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns the tables of a plan have: those that some action fills, the same in each table."""

    refs: bool
    owners: bool
    years: tuple[int, ...]
    measures: bool
    explanations: bool

    def columns(self) -> list[tuple[str, float]]:
        """Each column's heading and its part of the width."""
        return [
            *([(_("No."), 0.8)] if self.refs else []),
            (_("Action"), 5.0),
            *([(_("Owner"), 1.8)] if self.owners else []),
            *((str(year), 0.75) for year in self.years),
            *([(_("Success measure"), 2.0)] if self.measures else []),
            (_("Status and rating"), 1.7),
            *([(_("Explanation"), 2.6)] if self.explanations else []),
        ]


def plan_paper(
    plan: Plan, groups: Sequence[Group], figures: Figures, facets: Facets, years: Sequence[int], on: date
) -> Paper:
    """The plan as at a day: its groups in order, a table each, with a column a year where years are ticked; every
    red with its explanation (F038, F039)."""
    shape = Shape(
        refs=facets.has_refs,
        owners=facets.has_owners,
        years=tuple(years),
        measures=facets.has_measures,
        explanations=any(action.why for group in groups for action in group.actions),
    )
    grids = (part for group in groups for part in _group(group, shape))
    said = date_format(on, "j F Y")
    return Paper(
        title=plan.title,
        author=plan.institution.name,
        parts=(*_top(plan, figures, said), *grids),
        subject=_("Action plan for the Technician Commitment"),
        foot=_("%(institution)s · %(plan)s · as at %(day)s")
        % {"institution": plan.institution.name, "plan": plan.title, "day": said},
    )


def _top(plan: Plan, figures: Figures, said: str) -> tuple[Part, ...]:
    counted = ngettext("%(count)s action", "%(count)s actions", figures.actions) % {"count": figures.actions}
    period = " – ".join(one.said for one in (plan.starts, plan.ends) if one)
    stands = ", ".join(
        f"{number} {str(name).lower()}"
        for number, name in (
            (figures.green, Rag.GREEN.label),
            (figures.amber, Rag.AMBER.label),
            (figures.red, Rag.RED.label),
            (figures.unrated, _("Not rated")),
        )
    )
    pairs = [(_("Period"), period), (_("As at"), said), (_("Actions"), counted), (_("Ratings"), stands)]
    return (Facts(tuple((label, words(value)) for label, value in pairs if value)),)


def _group(group: Group, shape: Shape) -> Iterable[Part]:
    if group.title:
        yield Heading(group.title)
    if group.sentence:
        yield Paragraph(words(group.sentence), "quiet")
    head, widths = zip(*shape.columns(), strict=True)
    rows = tuple(_row(action, group, shape) for action in group.actions)
    yield Grid(head, rows, widths=widths, wide=len(head) > 4)


def _row(action: PlannedAction, group: Group, shape: Shape) -> tuple[Cell, ...]:
    status = str(Status(action.status).label) if action.status else _("No status")
    rating = str(Rag(action.rag).label) if action.rag else _("Not rated")
    stands = (Paragraph(words(rating)), Paragraph(words(_("Status: %(status)s") % {"status": status})))
    return (
        *((Cell.of(action.ref),) if shape.refs else ()),
        Cell(tuple(_said(action, group, shape))),
        *((Cell.of(action.owner),) if shape.owners else ()),
        *(Cell.of(TICK if year in action.years else "") for year in shape.years),
        *((Cell.of(action.measure),) if shape.measures else ()),
        Cell(stands, cast(RagWord, action.rag or "unrated")),
        *((Cell.of(action.why),) if shape.explanations else ()),
    )


def _said(action: PlannedAction, group: Group, shape: Shape) -> Iterable[Paragraph]:
    """All words of an action that have no column of their own, each under its name."""
    for line in action.text.split("\n"):
        yield Paragraph(words(line))
    in_columns = {_("Owner")} if shape.owners else set()
    in_columns |= {_("Success measure")} if shape.measures else set()
    told = [(name, said) for name, said in facts_of(action) if name not in in_columns]
    themes = [str(Theme(theme).label) for theme in action.themes if theme != group.key]
    if themes:
        told.append((_("Themes"), ", ".join(themes)))
    if action.section and action.section.title != group.title:
        told.append((_("Section"), action.section.title))
    if action.years and not shape.years:
        told.append((_("Years"), ", ".join(map(str, action.years))))
    told += [(_("Link"), link) for link in action.links]
    for name, said in told:
        yield Paragraph((Run(f"{name}: ", bold=True), Run(said)))
