"""Release counts as at a day: what everybody but the HR analyst sees."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plumbline.foundation.clock import today
from plumbline.foundation.disclosure.figures import Published
from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.platform.audit import operations as audit
from plumbline.workforce.register import queries, rules
from plumbline.workforce.register.controlled import released
from plumbline.workforce.register.models import Figures, Ledger


@transaction.atomic
def release_figures(*, actor: Actor, institution: Institution, on: date, is_total_exact: bool = False) -> Figures:
    """Release the counts of a day: every breakdown rounded and suppressed beside all that was released before; the
    total of technicians exact if wished (never fewer than ten). Raises Refused where nothing is known of that day."""
    rules.can_see_raw(actor, institution).or_raise()
    begins = queries.begins_on(institution)
    if begins is None or on < begins:
        raise Refused(_("Nothing is known of that day. Give a day from the first accepted extract on."), field="on")
    if on > today():
        raise Refused(_("This day is still to come. Give today or an earlier day."), field="on")
    staff = queries.staff_on(institution, on)
    if staff.definition is None:
        raise Refused(_("Say first who counts as a technician."), field="on")
    Institution.objects.select_for_update().get(pk=institution.pk)
    ledger, _new = Ledger.objects.get_or_create(institution=institution)
    before = Published.from_json(ledger.published) if ledger.published else Published()
    after, shown = released(before, staff, queries.families_said(institution), is_total_exact=is_total_exact)
    ledger.published = after.to_json()
    ledger.save(update_fields=["published"])
    number = Figures.objects.filter(institution=institution).aggregate(top=Max("number"))["top"] or 0
    figures = Figures.objects.create(
        institution=institution,
        number=number + 1,
        as_at=on,
        definition=staff.definition,
        is_total_exact=is_total_exact,
        shown=shown,
        by=actor.key,
    )
    audit.record(actor, "figures.released", figures, scope=institution.key, number=figures.number)
    return figures
