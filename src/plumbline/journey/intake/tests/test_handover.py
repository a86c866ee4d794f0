"""What a draft hands to the plans and the self-assessment: everything that was understood, and nothing else."""

from __future__ import annotations

from datetime import date

from plumbline.journey.assessments.drafts import AchievementDraft, AnswerDraft, FigureDraft, QuotationDraft
from plumbline.journey.intake import draft as drafts
from plumbline.journey.intake import edits, handover
from plumbline.journey.intake.tests.test_edits import RESULT, action, source
from plumbline.journey.plans.drafts import Passage, Written

FULL = {
    **RESULT,
    "figures": [{"name": "staff", "value": 5985, "as_at": {"written": "May 2024", "on": "2024-05-31"}}],
    "quotations": [{"text": "Well done", "said_by": "The reviewers"}],
    "signatures": [
        {"role": "lead", "name": "Ada", "signed": True, "source": source(4), "confidence": 0.9, "fields": {}}
    ],
    "publication": {
        "url": "https://a.example",
        "state": "published",
        "source": source(5),
        "confidence": 1,
        "fields": {},
    },
}


def plans(result):
    return handover.plans_of(drafts.from_result(result), name="a.docx", address_of=lambda found: f"/b{found['block']}")


def test_a_plan_goes_with_all_that_its_actions_say():
    everything = action(
        "Do it", ref="V1", themes=["visibility"], section="Staff", objective="Be seen", owner="Dean",
        starts={"written": "May 2025", "on": "2025-05-01"}, ends=None, due={"written": "soon", "on": None},
        years=[2025, 2026], measure="15%", progress="Begun", comments="None", resource="£5", priority="High",
        links=["https://a.example"], status="in_progress", rag="amber", rag_seen="#ffc000", explanation="Because",
        other={"Cost": "£5"},
    )  # fmt: skip
    (plan,) = plans({"plans": [{"title": "Plan", "kind": "previous", "starts": {"written": "2025", "on": "2025-01-01"},
                                "actions": [everything]}]})  # fmt: skip
    assert (plan.title, plan.kind, plan.starts) == ("Plan", "previous", Written("2025", date(2025, 1, 1)))
    assert plan.section_themes == (("Staff", "visibility"),)
    (made,) = plan.actions
    assert (made.text, made.ref, made.themes, made.section) == ("Do it", "V1", ("visibility",), "Staff")
    assert (made.objective, made.owner, made.measure, made.progress) == ("Be seen", "Dean", "15%", "Begun")
    assert (made.comments, made.resource, made.priority, made.explanation) == ("None", "£5", "High", "Because")
    assert (made.starts, made.ends, made.due) == (Written("May 2025", date(2025, 5, 1)), Written(), Written("soon"))
    assert (made.years, made.links, made.other) == ((2025, 2026), ("https://a.example",), (("Cost", "£5"),))
    assert (made.status, made.rag, made.rag_seen) == ("in_progress", "amber", "#ffc000")
    assert made.passage == Passage("a.docx", 1, "Do it", "/b3")


def test_a_plan_without_actions_is_left_out_and_so_is_an_action_without_words():
    assert plans({"plans": [{"title": "Empty", "actions": []}, {"title": "Blank", "actions": [action("")]}]}) == []


def test_what_was_added_by_hand_points_nowhere():
    (plan,) = plans({"plans": [{"actions": [{"text": "By hand", "source": None}]}]})
    assert plan.actions[0].passage is None


def test_a_long_passage_is_cut_at_a_word():
    (plan,) = plans({"plans": [{"actions": [action("word " * 200)]}]})
    assert plan.actions[0].passage.words.endswith("word …")
    assert len(plan.actions[0].passage.words) < 410


def test_a_section_of_several_themes_has_none():
    mixed = [action("a", section="S", themes=["visibility"]), action("b", section="S", themes=["recognition"])]
    assert plans({"plans": [{"actions": mixed}]})[0].section_themes == ()


def test_the_self_assessment_goes_with_answers_figures_achievements_and_quotations():
    made = handover.assessment_of(drafts.from_result(FULL), name="a.docx", address="/here/")
    assert (made.stage, made.form, made.document, made.address) == (3, "stage_3", "a.docx", "/here/")
    assert made.answers == (AnswerDraft("How is it led?", "By a group. It meets each term."),)
    assert made.figures == (FigureDraft("staff", 5985.0, "May 2024", date(2024, 5, 31)),)
    assert made.achievements == (AchievementDraft("A day of talks", "visibility"),)
    assert made.quotations == (QuotationDraft("Well done", "The reviewers"),)


def test_a_plan_alone_is_no_self_assessment():
    draft = drafts.from_result({"plans": FULL["plans"]})
    assert handover.assessment_of(draft, name="a.docx", address="/here/") is None
    assert handover.holds_anything(draft)
    assert not handover.holds_anything(drafts.from_result({"plans": [{"title": "Empty", "actions": []}]}))


def test_signatures_and_stage_facts_stay_without_their_passages():
    assert handover.facts_of(drafts.from_result(FULL)) == {
        "institution": "Penmarric University",
        "stage": 3,
        "form": "stage_3",
        "kind": "submission",
        "signatures": [{"role": "lead", "name": "Ada", "signed": True}],
        "publication": {"url": "https://a.example", "state": "published"},
    }


def test_what_was_dropped_is_not_handed_over():
    draft = drafts.from_result(FULL)
    key = draft.listed("answers")[0].id
    made = handover.assessment_of(edits.drop(draft, key), name="a.docx", address="/here/")
    assert made.answers == ()
