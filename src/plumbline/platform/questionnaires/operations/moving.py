"""Move a response to another version of its form, and use what is asked no longer."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting
from plumbline.foundation.problems import Refused
from plumbline.platform.audit.operations import record
from plumbline.platform.questionnaires.definition import Kind, Place
from plumbline.platform.questionnaires.models import Answer, Form, FormState, Response, ResponseMove
from plumbline.platform.questionnaires.operations.answers import make_places
from plumbline.platform.texts.operations import Saved, save_text


@transaction.atomic
def move_response(*, actor: Acting, response: Response, form: Form) -> None:
    """Move a response to the published version of its form. Every answer stays: those at places that the new version
    asks too are its answers; the others are kept, and shown as asked no longer. Marks of readiness hold where their
    section asks and holds the same as before. Raises Refused where the response is there already, or where `form` is
    not the published version of its form."""
    current = Response.objects.select_for_update().select_related(None).get(pk=response.pk)
    if current.form_id == form.pk:
        raise Refused(_("These answers are on version %(number)s of the form already.") % {"number": form.version})
    before = Form.objects.get(pk=current.form_id)
    if (form.owner, form.scope, form.key) != (before.owner, before.scope, before.key):
        raise Refused(_("These answers belong to another form."))
    if form.state != FormState.PUBLISHED:
        raise Refused(_("This version of the form is not the published one any more. Look at the newest."))
    Response.objects.filter(pk=response.pk).update(form=form)
    response.form = form
    make_places(actor, response, form.asks.places)
    ResponseMove.objects.create(response=response, before=before, after=form, by=actor.key)
    record(actor, "response.moved", response, key=form.key, before=before.version, version=form.version)


@transaction.atomic
def carry_answer(*, actor: Acting, response: Response, of: Place, to: Place, base: int) -> Saved:
    """Add the text of an answer that is asked no longer to the end of another, written on version `base` of it. The
    first stays where it is. Raises Refused where either is not there, or the other takes no text."""
    places = {answer.place: answer for answer in Answer.objects.filter(response=response).select_related("text")}
    question = response.form.asks.question(to.question)
    if of not in places or to not in places or question is None or question.kind != Kind.LONG:
        raise Refused(_("Choose a question that is answered with a text."), "to")
    source, target = places[of].text, places[to].text
    body = "\n\n".join(part for part in (target.body.rstrip(), source.body.strip()) if part)
    return save_text(actor=actor, text=target, body=body, base=base, verb="answer.written")
