"""The secretariat's desk of forms: versions, changes in one place and as YAML, publication."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.institutions.actor import Actor
from plumbline.journey.assessments import stage_forms
from plumbline.journey.assessments.operations import desk
from plumbline.journey.assessments.rules import can_keep_forms
from plumbline.platform.questionnaires import queries
from plumbline.platform.questionnaires.exports import write_form
from plumbline.platform.questionnaires.imports import read_form
from plumbline.platform.questionnaires.models import Form
from plumbline.platform.questionnaires.operations import start_response
from plumbline.platform.texts.models import Text
from tests.cast import Cast, browser

FORM = """
key: stage_9
title: Stage 9 self-assessment
lists:
  - key: themes
    title: Themes
    items:
      - {key: visibility, title: Visibility}
      - {key: recognition, title: Recognition}
sections:
  - key: profile
    title: Profile
    questions:
      - key: who
        ask: Who are you?
        kind: long
        limit_words: 250
      - key: published
        ask: Is it published?
        kind: yes_no
  - key: since
    title: Since signing
    questions:
      - key: done
        ask: What was done?
        kind: long
        repeat: themes
"""
ROOT = "/sector/forms/"


@pytest.fixture
def sam(cast: Cast) -> Client:
    return browser(cast.secretariat)


def published() -> Form:
    actor = Actor.system("tests")
    draft = desk.take_in_form(actor=actor, definition=read_form(FORM))
    return desk.publish_form(actor=actor, form=draft)


def drafted() -> Form:
    return desk.copy_form(actor=Actor.system("tests"), form=published())


def fresh(form: Form) -> Form:
    return Form.objects.get(pk=form.pk)


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def typed(client: Client, address: str, **changes: object) -> HttpResponse:
    """Post a page's form as it stands, with changes."""
    page = client.get(address)
    form = page.context["form"]
    values = {
        bound.html_name: bound.value() for bound in form if bound.value() is not None and bound.value() is not False
    }
    rows = page.context.get("rows")
    for row in [rows.management_form, *rows] if rows else []:
        values |= {
            bound.html_name: bound.value() for bound in row if bound.value() is not None and bound.value() is not False
        }
    return client.post(address, {**values, **changes})


@pytest.mark.parametrize("role", [*Role])
def test_only_the_secretariat_keeps_the_forms(cast: Cast, role: Role):
    actor = cast.actor(role)
    assert bool(can_keep_forms(actor)) == (role == Role.SECRETARIAT)
    if role != Role.SECRETARIAT:
        form = published()
        for act in (
            lambda: desk.copy_form(actor=actor, form=form),
            lambda: desk.take_in_form(actor=actor, definition=form.asks),
            lambda: desk.change_form(actor=actor, form=form, definition=form.asks),
            lambda: desk.publish_form(actor=actor, form=form),
            lambda: desk.discard_form(actor=actor, form=form),
        ):
            with pytest.raises(Refused, match="Only the secretariat can change the forms of the stages"):
                act()


def test_a_first_form_is_added_from_a_file_and_published(sam: Client):
    assert "No form yet" in words(sam.get(ROOT))
    added = sam.post(f"{ROOT}add/", {"file": SimpleUploadedFile("stage.yaml", FORM.encode())})
    assert added.headers["Location"] == f"{ROOT}stage_9/1/"
    page = words(sam.get(f"{ROOT}stage_9/1/publish/"))
    assert "This is the first version" in page
    assert typed(sam, f"{ROOT}stage_9/1/publish/").headers["Location"] == f"{ROOT}stage_9/1/"
    form = queries.form_of(stage_forms.OWNER, stage_forms.SCOPE, "stage_9")
    assert form is not None
    assert form.asks == read_form(FORM)


def test_a_file_with_faults_is_shown_line_by_line_and_stays_in_the_page(sam: Client):
    bad = FORM.replace("kind: yes_no", "kind: maybe").replace("limit_words: 250", "limit_words: lots")
    page = sam.post(f"{ROOT}add/", {"file": SimpleUploadedFile("stage.yaml", bad.encode())})
    faults = page.context["form"].faults
    assert [fault.line for fault in faults] == [17, 20]
    assert "“limit_words” is a whole number, such as 250. Not “lots”." in words(page)
    assert "The form was not taken: 2 things are wrong." in words(page)
    assert "kind: maybe" in words(page)
    assert Form.objects.count() == 0


def test_a_draft_is_begun_downloaded_changed_as_yaml_and_thrown_away(sam: Client):
    published()
    assert sam.post(f"{ROOT}stage_9/1/draft/").headers["Location"] == f"{ROOT}stage_9/2/"
    text = sam.get(f"{ROOT}stage_9/2/yaml/")
    assert text.headers["Content-Disposition"] == 'attachment; filename="stage_9-2.yaml"'
    changed = text.content.decode().replace("Who are you?", "Who are you, in a few words?")
    assert typed(sam, f"{ROOT}stage_9/2/file/", text=changed).headers["Location"] == f"{ROOT}stage_9/2/"
    form = Form.objects.get(version=2)
    assert form.asks.question("who").ask == "Who are you, in a few words?"  # type: ignore[union-attr]
    assert sam.post(f"{ROOT}stage_9/2/discard/").headers["Location"] == ROOT
    assert list(Form.objects.values_list("version", flat=True)) == [1]


def test_title_and_marks_of_a_draft_are_changed(sam: Client):
    form = drafted()
    typed(sam, f"{ROOT}stage_9/2/change/", title="Stage 9, official", wording="official")
    assert (fresh(form).title, fresh(form).is_official) == ("Stage 9, official", True)
    page = words(sam.get(ROOT))
    assert "Official wording" in page


def test_a_form_that_is_not_confirmed_says_so_wherever_it_is_shown(sam: Client):
    drafted()
    address = f"{ROOT}stage_9/2/"
    page = sam.get(f"{address}change/")
    values = {bound.html_name: bound.value() for bound in page.context["form"] if bound.html_name != "confirmed"}
    sam.post(f"{address}change/", values)
    for shown in (ROOT, address, f"{address}publish/"):
        assert "Not confirmed" in words(sam.get(shown)), shown


def test_a_question_is_added_changed_moved_and_removed(sam: Client):
    form = drafted()
    address = f"{ROOT}stage_9/2/"
    typed(
        sam, f"{address}new-question/?section=profile", ask="Which sites are yours?", kind="table",
        columns="Site\ncount | Technicians there | number | needed",
    )  # fmt: skip
    made = fresh(form).asks.question("which_sites_are_yours")
    assert made is not None
    assert [(one.key, one.title, one.kind, one.required) for one in made.columns] == [
        ("site", "Site", "line", False),
        ("count", "Technicians there", "number", True),
    ]
    typed(
        sam, f"{address}questions/which_sites_are_yours/", kind="line", columns="", limit_words="40",
        when=["published=yes"], help="All of them.",
    )  # fmt: skip
    made = fresh(form).asks.question("which_sites_are_yours")
    assert (made.kind, made.limit_words, made.help) == ("line", 40, "All of them.")  # type: ignore[union-attr]
    assert made.when.answers == ("yes",)  # type: ignore[union-attr]
    move = {"what": "question", "name": "who", "do": "down"}
    assert sam.post(f"{address}arrange/", move).headers["Location"] == f"{address}#question-who"
    assert [one.key for one in fresh(form).asks.sections[0].questions][:2] == ["published", "who"]
    sam.post(f"{address}arrange/", {"what": "question", "name": "published", "do": "remove"})
    assert fresh(form).asks.question("published") is None
    assert fresh(form).asks.question("which_sites_are_yours").when is None  # type: ignore[union-attr]


def test_faults_of_a_question_stand_at_their_fields_and_what_was_typed_stays(sam: Client):
    drafted()
    page = typed(sam, f"{ROOT}stage_9/2/questions/who/", kind="choice", ask="Which are you?", limit_words="many")
    assert page.context["form"].errors["limit_words"] == ["Enter a whole number of words, such as 250."]
    page = typed(sam, f"{ROOT}stage_9/2/questions/who/", kind="choice", ask="Which are you?", limit_words="")
    assert page.context["form"].errors["kind"] == ["A question of kind choice needs “choices”."]
    assert "Which are you?" in words(page)


def test_sections_and_lists_are_added_and_changed(sam: Client):
    form = drafted()
    address = f"{ROOT}stage_9/2/"
    typed(sam, f"{address}new-section/", title="At the end", help="Almost done.")
    assert fresh(form).asks.sections[-1].key == "at_the_end"
    typed(sam, f"{address}sections/since/", title="What was done since")
    assert fresh(form).asks.section("since").title == "What was done since"  # type: ignore[union-attr]
    typed(
        sam, f"{address}lists/themes/", **{
            "form-0-help": "Being seen.", "form-0-ORDER": "2", "form-1-ORDER": "1", "form-2-title": "Our own",
            "form-2-ORDER": "3",
        },
    )  # fmt: skip
    items = fresh(form).asks.lists[0].items
    assert [(one.key, one.title, one.help) for one in items] == [
        ("recognition", "Recognition", ""),
        ("visibility", "Visibility", "Being seen."),
        ("our_own", "Our own", ""),
    ]
    typed(sam, f"{address}new-list/", title="Years", **{"form-0-title": "2026"})
    assert [one.key for one in fresh(form).asks.lists] == ["themes", "years"]
    sam.post(f"{address}arrange/", {"what": "list", "name": "themes", "do": "remove"})
    assert fresh(form).asks.question("done").repeat == ""  # type: ignore[union-attr]


def test_two_at_one_draft_do_not_overwrite_each_other(sam: Client):
    form = drafted()
    page = sam.get(f"{ROOT}stage_9/2/questions/who/")
    values = {
        bound.html_name: bound.value()
        for bound in page.context["form"]
        if bound.value() is not None and bound.value() is not False
    }
    typed(sam, f"{ROOT}stage_9/2/sections/since/", title="Theirs")
    late = sam.post(f"{ROOT}stage_9/2/questions/who/", {**values, "ask": "Mine?"})
    assert "Somebody changed this form while you were writing" in words(late)
    assert "Mine?" in words(late)
    assert fresh(form).asks.question("who").ask == "Who are you?"  # type: ignore[union-attr]


def test_publication_shows_what_changed_and_how_many_are_on_the_version_before(sam: Client):
    form = drafted()
    start_response(actor=Actor.system("tests"), form=Form.objects.get(version=1), scope="institution:1")
    typed(sam, f"{ROOT}stage_9/2/questions/who/", ask="Who are you now?", limit_words="200")
    page = words(sam.get(f"{ROOT}stage_9/2/publish/"))
    for told in (
        "Worded differently.", "The limit is 200 words; it was 250.", "Who are you?", "Who are you now?",
        "1 self-assessment is on version 1.",
    ):  # fmt: skip
        assert told in page
    typed(sam, f"{ROOT}stage_9/2/publish/")
    assert fresh(form).state == "published"
    assert Form.objects.get(version=1).state == "superseded"
    assert "There is a newer version: 2." in words(sam.get(f"{ROOT}stage_9/1/"))


def test_a_published_version_is_refused_with_the_reason_on_every_page(sam: Client):
    form = published()
    for rest in ("change/", "questions/who/", "sections/since/", "lists/themes/", "file/"):
        page = typed(sam, f"{ROOT}stage_9/1/{rest}", title="Sly", ask="Sly?", text=FORM.replace("Who", "Sly"))
        assert "This version is published, so it stays as it is" in words(page), rest
    assert fresh(form).asks == read_form(FORM)


def test_the_preview_shows_every_section_as_a_lead_sees_it_with_nothing_to_write(sam: Client):
    published()
    address = f"{ROOT}stage_9/1/preview/"
    assert "2 questions" in words(sam.get(address))
    page = words(sam.get(f"{address}?section=since"))
    for told in ("What was done? (Visibility)", "What was done? (Recognition)", "This is a preview"):
        assert told in page
    assert page.count("readonly") == 2
    assert Text.objects.count() == 0


def test_a_board_member_reads_the_forms_and_changes_nothing(cast: Cast):
    published()
    board = browser(cast.sector[Role.BOARD_MEMBER])
    page = words(board.get(f"{ROOT}stage_9/1/"))
    assert "Who are you?" in page
    assert "Begin the next version" not in page
    assert board.post(f"{ROOT}stage_9/1/draft/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries_however_long(
    sam: Client, django_assert_num_queries: object, count: int
):
    form = published()
    for number in range(count - 1):
        draft = desk.copy_form(actor=Actor.system("tests"), form=form, key=f"stage_{number}", title="Another")
        desk.publish_form(actor=Actor.system("tests"), form=draft)
    with django_assert_num_queries(5):  # type: ignore[operator]
        sam.get(ROOT)


@pytest.mark.parametrize(
    "path", sorted(Path(stage_forms.__file__).parent.glob("forms_data/*.yaml")), ids=lambda one: one.stem
)
def test_the_forms_that_come_along_can_be_read_and_written(path: Path):
    form = read_form(path.read_bytes())
    assert read_form(write_form(form)) == form
