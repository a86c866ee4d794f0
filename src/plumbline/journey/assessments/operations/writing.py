"""Begin a self-assessment, write it, mark its sections ready; the forms that it is made of."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.assessments import queries, rules
from plumbline.journey.assessments.models import Assessment, Delegation, OwnGuidance
from plumbline.journey.assessments.models import Form as Known
from plumbline.journey.assessments.stage_forms import OWNER, SCOPE
from plumbline.journey.assessments.stages import definitions, stage_of
from plumbline.journey.plans.models import Plan
from plumbline.platform.audit import operations as audit
from plumbline.platform.questionnaires import operations as forms
from plumbline.platform.questionnaires.definition import Place
from plumbline.platform.questionnaires.models import Form
from plumbline.platform.texts.operations import Saved

LONGEST_GUIDANCE = 5_000


@transaction.atomic
def seed_forms(*, actor: Actor) -> list[Form]:
    """Publish the stage forms that come with the software, each where no version of it is here. Doing it again changes
    nothing."""
    return [forms.seed_form(actor=actor, owner=OWNER, scope=SCOPE, definition=one) for one in definitions()]


@transaction.atomic
def start_assessment(*, actor: Actor, institution: Institution, form: Form, due: str = "") -> Assessment:
    """Begin a self-assessment on the published version of a stage form. `due` is when it is to be handed in, in the
    institution's words. It points at the plan ahead and the plan that is over (`plans_to_begin_with`); other ones can
    be chosen.

    Raises Refused where one of the same stage is being written already: two would drift apart.
    """
    rules.can_run_assessment(actor, institution).or_raise()
    Institution.objects.select_for_update().get(pk=institution.pk)  # one at a time: numbers are counted
    if form.owner != OWNER:
        raise Refused(_("Choose one of the stage forms."), "form")
    stage = stage_of(form.asks)
    under_way = institution.assessments.filter(response__isnull=False, response__form__key=form.key).first()
    if under_way is not None:
        told = _("A self-assessment on this form is being written already: number %(number)s. Go on with that one.")
        raise Refused(told % {"number": under_way.number}, "form")
    last = institution.assessments.aggregate(last=Max("number"))["last"] or 0
    ahead, over = queries.plans_to_begin_with(institution)
    assessment = Assessment.objects.create(
        institution=institution,
        number=last + 1,
        stage=stage,
        form=form.key if form.key in Known.values else "",
        response=forms.start_response(actor=actor, form=form, scope=institution.key),
        due=clean(due)[:200],
        made_by=actor.key,
        forward_plan=ahead,
        previous_plan=over,
    )
    audit.record(actor, "assessment.begun", assessment, form=form.key, version=form.version)
    return assessment


@transaction.atomic
def discard_assessment(*, actor: Actor, assessment: Assessment) -> None:
    """Throw away one that was begun by mistake. Refused as soon as anybody wrote in it, or was asked for a part."""
    rules.can_run(actor, assessment).or_raise()
    response = _response(assessment)
    if response.answers.filter(text__issued__gt=0).exists() or assessment.delegations.exists():
        raise Refused(_("Somebody has written in this self-assessment, so it stays."))
    audit.record(actor, "assessment.discarded", assessment)
    assessment.delete()
    forms.discard_response(actor=actor, response=response)


@transaction.atomic
def save_answer(
    *,
    actor: Actor,
    assessment: Assessment,
    place: Place,
    body: str,
    base: int,
    sitting: str = "",
    turn: int = 0,
    delegation: Delegation | None = None,
) -> Saved:
    """Save what was typed as the answer at `place`, on top of version `base`: see `texts.save_text`, which never
    overwrites. `delegation` is the one that the writer comes by, if they do."""
    rules.can_answer(actor, assessment, place, delegation).or_raise()
    return forms.save_answer(
        actor=actor,
        response=_response(assessment),
        place=place,
        body=body,
        base=base,
        sitting=sitting,
        turn=turn,
    )


@transaction.atomic
def set_not_applicable(
    *, actor: Actor, assessment: Assessment, place: Place, reason: str, delegation: Delegation | None = None
) -> None:
    """Say that a question does not apply, and why. What was written there is kept, unseen."""
    rules.can_answer(actor, assessment, place, delegation).or_raise()
    forms.set_not_applicable(actor=actor, response=_response(assessment), place=place, reason=reason)


@transaction.atomic
def set_applicable(*, actor: Actor, assessment: Assessment, place: Place, delegation: Delegation | None = None) -> None:
    """Say that it does apply after all; what was written there is seen again."""
    rules.can_answer(actor, assessment, place, delegation).or_raise()
    forms.set_applicable(actor=actor, response=_response(assessment), place=place)


@transaction.atomic
def mark_ready(*, actor: Actor, assessment: Assessment, section: str, seen: str = "") -> None:
    """Say that a section is ready, of what `seen` (its seal) stood for. Refused with what is missing; and where
    somebody who was asked for a part of it has not finished."""
    rules.can_run(actor, assessment).or_raise()
    waiting = assessment.delegations.all().open().filter(section=section).first()
    if waiting is not None:
        told = _(
            "%(name)s was asked for a part of this section. Accept it, or take the request back, then mark it ready."
        )
        raise Refused(told % {"name": waiting.name})
    parts = queries.parts_of(assessment)
    forms.mark_ready(actor=actor, response=_response(assessment), section=section, seen=seen, parts=parts)


@transaction.atomic
def take_back_ready(*, actor: Actor, assessment: Assessment, section: str) -> None:
    """Say that a section is in work again."""
    rules.can_run(actor, assessment).or_raise()
    forms.take_back_ready(actor=actor, response=_response(assessment), section=section)


@transaction.atomic
def choose_plans(
    *, actor: Actor, assessment: Assessment, forward: Plan | None, previous: Plan | None, reports_on: date | None
) -> None:
    """Which plan is handed in, which one is looked back on, and as at which day."""
    rules.can_run(actor, assessment).or_raise()
    for field, plan in (("forward", forward), ("previous", previous)):
        if plan is not None and plan.institution_id != assessment.institution_id:
            raise Refused(_("Choose one of your own plans."), field)
    if forward is not None and forward == previous:
        raise Refused(_("A plan cannot be the one ahead and the one that is looked back on."), "previous")
    values = {"forward_plan": forward, "previous_plan": previous, "reports_on": reports_on}
    changed = [name for name, value in values.items() if getattr(assessment, name) != value]
    if not changed:
        return
    for name, value in values.items():
        setattr(assessment, name, value)
    assessment.save(update_fields=list(values))
    audit.record(actor, "assessment.plans_chosen", assessment, fields=", ".join(changed))


@transaction.atomic
def set_due(*, actor: Actor, assessment: Assessment, due: str) -> None:
    """When it is to be handed in, in the institution's words."""
    rules.can_run(actor, assessment).or_raise()
    assessment.due = clean(due)[:200]
    assessment.save(update_fields=["due"])
    audit.record(actor, "assessment.due_set", assessment)


@transaction.atomic
def write_guidance(
    *,
    actor: Actor,
    institution: Institution,
    form_key: str,
    question: str,
    body: str,
    seen: datetime | None = None,
) -> None:
    """What the institution tells its own people beside a question; nothing takes it away. `seen` is the `changed_at`
    that the writer started from: Overtaken where somebody else has changed it since."""
    rules.can_run_assessment(actor, institution).or_raise()
    Institution.objects.select_for_update().get(pk=institution.pk)
    words = clean(body)
    if len(words) > LONGEST_GUIDANCE:
        told = _("This is %(length)s characters long; the most that fits is %(most)s.")
        raise Refused(told % {"length": f"{len(words):,}", "most": f"{LONGEST_GUIDANCE:,}"}, "body")
    own = OwnGuidance.objects.filter(institution=institution, form_key=form_key, question=question).first()
    if seen is not None and own is not None and own.changed_at != seen:
        told = _("Somebody changed this while you were writing: “%(words)s” Compare, and save again.")
        raise Overtaken(told % {"words": own.body}, "body", seen=own.changed_at.isoformat())
    if own is None and not words:
        return
    if own is None:
        own = OwnGuidance(institution=institution, form_key=form_key, question=question)
    audit.record(actor, "guidance.written", own, form=form_key, question=question)
    if not words:
        own.delete()
        return
    own.body, own.changed_at, own.changed_by = words, now(), actor.key
    own.save()


def _response(assessment: Assessment) -> queries.Response:
    if assessment.response is None:
        raise Refused(_("This self-assessment was taken in from a document."))
    return assessment.response
