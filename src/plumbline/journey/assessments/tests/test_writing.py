"""A self-assessment that is written here: begun, written, marked ready; what is known is offered."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from plumbline.foundation.problems import Overtaken, Refused
from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Role
from plumbline.journey.assessments import operations, queries, rules
from plumbline.journey.assessments.drafts import AnswerDraft, AssessmentDraft, FigureDraft
from plumbline.journey.assessments.models import Assessment, OwnGuidance
from plumbline.journey.assessments.stages import definitions, next_stage
from plumbline.journey.assessments.tests.making import RUNNERS, SYSTEM, WRITERS, asked, at, begun, reloaded, said, write
from plumbline.journey.evidence.tests.making import kept
from plumbline.journey.plans.tests.making import plan_with
from plumbline.platform.questionnaires.exports import write_form
from plumbline.platform.questionnaires.imports import read_form
from plumbline.platform.questionnaires.models import Form, Response
from plumbline.platform.questionnaires.queries import report_of
from plumbline.workforce.register import operations as register
from plumbline.workforce.register.tests.making import accepted, people
from tests.cast import at_once

OLD = AssessmentDraft(
    stage=1,
    form="stage_1_full",
    document="old.docx",
    answers=(
        AnswerDraft("Profile?", "A small place by the sea.", key="profile"),
        AnswerDraft("Since, visibility?", "A map of workshops.", key="since", theme="visibility"),
        AnswerDraft("Voice?", "We asked everybody.", key="voice"),
    ),
    figures=(FigureDraft("technicians", 412, "Aug 2018", date(2018, 8, 31)),),
)


def refusal(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value


def bodies(assessment, place):
    return [(offer.body, offer.source) for offer in queries.offers_at(assessment, place)]


# ── The forms ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_stage_forms_are_files_that_say_what_they_are():
    facts = [(one.key, one.facts["stage"], one.confirmed, one.wording) for one in definitions()]
    assert facts == [
        ("stage_1_full", "1", True, "ours"),
        ("stage_1_short", "1", True, "ours"),
        ("stage_2", "2", False, "ours"),
        ("stage_3", "3", True, "ours"),
    ]
    assert [one.question("profile").limit_words for one in definitions() if one.question("profile")] == [250]
    parts = {one.key: [question.part for question in one.questions if question.part] for one in definitions()}
    assert parts == {
        "stage_1_full": ["plan", "signatures"],
        "stage_1_short": ["plan", "signatures"],
        "stage_2": ["retrospective", "plan", "signatures"],
        "stage_3": ["retrospective", "plan", "signatures"],
    }
    assert [read_form(write_form(one)) for one in definitions()] == definitions()


@pytest.mark.django_db
def test_seeding_twice_is_the_same_as_once():
    first = operations.seed_forms(actor=SYSTEM)
    assert operations.seed_forms(actor=SYSTEM) == first
    assert Form.objects.count() == 4


@pytest.mark.parametrize(("done", "next_one"), [([], 1), ([None], 1), ([1], 2), ([2, 1, None], 3), ([3], 3)])
def test_the_stage_that_comes_next(done, next_one):
    assert next_stage(done) == next_one


# ── Beginning ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_begins_with_an_empty_text_at_every_place(cast):
    assessment = begun(cast.institution)
    assert (assessment.number, assessment.stage, assessment.form, assessment.is_written_here) == (
        1, 1, "stage_1_full", True,
    )  # fmt: skip
    assert set(queries.answers_in(assessment)) == set(assessment.response.form.asks.places)


def test_two_of_the_same_form_would_drift_apart(cast):
    first = begun(cast.institution)
    assert str(first.number) in refusal(lambda: begun(cast.institution)).message
    assert begun(cast.institution, "stage_3").number == 2
    assert begun(cast.neighbour).number == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_begin_one(cast):
    operations.seed_forms(actor=SYSTEM)
    outcome = at_once(lambda: begun(cast.institution), lambda: begun(cast.institution))
    assert sorted(isinstance(one, Refused) for one in outcome) == [False, True]
    assert Assessment.objects.count() == Response.objects.count() == 1


def test_one_begun_by_mistake_goes_while_nobody_wrote_in_it(cast):
    assessment = begun(cast.institution)
    operations.discard_assessment(actor=SYSTEM, assessment=assessment)
    assert (Assessment.objects.count(), Response.objects.count()) == (0, 0)
    again = begun(cast.institution)
    write(again, at("profile"), "x")
    write(again, at("profile"), "")
    assert "stays" in refusal(lambda: operations.discard_assessment(actor=SYSTEM, assessment=again)).message


def test_the_database_knows_no_document_with_answers_of_its_own(cast):
    assessment = begun(cast.institution)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=assessment.pk).update(origin="intake.reading:1")


# ── Who may ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_rule_for_each_role(cast):
    assessment = begun(cast.institution)
    delegation, _token = asked(assessment)

    def allowed(rule, *things):
        return {name for name, actor in cast.actors().items() if rule(actor, *things)}

    assert allowed(rules.can_run_assessment, cast.institution) == RUNNERS
    assert allowed(rules.can_write, assessment) == WRITERS
    assert allowed(rules.can_run, assessment) == RUNNERS
    assert allowed(rules.can_answer, assessment, at("profile")) == WRITERS
    assert allowed(rules.can_decide, delegation, "take_back") == RUNNERS
    assert allowed(rules.can_contribute, delegation) == set()
    taken = operations.take_in(actor=SYSTEM, institution=cast.institution, draft=OLD, origin="o:1")
    assert allowed(rules.can_write, taken) == allowed(rules.can_run, taken) == set()


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.HR_ANALYST, Role.SECRETARIAT])
def test_operations_enforce_the_rules(cast, role):
    assessment, actor = begun(cast.institution), cast.actor(role)
    form = assessment.response.form
    calls = [
        lambda: operations.start_assessment(actor=actor, institution=cast.institution, form=form),
        lambda: operations.discard_assessment(actor=actor, assessment=assessment),
        lambda: operations.mark_ready(actor=actor, assessment=assessment, section="voice"),
        lambda: operations.take_back_ready(actor=actor, assessment=assessment, section="voice"),
        lambda: operations.set_due(actor=actor, assessment=assessment, due="soon"),
        lambda: operations.choose_plans(
            actor=actor, assessment=assessment, forward=None, previous=None, reports_on=date(2026, 1, 1)
        ),
        lambda: operations.write_guidance(
            actor=actor, institution=cast.institution, form_key=form.key, question="voice", body="x"
        ),
        lambda: asked(assessment, actor=actor),
    ]
    if role != Role.HR_ANALYST:
        calls.append(lambda: write(assessment, at("profile"), "x", actor=actor))
        calls.append(
            lambda: operations.set_not_applicable(
                actor=actor, assessment=assessment, place=at("since", "visibility"), reason="x"
            )
        )
    before = Assessment.objects.filter(pk=assessment.pk).values().get()
    for call in calls:
        refusal(call)
    assert Assessment.objects.filter(pk=assessment.pk).values().get() == before
    assert said(assessment, at("profile")) == ""


# ── Ready ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def seal(assessment, section):
    return report_of(assessment.response, parts=queries.parts_of(assessment)).section(section).seal


def test_a_section_is_ready_when_somebody_says_so_and_until_it_changes(cast):
    assessment = begun(cast.institution)
    told = refusal(lambda: operations.mark_ready(actor=SYSTEM, assessment=assessment, section="voice")).message
    assert "is not answered yet" in told
    write(assessment, at("voice"), "All were asked.")
    operations.mark_ready(actor=SYSTEM, assessment=assessment, section="voice", seen=seal(assessment, "voice"))
    assert report_of(assessment.response).section("voice").state == "ready"
    write(assessment, at("voice"), "All were asked, twice.")
    assert report_of(assessment.response).section("voice").state == "needs_attention"
    operations.take_back_ready(actor=SYSTEM, assessment=assessment, section="voice")
    assert report_of(assessment.response).section("voice").state == "in_progress"


def test_who_marks_ready_what_has_changed_since_is_told(cast):
    assessment = begun(cast.institution)
    write(assessment, at("voice"), "All were asked.")
    seen = seal(assessment, "voice")
    write(assessment, at("voice"), "Nobody was asked.")
    with pytest.raises(Overtaken):
        operations.mark_ready(actor=SYSTEM, assessment=assessment, section="voice", seen=seen)


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_mark_ready_at_once_mark_it_once(cast):
    assessment = begun(cast.institution)
    write(assessment, at("voice"), "All were asked.")
    seen = seal(assessment, "voice")
    mark = lambda: operations.mark_ready(actor=SYSTEM, assessment=assessment, section="voice", seen=seen)  # noqa: E731
    assert at_once(mark, mark) == [None, None]
    assert assessment.response.marks.count() == 1


def test_a_section_waits_for_whoever_was_asked(cast):
    assessment = begun(cast.institution, "stage_1_short")
    write(assessment, at("voice"), "All were asked.")
    delegation, _token = asked(assessment, section="voice", questions=["voice"])
    mark = {"actor": SYSTEM, "assessment": assessment, "section": "voice"}
    assert "Wren Halloway" in refusal(lambda: operations.mark_ready(**mark)).message
    operations.accept(actor=SYSTEM, delegation=delegation)
    operations.mark_ready(**mark)


def test_the_plan_is_a_part_with_what_it_lacks(cast):
    assessment = begun(cast.institution)
    report = report_of(assessment.response, parts=queries.parts_of(assessment)).section("plan")
    assert next(problem.message[:20] for problem in report.missing) == "No plan is chosen ye"


# ── Not applicable, long, nasty ──────────────────────────────────────────────────────────────────────────────────────


def test_not_applicable_needs_a_reason_and_keeps_the_words(cast):
    assessment, place = begun(cast.institution), at("since", "recognition")
    write(assessment, place, "Begun.")
    call = {"actor": SYSTEM, "assessment": assessment, "place": place}
    assert refusal(lambda: operations.set_not_applicable(**call, reason=" ")).field == "reason"
    operations.set_not_applicable(**call, reason="We have no such posts.")
    assert queries.answer_at(assessment, place).reason == "We have no such posts."
    operations.set_applicable(**call)
    assert (queries.answer_at(assessment, place).not_applicable, said(assessment, place)) == (False, "Begun.")


def test_thirty_thousand_words_are_kept(cast):
    assessment = begun(cast.institution)
    body = "word " * 30_000
    assert write(assessment, at("numbers"), body).words == 30_000
    assert said(assessment, at("numbers")).split() == body.split()


# ── Guidance of one's own ────────────────────────────────────────────────────────────────────────────────────────────


def guide(cast, body, **more):
    operations.write_guidance(
        actor=SYSTEM, institution=cast.institution, form_key="stage_1_full", question="voice", body=body, **more
    )


def test_guidance_of_ones_own_is_kept_by_form_and_question(cast):
    assessment = begun(cast.institution)
    guide(cast, "Ask the forum.")
    own = queries.guidance_of(assessment)["voice"]
    assert own.body == "Ask the forum."
    guide(cast, "Ask the forum in May.", seen=own.changed_at)
    with pytest.raises(Overtaken):
        guide(cast, "Ask nobody.", seen=own.changed_at)
    assert queries.guidance_of(begun(cast.neighbour)) == {}
    assert refusal(lambda: guide(cast, "x" * 5001)).field == "body"
    guide(cast, " ")
    assert OwnGuidance.objects.count() == 0


# ── What is known is offered ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_known_is_offered_with_its_source(cast):
    operations.take_in(actor=SYSTEM, institution=cast.institution, draft=OLD, origin="o:1")
    institutions.edit_institution(actor=SYSTEM, institution=cast.institution, contact_name="Ada Quill")
    kept(cast.institution, title="Head count of technicians", value=Decimal("451"))
    assessment = begun(cast.institution)
    day = assessment.made_at.strftime("%-d %B %Y")
    past = f"Stage 1 self-assessment, accepted {day}"
    assert bodies(assessment, at("organisation")) == [("Ashmere University", "Institution profile")]
    assert bodies(assessment, at("lead_name")) == [
        ("Lead Person", "People: institutional lead"), ("Ada Quill", "Public contact"),
    ]  # fmt: skip
    assert bodies(assessment, at("profile")) == [("A small place by the sea.", past)]
    assert bodies(assessment, at("since", "visibility")) == [("A map of workshops.", past)]
    assert bodies(assessment, at("since", "recognition")) == []
    assert bodies(assessment, at("headcount")) == [
        ("451", "Evidence: Head count of technicians as at 31 July 2025"), ("412", f"{past}: technicians, Aug 2018"),
    ]  # fmt: skip
    assert [body for body, _source in bodies(assessment, at("headcount_on"))] == ["31 July 2025", "31 August 2018"]
    assert bodies(assessment, at("before")) == []


def test_what_the_staff_register_released_is_offered_with_its_day_and_a_neighbours_never(cast):
    day, analyst = date(2026, 7, 31), cast.actor(Role.HR_ANALYST)
    accepted(cast, people(23), day)
    register.save_definition(
        actor=analyst, institution=cast.institution, rule="job family is Technical", since_on=day, seen=0
    )
    register.release_figures(actor=analyst, institution=cast.institution, on=day, is_total_exact=True)
    assert bodies(begun(cast.neighbour), at("headcount")) == []
    assessment = begun(cast.institution)
    assert bodies(assessment, at("headcount")) == [("23", "Staff register as at 31 July 2026")]
    assert bodies(assessment, at("headcount_on")) == [("31 July 2026", "Staff register as at 31 July 2026")]


def test_answers_of_an_earlier_one_written_here_are_offered_and_a_neighbours_never(cast):
    write(begun(cast.institution, "stage_2"), at("voice"), "Asked in 2024.")
    write(begun(cast.neighbour, "stage_2"), at("voice"), "Borrowdale's own.")
    assessment = begun(cast.institution, "stage_3")
    assert [body for body, _source in bodies(assessment, at("voice"))] == ["Asked in 2024."]


def take(assessment, place, **more):
    answer, offer = queries.answer_at(assessment, place), queries.offers_at(assessment, place)[0]
    given = {"source": offer.key, "base": answer.text.number, **more}
    return operations.take_offer(actor=SYSTEM, assessment=assessment, place=place, **given)


def test_an_offer_is_taken_and_never_overwrites_unseen(cast):
    operations.take_in(actor=SYSTEM, institution=cast.institution, draft=OLD, origin="o:1")
    assessment, place = begun(cast.institution), at("voice")
    take(assessment, place)
    assert said(assessment, place) == "We asked everybody."
    assert queries.offers_at(assessment, place) == [], "what stands there is not offered again"
    write(assessment, place, "New words.")
    assert "below it or instead" in refusal(lambda: take(assessment, place)).message
    take(assessment, place, how="below")
    assert said(assessment, place) == "New words.\n\nWe asked everybody."
    take(assessment, place, how="instead")
    assert said(assessment, place) == "We asked everybody."
    versions = [version.body for version in queries.answer_at(assessment, place).text.versions.order_by("number")]
    assert "New words.\n\nWe asked everybody." in versions


def test_an_offer_taken_on_an_old_page_is_kept_beside_what_somebody_wrote(cast):
    operations.take_in(actor=SYSTEM, institution=cast.institution, draft=OLD, origin="o:1")
    assessment, place = begun(cast.institution), at("voice")
    write(assessment, place, "Words of another.", actor=cast.actor(Role.LEAD))
    assert take(assessment, place, how="instead", base=0).state == "apart"
    assert said(assessment, place) == "Words of another."
    assert "not known any more" in refusal(lambda: take(assessment, place, source="last.voice.99")).message


def test_many_are_taken_at_once_where_nothing_stands(cast):
    operations.take_in(actor=SYSTEM, institution=cast.institution, draft=OLD, origin="o:1")
    assessment = begun(cast.institution)
    write(assessment, at("profile"), "Mine.")
    chosen = [(place, offered[0].key) for _question, place, offered in queries.offers_of(assessment)]
    assert operations.take_offers(actor=SYSTEM, assessment=assessment, chosen=chosen) == len(chosen) - 1
    assert said(assessment, at("profile")) == "Mine."
    assert said(assessment, at("headcount")) == "412"


def test_offers_ask_as_many_questions_for_one_source_as_for_three(cast):
    assessment, counts = begun(cast.institution), []
    for turns in ((0,), (1, 2)):
        for turn in turns:
            operations.take_in(actor=SYSTEM, institution=cast.institution, draft=OLD, origin=f"o:{turn}")
            kept(cast.institution, title="Technicians")
        with CaptureQueriesContext(connection) as seen:
            queries.offers_of(assessment)
        counts.append(len(seen))
    assert counts == [6, 6]


# ── Plans ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_plans_are_ones_own(cast):
    from plumbline.journey.plans import operations as plans

    theirs = plans.create_plan(actor=SYSTEM, institution=cast.neighbour, title="Theirs")
    own = plans.create_plan(actor=SYSTEM, institution=cast.institution, title="Ours")
    assessment = begun(cast.institution)
    assert assessment.forward_plan == own
    choose = {"actor": SYSTEM, "assessment": assessment, "reports_on": date(2026, 7, 31)}
    assert refusal(lambda: operations.choose_plans(**choose, forward=theirs, previous=None)).field == "forward"
    assert refusal(lambda: operations.choose_plans(**choose, forward=own, previous=own)).field == "previous"
    operations.choose_plans(**choose, forward=None, previous=own)
    assert (reloaded(assessment).previous_plan, reloaded(assessment).reports_on) == (own, date(2026, 7, 31))


def test_a_plan_that_was_handed_in_is_looked_back_on_by_the_next_stage(cast):
    plan = plan_with(cast.institution, origin="o:1")
    assert (begun(cast.institution, "stage_1_full").forward_plan, plan.kind) == (plan, "forward")
    later = begun(cast.institution, "stage_2")
    assert (later.forward_plan, later.previous_plan) == (None, plan)


def test_a_plan_that_came_in_the_same_document_as_an_assessment_was_handed_in(cast):
    plan = plan_with(cast.institution, origin="o:1")
    operations.take_in(actor=SYSTEM, institution=cast.institution, draft=OLD, origin="o:1")
    begun_now = begun(cast.institution)
    assert (begun_now.forward_plan, begun_now.previous_plan) == (None, plan)
