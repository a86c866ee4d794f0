"""A person corrects the working copy: every correction is recorded, can be taken back, and overwrites nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.journey.intake import draft as drafts
from plumbline.journey.intake import edits, patches, queries, rules
from plumbline.journey.intake.draft import Draft, Thing
from plumbline.journey.intake.models import Edit, Reading
from plumbline.journey.intake.states import TO_CHECK
from plumbline.journey.intake.wording import sentence_for
from plumbline.platform.audit import operations as audit

GIST = 110


class Stale(Refused):
    """Somebody else changed the thing since the page was made. `current` is how it stands now; None: it is gone."""

    def __init__(self, current: Thing | None) -> None:
        if current is None:
            told = _("Somebody else has moved, merged or dropped this since you opened it. What you typed is below.")
        else:
            told = _("Somebody else changed this since you opened it. Both versions are below: choose what is right.")
        super().__init__(told)
        self.current = current


@transaction.atomic
def correct(
    *, actor: Actor, reading: Reading, what: str, keys: Iterable[str], seen: int, change: Callable[[Draft], Draft]
) -> Draft:
    """Change the working copy and record it as `what`. `keys` are the things that it touches, `seen` the revision
    that the person looked at: raises `Stale` where one of these things has changed since. Two people may work on
    different things at the same time. Returns the draft as it is now."""
    rules.can_correct(actor, reading).or_raise()
    current = _locked(reading)
    before = queries.working_copy(current)
    touched = list(keys)
    for key in touched:
        thing = before.things.get(key)
        if thing is None or thing.rev > seen:
            raise Stale(thing)
    try:
        changed = change(before)
    except edits.EditError as error:
        raise Refused(sentence_for(error.code)) from error
    except KeyError as error:
        raise Stale(None) from error
    if changed == before:
        return before
    after = patches.stamped(before, changed, current.revision + 1)
    first = before.things.get(touched[0]) if touched else None
    Edit.objects.create(
        reading=reading,
        revision=current.revision + 1,
        what=what,
        thing=first.id if first else "",
        gist=_gist(first),
        patch=patches.between(before, after),
        by=actor.key,
    )
    _save(reading, after, current.revision)
    audit.record(actor, f"reading.{what}", reading, thing=first.id if first else "", revision=reading.revision)
    return after


@transaction.atomic
def undo_last(*, actor: Actor, reading: Reading, seen: int) -> Edit:
    """Take back the last correction that still stands; again and again, down to what was read. Refused where it is
    not the one that the person saw as the last."""
    rules.can_correct(actor, reading).or_raise()
    current = _locked(reading)
    last = queries.last_edit(reading)
    if last is None:
        raise Refused(_("There is no correction to take back."))
    if last.revision > seen:
        raise Refused(_("Somebody corrected something else meanwhile. Look at the page again before you undo."))
    before = queries.working_copy(current)
    after = patches.stamped(before, patches.taken_back(before, last.patch or {}), current.revision + 1)
    Edit.objects.filter(pk=last.pk).update(undone_at=now())
    # A step of its own, without a patch: it is the undone one's patch that went, and an undo is not undone.
    Edit.objects.create(
        reading=reading,
        revision=current.revision + 1,
        what="undo",
        thing=last.thing,
        gist=last.gist,
        patch=None,
        by=actor.key,
    )
    _save(reading, after, current.revision)
    audit.record(actor, "reading.undo", reading, undone=last.revision, revision=reading.revision)
    return last


def _locked(reading: Reading) -> Reading:
    """The row as it is now, held until the transaction ends."""
    current = Reading.objects.select_for_update().filter(pk=reading.pk, state=TO_CHECK).first()
    if current is None:
        raise Refused(_("This document was accepted or dropped meanwhile. Reload the page."))
    return current


def _save(reading: Reading, after: Draft, revision: int) -> None:
    summary = asdict(drafts.counts(after))
    stored = drafts.to_json(after)
    named = str(edits.document_of(after).data.get("institution") or "")[:300]
    changed = Reading.objects.filter(pk=reading.pk, revision=revision, state=TO_CHECK).update(
        draft=stored, revision=revision + 1, summary=summary, named=named
    )
    if changed != 1:
        raise Refused(_("Somebody else corrected something at the same moment. Reload the page and try again."))
    reading.draft, reading.revision, reading.summary, reading.named = stored, revision + 1, summary, named


def _gist(thing: Thing | None) -> str:
    if thing is None:
        return ""
    text = " ".join((thing.text or drafts.full_text(thing.kind, thing.data)).split())
    return text if len(text) <= GIST else text[:GIST].rsplit(" ", 1)[0] + " …"
