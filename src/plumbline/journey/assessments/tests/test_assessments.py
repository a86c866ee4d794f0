"""Self-assessments: taken in, read, corrected, taken back, by whom."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.institutions.actor import Actor
from plumbline.journey.assessments import operations, queries, rules
from plumbline.journey.assessments.drafts import (
    AchievementDraft,
    AnswerDraft,
    AssessmentDraft,
    FigureDraft,
    QuotationDraft,
)
from plumbline.journey.assessments.models import Answer, Assessment
from plumbline.platform.audit.models import Entry
from tests.cast import browser

SYSTEM = Actor.system("tests")
ORIGIN = "intake.reading:7"
ONE = "/i/ashmere/assessments/1/"
NASTY = "<script>alert(1)</script>"
WRITERS = {"lead", "working_lead", "group_chair", "group_member", "hr_analyst"}


def draft(count=2, **given):
    """A self-assessment as it is read from a document."""
    parts = {
        "stage": 1,
        "form": "stage_1_full",
        "document": "ashmere.docx",
        "answers": tuple(AnswerDraft(f"Question {n}?", f"{NASTY} answer {n}", limit=2) for n in range(count)),
        "figures": (FigureDraft("technicians", 1412, "Aug 2018"), FigureDraft("share", 12.5, "", date(2018, 8, 31))),
        "achievements": (
            AchievementDraft("A showcase", "visibility", period="2021"),
            AchievementDraft("A mug", section="Merchandise"),
            AchievementDraft("A second showcase", "visibility", period="2021"),
            AchievementDraft("  "),
        ),
        "quotations": (QuotationDraft("Well done.", "A letter"), QuotationDraft(" ")),
    }
    return AssessmentDraft(**parts | given)


def taken(institution, origin=ORIGIN, **given):
    return operations.take_in(actor=SYSTEM, institution=institution, draft=draft(**given), origin=origin)


def test_taking_in_keeps_all_that_was_read(cast):
    assessment = taken(cast.institution)
    assert (assessment.number, assessment.stage, assessment.title) == (1, 1, "Stage 1 self-assessment")
    assert list(assessment.answers.values_list("question", "words", "limit")) == [
        ("Question 0?", 3, 2),
        ("Question 1?", 3, 2),
    ]
    assert [answer.over for answer in assessment.answers.all()] == [1, 1]
    assert [(figure.name, figure.said) for figure in assessment.figures.all()] == [
        ("technicians", "1,412"),
        ("share", "12.5"),
    ]
    groups = queries.achievements_of(assessment)
    assert [(group.theme, group.section, len(group.achievements)) for group in groups] == [
        ("visibility", "", 2),
        ("", "Merchandise", 1),
    ]
    assert [one.said_by for one in assessment.quotations.all()] == ["A letter"]
    assert list(Entry.objects.filter(subject=assessment.audit_key).values_list("verb", "scope")) == [
        ("assessment.taken_in", cast.institution.key)
    ]


def test_what_is_not_known_is_left_open(cast):
    strange = AnswerDraft("Q", "a\x00b", theme="pottery")
    assessment = taken(cast.institution, stage=9, form="stage_9", answers=[strange])
    assert (assessment.stage, assessment.form, assessment.title) == (None, "", "Self-assessment 1")
    assert list(assessment.answers.values_list("text", "theme")) == [("ab", "")]
    assert taken(cast.institution, origin="o:2").number == 2


def test_the_same_origin_is_not_taken_in_twice_and_must_be_named(cast):
    taken(cast.institution)
    with pytest.raises(Refused):
        taken(cast.institution)
    with pytest.raises(ValueError, match="origin"):
        taken(cast.institution, origin="")
    assert cast.institution.assessments.count() == 1


def test_taking_back_removes_what_nobody_corrected(cast):
    taken(cast.institution)
    taken(cast.neighbour)
    assert operations.take_back(actor=SYSTEM, institution=cast.institution, origin=ORIGIN)
    assert not operations.take_back(actor=SYSTEM, institution=cast.institution, origin=ORIGIN)
    assert [one.institution for one in Assessment.objects.all()] == [cast.neighbour]


def test_taking_back_never_destroys_a_correction(cast):
    assessment = taken(cast.institution)
    operations.correct_answer(actor=SYSTEM, answer=assessment.answers.first(), text="Better")
    with pytest.raises(Refused, match="1 answer was corrected"):
        operations.take_back(actor=SYSTEM, institution=cast.institution, origin=ORIGIN)
    kept = operations.take_back(actor=SYSTEM, institution=cast.institution, origin=ORIGIN, keep_changed=True)
    assessment.refresh_from_db()
    assert (kept, assessment.origin, assessment.answers.count()) == (False, "", 2)


def test_a_correction_keeps_the_text_before(cast):
    actor = cast.actor(Role.GROUP_MEMBER)
    answer = taken(cast.institution).answers.first()
    operations.correct_answer(actor=actor, answer=answer, text=" Two words ", seen=answer.changed_at)
    operations.correct_answer(actor=actor, answer=answer, text="Two words")
    answer.refresh_from_db()
    step = answer.steps.get()
    assert (answer.text, answer.words, step.before, step.after, step.by) == (
        "Two words", 2, f"{NASTY} answer 0", "Two words", actor.key,
    )  # fmt: skip
    with pytest.raises(TypeError):
        step.save()
    with pytest.raises(Refused) as refusal:
        operations.correct_answer(actor=actor, answer=answer, text="x", seen=now() - timedelta(hours=1))
    assert refusal.value.field == "text"


def test_who_may_what(cast):
    answer = taken(cast.institution).answers.first()

    def allowed(rule):
        return {name for name, actor in cast.actors().items() if rule(actor)}

    assert allowed(lambda actor: rules.can_take_in(actor, cast.institution)) == {"lead", "working_lead"}
    assert allowed(lambda actor: rules.can_edit_assessment(actor, cast.institution)) == WRITERS
    assert allowed(lambda actor: rules.can_correct_answer(actor, answer, "x")) == WRITERS
    too_long = rules.can_correct_answer(SYSTEM, answer, "x" * 200_001)
    assert (bool(too_long), too_long.field) == (False, "text")


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.COMMUNICATIONS, Role.SECRETARIAT])
def test_operations_enforce_the_rules(cast, role):
    answer, actor = taken(cast.institution).answers.first(), cast.actor(role)
    for call in (
        lambda: operations.take_in(actor=actor, institution=cast.institution, draft=draft(), origin="o:2"),
        lambda: operations.take_back(actor=actor, institution=cast.institution, origin=ORIGIN),
        lambda: operations.correct_answer(actor=actor, answer=answer, text="x"),
    ):
        with pytest.raises(Refused):
            call()
    assert Assessment.objects.get().answers.first().text == answer.text


@pytest.mark.parametrize("wrong", [{"stage": 4}, {"form": "stage_9"}])
def test_the_database_refuses_what_cannot_be(cast, wrong):
    assessment = taken(cast.institution)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=assessment.pk).update(**wrong)


def test_every_page_for_every_visitor(cast):
    taken(cast.institution)
    outside = {"nobody", "neighbour", "secretariat", "board_member", "reviewer"}
    for name, user in cast.everybody().items():
        visitor = browser(user)
        for may, address in ((None, "/i/ashmere/assessments/"), (None, ONE), (WRITERS, f"{ONE}answers/0/")):
            inside = 200 if may is None or name in may else 403
            expected = 302 if name == "public" else 404 if name in outside else inside
            assert (name, address, visitor.get(address).status_code) == (name, address, expected)
    neighbour = browser(cast.neighbour_lead)
    assert neighbour.get("/i/borrowdale/assessments/1/").status_code == 404


def test_an_assessment_reads_as_text_with_limits_and_days(cast):
    taken(cast.institution)
    page = browser(cast.lead).get(ONE).content.decode()
    assert NASTY not in page
    for words in (
        "Question 1?",
        "3 words",
        "of 2 at most",
        "1 word over",
        "1,412",
        "Aug 2018",
        "31 August 2018",
        "Merchandise",
    ):
        assert words in page


def test_nothing_yet_says_what_comes(cast):
    assert "No self-assessment yet" in browser(cast.lead).get("/i/ashmere/assessments/").content.decode()


def test_an_answer_is_corrected_by_a_form(cast):
    taken(cast.institution)
    lead = browser(cast.lead)
    seen = lead.get(f"{ONE}answers/1/").context["form"].initial["seen"]
    assert lead.post(f"{ONE}answers/1/", {"text": "Corrected.", "seen": seen}).url == f"{ONE}#answer-1"
    assert Answer.objects.get(order=1).text == "Corrected."
    late = lead.post(f"{ONE}answers/1/", {"text": "Typed by another", "seen": seen})
    assert list(late.context["form"].errors) == ["text"]
    assert lead.post(f"{ONE}answers/1/", {"text": "Corrected.", "seen": "2026-99-99T00:00"}).status_code == 302
    assert "Typed by another" in late.content.decode()


def test_after_a_warning_an_answer_can_be_saved_over_what_the_other_wrote(cast):
    taken(cast.institution)
    lead = browser(cast.lead)
    seen = lead.get(f"{ONE}answers/1/").context["form"].initial["seen"]
    lead.post(f"{ONE}answers/1/", {"text": "First", "seen": seen})
    warned = lead.post(f"{ONE}answers/1/", {"text": "Second", "seen": seen}).context["form"]
    told = {"text": "Second", "seen": warned["seen"].value()}
    assert lead.post(f"{ONE}answers/1/", told).status_code == 302
    assert Answer.objects.get(order=1).text == "Second"
    assert lead.post(f"{ONE}answers/1/", told | {"text": "Third"}).status_code == 200, "changed again since the warning"


def test_what_an_answer_was_and_what_it_may_be(cast):
    taken(cast.institution)
    lead = browser(cast.lead)
    lead.post(f"{ONE}answers/1/", {"text": "Corrected."})
    assert "The text before" in lead.get(f"{ONE}answers/1/").content.decode()
    assert lead.get(f"{ONE}answers/9/").status_code == 404
    assert lead.post(f"{ONE}answers/1/", {"text": "x" * 200_001}).context["form"].errors


@pytest.mark.parametrize("address", ["/i/ashmere/assessments/", ONE])
def test_a_page_asks_as_many_questions_for_one_row_as_for_three(cast, address):
    lead = browser(cast.lead)
    counts = []
    for number in (1, 3):
        Assessment.objects.all().delete()
        for turn in range(number):
            taken(cast.institution, origin=f"o:{turn}", count=number)
        with CaptureQueriesContext(connection) as seen:
            assert lead.get(address).status_code == 200
        counts.append(len(seen))
    assert (counts[0], counts[0] <= 15) == (counts[1], True)
