"""Frameworks: load those that come with Plumbline, put a version in place, move mappings to the newest version."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.plans.frameworks import FrameworkDraft, seeds
from plumbline.journey.plans.models import Framework, FrameworkItem, Mapping, Plan, Step, Wording
from plumbline.journey.plans.rules import can_edit_plan, can_keep_frameworks, has_word
from plumbline.platform.audit import operations as audit


@transaction.atomic
def load_frameworks(*, actor: Actor) -> int:
    """Load the frameworks that come with Plumbline and are not there yet. Gives how many were loaded."""
    can_keep_frameworks(actor, None).or_raise()
    there = set(Framework.objects.of_the_sector().values_list("key", flat=True))
    missing = [draft for draft in seeds() if draft.key not in there]
    for draft in missing:
        put_framework(actor=actor, institution=None, draft=draft)
    return len(missing)


@transaction.atomic
def put_framework(*, actor: Actor, institution: Institution | None, draft: FrameworkDraft, seen: int = 0) -> Framework:
    """Put a framework in place, the sector's (no institution) or an institution's own. Where one of that key is there,
    the new one supersedes it as the next version; nothing is edited. `seen` is the version that the writer started
    from. Raises Refused: no right, no title, or somebody else was faster."""
    can_keep_frameworks(actor, institution).or_raise()
    title = " ".join(clean(draft.title).split())
    has_word(title, "title", 200, _("Give the framework its name.")).or_raise()
    if draft.wording not in Wording.values:
        raise Refused(_("Say whose wording it is."), "wording")
    key = draft.key or slugify(title)[:40] or "framework"
    versions = Framework.objects.select_for_update().filter(institution=institution, key=key)
    last = versions.order_by("-version").first()
    if seen and last is not None and last.version != seen:
        raise Refused(_("Somebody put another version in place meanwhile. Look at it first."))
    if last is not None and not seen and institution is not None:
        raise Refused(_("There is a framework of this name already. Put a new version of it in place."), "title")
    versions.filter(superseded_at=None).update(superseded_at=now())
    made = Framework.objects.create(
        institution=institution,
        key=key,
        version=last.version + 1 if last else 1,
        title=title,
        sentence=clean(draft.sentence),
        wording=draft.wording,
        note=clean(draft.note),
        made_by=actor.key,
    )
    FrameworkItem.objects.bulk_create(
        FrameworkItem(
            framework=made, ref=item.ref, text=item.text, note=item.note, confidence=item.confidence, order=order
        )
        for order, item in enumerate(draft.items)
    )
    audit.record(actor, "framework.put", made, version=made.version)
    return made


@transaction.atomic
def move_mappings(*, actor: Actor, plan: Plan, framework: Framework) -> int:
    """Move what the plan's actions answer in earlier versions to the items of `framework` with the same reference.
    What the new version has no longer stays where it is. Gives how many were moved."""
    can_edit_plan(actor, plan.institution).or_raise()
    if not framework.is_current or framework.institution_id not in {None, plan.institution_id}:
        raise Refused(_("Choose among the frameworks that are offered here."))
    items = {item.ref: item for item in framework.items.all()}
    old = Mapping.objects.filter(
        action__plan=plan, item__framework__key=framework.key, item__framework__institution=framework.institution,
    ).exclude(item__framework=framework)  # fmt: skip
    moved = 0
    for mapping in old.select_related("item", "action"):
        item = items.get(mapping.item.ref)
        if item is None:
            continue
        Mapping.objects.get_or_create(action=mapping.action, item=item)
        mapping.delete()
        moved += 1
    if moved:
        note = {"note": f"{framework.title}, {framework.version}"}
        Step.objects.create(plan=plan, what="mappings_moved", after=note, by=actor.key)
        audit.record(actor, "plan.mappings_moved", plan, scope=plan.institution.key, framework=framework.key)
    return moved
