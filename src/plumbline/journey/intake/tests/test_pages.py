"""The pages of documents as people get them, with and without htmx: what is shown, what is refused where, how many
questions the database is asked."""

from __future__ import annotations

import re
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.institutions.access import Role
from plumbline.journey.intake import edits, operations, queries
from plumbline.journey.intake.models import Reading
from plumbline.journey.intake.tests.making import PLAN, again, as_read, document, first, words_plan
from plumbline.journey.plans import operations as plans
from plumbline.journey.plans.models import Plan, PlannedAction
from plumbline.platform.jobs.models import Job
from plumbline.platform.jobs.operations import run_waiting
from tests.cast import browser

LIST = "/i/ashmere/documents/"
PLAN_BYTES = PLAN.encode()
HTMX = {"HX-Request": "true"}
HOSTILE = b"""# Technician Commitment

## Action plan 2025

| Theme | Action | Owner |
|---|---|---|
| Visibility | Show &lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; "more" | &lt;b&gt;Dean&lt;/b&gt; |
"""


@pytest.fixture
def lead(cast):
    return browser(cast.lead)


@pytest.fixture
def reading(cast):
    return document(cast.institution, cast.actor(Role.LEAD))


def body(response, status=200):
    assert response.status_code == status, response.headers
    return response.content.decode()


def file(name="plan.md", content=PLAN_BYTES):
    return SimpleUploadedFile(name, content)


def page_of(reading, rest=""):
    return f"{LIST}{reading.key}/{rest}"


def form_of(reading, thing, verb="edit"):
    return page_of(reading, f"things/{thing}/{verb}/")


def press(client, reading, thing, verb, **more):
    data = {"seen": reading.revision, "verb": verb, **more}
    return client.post(page_of(reading, f"things/{thing}/"), data)


def action_data(reading, **changes):
    thing = queries.working_copy(reading).things[first(reading, "action")].data
    return {
        "seen": reading.revision,
        "text": thing["text"],
        "owner": thing["owner"],
        "themes": thing["themes"],
        **changes,
    }


class TestUploading:
    def test_an_empty_list_says_what_will_be_here(self, lead, cast):
        assert "No documents yet" in body(lead.get(LIST))

    def test_one_file_leads_to_its_progress_and_then_to_the_check(self, lead, cast):
        response = lead.post(LIST, {"documents": file()})
        reading = Reading.objects.get()
        assert response.headers["Location"] == page_of(reading)
        waiting = body(lead.get(page_of(reading)))
        assert "Waiting for its turn" in waiting
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in waiting
        run_waiting()
        assert lead.get(page_of(reading)).headers["Location"] == page_of(reading, "check/")

    def test_more_files_than_are_read_in_good_order_are_refused_on_the_field(self, lead, cast):
        page = body(lead.post(LIST, {"documents": [file() for _ in range(51)]}))
        assert "You chose 51 files. Choose 50 at most, and the others after that." in page
        assert Reading.objects.count() == 0

    def test_progress_is_told_page_by_page(self, lead, cast):
        lead.post(LIST, {"documents": file()})
        reading = Reading.objects.get()
        operations.begin(reading=reading)
        Job.objects.update(state="running", lease_until="2100-01-01T00:00Z", done=12, total=84)
        part = body(lead.get(page_of(reading, "progress/"), headers=HTMX))
        assert "Reading page 12 of 84" in part
        assert "<html" not in part

    def test_progress_goes_on_by_itself_when_the_reading_is_done(self, lead, reading):
        assert lead.get(page_of(reading, "progress/"), headers=HTMX).headers["HX-Redirect"] == page_of(reading)

    def test_several_files_are_taken_each_by_itself(self, lead, cast):
        response = lead.post(LIST, {"documents": [file(), file("more.md", words_plan(2))]})
        assert response.headers["Location"] == LIST
        assert Reading.objects.count() == 2
        assert "Waiting to be read" in body(lead.get(LIST))

    def test_no_file_at_all_is_an_error_on_the_field(self, lead, cast):
        assert "Choose at least one file." in body(lead.post(LIST, {}))

    def test_an_empty_file_is_named_and_the_others_are_taken(self, lead, cast):
        html = body(lead.post(LIST, {"documents": [file("nothing.docx", b""), file()]}))
        assert "nothing.docx: This file is empty" in html
        assert Reading.objects.get().name == "plan.md"

    def test_a_file_that_is_too_large_is_refused_in_a_sentence(self, lead, cast, settings):
        settings.PLUMBLINE_UPLOAD_LIMIT = 100
        assert "This file is larger than" in body(lead.post(LIST, {"documents": file()}))

    def test_the_same_file_is_said_to_be_here_with_a_way_to_read_it_again(self, lead, reading):
        html = body(lead.post(LIST, {"documents": file("copy.md")}))
        assert "“copy.md” is the same file as “plan.md”" in html
        assert f'href="{page_of(reading)}"' in html
        response = lead.post(page_of(reading, "again/"))
        second = Reading.objects.get(again_of=reading)
        assert response.headers["Location"] == page_of(second)
        as_read(second)
        assert lead.get(page_of(second)).headers["Location"] == page_of(second, "differences/")
        html = body(lead.get(page_of(second, "differences/")))
        assert "Nothing differs." in html

    def test_a_second_reading_shows_only_what_differs(self, lead, cast, reading):
        key = first(reading, "action")
        operations.correct(
            actor=cast.actor(Role.LEAD), reading=reading, what="change", keys=[key], seen=0,
            change=partial(edits.change, key=key, values={"owner": "The Dean"}),
        )  # fmt: skip
        second = as_read(operations.read_again(actor=cast.actor(Role.LEAD), reading=reading))
        html = body(lead.get(page_of(second, "differences/")))
        assert re.findall(r'<td data-label="[^"]*">([^<]*)</td>', html) == ["The Dean", "Technical lead"]

    def test_the_list_asks_the_same_questions_for_one_and_for_three(self, lead, cast, reading):
        with CaptureQueriesContext(
            connection,
        ) as one:
            lead.get(LIST)
        for number in range(2):
            document(cast.institution, name=f"{number}.md", content=words_plan(number + 1))
        with CaptureQueriesContext(connection) as three:
            lead.get(LIST)
        assert len(one) == len(three) <= 12


class TestBadInput:
    """Every kind of bad file, through the upload page and the real job: a sentence, the file kept, nothing half."""

    CASES = {
        "zip.docx": b"PK\x03\x04" + b"\x00" * 200,
        "words.pdf": b"this is no PDF at all",
        "pdf.docx": b"%PDF-1.7\nnot really",
        "noise.txt": bytes(range(256)) * 4,
        "picture.png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
        "spaces.txt": b"   \n\n  \t ",
    }

    @pytest.mark.parametrize("name", CASES)
    def test_it_is_refused_in_a_sentence_and_kept(self, lead, cast, name):
        lead.post(LIST, {"documents": file(name, self.CASES[name])})
        run_waiting()
        reading = Reading.objects.get()
        assert reading.state == "refused", (name, reading.state)
        html = body(lead.get(page_of(reading)))
        assert f"{name} could not be read" in html
        assert reading.problem.split(".")[0] in html.replace("&#x27;", "'").replace("&#39;", "'")
        assert "The file itself is kept" in html
        assert body_bytes(lead.get(page_of(reading, "file/"))) == self.CASES[name]
        assert (reading.result, reading.draft, reading.summary) == (None, None, {})
        assert reading.problem.split(".")[0] in body(lead.get(LIST)).replace("&#x27;", "'").replace("&#39;", "'")

    def test_a_document_that_is_no_submission_lands_on_the_check_with_all_its_words_to_place(self, lead, cast):
        lead.post(LIST, {"documents": file("lunch.txt", b"Minutes of the lunch club\n\nSoup was served.\n")})
        run_waiting()
        reading = Reading.objects.get()
        assert reading.state == "to_check"
        html = body(lead.get(page_of(reading, "check/?part=unplaced")))
        assert "Soup was served." in html

    def test_ten_thousand_rows_do_not_choke_the_page(self, lead, cast):
        reading = document(cast.institution, name="long.md", content=words_plan(3_000))
        if reading.state == "refused":
            assert reading.problem
            return
        plan = first(reading, "plan")
        with CaptureQueriesContext(connection) as asked:
            html = body(lead.get(page_of(reading, f"check/?part={plan}&page=9")))
        assert html.count('class="thing thing--action') == 50
        assert len(html) < 600_000
        assert len(asked) <= 15

    def test_trying_again_is_offered(self, lead, cast):
        lead.post(LIST, {"documents": file("zip.docx", self.CASES["zip.docx"])})
        run_waiting()
        reading = Reading.objects.get()
        lead.post(page_of(reading, "again/"))
        assert again(reading).state == "waiting"


def body_bytes(response):
    return b"".join(response.streaming_content)


class TestChecking:
    def test_the_document_stands_beside_what_was_understood(self, lead, reading):
        html = body(lead.get(page_of(reading, f"check/?part={first(reading, 'plan')}")))
        assert "3 actions" in html
        assert "in 1 plan" in html
        key = first(reading, "action")
        where = re.search(rf'id="{key}".*?class="where" href="#([^"]+)"', html, re.DOTALL).group(1)
        assert f'id="{where}"' in html
        assert f'class="pin" href="#{key}"' in html

    def test_every_passage_that_a_card_names_is_in_the_document(self, lead, reading):
        for part in re.findall(r'href="(\?part=[^"&]+)"', body(lead.get(page_of(reading, "check/")))):
            html = body(lead.get(page_of(reading, "check/") + part))
            named = {name for names in re.findall(r'data-passages="([^"]*)"', html) for name in names.split()}
            assert {name for name in named if f'id="{name}"' not in html} == set(), part

    def test_no_name_stands_twice_in_a_page(self, lead, reading):
        html = body(lead.get(page_of(reading, f"check/?part={first(reading, 'plan')}")))
        names = re.findall(r'\sid="([^"]+)"', html)
        assert sorted(names) == sorted(set(names))

    def test_what_the_document_says_is_never_markup(self, lead, cast):
        reading = document(cast.institution, content=HOSTILE)
        html = body(lead.get(page_of(reading, f"check/?part={first(reading, 'plan')}")))
        assert "<script>alert" not in html
        assert "<b>Dean" not in html
        assert "&lt;script&gt;alert(1)" in html

    @pytest.mark.parametrize("part", ["", "overview", "answers", "unplaced", "left-out", "look", "nonsense", "p999"])
    def test_every_part_is_a_page(self, lead, reading, part):
        with CaptureQueriesContext(connection) as asked:
            body(lead.get(page_of(reading, f"check/?part={part}")))
        assert len(asked) <= 15

    def test_a_document_of_another_institution_is_warned_of(self, lead, cast):
        theirs = PLAN.replace("Ashmere University", "Coldwater University").encode()
        reading = document(cast.institution, content=theirs)
        warning = "This document names Coldwater University, not Ashmere University"
        assert warning in body(lead.get(page_of(reading, "check/")))
        assert warning in body(lead.get(page_of(reading, "accept/")))

    def test_nobody_is_warned_of_their_own(self, lead, reading):
        assert "This document names" not in body(lead.get(page_of(reading, "check/")))

    def test_the_whole_document_is_a_page_with_links_to_what_was_understood(self, lead, reading):
        html = body(lead.get(page_of(reading, "document/")))
        key = first(reading, "action")
        assert f'href="{page_of(reading, "check/")}?part={first(reading, "plan")}#{key}"' in html

    def test_pages_of_a_document_that_is_not_read_yet_are_not_there(self, lead, cast):
        lead.post(LIST, {"documents": file()})
        reading = Reading.objects.get()
        assert lead.get(page_of(reading, "check/")).status_code == 302
        for rest in ("document/", "accept/", "differences/", "things/a1/edit/"):
            assert lead.get(page_of(reading, rest)).status_code == 404

    def test_a_dropped_document_has_no_page(self, lead, cast, reading):
        assert "for good" in body(lead.get(page_of(reading, "drop/")))
        assert lead.post(page_of(reading, "drop/")).headers["Location"] == LIST
        for rest in ("", "check/", "file/", "history/"):
            assert lead.get(page_of(reading, rest)).status_code == 404

    def test_somebody_who_may_not_accept_is_told_so(self, cast, reading):
        analyst = browser(cast.people[Role.HR_ANALYST])
        assert analyst.get(page_of(reading, "check/")).status_code == 200
        assert analyst.get(page_of(reading, "accept/")).status_code == 403
        assert analyst.post(page_of(reading, "accept/")).status_code == 403

    def test_what_the_reader_noticed_is_told_and_nothing_known_is_nothing_to_be_sure_of(self, lead, cast):
        minutes = b"Minutes of the garden club\n\nTea was served.\n"
        strange = document(cast.institution, cast.actor(Role.LEAD), content=minutes)
        html = body(lead.get(page_of(strange, "check/")))
        assert "This does not look like a submission" in html
        assert "sure__number" not in html
        assert "This does not look like a submission" not in body(lead.get(page_of(strange, "check/?part=unplaced")))


class TestCorrecting:
    @pytest.mark.parametrize("verb", ["edit", "split", "merge", "move"])
    def test_every_form_is_a_page_and_a_part(self, lead, reading, verb):
        html = body(lead.get(form_of(reading, first(reading, "action"), verb)))
        assert '<div class="correction">' in html
        assert 'name="csrfmiddlewaretoken"' in html

    def test_an_edit_is_stored_and_leads_back_to_the_thing(self, lead, reading):
        key = first(reading, "action")
        data = action_data(
            reading, owner="The Dean", years="2025; 2026", due="end of May", due_on="2026-05-31", rag="amber"
        )
        response = lead.post(form_of(reading, key), data)
        assert response.headers["Location"] == page_of(reading, f"check/?part={first(reading, 'plan')}#{key}")
        thing = queries.working_copy(again(reading)).things[key].data
        assert (thing["owner"], thing["years"], thing["rag"]) == ("The Dean", [2025, 2026], "amber")
        assert thing["due"] == {"written": "end of May", "on": "2026-05-31"}

    def test_saving_what_was_shown_changes_nothing_but_that_somebody_looked(self, lead, reading):
        for key, thing in list(reading.draft["things"].items()):
            if thing["kind"] in {"leftover", "left_out"}:
                continue
            before = queries.working_copy(again(reading)).things[key].data
            html = body(lead.get(form_of(reading, key)))
            response = lead.post(form_of(reading, key), shown_values(html) | {"seen": again(reading).revision})
            assert response.status_code == 302, thing["kind"]
            assert queries.working_copy(again(reading)).things[key].data == before

    def test_errors_keep_what_was_typed(self, lead, reading):
        key = first(reading, "action")
        html = body(lead.post(form_of(reading, key), action_data(reading, years="soon", owner="Somebody new")))
        assert "Write calendar years with four digits" in html
        assert 'value="Somebody new"' in html

    def test_errors_go_back_to_the_form_with_htmx(self, lead, reading):
        key = first(reading, "action")
        response = lead.post(form_of(reading, key), action_data(reading, years="soon"), headers=HTMX)
        assert response.headers["HX-Retarget"] == f"#form-{key}"
        assert response.headers["HX-Reselect"] == ".correction"

    def test_a_stale_save_shows_both_and_keeps_what_was_typed(self, lead, cast, reading):
        key = first(reading, "action")
        stale = action_data(reading, owner="My words")
        lead.post(form_of(reading, key), action_data(reading, owner="Their words"))
        html = body(lead.post(form_of(reading, key), stale))
        assert "Somebody else changed this since you opened it" in html
        assert "How it is now" in html
        assert "Their words" in html
        assert 'value="My words"' in html
        assert queries.working_copy(again(reading)).things[key].data["owner"] == "Their words"
        lead.post(form_of(reading, key), stale | {"seen": re.search(r'name="seen" value="(\d+)"', html).group(1)})
        assert queries.working_copy(again(reading)).things[key].data["owner"] == "My words"

    def test_a_form_of_a_thing_that_is_gone_says_so(self, lead, reading):
        key = first(reading, "action")
        press(lead, reading, key, "drop")
        assert lead.get(form_of(reading, key)).status_code == 404
        response = lead.post(form_of(reading, key), {"seen": 0}, follow=True)
        assert "Somebody else has moved, merged or dropped this" in body(response)

    def test_split_at_a_sentence_or_before_words(self, lead, reading):
        key = first(reading, "action")
        html = body(lead.get(form_of(reading, key, "split")))
        at = re.search(r'name="at" value="(\d+)"', html).group(1)
        lead.post(form_of(reading, key, "split"), {"seen": 0, "at": at, "share": "on"})
        lead.post(form_of(reading, key, "split"), {"seen": 1, "before": "technician  on", "share": ""})
        plan = first(again(reading), "plan")
        assert [thing.text for thing in queries.working_copy(again(reading)).actions(plan)][:3] == [
            "Put every", "technician on the staff map.", "Keep it up to date."
        ]  # fmt: skip

    def test_split_without_a_place_or_before_words_that_are_not_there_is_an_error(self, lead, reading):
        key = first(reading, "action")
        assert "Choose where the second part begins." in body(lead.post(form_of(reading, key, "split"), {"seen": 0}))
        html = body(lead.post(form_of(reading, key, "split"), {"seen": 0, "before": "no such words"}))
        assert "These words do not stand in the text" in html

    def test_merge_with_the_next(self, lead, reading):
        one, two = [key for key, thing in reading.draft["things"].items() if thing["kind"] == "action"][:2]
        html = body(lead.get(form_of(reading, one, "merge")))
        assert re.search(r'name="other" value="([^"]+)"[^>]* checked', html).group(1) == two
        lead.post(form_of(reading, one, "merge"), {"seen": 0, "other": two})
        assert two not in queries.working_copy(again(reading)).things

    def test_move_to_another_theme(self, lead, reading):
        key = first(reading, "action")
        data = {"seen": 0, "themes": ["recognition", "visibility"], "section": "Staff", "plan": first(reading, "plan")}
        lead.post(form_of(reading, key, "move"), data)
        thing = queries.working_copy(again(reading)).things[key].data
        assert (thing["themes"], thing["section"]) == (["recognition", "visibility"], "Staff")

    def test_drop_place_and_put_back(self, lead, reading):
        key = first(reading, "action")
        html = body(
            press(lead, reading, key, "drop").wsgi_request and lead.get(page_of(reading, "check/?part=unplaced"))
        )
        assert "Put back as it was" in html
        left = queries.working_copy(again(reading)).listed("not_placed")[-1].id
        data = {"seen": 1, "kind": "achievement", "theme": "visibility"}
        lead.post(form_of(reading, left, "place"), data)
        draft = queries.working_copy(again(reading))
        assert draft.listed("achievements")[-1].data["theme"] == "visibility"

    def test_a_press_leads_to_the_next_thing_of_the_part_that_was_shown(self, lead, reading):
        one, two = [key for key, thing in reading.draft["things"].items() if thing["kind"] == "action"][:2]
        plan = first(reading, "plan")
        response = press(lead, reading, one, "drop", part=plan)
        assert response.headers["Location"] == page_of(reading, f"check/?part={plan}#{two}")

    def test_a_stale_press_is_refused_and_said(self, lead, reading):
        key = first(reading, "action")
        lead.post(form_of(reading, key), action_data(reading, owner="Their words"))
        response = lead.post(page_of(reading, f"things/{key}/"), {"seen": 0, "verb": "drop"}, follow=True)
        assert "Somebody else changed this" in body(response)
        assert key in queries.working_copy(again(reading)).things

    def test_a_press_of_no_known_button_is_no_page(self, lead, reading):
        assert press(lead, reading, first(reading, "action"), "explode").status_code == 404

    def test_what_was_not_seen_by_the_reader_can_be_added(self, lead, reading):
        lead.post(page_of(reading, "add/plan/"), {"seen": 0, "title": "The next one", "kind": "forward"})
        lead.post(
            page_of(reading, "add/signature/"), {"seen": 1, "role": "leader", "name": "Dr Head", "signed": "true"}
        )
        draft = queries.working_copy(again(reading))
        assert draft.listed("plans")[-1].text == "The next one"
        assert draft.listed("signatures")[-1].data["signed"] is True
        assert lead.get(page_of(reading, "add/answer/")).status_code == 404

    def test_undo_is_a_button_and_history_tells_everything(self, lead, reading):
        press(lead, reading, first(reading, "action"), "drop")
        revision = again(reading).revision
        assert "Undo last correction" in body(lead.get(page_of(reading, "check/")))
        response = lead.post(page_of(reading, "undo/"), {"seen": revision}, follow=True)
        assert "is no longer dropped" in body(response)
        html = body(lead.get(page_of(reading, "history/")))
        assert html.count("Put every technician") == 2
        assert "taken back" in html

    def test_with_htmx_the_same_page_comes_back_to_take_the_part_from(self, lead, reading):
        response = lead.post(
            page_of(reading, f"things/{first(reading, 'action')}/"),
            {"seen": 0, "verb": "confirm"},
            headers=HTMX,
            follow=True,
        )
        assert 'id="understood"' in body(response)

    @pytest.mark.parametrize(
        ("kind", "verb"), [("document", "split"), ("plan", "merge"), ("left_out", "edit"), ("action", "place")]
    )
    def test_what_makes_no_sense_has_no_form(self, lead, reading, kind, verb):
        assert lead.get(form_of(reading, first(reading, kind), verb)).status_code == 404


def shown_values(html):
    """What a browser would send if nothing was changed."""
    form = html[html.index('class="correction__form"') :]
    values = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, kind = re.search(r'name="([^"]+)"', tag).group(1), re.search(r'type="([^"]+)"', tag).group(1)
        value = re.search(r'value="([^"]*)"', tag)
        if kind in {"checkbox", "radio"} and " checked" not in tag:
            continue
        values.setdefault(name, []).append(unescaped(value.group(1)) if value else "on" if kind == "checkbox" else "")
    for name, inner in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        values[name] = unescaped(inner.removeprefix("\n")).replace("\n", "\r\n")
    for name, inner in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        values[name] = chosen.group(1) if chosen else ""
    return values


def unescaped(text):
    for code, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        text = text.replace(code, letter)
    return text


class TestDeciding:
    def test_what_a_press_did_is_told(self, lead, reading):
        key = first(reading, "action")
        press(lead, reading, key, "drop")
        html = body(lead.get(page_of(reading, "check/"), headers=HTMX))
        assert re.search(r'id="told" role="status">“[^<]+”: dropped\.', html)

    def test_the_last_look_says_what_will_be(self, lead, reading):
        html = body(lead.get(page_of(reading, "accept/")))
        assert "3 actions" in html
        assert "nothing is published" in html
        assert Plan.objects.count() == 0

    def test_accepting_shows_what_became_of_it(self, lead, reading):
        response = lead.post(page_of(reading, "accept/"), {"seen": 0}, follow=True)
        html = body(response)
        assert "Accepted" in html
        assert "Undo the acceptance" in html
        assert Plan.objects.count() == 1

    def test_the_lead_becomes_the_contact_only_by_choice(self, lead, cast, reading):
        before = cast.institution.contact_name
        key = first(reading, "lead")
        operations.correct(
            actor=cast.actor(Role.LEAD), reading=reading, what="change", keys=[key], seen=0,
            change=partial(edits.change, key=key, values={"name": "Bo Lind", "email": "bo@ashmere.example"}),
        )  # fmt: skip
        assert "Public contact: Bo Lind, bo@ashmere.example" in body(lead.get(page_of(reading, "accept/")))
        lead.post(page_of(reading, "accept/"), {"seen": 1})
        cast.institution.refresh_from_db()
        assert cast.institution.contact_name == before
        lead.post(page_of(reading, "undo-acceptance/"))
        lead.post(page_of(reading, "accept/"), {"seen": 1, "use_contact": "on"})
        cast.institution.refresh_from_db()
        assert (cast.institution.contact_name, cast.institution.contact_email) == ("Bo Lind", "bo@ashmere.example")

    def test_a_page_that_is_out_of_date_does_not_accept(self, lead, reading):
        press(lead, reading, first(reading, "action"), "drop")
        assert "Look at it again, then accept" in body(lead.post(page_of(reading, "accept/"), {"seen": 0}))
        assert Plan.objects.count() == 0

    def test_pressing_twice_accepts_once(self, lead, reading):
        for _ in range(2):
            assert lead.post(page_of(reading, "accept/"), {"seen": 0}).status_code == 302
        assert Plan.objects.count() == 1

    def test_the_check_can_still_be_read_after_acceptance_but_not_changed(self, lead, reading):
        lead.post(page_of(reading, "accept/"), {"seen": 0})
        html = body(lead.get(page_of(reading, f"check/?part={first(reading, 'plan')}")))
        assert 'data-key="e"' not in html
        assert "Go on to accept" not in html
        key = first(reading, "action")
        assert "Undo the acceptance to correct" in body(lead.post(form_of(reading, key), action_data(reading)))

    def test_undoing_goes_back_to_the_check(self, lead, reading):
        lead.post(page_of(reading, "accept/"), {"seen": 0})
        assert "Exactly what came of plan.md" in body(lead.get(page_of(reading, "undo-acceptance/")))
        lead.post(page_of(reading, "undo-acceptance/"))
        assert (again(reading).state, Plan.objects.count()) == ("to_check", 0)

    def test_deleting_the_file_leaves_the_plan(self, lead, reading):
        lead.post(page_of(reading, "accept/"), {"seen": 0})
        assert "for good" in body(lead.get(page_of(reading, "erase/")))
        html = body(lead.post(page_of(reading, "erase/"), follow=True))
        assert "What it became stays" in html
        assert Plan.objects.count() == 1
        assert lead.get(page_of(reading, "file/")).status_code == 404
        assert lead.get(page_of(reading, "check/")).headers["Location"] == page_of(reading)

    def test_a_neighbours_document_is_not_there(self, cast, reading):
        neighbour = browser(cast.neighbour_lead)
        assert neighbour.get(page_of(reading)).status_code == 404
        assert neighbour.get(page_of(reading).replace("ashmere", "borrowdale")).status_code == 404
        assert (
            neighbour.post(page_of(reading, "accept/").replace("ashmere", "borrowdale"), {"seen": 0}).status_code == 404
        )
        assert Plan.objects.count() == 0


class TestCorners:
    """What seldom happens."""

    def test_an_answer_is_split_without_being_asked_for_its_owner(self, lead, reading):
        key = first(reading, "answer")
        html = body(lead.get(form_of(reading, key, "split")))
        assert 'name="share"' not in html
        at = re.search(r'name="at" value="(\d+)"', html).group(1)
        lead.post(form_of(reading, key, "split"), {"seen": 0, "at": at})
        assert len(queries.working_copy(again(reading)).listed("answers")) == 2

    def test_an_answer_moves_to_a_theme(self, lead, reading):
        key = first(reading, "answer")
        lead.post(form_of(reading, key, "move"), {"seen": 0, "theme": "recognition"})
        assert queries.working_copy(again(reading)).things[key].data["theme"] == "recognition"

    def test_a_passage_becomes_an_action_of_a_plan_with_its_theme_or_an_answer(self, lead, reading):
        key = first(reading, "left_out")
        data = {"seen": 0, "kind": "action", "plan": first(reading, "plan"), "theme": "visibility"}
        response = lead.post(form_of(reading, key, "place"), data)
        assert response.headers["Location"].startswith(page_of(reading, "check/?part=left-out"))
        actions = queries.working_copy(again(reading)).actions(first(reading, "plan"))
        assert actions[-1].data["themes"] == ["visibility"]
        other = next(key for key, thing in again(reading).draft["things"].items() if thing["kind"] == "left_out")
        lead.post(form_of(reading, other, "place"), {"seen": 1, "kind": "answer", "question": "Why?"})
        assert queries.working_copy(again(reading)).listed("answers")[-1].data["question"] == "Why?"

    def test_without_a_plan_nothing_can_become_an_action(self, lead, cast):
        reading = document(
            cast.institution, name="lunch.txt", content=b"Minutes of the lunch club\n\nSoup was served.\n"
        )
        html = body(lead.get(form_of(reading, first(reading, "leftover"), "place")))
        assert 'value="action"' not in html
        assert 'value="achievement"' in html

    def test_links_are_one_a_line(self, lead, reading):
        key = first(reading, "action")
        lead.post(form_of(reading, key), action_data(reading, links="https://a.example\r\n\r\nhttps://b.example "))
        links = ["https://a.example", "https://b.example"]
        assert queries.working_copy(again(reading)).things[key].data["links"] == links

    def test_what_is_added_wrongly_is_told_on_the_form(self, lead, reading):
        html = body(lead.post(page_of(reading, "add/figure/"), {"seen": 0, "name": "staff", "value": "many"}))
        assert "Enter a number." in html
        assert 'value="many"' in html

    def test_undo_with_nothing_to_undo_says_so(self, lead, reading):
        assert "There is no correction to take back" in body(
            lead.post(page_of(reading, "undo/"), {"seen": 0}, follow=True)
        )

    def test_a_press_on_a_thing_that_is_gone_says_so(self, lead, reading):
        response = lead.post(page_of(reading, "things/a999/"), {"seen": 0, "verb": "drop"}, follow=True)
        assert "Somebody else has moved, merged or dropped this" in body(response)

    def test_undoing_what_people_worked_on_is_refused_on_the_page_and_offers_to_keep_it(self, lead, cast, reading):
        lead.post(page_of(reading, "accept/"), {"seen": 0})
        actor = cast.actor(Role.LEAD)
        action = PlannedAction.objects.earliest("order")
        plans.change_status(actor=actor, action=action, status="in_progress", note="Begun.")
        html = body(lead.post(page_of(reading, "undo-acceptance/")))
        assert "somebody worked on" in html
        assert "keep what people changed" in html
        lead.post(page_of(reading, "undo-acceptance/"), {"keep_changed": "1"})
        assert PlannedAction.objects.count() == 1

    def test_an_accepted_document_is_not_dropped(self, lead, reading):
        lead.post(page_of(reading, "accept/"), {"seen": 0})
        assert "Undo the acceptance first" in body(lead.get(page_of(reading, "drop/")))
        assert "Undo the acceptance first" in body(lead.post(page_of(reading, "drop/"), follow=True))
        assert lead.get(page_of(reading, "accept/")).headers["Location"] == page_of(reading)

    def test_reading_again_while_it_is_being_read_is_refused(self, lead, cast):
        lead.post(LIST, {"documents": file()})
        reading = Reading.objects.get()
        assert "is being read now" in body(lead.post(page_of(reading, "again/"), follow=True))

    def test_differences_of_a_first_reading_are_the_check(self, lead, reading):
        assert lead.get(page_of(reading, "differences/")).headers["Location"] == page_of(reading, "check/")

    def test_a_passage_becomes_the_end_of_the_thing_before_it(self, lead, reading):
        key = first(reading, "left_out")
        html = body(lead.get(form_of(reading, key, "place")))
        answer = first(reading, "answer")
        assert f'<option value="{answer}"' in html
        lead.post(form_of(reading, key, "place"), {"seen": 0, "kind": "part", "to": answer})
        draft = queries.working_copy(again(reading))
        assert draft.things[answer].text.endswith(reading.draft["things"][key]["data"]["text"])
        assert key not in draft.things

    def test_a_passage_becomes_the_address_of_publication(self, lead, cast):
        content = PLAN + "\n## Somewhere else\n\nSee www.ashmere.example/plan, please.\n"
        reading = document(cast.institution, content=content.encode())
        found = [
            (key, thing) for key, thing in reading.draft["things"].items() if "www." in str(thing["data"].get("text"))
        ]
        key, thing = found[0]
        if thing["kind"] not in {"leftover", "left_out"}:
            press(lead, reading, key, "drop")
            key = queries.working_copy(again(reading)).listed("not_placed")[-1].id
        lead.post(form_of(reading, key, "place"), {"seen": again(reading).revision, "kind": "publication"})
        (placed,) = queries.working_copy(again(reading)).listed("publication")
        assert placed.data["url"] == "www.ashmere.example/plan"
