"""Publication: frozen, numbered, previewed, withdrawn; what everybody sees, and what nobody outside sees."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.journey.plans import operations as plans
from plumbline.journey.plans.drafts import Passage, Written
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with
from plumbline.platform.audit.models import Entry
from plumbline.sharing.library import operations, queries, rules
from plumbline.sharing.library.differences import WORDS, difference
from plumbline.sharing.library.models import Publication
from plumbline.sharing.library.operations import Choices
from tests.cast import browser

PLAN = "/institutions/ashmere/plan/"
MANAGE = "/i/ashmere/publication/"
PREVIEW = f"{MANAGE}preview/?plan=action-plan-2025-to-2027&owners=on"
SECRET = "never to be published"


@pytest.fixture
def plan(cast):
    """A plan in which every field that must stay inside holds the same words."""
    made = plan_with(
        cast.institution,
        draft(
            1, owner="Head of Workshops", due=Written("May 2026", date(2026, 5, 31)), years=(2026,),
            measure="Ten posts",
            status="in_progress", rag="red", rag_on=date(2026, 1, 1), explanation="Two left.", section="Own",
            comments=SECRET, resource=SECRET, priority=SECRET, progress="Half way there", other=((SECRET, SECRET),),
            links=("https://a.example", f"javascript:{SECRET}"), passage=Passage(SECRET, 1, SECRET, "/x/"),
        ),
        draft(2, text="<b>Bold</b> promise", status="completed"),
        draft(3, themes=(), rag="green"),
        draft(4, text=SECRET),
    )  # fmt: skip
    plans.note_progress(actor=SYSTEM, action=made.actions.get(key="a1"), text=SECRET)
    plans.remove_action(actor=SYSTEM, action=made.actions.get(key="a4"))
    return made


def publish(plan, **given):
    return operations.publish(actor=SYSTEM, plan=plan, **given)


def body(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_who_may_publish_and_withdraw(cast, plan):
    publication = publish(plan)

    def allowed(rule):
        return {name for name, actor in cast.actors().items() if rule(actor)}

    assert allowed(lambda actor: rules.can_publish(actor, cast.institution, 3)) == {"lead"}
    assert allowed(lambda actor: rules.can_withdraw(actor, publication, "Wrong.")) == {"lead"}
    for actor in (cast.actor(Role.WORKING_LEAD), cast.actors()["neighbour"]):
        with pytest.raises(Refused):
            operations.publish(actor=actor, plan=plan)
        with pytest.raises(Refused):
            operations.withdraw(actor=actor, publication=publication, reason="x")
    assert Publication.objects.get().state == "published"


def test_the_programmes_minimum_is_asked_for(cast):
    with pytest.raises(Refused, match="public contact"):
        publish(plan_with(cast.neighbour))
    empty = plans.create_plan(actor=SYSTEM, institution=cast.institution, title="Empty")
    with pytest.raises(Refused, match="no actions"):
        publish(empty)
    assert not Publication.objects.exists()


def test_a_publication_is_recorded_numbered_and_counted(cast, plan):
    actor = cast.actor(Role.LEAD)
    first = operations.publish(actor=actor, plan=plan)
    second = operations.publish(actor=actor, plan=plan)
    assert [(one.number, one.actions, one.completed) for one in (first, second)] == [(1, 3, 2), (2, 3, 2)]
    assert first.fingerprint == second.fingerprint
    entry = Entry.objects.get(subject=first.audit_key)
    assert (entry.verb, entry.actor, entry.scope, entry.parameters) == (
        "publication.published", actor.key, cast.institution.key, {"number": 1},
    )  # fmt: skip


def test_what_must_stay_inside_is_in_no_public_page_and_no_file(plan):
    publish(plan, chosen=Choices(owners=True, progress=True))
    visitor = browser(None)
    for address in (f"{PLAN}1/", f"{PLAN}1/actions/a1/", f"{PLAN}1.json"):
        page = body(visitor.get(address))
        assert SECRET not in page
        assert "Head of Workshops" in page
        assert "Two left." in page
    assert "Half way there" in body(visitor.get(f"{PLAN}1/actions/a1/"))


def test_owners_and_progress_are_the_leads_choice(plan):
    publish(plan, chosen=Choices(owners=False))
    for address in (f"{PLAN}1/", f"{PLAN}1/actions/a1/", f"{PLAN}1.json"):
        page = body(browser(None).get(address))
        assert "Head of Workshops" not in page
        assert "Half way there" not in page


def test_a_frozen_copy_stands_still(cast, plan):
    publish(plan)
    before = [browser(None).get(address).content for address in (f"{PLAN}1/", f"{PLAN}1.json", f"{PLAN}1/actions/a1/")]
    action = plan.actions.get(key="a1")
    plans.change_action(actor=SYSTEM, action=action, draft=draft(1, text="Another promise"))
    plans.change_status(actor=SYSTEM, action=action, status="stopped", note="No money.")
    plans.remove_action(actor=SYSTEM, action=plan.actions.get(key="a2"))
    plans.change_plan(actor=SYSTEM, plan=plan, title="Another title", kind="forward")
    plans.take_back(actor=SYSTEM, institution=cast.institution, origin=plan.origin, keep_changed=True)
    plan.delete()
    after = [browser(None).get(address).content for address in (f"{PLAN}1/", f"{PLAN}1.json", f"{PLAN}1/actions/a1/")]
    assert after == before
    publication = Publication.objects.get()
    with pytest.raises(TypeError):
        publication.save()
    assert queries.changed_since_publication(cast.institution) is None


def test_each_version_and_each_action_has_its_own_address(plan):
    publish(plan)
    plans.change_action(actor=SYSTEM, action=plan.actions.get(key="a2"), draft=draft(2, text="A newer promise"))
    publish(plan)
    visitor = browser(None)
    assert visitor.get(PLAN).url == f"{PLAN}2/"
    old, new = body(visitor.get(f"{PLAN}1/actions/a2/")), body(visitor.get(f"{PLAN}2/actions/a2/"))
    assert "&lt;b&gt;Bold&lt;/b&gt; promise" in old
    assert "<b>Bold" not in old
    assert "A newer promise" in new
    assert "A newer one is published" in old
    assert "A newer one is published" not in new
    for missing in ("3/", "1/actions/a9/", "1/actions/a4/", "0/", "3.json"):
        assert visitor.get(f"{PLAN}{missing}").status_code == 404
    assert visitor.get("/institutions/borrowdale/plan/1/").status_code == 404
    assert visitor.get("/institutions/borrowdale/plan/").status_code == 404
    assert visitor.get("/institutions/nowhere/plan/").status_code == 404


def test_the_public_page_filters_in_its_address(plan):
    publish(plan)
    visitor = browser(None)
    shown = body(visitor.get(f"{PLAN}1/?theme=visibility&status=completed"))
    assert ("promise" in shown, "Do thing number 1" in shown) == (True, False)
    assert "Do thing number 3" in body(visitor.get(f"{PLAN}1/?theme=none&status=none"))
    assert "No action fits" in body(visitor.get(f"{PLAN}1/?theme=recognition"))
    assert "Do thing number 1" in body(visitor.get(f"{PLAN}1/?theme=pottery&status=%00"))


def test_the_json_says_the_same_with_addresses(cast, plan):
    publication = publish(plan)
    told = json.loads(body(browser(None).get(f"{PLAN}1.json")))
    assert list(told) == ["schema", "address", "number", "published_at", "institution", "plan", "actions"]
    assert told["schema"] == "plumbline/publication/1"
    assert told["institution"] == {
        "slug": "ashmere",
        "name": "Ashmere University",
        "nation": "england",
        "website": None,
        "contact": {"name": "Ada Quill", "email": "technicians@ashmere.example"},
    }
    first = told["actions"][0]
    assert first.pop("address") == "http://testserver/institutions/ashmere/plan/1/actions/a1/"
    assert first == publication.content["actions"][0]
    assert first == {
        "key": "a1", "ref": "A1", "text": "Do thing number 1", "themes": ["visibility"], "section": "Own",
        "objective": None, "owner": "Head of Workshops", "starts": None, "ends": None,
        "due": {"written": "May 2026", "on": "2026-05-31"}, "years": [2026], "measure": "Ten posts", "progress": None,
        "status": "in_progress", "rag": {"value": "red", "on": "2026-01-01", "explanation": "Two left."},
        "links": ["https://a.example"],
    }  # fmt: skip


def test_a_withdrawn_version_leaves_a_tombstone_with_its_reason(cast, plan):
    publish(plan)
    second = publish(plan)
    operations.withdraw(actor=cast.actor(Role.LEAD), publication=second, reason=" Wrong <plan>. ")
    visitor = browser(None)
    for address in (f"{PLAN}2/", f"{PLAN}2/actions/a1/"):
        page = body(visitor.get(address), 410)
        assert "Wrong &lt;plan&gt;." in page
        assert "Read version 1, which stands" in page
        assert "Do thing number 1" not in page
    told = json.loads(body(visitor.get(f"{PLAN}2.json"), 410))
    assert (told["number"], told["reason"], "actions" in told) == (2, "Wrong <plan>.", False)
    assert visitor.get(PLAN).url == f"{PLAN}1/"
    assert queries.latest(cast.institution).number == 1
    with pytest.raises(Refused, match="already"):
        operations.withdraw(actor=SYSTEM, publication=second, reason="Again")
    operations.withdraw(actor=SYSTEM, publication=Publication.objects.get(number=1), reason="Old.")
    assert "No version is published now" in body(visitor.get(PLAN), 410)
    assert (queries.latest(cast.institution), queries.counts()) == (None, queries.Counts(0, 0, 0))
    assert publish(plan).number == 3


@pytest.mark.parametrize("reason", ["", "   ", "x" * 2001])
def test_withdrawing_needs_a_reason_that_can_be_read(plan, reason):
    publication = publish(plan)
    with pytest.raises(Refused) as refusal:
        operations.withdraw(actor=SYSTEM, publication=publication, reason=reason)
    assert refusal.value.field == "reason"
    assert Publication.objects.get().state == "published"


@pytest.mark.parametrize("wrong", [{"state": "withdrawn"}, {"reason": "x"}, {"state": "lost"}])
def test_the_database_refuses_what_cannot_be(plan, wrong):
    publish(plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.update(**wrong)


def test_figures_for_the_front_page_count_the_newest_of_each(cast, plan):
    publish(plan)
    publish(plan)
    plan_with(cast.neighbour)
    assert queries.counts() == queries.Counts(institutions=1, actions=3, completed=2)
    assert [(one.institution.slug, one.number) for one in queries.recent(5)] == [("ashmere", 2)]


def test_what_changed_since_is_told_by_action(cast, plan):
    assert queries.changed_since_publication(cast.institution) is None
    publish(plan)
    assert not queries.changed_since_publication(cast.institution)
    plans.change_status(actor=SYSTEM, action=plan.actions.get(key="a1"), status="completed")
    plans.note_progress(actor=SYSTEM, action=plan.actions.get(key="a2"), text="Unseen by the public.")
    plans.remove_action(actor=SYSTEM, action=plan.actions.get(key="a3"))
    plans.add_action(actor=SYSTEM, plan=plan, draft=draft(9))
    changed = queries.changed_since_publication(cast.institution)
    assert [action["key"] for action in changed.added] == ["a9"]
    assert [(one.action["key"], one.fields) for one in changed.changed] == [("a1", ["status"])]
    assert [action["key"] for action in changed.removed] == ["a3"]
    assert (changed.count, changed.facts) == (3, [])
    assert changed.changed[0].said == "status"


def test_everything_that_can_differ_has_words(plan):
    content = publish(plan).content
    can_differ = {*content["plan"], *content["institution"], *content["actions"][0]}
    assert can_differ == set(WORDS)


def test_another_plan_is_all_new(cast, plan):
    older = publish(plan).content
    newer = publish(plan_with(cast.institution, draft(1), origin="o:2", title="Next plan")).content
    changed = difference(older, newer)
    assert (len(changed.added), len(changed.changed), len(changed.removed)) == (1, 0, 3)
    assert changed.said == "which plan it is, title, sections"


def test_every_page_of_the_lead_for_every_visitor(cast, plan):
    publish(plan)
    outside = {"nobody", "neighbour", "secretariat", "board_member", "reviewer"}
    for name, user in cast.everybody().items():
        visitor = browser(user)
        for only_lead, address in ((False, MANAGE), (True, PREVIEW), (True, f"{MANAGE}1/withdraw/")):
            inside = 200 if not only_lead or name == "lead" else 403
            expected = 302 if name == "public" else 404 if name in outside else inside
            assert (name, address, visitor.get(address).status_code) == (name, address, expected)
        assert visitor.get(f"{PLAN}1/").status_code == 200
    neighbour = browser(cast.neighbour_lead)
    assert neighbour.get("/i/borrowdale/publication/1/withdraw/").status_code == 404
    assert neighbour.get(PREVIEW.replace("ashmere", "borrowdale")).status_code == 302


def test_the_lead_looks_publishes_and_withdraws_by_forms(cast, plan):
    lead = browser(cast.lead)
    assert "Nothing is public yet" in body(lead.get(MANAGE))
    page = lead.get(PREVIEW)
    assert "Head of Workshops" in body(page)
    assert SECRET not in body(page)
    answer = lead.post(PREVIEW, {"previewed": page.context["form"].initial["previewed"]})
    assert answer.url == f"{PLAN}1/"
    assert "Nothing has changed since" in body(lead.get(MANAGE))
    plans.change_status(actor=SYSTEM, action=plan.actions.get(key="a1"), status="completed")
    assert "1 action differs since then" in body(lead.get(MANAGE))
    refused = lead.post(f"{MANAGE}1/withdraw/", {"reason": ""})
    assert list(refused.context["form"].errors) == ["reason"]
    assert lead.post(f"{MANAGE}1/withdraw/", {"reason": "Wrong plan."}).url == MANAGE
    assert "Wrong plan." in body(lead.get(MANAGE))
    assert "withdrawn already" in body(lead.get(f"{MANAGE}1/withdraw/"))


def test_nothing_is_published_that_was_not_looked_at(cast, plan):
    lead = browser(cast.lead)
    looked = lead.get(PREVIEW).context["form"].initial["previewed"]
    plans.change_status(actor=SYSTEM, action=plan.actions.get(key="a1"), status="completed")
    answer = lead.post(PREVIEW, {"previewed": looked})
    assert "The plan was changed since you looked" in body(answer)
    assert not Publication.objects.exists()
    again = answer.context["form"].data["previewed"]
    assert lead.post(PREVIEW, {"previewed": again}).url == f"{PLAN}1/"


def test_a_preview_of_a_plan_that_is_not_there_leads_back(cast, plan):
    assert browser(cast.lead).get(f"{MANAGE}preview/?plan=nothing").url == MANAGE


def test_without_a_contact_the_preview_says_why_it_cannot_be_published(cast):
    plan_with(cast.neighbour)
    page = body(browser(cast.neighbour_lead).get(PREVIEW.replace("ashmere", "borrowdale")))
    assert "Name a public contact first" in page
    assert "Publish this" not in page


def test_without_a_plan_the_page_leads_to_the_plans(cast):
    assert "No plan to publish yet" in body(browser(cast.lead).get(MANAGE))


@pytest.mark.parametrize("address", [f"{PLAN}1/", f"{PLAN}1/actions/a1/", f"{PLAN}1.json", MANAGE, PREVIEW])
def test_a_page_asks_as_many_questions_for_one_row_as_for_three(cast, address):
    lead, counts = browser(cast.lead), []
    for number in (1, 3):
        Publication.objects.all().delete()
        cast.institution.plans.all().delete()
        made = plan_with(cast.institution, *(draft(one, section=f"Own {one}") for one in range(1, number + 1)))
        for _turn in range(number):
            publish(made)
        with CaptureQueriesContext(connection) as seen:
            assert lead.get(address).status_code == 200
        counts.append(len(seen))
    assert (counts[0], counts[0] <= 15) == (counts[1], True)
