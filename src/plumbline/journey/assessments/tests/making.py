"""Self-assessments that are written here, for tests: made by the operations."""

from typing import Any

from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.assessments import operations, queries
from plumbline.journey.assessments.models import Assessment, Delegation
from plumbline.platform.questionnaires.definition import Place
from plumbline.platform.texts.operations import Saved

SYSTEM = Actor.system("tests")
WRITERS = {"lead", "working_lead", "group_chair", "group_member", "hr_analyst"}
RUNNERS = {"lead", "working_lead", "group_chair"}


def at(question: str, item: str = "") -> Place:
    """A place."""
    return Place(question=question, item=item)


def begun(institution: Institution, form: str = "stage_1_full", actor: Actor = SYSTEM) -> Assessment:
    """A self-assessment on one of the stage forms, as its page loads it."""
    operations.seed_forms(actor=SYSTEM)
    chosen = queries.forms_to_start().get(key=form)
    made = operations.start_assessment(actor=actor, institution=institution, form=chosen)
    return reloaded(made)


def reloaded(assessment: Assessment) -> Assessment:
    """The same, fresh from the database."""
    found = queries.written(assessment.institution, assessment.number)
    assert found is not None
    return found


def said(assessment: Assessment, place: Place) -> str:
    """What stands at a place."""
    answer = queries.answer_at(assessment, place)
    assert answer is not None
    return answer.text.body


def write(assessment: Assessment, place: Place, body: str, actor: Actor = SYSTEM, **more: Any) -> Saved:
    """Write an answer on top of what stands."""
    answer = queries.answer_at(assessment, place)
    assert answer is not None
    base = more.pop("base", answer.text.number)
    return operations.save_answer(actor=actor, assessment=assessment, place=place, body=body, base=base, **more)


def looked_back_line(assessment: Assessment, actor: Actor = SYSTEM) -> int:
    """The plan that is over, else the plan ahead, is looked back on; the number of the first line that this gave."""
    previous = assessment.previous_plan or assessment.forward_plan
    operations.choose_plans(actor=actor, assessment=assessment, forward=None, previous=previous, reports_on=None)
    operations.look_back(actor=actor, assessment=assessment)
    return queries.looked_back(assessment)[0].pk


def asked(assessment: Assessment, actor: Actor = SYSTEM, **more: Any) -> tuple[Delegation, str]:
    """Wren was asked for two answers of the second section; the delegation and the secret of its link."""
    given: dict[str, Any] = {
        "section": "about",
        "questions": ["definition", "numbers"],
        "name": "Wren Halloway",
        "email": "wren@workshops.example",
        "message": "You know this best.",
        **more,
    }
    return operations.delegate(actor=actor, assessment=assessment, **given)
