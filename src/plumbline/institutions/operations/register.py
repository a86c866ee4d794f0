"""The verbs of the register: institutions, what they are to the Commitment, phases, board, settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from plumbline.foundation.clock import today
from plumbline.foundation.problems import Refused
from plumbline.institutions import rules
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import (
    BoardOrganisation,
    Institution,
    Phase,
    Signatory,
    SignatoryKind,
    SignatoryStatus,
    SiteSetting,
)
from plumbline.institutions.operations.terms import in_order
from plumbline.platform.audit.operations import record

REPORT = Path(__file__).resolve().parents[1] / "reference" / "signatories.json"
EDITABLE = frozenset(
    {
        "name", "other_names", "kind", "country", "nation", "region", "mission_groups", "size", "ukprn", "hesa", "ror",
        "website", "contact_name", "contact_email",
    }
)  # fmt: skip

REGISTERED = frozenset({"name", "kind"})  # the register's to say, not the institution's own


@transaction.atomic
def create_institution(*, actor: Actor, name: str, slug: str = "", **details: Any) -> Institution:
    """Add an institution to the register. `details` are other fields of `Institution`; the signatory row is made by
    `set_signatory`."""
    rules.can_manage_sector(actor).or_raise()
    institution = Institution(name=" ".join(name.split()), slug=slug or free_slug(name))
    _fill(institution, details)
    _save(institution)
    record(actor, "institution.created", institution)
    return institution


@transaction.atomic
def edit_institution(*, actor: Actor, institution: Institution, **details: Any) -> None:
    """Change details. The address stays, so that links keep working; a former name becomes one of the other names, so
    that older documents are still recognised."""
    rules.can_edit_institution(actor, institution).or_raise()
    if REGISTERED & set(details):
        rules.can_manage_sector(actor).or_raise()
    if "name" in details:
        details = {"other_names": institution.other_names, **details}
    before = {field: getattr(institution, field) for field in details}
    _fill(institution, details)
    if institution.name != before.get("name", institution.name) and before["name"] not in institution.other_names:
        institution.other_names = [*institution.other_names, before["name"]]
    changed = sorted(field for field in details if before[field] != getattr(institution, field))
    if not changed:
        return
    _save(institution, only=changed)
    record(actor, "institution.edited", institution, fields=", ".join(changed))


@transaction.atomic
def set_signatory(
    *,
    actor: Actor,
    institution: Institution,
    kind: str = SignatoryKind.SIGNATORY,
    status: str = SignatoryStatus.SIGNED,
    phase: Phase | None = None,
    announced_on: date | None = None,
    founding: bool | None = None,
) -> Signatory:
    """Record what the institution is to the Commitment. Founding signatories are those of phase 1, unless said."""
    rules.can_manage_sector(actor).or_raise()
    if founding is None and phase is not None:
        founding = phase.number == 1
    values = {"kind": kind, "status": status, "phase": phase, "announced_on": announced_on, "founding": founding}
    signatory, _new = Signatory.objects.update_or_create(institution=institution, defaults=values)
    institution.signatory = signatory
    record(actor, "institution.signatory_set", institution, kind=str(kind), phase=phase.number if phase else None)
    return signatory


@transaction.atomic
def set_phase(
    *,
    actor: Actor,
    number: int,
    name: str = "",
    announced_on: date | None = None,
    announced_written: str = "",
    total_after: int | None = None,
) -> Phase:
    """Add or change a phase."""
    rules.can_manage_sector(actor).or_raise()
    values = {
        "name": name or _("Phase %(number)s") % {"number": number},
        "announced_on": announced_on,
        "announced_written": announced_written,
        "total_after": total_after,
    }
    phase, _new = Phase.objects.update_or_create(number=number, defaults=values)
    record(actor, "phase.set", f"institutions.phase:{number}", scope="sector", number=number)
    return phase


@transaction.atomic
def load_signatories(*, actor: Actor) -> int:
    """Put the signatories of the sector report into the register, with their phases where the report says them; how
    many were added. Names, kinds and phases only. Running it again adds nothing and changes nothing that people have
    written since."""
    rules.can_manage_sector(actor).or_raise()
    known = json.loads(REPORT.read_text(encoding="utf-8"))
    told = Q(announced_on__isnull=False) | ~Q(announced_written="") | Q(total_after__isnull=False)
    for row in known["phases"]:
        if not Phase.objects.filter(told, number=row["number"]).exists():
            announced = date.fromisoformat(row["announced_on"]) if row.get("announced_on") else None
            set_phase(actor=actor, **{**row, "announced_on": announced})
    phases = {phase.number: phase for phase in Phase.objects.all()}
    here = {name for row in Institution.objects.all() for name in (row.name, *row.other_names)}
    fresh = [row for row in known["signatories"] if row["name"] not in here]
    for row in fresh:
        details = {field: row[field] for field in ("kind", "other_names") if field in row}
        institution = create_institution(actor=actor, name=row["name"], **details)
        set_signatory(actor=actor, institution=institution, phase=phases.get(row.get("phase")))
    if fresh:
        record(actor, "register.loaded", "institutions.register", scope="sector", count=len(fresh))
    return len(fresh)


@transaction.atomic
def add_board_organisation(
    *, actor: Actor, name: str, starts_on: date | None = None, ends_on: date | None = None
) -> BoardOrganisation:
    """Give an organisation a seat on the board."""
    rules.can_manage_sector(actor).or_raise()
    plain = " ".join(name.split())
    if not plain:
        raise Refused(_("Enter the organisation's name."), field="name")
    if starts_on:
        in_order(starts_on, ends_on)
    if ends_on is None and BoardOrganisation.objects.filter(name=plain, ends_on__isnull=True).exists():
        raise Refused(_("This organisation already has a seat on the board."), field="name")
    organisation = BoardOrganisation.objects.create(name=plain, starts_on=starts_on, ends_on=ends_on)
    record(actor, "board_organisation.added", organisation)
    return organisation


@transaction.atomic
def end_board_organisation(*, actor: Actor, organisation: BoardOrganisation, on: date | None = None) -> None:
    """Record the last day of an organisation on the board."""
    rules.can_end_board_organisation(actor, organisation).or_raise()
    day = on or today()
    if organisation.starts_on:
        in_order(organisation.starts_on, day, field="on")
    organisation.ends_on = day
    organisation.save(update_fields=["ends_on"])
    record(actor, "board_organisation.ended", organisation, on=str(day))


@transaction.atomic
def set_setting(*, actor: Actor, name: str, value: str) -> None:
    """Change a choice for the whole site, such as "board_name"."""
    rules.can_manage_sector(actor).or_raise()
    row, _new = SiteSetting.objects.update_or_create(name=name, defaults={"value": value.strip()[:400]})
    record(actor, "setting.changed", row)


@transaction.atomic
def describe_site(*, actor: Actor, operator: str, contact: str, privacy_contact: str) -> None:
    """Say who runs the site and whom to write to; the accessibility statement and the privacy page print it."""
    for name, value in (("operator", operator), ("contact", contact), ("privacy_contact", privacy_contact)):
        set_setting(actor=actor, name=name, value=value)


def free_slug(name: str) -> str:
    """An address part made of a name, with a number where it is taken."""
    stem = slugify(name)[:70] or "institution"
    slug, number = stem, 2
    while Institution.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _fill(institution: Institution, details: Mapping[str, Any]) -> None:
    unknown = set(details) - EDITABLE
    if unknown:
        raise TypeError(f"An institution has no {', '.join(sorted(unknown))} to change.")
    for field, value in details.items():
        setattr(institution, field, " ".join(value.split()) if isinstance(value, str) else value)


def _save(institution: Institution, only: list[str] | None = None) -> None:
    """Save (`only` these fields), with the first thing that is wrong said about its field."""
    try:
        institution.full_clean()
    except ValidationError as problem:
        if institution.pk:
            institution.refresh_from_db()  # what was refused must not be shown as if it were so
        field, said = next(iter(problem.message_dict.items()))
        raise Refused(" ".join(said), field=None if field == "__all__" else field) from problem
    institution.save(update_fields=only)
