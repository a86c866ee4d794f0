"""Comments beside a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect

from plumbline.foundation.acting import Acting
from plumbline.foundation.pages import page
from plumbline.foundation.problems import Refused
from plumbline.foundation.verdicts import Allowed, Verdict
from plumbline.platform.texts import operations, queries
from plumbline.platform.texts.models import Comment
from plumbline.platform.texts.pages.desks import Names, wants_json


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a comment may call by "@" and their name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said at one place. `people`: whom a comment may call. `told(comment, keys)`: the owning room's way of
    telling those who are called, and those who take part, in the comment's transaction. `name`: what to call this
    person, where they have no account. `threads`: as they were when the page was made."""

    place: str
    scope: str
    address: str
    home: str
    actor: Acting
    names: Names
    people: Sequence[Person] = ()
    may_talk: Verdict = field(default_factory=Allowed)
    told: Callable[[Comment, list[str]], object] | None = None
    name: str = ""
    threads: tuple[Comment, ...] = ()

    @property
    def number(self) -> str:
        """A name for the elements of the page."""
        return re.sub(r"\W+", "-", self.place)

    @property
    def open_threads(self) -> list[Comment]:
        return [thread for thread in self.threads if not thread.is_resolved]

    @property
    def resolved_threads(self) -> list[Comment]:
        return [thread for thread in self.threads if thread.is_resolved]

    def called_in(self, body: str) -> list[str]:
        """The keys of the people whom a comment calls, in the order of the list."""
        return [person.key for person in self.people if _calls(body, person.name)]

    def writers(self) -> dict[str, str]:
        """What to call everybody who said something or resolved it, by key."""
        said = [comment for thread in self.threads for comment in (thread, *thread.replies.all())]
        keys = {comment.by for comment in said} | {thread.resolved_by for thread in self.threads if thread.resolved_by}
        names = dict(self.names(keys)) if keys else {}
        return names | {comment.by: comment.name for comment in said if comment.name}


def talk(
    *, place: str, scope: str, address: str, home: str, actor: Acting, names: Names, people: Sequence[Person] = (),
    may_talk: Verdict | None = None, told: Callable[[Comment, list[str]], object] | None = None, name: str = "",
) -> Talk:  # fmt: skip
    """What is said at one place, for the tag `{% comments %}` and for `talk_page`."""
    threads = tuple(queries.comments_at(place))
    allowed = Allowed() if may_talk is None else may_talk
    return Talk(place, scope, address, home, actor, names, people, allowed, told, name, threads)


def talk_page(request: HttpRequest, talk: Talk) -> HttpResponse:
    """GET: the threads on a page of their own. POST `do=write | resolve | reopen`, then back. A script (`X-Text: yes`)
    gets JSON: a fresh key for sending, where to go on, or why not."""
    scripted = wants_json(request)
    if request.method != "POST":
        if scripted:
            return JsonResponse({"person": talk.actor.key, "token": get_token(request)})
        return page(request, "texts/talk.html", talk=talk)
    if not talk.may_talk:
        if scripted:
            return JsonResponse({"message": talk.may_talk.reason}, status=403)
        return page(request, "403.html", status=403, reason=talk.may_talk.reason)
    act = {"resolve": _resolve, "reopen": _reopen}.get(request.POST.get("do", ""), _write)
    try:
        with transaction.atomic():
            act(request, talk)
    except Refused as refusal:
        if scripted:
            return JsonResponse({"message": refusal.message}, status=422)
        typed, parent = request.POST.get("body", ""), _meant(request, talk, needed=False)
        return page(
            request, "texts/talk.html", status=422, talk=talk, typed=typed, message=refusal.message, answered=parent
        )
    return JsonResponse({"to": talk.home}) if scripted else redirect(talk.home)


def _write(request: HttpRequest, talk: Talk) -> None:
    body = request.POST.get("body", "")
    called = talk.called_in(body)
    comment = operations.write_comment(
        actor=talk.actor, scope=talk.scope, place=talk.place, body=body, mentions=called,
        parent=_meant(request, talk, needed=False), name=talk.name,
    )  # fmt: skip
    if talk.told is not None:
        talk.told(comment, called)


def _resolve(request: HttpRequest, talk: Talk) -> None:
    operations.resolve_comment(actor=talk.actor, comment=_thread(request, talk))


def _reopen(request: HttpRequest, talk: Talk) -> None:
    operations.reopen_comment(actor=talk.actor, comment=_thread(request, talk))


def _thread(request: HttpRequest, talk: Talk) -> Comment:
    found = _meant(request, talk, needed=True)
    if found is None:
        raise Http404
    return found


def _meant(request: HttpRequest, talk: Talk, *, needed: bool) -> Comment | None:
    """The thread that the form names, of this place alone."""
    named = request.POST.get("thread", "")
    found = next((thread for thread in talk.threads if str(thread.pk) == named), None)
    if found is None and (needed or named):
        raise Http404
    return found


def _calls(body: str, name: str) -> bool:
    """Whether "@name" stands in a comment, and not as the beginning of a longer name."""
    return bool(name) and re.search(rf"(?<!\w)@{re.escape(name)}(?!\w)", body, re.IGNORECASE) is not None
