"""Saving, with and without a script; what stands; the history; two versions side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from plumbline.foundation.listing import page_of
from plumbline.foundation.pages import page
from plumbline.foundation.problems import Refused
from plumbline.foundation.richtext import to_html
from plumbline.foundation.text import count_words, storable
from plumbline.platform.texts import operations, queries
from plumbline.platform.texts.comparing import compared
from plumbline.platform.texts.models import Aside, Version
from plumbline.platform.texts.operations import Saved
from plumbline.platform.texts.pages.desks import Desk, wants_json
from plumbline.platform.texts.pages.saying import clock_words

SITTINGS_A_PAGE = 20
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form sent for one text."""

    body: str
    base: int
    sitting: str
    turn: int


def text_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Whatever is asked of a text at its one address.

    GET: the history, `?old=3&new=7` compares, `?settle` shows two versions side by side; for a script (`X-Text: yes`)
    what stands as JSON. POST `do=save | preview | settle | restore`: a script gets JSON, a form is sent on."""
    if request.method == "POST":
        if not desk.may_write:
            return _denied(request, desk)
        act = {"settle": _settle, "restore": _restore, "preview": _preview}.get(request.POST.get("do", ""), _save)
        return act(request, desk)
    if wants_json(request):
        return _standing(request, desk)
    return _settling(request, desk) if "settle" in request.GET else _history(request, desk)


def posted(request: HttpRequest, desk: Desk) -> Posted | None:
    """What a form sent for the text of this desk; None where it is not in the form."""
    name = f"body-{desk.pk}"
    if name not in request.POST:
        return None
    bodies = [body for body in request.POST.getlist(name) if body]  # several boxes that were ticked: one a line
    return Posted(
        body="\n".join(bodies),
        base=_number(request.POST.get(f"base-{desk.pk}")),
        sitting=request.POST.get(f"sitting-{desk.pk}", "")[:40],
        turn=_number(request.POST.get("turn")),
    )


def posted_bodies(request: HttpRequest, desks: Iterable[Desk]) -> dict[int, Saved | Refused]:
    """Save every text that one form holds, whatever becomes of the others; by the number of the text. Words for a text
    that may not be written (any more) are refused, never passed over."""
    outcome: dict[int, Saved | Refused] = {}
    for desk in desks:
        sent = posted(request, desk)
        if sent is None or (not desk.may_write and storable(sent.body) == desk.text.body):
            continue
        try:
            desk.may_write.or_raise()
            outcome[desk.pk] = _carried_out(desk, sent)
        except Refused as refusal:
            outcome[desk.pk] = refusal
    return outcome


def save_form(request: HttpRequest, desks: Iterable[Desk]) -> dict[int, Desk]:
    """Save every text that one form holds and say what became of it. Gives the desks whose words were refused, by the
    number of the text, each with what was typed: the page shows them again, so that nothing typed is lost."""
    given = list(desks)
    outcome = posted_bodies(request, given)
    back: dict[int, Desk] = {}
    for desk in given:
        found, sent = outcome.get(desk.pk), posted(request, desk)
        if isinstance(found, Refused) and sent is not None:
            messages.error(request, f"{desk.name}: {found.message}")
            back[desk.pk] = replace(desk, typed=sent.body, refusal=found.message)
    if any(isinstance(one, Saved) and one.state == "apart" for one in outcome.values()):
        messages.warning(request, _("Somebody else wrote too. Both versions are kept: compare and choose below."))
    elif outcome and not back:
        messages.success(request, _("Saved."))
    return back


def _carried_out(desk: Desk, sent: Posted) -> Saved:
    with transaction.atomic():
        saved = desk.save(
            actor=desk.actor, text=desk.text, body=sent.body, base=sent.base, sitting=sent.sitting, turn=sent.turn
        )
        if saved.state == "saved":
            desk.tell()
    return saved


def _save(request: HttpRequest, desk: Desk) -> HttpResponse:
    sent = posted(request, desk)
    if sent is None:
        return JsonResponse({"state": "refused", "message": _("Nothing was sent.")}, status=400)
    try:
        saved = _carried_out(desk, sent)
    except Refused as refusal:
        if wants_json(request):
            return JsonResponse({"state": "refused", "message": refusal.message}, status=UNPROCESSABLE)
        return page(
            request, "texts/refused.html", status=UNPROCESSABLE, desk=desk, typed=sent.body, message=refusal.message,
            base=sent.base,
        )  # fmt: skip
    if wants_json(request):
        return JsonResponse(_told(desk, saved))
    return redirect(f"{desk.address}?settle" if saved.state == "apart" else desk.home)


def _told(desk: Desk, saved: Saved) -> dict[str, object]:
    """A save as the page hears of it. `who` wrote what stands, where it is not what was sent."""
    told: dict[str, object] = {
        "state": saved.state, "number": saved.number, "words": saved.words, "at": clock_words(saved.at),
    }  # fmt: skip
    if saved.state == "apart":
        told["who"] = desk.names([saved.text.changed_by])[saved.text.changed_by]
        told["standing"] = saved.text.number
    return told


def _standing(request: HttpRequest, desk: Desk) -> JsonResponse:
    """What stands, and a fresh key for saving: the page's own ends with the session that it was opened in."""
    text = desk.text
    return JsonResponse(
        {
            "number": text.number,
            "body": text.body,
            "words": text.words,
            "at": clock_words(text.changed_at),
            "who": desk.names([text.changed_by])[text.changed_by] if text.changed_by else "",
            "person": desk.actor.key,
            "token": get_token(request),
            "may_write": bool(desk.may_write),
        }
    )


def _preview(request: HttpRequest, desk: Desk) -> JsonResponse:
    """As it will be shown."""
    sent = posted(request, desk)
    body = sent.body if sent else ""
    return JsonResponse({"html": str(to_html(body, desk.level)), "words": count_words(body)})


def _history(request: HttpRequest, desk: Desk) -> HttpResponse:
    sittings = page_of(queries.sittings_of(desk.text), request.GET, size=SITTINGS_A_PAGE)
    old, new = _asked(request, desk)
    people = {sitting.by for sitting in sittings} | {one.by for one in (old, new) if one}
    return page(
        request, "texts/history.html", desk=desk, sittings=sittings, old=old, new=new,
        pieces=compared(old.body if old else "", new.body) if new else [], names=desk.names(people),
        is_empty=not sittings.paginator.count,
    )  # fmt: skip


def _asked(request: HttpRequest, desk: Desk) -> tuple[Version | None, Version | None]:
    """The two versions to compare: as asked, else the newest sitting's with what stood before."""
    numbers = sorted((_number(request.GET.get("old")), _number(request.GET.get("new"))))
    if numbers[1] == 0:
        return None, None
    return queries.version_at(desk.text, numbers[0]), queries.version_at(desk.text, numbers[1])


def _settling(request: HttpRequest, desk: Desk, *, typed: str | None = None, message: str = "") -> HttpResponse:
    aside = _aside(request, desk)
    if aside is None:
        return redirect(desk.home)
    proposed = queries.combination(aside)
    by = desk.text.changed_by
    return page(
        request, "texts/settle.html", desk=desk, aside=aside, proposed=proposed, message=message,
        typed=proposed.body if typed is None else typed, who=desk.names([by]).get(by, ""),
        mine=compared(queries.body_at(desk.text, aside.base), aside.version.body),
        theirs=compared(queries.body_at(desk.text, aside.base), desk.text.body),
        between=compared(desk.text.body, aside.version.body),
        waiting=len(queries.open_asides(desk.text, desk.actor.key)) - 1,
    )  # fmt: skip


def _aside(request: HttpRequest, desk: Desk) -> Aside | None:
    """The one that is meant, else the oldest that waits."""
    waiting = queries.open_asides(desk.text, desk.actor.key)
    meant = _number(request.POST.get("aside"))
    return next((aside for aside in waiting if aside.pk == meant), waiting[0] if waiting else None)


def _settle(request: HttpRequest, desk: Desk) -> HttpResponse:
    aside = _aside(request, desk)
    if aside is None:
        return redirect(desk.home)
    choice, seen = request.POST.get("choice", ""), _number(request.POST.get("seen"))
    standing = queries.version_at(desk.text, seen)  # what was chosen is what was shown
    combined = request.POST.get("body", "")
    body = {"mine": aside.version.body, "theirs": standing.body if standing else ""}.get(choice, combined)
    try:
        with transaction.atomic():
            saved = operations.settle_aside(actor=desk.actor, text=desk.text, body=body, seen=seen, aside=aside)
            if saved.state == "saved":
                desk.tell()
    except Refused as refusal:
        return _settling(request, desk, typed=combined, message=refusal.message)
    if saved.state == "apart":
        again = _("Somebody wrote again while you decided. What you chose is kept as your version: look once more.")
        return _settling(request, desk, message=again)
    return redirect(f"{desk.address}?settle" if queries.open_asides(desk.text, desk.actor.key) else desk.home)


def _restore(request: HttpRequest, desk: Desk) -> HttpResponse:
    number, seen = _number(request.POST.get("number")), _number(request.POST.get("seen"))
    try:
        with transaction.atomic():
            operations.restore_version(actor=desk.actor, text=desk.text, number=number, seen=seen)
            desk.tell()
    except Refused as refusal:
        return page(request, "texts/not_done.html", status=409, desk=desk, message=refusal.message)
    return redirect(desk.home)


def _denied(request: HttpRequest, desk: Desk) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"state": "denied", "message": desk.may_write.reason}, status=403)
    return page(request, "403.html", status=403, reason=desk.may_write.reason)


def _number(said: str | None) -> int:
    """A number from a form or an address; 0 where it is none. A page does not send others: then there is none here."""
    if not said:
        return 0
    if not said.isascii() or not said.isdigit() or len(said) > 9:  # more than the database counts
        raise Http404
    return int(said)
