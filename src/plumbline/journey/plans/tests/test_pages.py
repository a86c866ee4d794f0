"""The pages of plans as people get them: who gets in, what is shown, what is refused where, how many questions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.foundation.clock import today
from plumbline.institutions.access import Role
from plumbline.journey.plans import operations
from plumbline.journey.plans.drafts import Passage, Written
from plumbline.journey.plans.models import PlannedAction
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with, rated
from tests.cast import browser

PLAN = "/i/ashmere/plans/action-plan-2025-to-2027/"
ACTION = f"{PLAN}actions/a1/"
PAGES = ["/i/ashmere/plans/", PLAN, f"{PLAN}?print=1", ACTION]
EDITS = [f"{PLAN}change/", f"{PLAN}actions/new/", f"{ACTION}change/", f"{ACTION}remove/", "/i/ashmere/plans/new/"]
UPDATES = [f"{ACTION}status/", f"{ACTION}rating/"]
BEFORE = "This is before the start. Give a later date, or correct the start."
EDITORS = {"lead", "working_lead", "group_chair"}
UPDATERS = EDITORS | {"champion", "group_member", "technical_manager"}


@pytest.fixture
def plan(cast):
    return plan_with(cast.institution)


@pytest.fixture
def lead(cast):
    return browser(cast.lead)


def body(response):
    assert response.status_code == 200
    return response.content.decode()


def test_every_page_for_every_visitor(cast, plan):
    outside = {"nobody", "neighbour", "secretariat", "board_member", "reviewer"}
    for name, user in cast.everybody().items():
        visitor = browser(user)
        for may, pages in ((None, PAGES), (EDITORS, EDITS), (UPDATERS, UPDATES)):
            for address in pages:
                inside = 200 if may is None or name in may else 403
                expected = 302 if name == "public" else 404 if name in outside else inside
                assert (name, address, visitor.get(address).status_code) == (name, address, expected)


def test_a_neighbours_plan_does_not_exist_under_ones_own_address(cast, plan):
    neighbour = browser(cast.neighbour_lead)
    for rest in ("", "actions/a1/", "actions/a1/change/", "actions/a1/status/", "change/"):
        assert neighbour.get(f"/i/borrowdale/plans/{plan.key}/{rest}").status_code == 404
    assert neighbour.post(f"/i/borrowdale/plans/{plan.key}/actions/a1/restore/").status_code == 404


def test_an_institution_without_plans_is_told_the_first_step(cast, lead):
    assert "No plan yet" in body(lead.get("/i/ashmere/plans/"))
    assert "Start a plan" in body(lead.get("/i/ashmere/plans/"))
    assert "Start a plan" not in body(browser(cast.people[Role.TECHNICIAN]).get("/i/ashmere/plans/"))


def test_a_plan_without_actions_offers_the_first(cast, lead):
    operations.create_plan(actor=SYSTEM, institution=cast.institution, title="Empty one")
    assert "No actions yet" in body(lead.get("/i/ashmere/plans/empty-one/"))


@pytest.mark.parametrize("rest", ["actions/new/", "actions/a1/change/"])
def test_the_institutions_own_sections_are_offered_while_one_types(cast, lead, rest):
    plan_with(cast.institution, draft(1, section="Well-being"))
    assert '<datalist id="sections"><option value="Well-being"></option></datalist>' in body(lead.get(PLAN + rest))


def test_the_plan_page_shows_the_columns_that_are_filled(cast, lead):
    plan_with(cast.institution, draft(1, rag="red", explanation="The <b>lift</b> broke.", years=(2025,)))
    page = body(lead.get(PLAN))
    assert "The &lt;b&gt;lift&lt;/b&gt; broke." in page
    assert "Still to be carried out" in page
    assert "Success measure" not in page
    assert '<th scope="col" class="w-owner">' not in page


def test_html_in_an_action_stays_text_on_every_page(cast, lead):
    nasty = "<script>alert(1)</script> & “quotes”"
    plan_with(
        cast.institution,
        draft(
            1, text=nasty, owner=nasty, measure=nasty, section=nasty, explanation=nasty, rag="red",
            passage=Passage(nasty, 1, nasty, ""), links=("javascript:alert(1)",), other=((nasty, nasty),),
        ),
        title=nasty,
    )  # fmt: skip
    address = cast.institution.plans.get().get_absolute_url()
    for page in (
        address,
        f"{address}?print=1",
        f"{address}actions/a1/",
        f"{address}actions/a1/change/",
        "/i/ashmere/plans/",
    ):
        shown = body(lead.get(page))
        assert "<script>alert" not in shown
        assert 'href="javascript:' not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_filters_live_in_the_address_and_a_strange_address_breaks_nothing(cast, lead):
    plan_with(
        cast.institution,
        draft(1, text="Apples", status="completed"),
        draft(2, text="Pears", owner="HR", due=Written("x", date(2025, 1, 1))),
    )
    assert "Apples" not in body(lead.get(f"{PLAN}?status=none"))
    assert "Pears" in body(lead.get(f"{PLAN}?overdue=on&owner=HR&year=2025"))
    assert "1 of 2 actions fits" in body(lead.get(f"{PLAN}?q=apples"))
    assert "No action fits" in body(lead.get(f"{PLAN}?q=plums"))
    for strange in (
        "theme=x&status=y&rag=z&sort=w&page=99&year=abc&section=99&owner=%00",
        "q=" + "a" * 5000,
        "page=-1",
    ):
        assert lead.get(f"{PLAN}?{strange}").status_code == 200
    for sort in ("section", "plan", "due", "owner", "status", "rag", "changed"):
        assert "Apples" in body(lead.get(f"{PLAN}?sort={sort}"))


@pytest.mark.parametrize(
    ("address", "most"), [(PLAN, 15), (f"{PLAN}?q=thing&sort=due", 15), (f"{PLAN}?print=1", 15), (ACTION, 15)]
)
def test_a_page_asks_as_many_questions_for_one_row_as_for_three(cast, lead, address, most):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert lead.get(address).status_code == 200
        return len(seen)

    plan = plan_with(cast.institution, draft(1, section="Own", rag="red"))
    lead.get(address)
    one = asked()
    for number in (2, 3):
        operations.add_action(actor=SYSTEM, plan=plan, draft=draft(number, section=f"Own {number}"))
        operations.note_progress(actor=SYSTEM, action=rated(plan, "a1"), text="More.")
    assert (asked(), one <= most) == (one, True)


def test_the_list_asks_as_many_questions_for_one_plan_as_for_three(cast, lead):
    plan_with(cast.institution)
    lead.get("/i/ashmere/plans/")
    counts = []
    for origin in ("o:2", "o:3"):
        with CaptureQueriesContext(connection) as seen:
            assert lead.get("/i/ashmere/plans/").status_code == 200
        counts.append(len(seen))
        plan_with(cast.institution, origin=origin)
    assert (len(set(counts)), counts[0] <= 15) == (1, True)


def test_a_plan_is_started_and_changed_by_forms(cast, lead):
    wrong = lead.post("/i/ashmere/plans/new/", {"title": "Plan", "kind": "forward", "starts": "2027", "ends": "2026"})
    assert wrong.context["form"].errors == {
        "ends": ["This is before the start. Give a later date, or correct the start."]
    }
    made = lead.post(
        "/i/ashmere/plans/new/", {"title": "Plan", "kind": "forward", "starts": "2026", "ends": "May 2027"}
    )
    assert made.url == "/i/ashmere/plans/plan/"
    plan = cast.institution.plans.get()
    assert (plan.starts_on, plan.ends_on) == (date(2026, 1, 1), date(2027, 5, 31))
    lead.post(f"{made.url}change/", {"title": "Better", "kind": "previous", "starts": "2026", "ends": "ongoing"})
    plan.refresh_from_db()
    assert (plan.title, plan.kind, plan.ends_written, plan.ends_on) == ("Better", "previous", "ongoing", None)


def test_an_action_is_added_by_a_form_without_script(cast, plan, lead):
    answer = lead.post(
        f"{PLAN}actions/new/",
        {
            "text": "Do more", "ref": "Z9", "themes": ["sustainability", "visibility"], "section": "Own", "owner": "HR",
            "starts": "January 2026", "due": "ongoing", "ends": "31/3/2027", "years": ["2026", "2027"],
            "measure": "m", "status": "in_progress", "links": "https://a.example\n\nhttps://b.example",
        },
    )  # fmt: skip
    assert answer.url == f"{PLAN}actions/z9/"
    action = plan.actions.get(key="z9")
    assert (action.themes, action.years, action.status) == (
        ["sustainability", "visibility"],
        [2026, 2027],
        "in_progress",
    )
    assert (action.starts_on, action.due_written, action.ends_on) == (date(2026, 1, 1), "ongoing", date(2027, 3, 31))
    assert action.links == ["https://a.example", "https://b.example"]


@pytest.mark.parametrize(
    ("given", "field", "told"),
    [
        ({"text": ""}, "text", "Say what will be done."),
        (
            {"starts": "2027", "ends": "2026"},
            "ends",
            "This is before the start. Give a later date, or correct the start.",
        ),
        (
            {"starts": "2027", "due": "2026"},
            "due",
            "This is before the start. Give a later date, or correct the start.",
        ),
        ({"text": "x" * 40_001}, "text", "This is 40,001 characters long; the most that fits is 40,000. Shorten it."),
        (
            {"links": "javascript:alert(1)"},
            "links",
            "“javascript:alert(1)” is not a web address. Begin it with https://",
        ),
    ],
)
def test_a_wrong_action_is_told_at_its_field_and_nothing_typed_is_lost(plan, lead, given, field, told):
    typed = {"text": "Do more", "owner": "A careful owner"} | given
    answer = lead.post(f"{PLAN}actions/new/", typed)
    assert answer.context["form"].errors == {field: [told]}
    assert "A careful owner" in body(answer)
    assert plan.actions.count() == 3


def test_thirty_thousand_characters_are_kept_and_shown(plan, lead):
    lead.post(f"{PLAN}actions/new/", {"text": "word " * 6000, "ref": "L1"})
    assert len(plan.actions.get(key="l1").text) == 29_999
    assert body(lead.get(f"{PLAN}actions/l1/")).count("word ") > 5000
    assert len(body(lead.get(PLAN))) < 60_000


def test_changing_an_action_keeps_what_the_form_does_not_ask(cast, lead):
    read = draft(
        1,
        due=Written("End of November 2026", date(2026, 11, 30)),
        other=(("Campus", "North"),),
        status="ongoing",
        themes=("sustainability", "visibility"),
    )
    plan_with(cast.institution, read)
    form = lead.get(f"{ACTION}change/").context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None} | {"owner": "HR"}
    typed["themes"] = ["visibility", "sustainability"]  # as a browser sends them: in the form's order
    assert lead.post(f"{ACTION}change/", typed).status_code == 302
    action = PlannedAction.objects.get()
    assert (action.owner, action.due_on, action.other) == ("HR", date(2026, 11, 30), [["Campus", "North"]])
    assert (action.status, action.themes) == ("ongoing", ["sustainability", "visibility"])
    for spoilt in ("2026-99-99T00:00", "rubbish"):
        assert lead.post(f"{ACTION}change/", typed | {"seen": spoilt}).status_code == 302
    again = lead.post(f"{ACTION}change/", typed | {"owner": "Somebody else"})
    assert "Somebody changed this action while you were writing" in body(again)
    assert "Somebody else" in body(again)


def test_after_a_warning_what_was_typed_can_be_saved_over_what_the_other_wrote(plan, lead):
    typed = {name: value for name, value in lead.get(f"{ACTION}change/").context["form"].initial.items() if value}
    lead.post(f"{ACTION}change/", typed | {"owner": "First"})
    warned = lead.post(f"{ACTION}change/", typed | {"owner": "Second"}).context["form"]
    shown = typed | {"owner": "Second", "seen": warned["seen"].value()}
    assert lead.post(f"{ACTION}change/", shown).status_code == 302
    assert PlannedAction.objects.get(key="a1").owner == "Second"
    assert "Somebody changed this action" in body(lead.post(f"{ACTION}change/", shown | {"owner": "Third"}))


def test_a_status_is_changed_with_a_note_that_its_history_shows(plan, lead):
    lead.post(f"{ACTION}status/", {"status": "in_progress", "note": "First meeting held."})
    lead.post(f"{ACTION}status/", {"status": "in_progress", "note": "Second meeting held."})
    page = body(lead.get(ACTION))
    assert (
        page.index("Second meeting held.") < page.index("First meeting held.") < page.index("Accepted from a document")
    )
    assert "Lead Person" in page
    nothing = lead.post(f"{ACTION}status/", {"status": "in_progress", "note": ""})
    assert list(nothing.context["form"].errors) == ["note"]
    stopped = lead.post(f"{ACTION}status/", {"status": "stopped", "note": ""})
    assert stopped.context["form"].errors == {"note": ["Say why the action was stopped."]}


def test_an_update_from_the_list_leads_back_to_it_with_its_filters(plan, lead):
    assert f"{ACTION}status/?back=rag%3Dnone%26q%3Dthing" in body(lead.get(f"{PLAN}?rag=none&q=thing"))
    back = lead.post(f"{ACTION}status/?back=rag%3Dnone%26q%3Dthing", {"status": "ongoing", "note": ""})
    assert back.url == f"{PLAN}?rag=none&q=thing#action-a1"
    elsewhere = lead.post(f"{ACTION}status/?back=//evil.example", {"status": "completed", "note": ""})
    assert elsewhere.url == f"{PLAN}?//evil.example#action-a1"
    assert lead.post(f"{ACTION}status/", {"status": "ongoing", "note": ""}).url == ACTION


def test_a_red_may_wait_for_its_explanation_and_says_that_it_does(plan, lead):
    lead.post(f"{ACTION}rating/", {"rag": "red", "on": "", "explanation": ""})
    assert "No explanation yet." in body(lead.get(PLAN))
    lead.post(f"{ACTION}rating/", {"rag": "red", "on": "", "explanation": "No candidates."})
    action = rated(plan, "a1")
    assert (action.rag, action.rag_on, action.why) == ("red", today(), "No candidates.")
    assert "No candidates." in body(lead.get(PLAN))


def test_removing_asks_first_and_can_be_undone(plan, lead):
    assert "Remove this action from the plan?" in body(lead.get(f"{ACTION}remove/"))
    assert plan.actions.standing().count() == 3
    assert "Put it back" in body(lead.post(f"{ACTION}remove/", follow=True))
    assert "Removed: 1 action" in body(lead.get(PLAN))
    assert "This action was removed from the plan." in body(lead.get(ACTION))
    assert "already removed" in body(lead.get(f"{ACTION}remove/"))
    lead.post(f"{ACTION}restore/")
    assert plan.actions.standing().count() == 3
    assert "part of the plan already" in body(lead.post(f"{ACTION}restore/", follow=True))


def test_an_action_tells_where_it_came_from(cast, lead):
    came = Passage("ashmere.docx", 4, "as it stands there", "/i/ashmere/documents/1/")
    plan_with(cast.institution, draft(1, rag="red", rag_seen="#ff0000", passage=came))
    page = body(lead.get(ACTION))
    for words in (
        "ashmere.docx, page 4",
        "as it stands there",
        'href="/i/ashmere/documents/1/"',
        "rating seen in #ff0000",
    ):
        assert words in page


def test_undoing_wants_a_press_of_a_button(plan, lead):
    operations.remove_action(actor=SYSTEM, action=plan.actions.get(key="a1"))
    assert lead.get(f"{ACTION}restore/").status_code == 405
    assert plan.actions.standing().count() == 2


def test_the_print_view_goes_by_theme_where_sections_are_only_beside_the_themes(cast, lead):
    plan_with(cast.institution, draft(1, section="Ongoing"), draft(2, themes=("visibility",)))
    page = body(lead.get(f"{PLAN}?print=1"))
    assert "<h2>Visibility</h2>" in page
    assert "<h2>No section</h2>" not in page
    assert "Section: Ongoing" in page


def test_a_rating_is_chosen_by_its_colour_and_its_word(plan, lead):
    assert "Red: still to be carried out" in body(lead.get(f"{ACTION}rating/"))


def test_the_print_view_has_the_grid_of_years_under_the_institutions_own_sections(cast, lead):
    plan_with(cast.institution, draft(1, section="Ongoing", years=(2025, 2027)), draft(2, section="Well-being"))
    page = body(lead.get(f"{PLAN}?print=1"))
    assert [page.count(f'class="w-year">{year}</th>') for year in (2025, 2026, 2027)] == [2, 2, 2]
    assert page.index("<h2>Ongoing</h2>") < page.index("<h2>Well-being</h2>")
    assert page.count(">yes</span>") == 2
