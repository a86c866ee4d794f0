"""A room that owns texts, for tests: three texts that whoever is signed in may write, and talk beside them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from plumbline.foundation.pages import signed_in_page
from plumbline.foundation.verdicts import Allowed, Denied
from plumbline.institutions.actor import actor_of
from plumbline.institutions.queries import actor_names
from plumbline.platform.accounts.models import User
from plumbline.platform.texts import pages
from plumbline.platform.texts.models import Text

PAGE = """{% extends "ui/page.html" %}{% load texts %}{% block title %}Writing room{% endblock %}{% block content %}
<h1>Writing room</h1>{% presence here %}
{% for desk in desks %}{% text_editor desk %}{% endfor %}{% endblock %}
{% block aside %}<h2>Comments</h2>{% comments talk %}{% endblock %}
{% block scripts %}{% text_scripts %}{% endblock %}"""
told_calls: list[tuple[str, list[str]]] = []
changed_texts: list[tuple[int, int]] = []


def desk_of(request: HttpRequest, text: Text) -> pages.Desk:
    may_write = Denied("Only those who are not called Nowhere may write here.") if is_reader(request) else Allowed()
    return pages.Desk(
        text=text, actor=actor_of(request), name=f"Question {text.pk}", address=f"/writing/{text.pk}/",
        home=f"/writing/#text-{text.pk}", names=actor_names, hint="What did you do, and what came of it?",
        limit_words=20, level=2, changed=lambda text: changed_texts.append((text.pk, text.number)), may_write=may_write,
    )  # fmt: skip


def is_reader(request: HttpRequest) -> bool:
    return "Nowhere" in actor_of(request).name


def here_of(request: HttpRequest) -> pages.Here:
    return pages.here(
        place="writing", address="/writing/here/", actor=actor_of(request), name=actor_of(request).name,
        may_see_names=not is_reader(request),
    )  # fmt: skip


def talk_of(request: HttpRequest) -> pages.Talk:
    people = [pages.Person(user.key, user.name) for user in User.objects.order_by("name")]
    return pages.talk(
        place="writing:1", scope="tests", address="/writing/talk/", home="/writing/#talk-writing-1",
        actor=actor_of(request), names=actor_names, people=people,
        told=lambda comment, keys: told_calls.append((comment.body, keys)),
    )  # fmt: skip


@signed_in_page
def room(request: HttpRequest) -> HttpResponse:
    desks = pages.with_asides(desk_of(request, text) for text in Text.objects.order_by("pk"))
    outcome = pages.posted_bodies(request, desks) if request.method == "POST" else {}
    context = {"desks": desks, "here": here_of(request), "talk": talk_of(request), "outcome": outcome}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


@signed_in_page
def text(request: HttpRequest, number: int) -> HttpResponse:
    return pages.text_page(request, desk_of(request, Text.objects.get(pk=number)))


@signed_in_page
def presence(request: HttpRequest) -> HttpResponse:
    return pages.here_page(request, here_of(request), Text.objects.all())


@signed_in_page
def conversation(request: HttpRequest) -> HttpResponse:
    return pages.talk_page(request, talk_of(request))


urlpatterns = [
    path("writing/", room),
    path("writing/here/", presence),
    path("writing/talk/", conversation),
    path("writing/<int:number>/", text),
    path("", include("plumbline.config.urls")),
]
