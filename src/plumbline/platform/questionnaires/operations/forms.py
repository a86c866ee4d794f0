"""Take in, copy, change, publish and discard a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.platform.audit.operations import record
from plumbline.platform.questionnaires.definition import Definition, plain
from plumbline.platform.questionnaires.faults import checked
from plumbline.platform.questionnaires.models import Form
from plumbline.platform.questionnaires.states import MOVES, FormState


@transaction.atomic
def take_in_form(*, actor: Acting, owner: str, scope: str, definition: Definition) -> Form:
    """Make a definition (of a file) the draft of the form with its key. Raises Refused where a draft is there already:
    that one is changed or discarded first, so that nobody's work is overwritten unseen."""
    versions = _versions(owner, scope, definition.key)
    _no_draft(versions)
    form = _new_draft(actor, owner, scope, definition, versions)
    record(actor, "form.taken_in", form, key=form.key, version=form.version)
    return form


@transaction.atomic
def seed_form(*, actor: Acting, owner: str, scope: str, definition: Definition) -> Form:
    """Take in and publish a form that comes with the software, where no version of it is here. Otherwise nothing is
    touched, and the newest published version is given."""
    versions = _versions(owner, scope, definition.key)
    standing = next((one for one in versions if not one.is_draft), None)
    if standing is not None:
        return standing
    return publish_form(actor=actor, form=take_in_form(actor=actor, owner=owner, scope=scope, definition=definition))


@transaction.atomic
def copy_form(*, actor: Acting, form: Form, key: str = "", title: str = "") -> Form:
    """A draft that begins as `form` is: the next version of it, or, with another `key` and `title`, a form of its own.
    Raises Refused where that form has a draft, or (for a new key) where the key is taken or no key."""
    is_new = bool(key) and key != form.key
    versions = _versions(form.owner, form.scope, key or form.key)
    if is_new and versions:
        raise Refused(_("There is a form with the key “%(key)s” already. Choose another.") % {"key": key}, "key")
    _no_draft(versions)
    definition = checked(plain(replace(form.asks, key=key, title=title or form.title))) if is_new else form.asks
    draft = _new_draft(actor, form.owner, form.scope, definition, versions)
    record(actor, "form.copied", draft, key=draft.key, version=draft.version, of=form.version)
    return draft


@transaction.atomic
def change_form(*, actor: Acting, form: Form, definition: Definition, seen: datetime | None = None) -> None:
    """Give a draft another definition. `seen` is the `changed_at` that the writer's page was made from: Overtaken is
    raised where somebody else has changed the draft since. The key stays: answers are found by it."""
    current = _draft(form)
    if seen is not None and current.changed_at != seen:
        raise Overtaken(
            _("Somebody changed this form while you were writing. Open it in another tab, compare, and save again."),
            seen=current.changed_at.isoformat(),
        )
    if definition.key != form.key:
        told = _("The key of this form is “%(key)s” and stays. To make another form, copy it under a new key.")
        raise Refused(told % {"key": form.key}, "key")
    checked(plain(definition))
    if plain(definition) == current.definition:
        return
    _fill(form, actor, definition)
    form.save(update_fields=["definition", "title", "wording", "confirmed", "changed_at", "changed_by"])
    record(actor, "form.changed", form, key=form.key, version=form.version)


@transaction.atomic
def publish_form(*, actor: Acting, form: Form, seen: datetime | None = None) -> Form:
    """Publish a draft; the version that was published is superseded. Responses stay on the version that they are made
    of until somebody moves them. Raises Refused where nothing changed, or where a section asks nothing."""
    versions = _versions(form.owner, form.scope, form.key)
    current = _draft(form)
    if seen is not None and current.changed_at != seen:
        raise Overtaken(_("Somebody changed this form after you looked at it. Look again, then publish."),
                        seen=current.changed_at.isoformat())  # fmt: skip
    for section in current.asks.sections:
        if not section.questions:
            raise Refused(_("The section “%(title)s” asks nothing. Add a question, or remove it.")
                          % {"title": section.title})  # fmt: skip
    standing = next((one for one in versions if one.state == FormState.PUBLISHED), None)
    if standing is not None:
        if standing.definition == current.definition:
            raise Refused(_("Nothing is different from version %(number)s.") % {"number": standing.version})
        MOVES.apply("supersede", standing)
    MOVES.apply("publish", form, published_at=now(), published_by=actor.key)
    record(actor, "form.published", form, key=form.key, version=form.version)
    return form


@transaction.atomic
def discard_form(*, actor: Acting, form: Form) -> None:
    """Throw a draft away. Nobody has answered it; the versions before it stand."""
    _draft(form)
    record(actor, "form.discarded", form, key=form.key, version=form.version)
    form.delete()


def _versions(owner: str, scope: str, key: str) -> list[Form]:
    """Every version of a form, newest first, locked: of two who publish at once, one waits, and then sees what the
    other made (which the locking query itself would not show on PostgreSQL)."""
    rows = Form.objects.of(owner, scope).filter(key=key)
    list(rows.select_for_update())
    return list(rows)


def _no_draft(versions: list[Form]) -> None:
    draft = next((one for one in versions if one.is_draft), None)
    if draft is not None:
        told = _("Version %(number)s of this form is being drafted. Change that draft, or throw it away first.")
        raise Refused(told % {"number": draft.version})


def _new_draft(actor: Acting, owner: str, scope: str, definition: Definition, versions: list[Form]) -> Form:
    form = Form(owner=owner, scope=scope, key=definition.key, version=versions[0].version + 1 if versions else 1)
    _fill(form, actor, definition)
    try:
        with transaction.atomic():
            form.save(force_insert=True)
    except IntegrityError:  # the first version of a key has nothing to lock
        raise Refused(_("Somebody else began this form a moment ago. Look at theirs first.")) from None
    return form


def _draft(form: Form) -> Form:
    """The form as it stands, locked. Raises Refused where it is no draft any more."""
    current = Form.objects.select_for_update().filter(pk=form.pk).first()
    if current is None:
        raise Refused(_("This draft was thrown away."))
    if not current.is_draft:
        raise Refused(_("This version is published, so it stays as it is. Copy it to a draft, and change that."))
    return current


def _fill(form: Form, actor: Acting, definition: Definition) -> None:
    values: dict[str, Any] = {
        "definition": plain(definition),
        "title": definition.title,
        "wording": definition.wording,
        "confirmed": definition.confirmed,
        "changed_at": now(),
        "changed_by": actor.key,
    }
    for name, value in values.items():
        setattr(form, name, value)
    form.__dict__.pop("asks", None)
