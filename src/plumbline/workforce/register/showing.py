"""How the register's pages say things: words for codes, rows for templates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.workforce.register.counting import mains
from plumbline.workforce.register.definition import parse, sentence
from plumbline.workforce.register.extract.columns import COLUMNS
from plumbline.workforce.register.families import Families
from plumbline.workforce.register.forms.extracts import ColumnsForm
from plumbline.workforce.register.models import Definition, Extract
from plumbline.workforce.register.queries.counts import Staff

WHY = {
    "remembered": gettext_lazy("As last time"),
    "name": gettext_lazy("By its name"),
    "alike": gettext_lazy("By a similar name: please check"),
    "content": gettext_lazy("By what stands in it: please check"),
}
SHAPES = {"remembered": ("green", "tick"), "name": ("green", "tick")}
LEFT_OUT = {
    "blank": gettext_lazy("empty rows"),
    "heading": gettext_lazy("repeated headings"),
    "total": gettext_lazy("rows of totals"),
    "note": gettext_lazy("titles and notes"),
}


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A thing that is wanted, and the column proposed for it."""

    field: BoundField
    accepted: str
    why: str
    colour: str
    shape: str
    fits: int | None
    examples: list[str]
    is_apart: bool
    is_needed: bool


def column_rows(form: ColumnsForm) -> list[ColumnRow]:
    """The table of columns to confirm: what was found first, what was not found after it."""
    matches: dict[str, Any] = form.extract.looked.get("matches", {})
    examples: dict[str, list[str]] = form.extract.looked.get("examples", {})
    rows = []
    for key, column in COLUMNS.items():
        match = matches.get(key)
        colour, shape = SHAPES.get(match["why"], ("amber", "triangle")) if match else ("grey", "dash")
        rows.append(
            ColumnRow(
                field=form[key],
                accepted=column.accepted,
                why=str(WHY[match["why"]]) if match else _("Not found"),
                colour=colour,
                shape=shape,
                fits=round(100 * match["fits"]) if match else None,
                examples=examples.get(str(match["column"]), []) if match else [],
                is_apart=column.is_apart,
                is_needed=column.is_needed,
            )
        )
    return sorted(rows, key=lambda row: not (row.fits is not None or row.field.errors))


def found_figures(extract: Extract) -> list[dict[str, Any]]:
    """What an extract changes, as figures with links to the people."""
    told = extract.summary
    if not told:
        return []
    address = reverse("register:rows", kwargs={"slug": extract.institution.slug, "key": extract.key})
    is_open = extract.state == "checked"

    def figure(name: str, what: str, note: str) -> dict[str, Any]:
        shown = {"name": name, "value": f"{told.get(f'people_{what}', 0):,}", "note": note}
        return shown | ({"href": f"{address}?what={what}"} if is_open and told.get(f"posts_{what}") else {})

    return [
        figure(_("people added"), "added", _posts(told.get("posts_added", 0))),
        figure(_("people changed"), "changed", _posts(told.get("posts_changed", 0))),
        figure(_("people who left"), "left", _posts(told.get("posts_left", 0))),
        {"name": _("people as before"), "value": f"{told.get('people_same', 0):,}", "note": ""},
    ]


def _posts(count: int) -> str:
    return ngettext("%(count)s post", "%(count)s posts", count) % {"count": f"{count:,}"}


def left_out_said(extract: Extract) -> list[str]:
    """Rows that are no data, by kind, with where they stand."""
    told, rows = extract.summary.get("left_out", {}), extract.summary.get("left_out_rows", {})
    said = []
    for kind, count in told.items():
        where = ", ".join(str(row) for row in rows.get(kind, [])[:6]) + (" …" if count > 6 else "")
        said.append(_("%(count)s %(kind)s (row %(where)s)") % {"count": count, "kind": LEFT_OUT[kind], "where": where})
    if extract.summary.get("twice"):
        said.append(_("%(count)s rows that were there twice") % {"count": extract.summary["twice"]})
    return said


def row_tabs(extract: Extract, what: str) -> list[dict[str, Any]]:
    """The three lists of an extract's people."""
    words = {"added": _("Added"), "changed": _("Changed"), "left": _("Left")}
    told = extract.summary
    return [
        {"words": f"{said} ({told.get(f'posts_{key}', 0):,})", "href": f"?what={key}", "is_here": key == what}
        for key, said in words.items()
    ]


def field_said(key: str) -> str:
    """What a field of a post is called."""
    if key in COLUMNS:
        return COLUMNS[key].label
    return {"unit": _("Unit"), "born_on": _("Date of birth")}.get(key, key)


def sentence_of(definition: Definition) -> str:
    """Who counts, as a self-assessment says it (F044): in the institution's own words, else the rule as a sentence."""
    if definition.sentence:
        return definition.sentence
    return _("A technician is anybody %(who)s.") % {"who": sentence(parse(definition.rule))}


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A title with the family that it is of: as HR says, as suggested with its reason, as corrected."""

    title: str
    people: int
    hr: str
    suggested: str
    because: str
    sure: int
    chosen: str


def family_rows(staff: Staff, families: Families) -> list[FamilyRow]:
    """The titles of technicians, the commonest first."""
    titles: Counter[tuple[str, str]] = Counter()
    for post in mains(staff.posts).values():
        position = staff.positions[post.position]
        titles[position.title, position.subfamily] += 1
    rows: dict[str, FamilyRow] = {}
    for (title, subfamily), people in titles.most_common():
        if title in rows:
            continue
        found = families.model.suggest(title)
        rows[title] = FamilyRow(
            title=title,
            people=people,
            hr=subfamily,
            suggested=found.family if found else "",
            because=", ".join(found.because) if found else "",
            sure=round(100 * found.sure) if found else 0,
            chosen=families.said.get(title, ""),
        )
    return list(rows.values())


DECLARED_SAID = {
    "sex": gettext_lazy("Sex"),
    "ethnicity": gettext_lazy("Ethnicity"),
    "disability": gettext_lazy("Disability"),
}
"""What people declare, in words."""
