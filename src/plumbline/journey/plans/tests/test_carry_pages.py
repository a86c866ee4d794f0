"""Pages of plans that follow one another and of spreadsheets, by the browser's own way."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plumbline.foundation.formats.sheets import read_sheets
from plumbline.journey.plans import operations
from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.exports import plan_csv, plan_xlsx
from plumbline.journey.plans.models import CarriedFrom, Dropped, FirstPromise, ImportState, Plan
from plumbline.journey.plans.next_plan import Choice
from plumbline.journey.plans.queries import decided
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with
from plumbline.platform.jobs.operations import run_waiting
from tests.cast import browser

DUE = Written("2026", date(2026, 12, 31))


def address(plan, name, *more):
    return reverse(f"plans:{name}", args=[plan.institution.slug, plan.key, *more])


def carried(institution, count=3):
    """A plan, and the next one with all of its actions."""
    plan = plan_with(institution, *(draft(number, due=DUE, rag="red") for number in range(1, count + 1)))
    choices = [Choice(action.pk, "carry", "Goes on.", due=DUE) for action in plan.actions.all()]
    result = operations.carry_forward(actor=SYSTEM, plan=plan, choices=choices, seen=decided(plan).seen, title="Next")
    return plan, result.plan


def filled_in(client, plan, **given):
    """The form of the page as a browser would send it back, with what a person changed."""
    form = client.get(address(plan, "carry")).context["form"]
    sent = {bound.html_name: bound.value() or "" for bound in form}
    sent = {name: getattr(value, "said", value) for name, value in sent.items()}
    return {**sent, **given}


def test_the_next_plan_is_opened_on_the_page(cast):
    plan = plan_with(cast.institution)
    one, two, three = plan.actions.order_by("order")
    client = browser(cast.lead)
    sent = filled_in(
        client, plan, title="Plan 2028",
        **{f"{one.pk}-what": "carry", f"{one.pk}-reason": "Goes on", f"{one.pk}-due": "2029",
        f"{two.pk}-what": "split", f"{two.pk}-reason": "Two", f"{two.pk}-words": "This\r\nThat",
        f"{three.pk}-what": "dropped", f"{three.pk}-reason": "No interest"},
    )  # fmt: skip
    response = client.post(address(plan, "carry"), sent, follow=True)
    assert "3 actions are in this plan now." in response.content.decode()
    made = Plan.objects.get(title="Plan 2028")
    assert [action.text for action in made.actions.all()] == ["Do thing number 1", "This", "That"]
    assert Dropped.objects.get().reason == "No interest"
    assert "Everything is decided" in client.get(address(plan, "carry")).content.decode()


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(cast):
    plan = plan_with(cast.institution)
    one = plan.actions.earliest("order")
    client = browser(cast.lead)
    sent = filled_in(client, plan, title="", **{f"{one.pk}-what": "carry", f"{one.pk}-words": "Typed words"})
    page = client.post(address(plan, "carry"), sent)
    assert list(page.context["form"].errors) == [f"{one.pk}-reason"]
    assert "Typed words" in page.content.decode()
    assert not CarriedFrom.objects.exists()


def test_of_two_who_carry_at_once_the_second_is_told_and_loses_nothing(cast):
    plan = plan_with(cast.institution)
    one, two, _three = plan.actions.order_by("order")
    client = browser(cast.lead)
    sent = filled_in(client, plan, title="Second", **{f"{one.pk}-what": "carry", f"{one.pk}-reason": "Second’s reason",
                     f"{two.pk}-what": "dropped", f"{two.pk}-reason": "Second’s own"})  # fmt: skip
    operations.carry_forward(
        actor=SYSTEM, plan=plan, choices=[Choice(one.pk, "carry", "First.")], seen=decided(plan).seen, title="First"
    )
    told = client.post(address(plan, "carry"), sent)
    words = told.content.decode()
    assert "Somebody opened the next plan, “First”" in words
    assert "Second’s reason" in words
    assert "Second’s own" in words
    again = {bound.html_name: bound.value() or "" for bound in told.context["form"]}
    done = client.post(address(plan, "carry"), again, follow=True).content.decode()
    assert "1 were decided by somebody else" in done or "1 was decided by somebody else" in done
    assert list(Plan.objects.order_by("pk").values_list("title", flat=True)) == [plan.title, "First"]
    assert Dropped.objects.get().reason == "Second’s own"


def test_earlier_plans_are_linked_and_unlinked_on_the_page(cast):
    earlier = plan_with(cast.institution, draft(1, text="Introduce an award", due=DUE), kind="previous")
    plan = plan_with(cast.institution, draft(1, text="Introduce the award", due=DUE), origin="x:8")
    client = browser(cast.lead)
    where = f"{address(plan, 'earlier')}?with={earlier.key}"
    assert "Introduce an award" in client.get(where).content.decode()
    client.post(where, {"action": plan.actions.get().pk, "source": earlier.actions.get().pk, "reason": ""})
    link = CarriedFrom.objects.get()
    client.post(where, {"unlink": link.pk})
    assert not CarriedFrom.objects.exists()
    foreign = carried(cast.neighbour, 1)[1]
    assert client.post(where, {"unlink": CarriedFrom.objects.get(action__plan=foreign).pk}).status_code == 404
    assert CarriedFrom.objects.count() == 1


def test_a_first_promise_is_written_down_on_its_page(cast):
    plan = plan_with(cast.institution, draft(1, due=DUE))
    action = plan.actions.get()
    client = browser(cast.lead)
    client.post(address(plan, "first_promise", action.key), {"promised": "2019", "words": "A paper of 2018"})
    assert FirstPromise.objects.get().on == date(2019, 12, 31)
    words = client.get(address(plan, "slippage")).content.decode()
    assert "A paper of 2018" in words
    assert "2,557 days" in words


def test_empty_pages_give_the_first_step(cast):
    plan = operations.create_plan(actor=SYSTEM, institution=cast.institution, title="Empty")
    client = browser(cast.lead)
    for name, said in (
        ("carry", "Nothing to carry"), ("earlier", "No earlier plan"), ("slippage", "Nothing was promised before"),
        ("retrospective", "No action stood in this plan on that day"), ("imports", "None yet."),
    ):  # fmt: skip
        assert said in client.get(address(plan, name)).content.decode(), name


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("carry", 13), ("earlier", 14), ("slippage", 10), ("retrospective", 14)])
def test_each_page_asks_the_same_few_questions_for_any_number_of_actions(
    cast, count, name, queries, django_assert_max_num_queries
):
    earlier, plan = carried(cast.institution, count)
    client = browser(cast.lead)
    client.get(address(plan, name))
    with django_assert_max_num_queries(15) as asked:
        client.get(address(plan, name), {"with": earlier.key, "on": "2027-12-31"} if name != "slippage" else {})
    assert len(asked) == queries


def test_the_retrospective_prints_and_goes_as_a_spreadsheet(cast):
    _earlier, plan = carried(cast.institution)
    operations.rate(actor=SYSTEM, action=plan.actions.earliest("order"), rag="red", explanation="No money")
    client = browser(cast.lead)
    for more in ({}, {"print": "1"}):
        words = client.get(address(plan, "retrospective"), more).content.decode()
        assert "No money" in words
        assert "Still to be carried out" in words
    book = read_sheets(client.get(address(plan, "retrospective"), {"xlsx": "1"}).content, "r.xlsx")
    assert book.sheets[0].rows[1][2:5] == ["Do thing number 1", "Still to be carried out", "No money"]


def sent_in(client, plan, raw, name="plan.csv"):
    response = client.post(address(plan, "imports"), {"file": SimpleUploadedFile(name, raw)})
    run_waiting()
    return response.headers["Location"]


def test_a_spreadsheet_is_brought_back_accepted_and_undone_on_its_pages(cast):
    plan = plan_with(cast.institution)
    client = browser(cast.lead)
    assert client.get(address(plan, "as_csv")).content == plan_csv(plan)
    assert client.get(address(plan, "as_xlsx")).content[:2] == b"PK"
    raw = plan_csv(plan).replace(b"Do thing number 2", b"Do it anew").replace(b'"Visibility"', b'"Visbility"', 1)
    where = sent_in(client, plan, raw)
    page = client.get(where)
    words = page.content.decode()
    assert "1 changed, 0 new, 1 as they are, 1 that cannot be taken" in words
    assert "plan!E2" in words
    marked = read_sheets(client.get(f"{where}to-mend.xlsx").content, "m.xlsx").sheets[0]
    assert marked.rows[0][-1] == "To mend"
    assert str(marked.rows[1][-1]).startswith("Accepted: Visibility")
    nothing = client.post(where, {"seen": page.context["imported"].seen})
    assert "Choose at least one row" in nothing.content.decode()
    client.post(where, {"row": "plan!3", "seen": page.context["imported"].seen})
    assert plan.actions.get(ref="A2").text == "Do it anew"
    client.post(f"{where}undo/")
    assert plan.actions.get(ref="A2").text == "Do thing number 2"
    assert plan.imports.get().state == ImportState.UNDONE


def test_a_plan_that_changed_meanwhile_is_compared_again_and_the_conflict_is_chosen(cast):
    plan = plan_with(cast.institution)
    client = browser(cast.lead)
    where = sent_in(client, plan, plan_csv(plan).replace(b"Do thing number 2", b"From the file"))
    seen = client.get(where).context["imported"].seen
    operations.change_action(actor=SYSTEM, action=plan.actions.get(ref="A2"), draft=draft(2, text="By hand"))
    told = client.post(where, {"row": "plan!3", "seen": seen}, follow=True)
    assert "The plan has changed since this comparison was made" in told.content.decode()
    assert "Which shall stand?" in told.content.decode()
    seen = told.context["imported"].seen
    client.post(where, {"row": "plan!3", "seen": seen, "take|plan!3|text": "file"})
    assert plan.actions.get(ref="A2").text == "From the file"


def test_a_file_is_put_aside_and_a_wrong_one_says_what_to_do(cast):
    plan = plan_with(cast.institution)
    client = browser(cast.lead)
    where = sent_in(client, plan, b"%PDF-1.7 no spreadsheet", "plan.xlsx")
    assert "This file is no spreadsheet" in client.get(where).content.decode()
    assert client.post(f"{where}drop/").status_code == 302
    assert plan.imports.get().state == ImportState.DROPPED
    empty = client.post(address(plan, "imports"), {"file": SimpleUploadedFile("a.csv", b"")})
    assert "This file is empty" in empty.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_an_import_asks_the_same_few_questions(cast, count, django_assert_num_queries):
    plan = plan_with(cast.institution, *(draft(number) for number in range(count)))
    client = browser(cast.lead)
    where = sent_in(client, plan, plan_xlsx(plan), "plan.xlsx")
    client.get(where)
    with django_assert_num_queries(9):
        client.get(where)
