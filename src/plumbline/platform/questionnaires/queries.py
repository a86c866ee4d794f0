"""Questions about forms."""

from __future__ import annotations

from plumbline.platform.questionnaires.models import Form, FormQuerySet


def forms_of(owner: str, scope: str) -> FormQuerySet:
    """Every version of every form of one room within one scope, by key, newest first."""
    return Form.objects.of(owner, scope)


def published_forms(owner: str, scope: str) -> FormQuerySet:
    """The published version of each form, by key."""
    return forms_of(owner, scope).published()


def form_of(owner: str, scope: str, key: str, version: int | None = None) -> Form | None:
    """One version of a form; without `version` the published one. None where there is none."""
    rows = forms_of(owner, scope).filter(key=key)
    return (rows.filter(version=version) if version is not None else rows.published()).first()
