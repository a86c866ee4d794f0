"""Pages of the library: what everybody sees, and where the lead publishes and withdraws."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from plumbline.foundation.listing import choice
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page, public_page
from plumbline.journey.plans.models import Status, Theme
from plumbline.sharing.library import operations, queries, rules, showing
from plumbline.sharing.library.differences import difference
from plumbline.sharing.library.exports import as_json, tombstone_json
from plumbline.sharing.library.forms import ChoiceForm, PublishForm, WithdrawForm, first_choice
from plumbline.sharing.library.frozen import chosen_in, fingerprint
from plumbline.sharing.library.models import Publication

GONE = 410


@public_page
def latest(request: HttpRequest, slug: str) -> HttpResponse:
    """To the newest version that stands; where all were withdrawn, what is said of the last one."""
    versions = list(queries.versions_at(slug))
    standing = next((version for version in versions if not version.is_withdrawn), None)
    if standing is not None:
        return redirect(standing)
    if not versions:
        raise Http404
    return _tombstone(request, versions[0], None)


@public_page
def publication(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version as it was frozen, by theme."""
    shown, newest = _version(slug, number)
    if shown.is_withdrawn:
        return _tombstone(request, shown, newest)
    return page(request, "library/publication.html", publication=shown, newest=newest, **_shown(request, shown.content))


@public_page
def publication_json(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The same as JSON, as docs/reference/publication.md describes it."""
    shown, _newest = _version(slug, number)
    if shown.is_withdrawn:
        return JsonResponse(tombstone_json(shown), status=GONE)
    return JsonResponse(
        as_json(shown, request.build_absolute_uri), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@public_page
def action(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """One action of one version, at its own address."""
    shown, newest = _version(slug, number)
    if shown.is_withdrawn:
        return _tombstone(request, shown, newest)
    found = next((one for one in shown.content["actions"] if one["key"] == key), None)
    if found is None:
        raise Http404
    content = showing.with_days(shown.content)
    context: dict[str, Any] = {
        "action": showing.action_with_days(found),
        "content": content,
        "filled": showing.filled(content),
    }
    return page(request, "library/action.html", publication=shown, newest=newest, **context)


@institution_page(Capability.VIEW_WORKSPACE)
def manage(request: HttpRequest, institution: Institution) -> HttpResponse:
    """What is public, what changed since, and the way to the preview."""
    first = first_choice(institution)
    published = queries.latest(institution)
    chosen = chosen_in(published.content) if published else operations.Choices()
    initial = {"plan": first.key if first else None, "owners": chosen.owners, "progress": chosen.progress}
    context: dict[str, Any] = {
        "institution": institution,
        "form": ChoiceForm(None, institution=institution, initial=initial) if first else None,
        "published": published,
        "versions": queries.versions(institution),
        "changed": queries.changed_since_publication(institution),
        "may_publish": actor_of(request).can(Capability.PUBLISH, institution),
    }
    return page(request, "library/manage.html", **context)


@institution_page(Capability.PUBLISH)
def preview(request: HttpRequest, institution: Institution) -> HttpResponse:
    """The plan exactly as the public will see it; publish it from here."""
    choosing = ChoiceForm(request.GET, institution=institution, initial={})
    if not choosing.is_valid():
        return redirect("library:manage", institution.slug)
    plan, chosen = choosing.cleaned_data["plan"], choosing.choices
    content = queries.copy_of(institution, plan, chosen)
    form = PublishForm(request.POST or None, initial={"previewed": fingerprint(content)})
    if form.is_valid():
        given = {"actor": actor_of(request), "plan": plan, "chosen": chosen, **form.cleaned_data}
        if form.carry_out(operations.publish, **given):
            told = _("Version %(number)s is published. Everybody can read it at this address.")
            messages.success(request, told % {"number": form.outcome.number})
            return redirect(form.outcome)
        form = _looked_again(form, fingerprint(content))
    published = queries.latest(institution)
    context: dict[str, Any] = {
        "institution": institution,
        "form": form,
        "published": published,
        "changed": difference(published.content, content) if published else None,
        "kept": [(name, value) for name, value in request.GET.items() if name in choosing.fields],
        "verdict": rules.can_publish(actor_of(request), institution, len(content["actions"])),
        **_shown(request, content),
    }
    return page(request, "library/preview.html", **context)


@institution_page(Capability.PUBLISH)
def withdraw(request: HttpRequest, institution: Institution, number: int) -> HttpResponse:
    """Take a version from the public, with a reason that stays at its address."""
    shown = get_object_or_404(institution.publications, number=number)
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.withdraw, actor=actor_of(request), publication=shown, **form.cleaned_data
    ):
        messages.success(request, _("Version %(number)s is withdrawn.") % {"number": shown.number})
        return redirect("library:manage", institution.slug)
    remaining = institution.publications.standing().exclude(pk=shown.pk).first()
    context: dict[str, Any] = {"institution": institution, "publication": shown, "form": form, "remaining": remaining}
    return page(request, "library/withdraw.html", **context)


def _version(slug: str, number: int) -> tuple[Publication, Publication | None]:
    """The version that the address names, and the newest that stands; 404 where there is none."""
    versions = {version.number: version for version in queries.versions_at(slug, heavy=number)}
    if number not in versions:
        raise Http404
    return versions[number], next((one for one in versions.values() if not one.is_withdrawn), None)


def _tombstone(request: HttpRequest, shown: Publication, newest: Publication | None) -> HttpResponse:
    return page(request, "library/tombstone.html", status=GONE, publication=shown, newest=newest)


def _shown(request: HttpRequest, content: dict[str, Any]) -> dict[str, Any]:
    """What the page of a copy needs: the same for the public and for the preview."""
    ready = showing.with_days(content)
    theme = choice(request.GET, "theme", [*Theme.values, showing.NONE])
    status = choice(request.GET, "status", [*Status.values, showing.NONE])
    actions = showing.filtered(ready["actions"], theme, status)
    return {
        "content": ready,
        "filled": showing.filled(ready),
        "figures": showing.tallied(ready["actions"]),
        "groups": showing.grouped(actions),
        "count": len(actions),
        "theme_shown": theme,
        "status_shown": status,
        "themes": Theme.choices,
        "statuses": Status.choices,
    }


def _looked_again(refused: PublishForm, print_now: str) -> PublishForm:
    """The form once more, for the plan as it is now, with what was refused."""
    form = PublishForm({"previewed": print_now})
    form.full_clean()
    for message in [*refused.non_field_errors(), *(one for field in refused.errors.values() for one in field)]:
        if message not in form.non_field_errors():
            form.add_error(None, message)
    return form
