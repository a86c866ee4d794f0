"""Texts on a page: `{% text_editor desk %}`, `{% text_scripts %}`, `{% comments talk %}`, `{% presence here %}`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from plumbline.foundation.richtext import to_html
from plumbline.platform.texts.comparing import Piece
from plumbline.platform.texts.models import Comment
from plumbline.platform.texts.pages.desks import Desk
from plumbline.platform.texts.pages.presence import Here
from plumbline.platform.texts.pages.saying import clock_words
from plumbline.platform.texts.pages.talk import Talk

register = template.Library()


@register.inclusion_tag("texts/editor.html", takes_context=True)
def text_editor(
    context: Context, desk: Desk, *, typed: str | None = None, message: str = "", in_form: bool = False,
    hide_label: bool = False, label_size: str = "m",
) -> dict[str, Any]:  # fmt: skip
    """The editor of a text: label, toolbar, words, state. Saves by itself, and without a script by its button.
    `in_form`: it stands in a form of the page, which saves it with `save_form`. `typed` and `message`: what was typed
    and refused, where the desk does not say so itself."""
    typed, message = desk.typed if typed is None else typed, message or desk.refusal
    return {
        "desk": desk, "body": desk.text.body if typed is None else typed, "message": message, "in_form": in_form,
        "hide_label": hide_label, "label_size": label_size, "csrf_token": context.get("csrf_token"),
        "at": clock_words(desk.text.changed_at),
    }  # fmt: skip


@register.simple_tag
def text_attributes(desk: Desk) -> SafeString:
    """The attributes of an element that holds controls of any kind whose value is the body of a text, so that the
    script saves them alike. The controls carry `data-body`; the hidden fields come from `{% text_hidden desk %}`."""
    return format_html(
        'data-text="{}" data-address="{}" data-number="{}" data-sitting="{}" data-person="{}" data-limit="{}"',
        desk.pk, desk.address, desk.text.number, desk.sitting, desk.actor.key, desk.limit_words or "",
    )  # fmt: skip


@register.simple_tag
def text_hidden(desk: Desk) -> SafeString:
    """The hidden fields that say on what a save builds."""
    return format_html(
        '<input type="hidden" name="base-{0}" value="{1}"><input type="hidden" name="sitting-{0}" value="{2}">',
        desk.pk, desk.text.number, desk.sitting,
    )  # fmt: skip


@register.inclusion_tag("texts/state.html")
def text_state(desk: Desk, *, counts: bool = True) -> dict[str, Any]:
    """Under the controls of a text: its state in words, how many words it has, the way to its history."""
    return {"desk": desk, "counts": counts, "at": clock_words(desk.text.changed_at)}


@register.inclusion_tag("texts/scripts.html", takes_context=True)
def text_scripts(context: Context) -> dict[str, Any]:
    """Once a page with texts, in the block `scripts`: the words that the script needs, and the script."""
    return {"csrf_token": context.get("csrf_token")}


@register.inclusion_tag("texts/presence.html")
def presence(here: Here) -> dict[str, Any]:
    """Who else is here."""
    return {"here": here}


@register.inclusion_tag("texts/comments.html", takes_context=True)
def comments(
    context: Context, talk: Talk, *, typed: str = "", message: str = "", answered: Comment | None = None
) -> dict[str, Any]:
    """The threads at a place, and a field for a new one."""
    return {
        "talk": talk, "writers": talk.writers(), "typed": typed, "message": message, "answered": answered,
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.inclusion_tag("texts/compared.html")
def differences(pieces: Sequence[Piece]) -> dict[str, Any]:
    """A comparison, word by word: what went and came is said, struck and underlined, never colour alone."""
    return {"pieces": pieces}


@register.filter
def rich(text: str, level: int = 3) -> SafeString:
    """A text in Markdown as safe HTML, its headings from `level`."""
    return to_html(text, level)


@register.simple_tag
def said(comment: Comment, talk: Talk) -> SafeString:
    """A comment's words, with the names that it calls marked."""
    text = str(conditional_escape(comment.body))
    for person in talk.people:
        name = str(conditional_escape(person.name))
        if any(mention.person == person.key for mention in comment.mentions.all()):
            text = re.sub(rf"(?<!\w)@{re.escape(name)}(?!\w)", f"<b>@{name}</b>", text, flags=re.IGNORECASE)
    return mark_safe(text.replace("\n", "<br>"))  # noqa: S308 - escaped above


@register.filter
def of(names: dict[str, str], key: str) -> str:
    """What to call the person behind a key."""
    return names.get(key, "")
