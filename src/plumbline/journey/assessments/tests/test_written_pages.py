"""Pages of a self-assessment that is written here: for whom, what they say, and what they save."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plumbline.institutions.access import Role
from plumbline.institutions.actor import actor_for
from plumbline.journey.assessments import operations, queries
from plumbline.journey.assessments.drafts import AnswerDraft, AssessmentDraft
from plumbline.journey.assessments.models import Assessment, Attachment, Delegation
from plumbline.journey.assessments.tests.making import RUNNERS, SYSTEM, WRITERS, asked, at, begun, said, write
from plumbline.journey.assessments.tests.test_writing import OLD
from plumbline.journey.evidence import operations as evidence
from plumbline.journey.evidence.tests.making import PNG, kept
from plumbline.platform.notifications.models import Item
from tests.cast import browser

ONE = "/i/ashmere/assessments/1/"


def words(page):
    return " ".join(page.content.decode().replace("&#x27;", "'").split())


@pytest.fixture
def assessment(cast):
    return begun(cast.institution)


def question_address(assessment, place, more=""):
    return f"{ONE}questions/{queries.answer_at(assessment, place).pk}/{more}"


def test_every_page_for_every_visitor(cast, assessment):
    asked(assessment)
    asks = question_address(assessment, at("profile"))
    outside = {"nobody", "neighbour", "secretariat", "board_member", "reviewer"}
    pages = [
        (None, ONE), (None, f"{ONE}whole/"), (None, f"{ONE}whole/?print=1"), (WRITERS, f"{ONE}known/"),
        (WRITERS, f"{ONE}sections/about/"), (WRITERS, asks), (WRITERS, f"{asks}text/"), (WRITERS, f"{asks}talk/"),
        (WRITERS, f"{asks}evidence/"), (WRITERS, f"{ONE}delegations/1/"), (RUNNERS, f"{asks}guidance/"),
        (RUNNERS, f"{ONE}plans/"), (RUNNERS, f"{ONE}sections/about/ask/"), (RUNNERS, "/i/ashmere/assessments/start/"),
    ]  # fmt: skip
    for name, user in cast.everybody().items():
        visitor = browser(user)
        for may, address in pages:
            inside = 200 if may is None or name in may else 403
            expected = 302 if name == "public" else 404 if name in outside else inside
            assert (name, address, visitor.get(address).status_code) == (name, address, expected)


def test_the_stage_that_comes_next_is_suggested(cast):
    operations.take_in(actor=SYSTEM, institution=cast.institution, draft=OLD, origin="o:1")
    operations.seed_forms(actor=SYSTEM)
    lead = browser(cast.lead)
    page = lead.get("/i/ashmere/assessments/start/")
    suggested = queries.forms_to_start().get(key="stage_2")
    assert page.context["form"]["form"].value() == suggested.pk
    assert "Not confirmed" in words(page) or "not confirmed" in words(page)
    gone = lead.post("/i/ashmere/assessments/start/", {"form": suggested.pk, "due": "the summer window"})
    assert gone.url == "/i/ashmere/assessments/2/"
    assert "the summer window" in words(lead.get(gone.url))
    again = lead.post("/i/ashmere/assessments/start/", {"form": suggested.pk})
    assert list(again.context["form"].errors) == ["form"]
    both = words(lead.get("/i/ashmere/assessments/"))
    assert ("Stage 2 self-assessment" in both, "Stage 1 self-assessment" in both) == (True, True)


def test_without_a_form_the_page_says_whom_to_ask(cast):
    assert "The secretariat publishes" in words(browser(cast.lead).get("/i/ashmere/assessments/start/"))


def test_the_task_list_says_how_each_section_stands_and_who_holds_it(cast, assessment):
    write(assessment, at("voice"), "All were asked.")
    asked(assessment)
    lead = browser(cast.lead)
    shown = {
        task.key: (task.state, [told for _one, told in holders]) for task, holders in lead.get(ONE).context["tasks"]
    }
    assert shown == {
        "organisation": ("not_started", []),
        "about": ("not_started", ["Wren Halloway was asked"]),
        "initiatives": ("not_started", []),
        "plan": ("not_started", []),
        "voice": ("in_progress", []),
        "publication": ("not_started", []),
        "signatures": ("later", []),
    }
    assert "0 of 6 sections ready." in words(lead.get(ONE))


def test_a_section_saves_all_its_answers_without_a_script(cast, assessment):
    lead, address = browser(cast.lead), f"{ONE}sections/about/"
    editors = [one["desk"] for row in lead.get(address).context["rows"] for one in row["editors"]]
    typed = {f"body-{desk.pk}": f"Words of {number}" for number, desk in enumerate(editors)}
    typed |= {f"base-{desk.pk}": "0" for desk in editors} | {f"sitting-{desk.pk}": desk.sitting for desk in editors}
    assert lead.post(address, typed).url == address
    assert [said(assessment, at(key)) for key in ("profile", "definition")] == ["Words of 0", "Words of 1"]


def test_pasted_scripts_are_shown_as_words(cast, assessment):
    write(assessment, at("voice"), "<script>alert(1)</script> and **bold**")
    for address in (f"{ONE}whole/", f"{ONE}whole/?print=1", question_address(assessment, at("voice"))):
        page = words(browser(cast.lead).get(address))
        assert ("<script>alert(1)" in page) is False, address
    assert "<strong>bold</strong>" in words(browser(cast.lead).get(f"{ONE}whole/"))


def test_ready_says_what_is_missing_and_marks_what_is_not(cast, assessment):
    lead, address = browser(cast.lead), f"{ONE}sections/voice/"
    told = words(lead.post(f"{address}ready/", {}, follow=True))
    assert "This section is not ready." in told
    write(assessment, at("voice"), "All were asked.")
    seal = lead.get(address).context["report"].seal
    lead.post(f"{address}ready/", {"seen": seal})
    assert assessment.response.marks.get().section == "voice"
    lead.post(f"{address}ready/", {"ready": "no"})
    assert assessment.response.marks.count() == 0


def test_an_offer_is_taken_with_one_press_and_side_by_side_where_something_stands(cast):
    operations.take_in(actor=SYSTEM, institution=cast.institution, draft=OLD, origin="o:1")
    begun(cast.institution)
    lead, assessment = browser(cast.lead), Assessment.objects.get(number=2)
    address = f"/i/ashmere/assessments/2/questions/{queries.answer_at(assessment, at('voice')).pk}/"
    offer = lead.get(address).context["offers"][0]
    lead.post(f"{address}take/", {"source": offer.key, "base": "0"})
    assert said(assessment, at("voice")) == "We asked everybody."
    write(assessment, at("voice"), "Something else.")
    page = words(lead.get(address))
    assert ("Add it below what is there" in page, "Put it in place of what is there" in page) == (True, True)
    late = lead.post(f"{address}take/", {"source": offer.key, "base": "1", "how": "instead"})
    assert late.url.endswith("/text/?settle"), "somebody wrote since: both are kept, and shown side by side"
    assert said(assessment, at("voice")) == "Something else."


def test_everything_known_is_taken_at_once(cast):
    operations.take_in(actor=SYSTEM, institution=cast.institution, draft=OLD, origin="o:1")
    assessment = begun(cast.institution)
    lead, address = browser(cast.lead), "/i/ashmere/assessments/2/known/"
    values = [row["offers"][0][1] for row in lead.get(address).context["rows"]]
    lead.post(address, {"take": [*values, "nonsense", "a|b|c"]})
    assert (said(assessment, at("profile")), said(assessment, at("organisation"))) == (
        "A small place by the sea.", "Ashmere University",
    )  # fmt: skip


def test_a_question_that_does_not_apply_says_why(cast, assessment):
    lead, address = browser(cast.lead), question_address(assessment, at("since", "recognition"))
    assert "Say why" in words(lead.post(f"{address}applies/", {}, follow=True))
    lead.post(f"{address}applies/", {"reason": "No such posts."})
    assert "No such posts." in words(lead.get(address))
    lead.post(f"{address}applies/", {"applies": "yes"})
    assert "No such posts." not in words(lead.get(address))


def test_a_comment_calls_somebody_of_the_institution(cast, assessment):
    address = question_address(assessment, at("voice"))
    lead, technician = browser(cast.lead), cast.people[Role.TECHNICIAN]
    lead.post(f"{address}talk/", {"body": "What do you say, @Technician Person?"})
    told = Item.objects.get(kind="assessments.mentioned")
    assert (told.recipient, told.path.startswith(f"{address}#comment-")) == (technician.key, True)
    assert "What do you say" in words(lead.get(address))
    assert dict(queries.talk_counts(assessment, [at("voice"), at("profile")])) == {at("voice"): 1}


def test_guidance_of_ones_own_stands_beside_the_question(cast, assessment):
    lead, address = browser(cast.lead), question_address(assessment, at("voice"))
    assert lead.post(f"{address}guidance/", {"body": "Ask the **forum**."}).url == address
    assert "Ask the <strong>forum</strong>." in words(lead.get(address))


# ── Evidence and numbers ─────────────────────────────────────────────────────────────────────────────────────────────


def attached(assessment, place, piece, **more):
    return operations.attach(actor=SYSTEM, assessment=assessment, place=place, evidence=piece, **more)


def test_evidence_is_attached_captioned_moved_and_taken_off(cast, assessment):
    place = at("voice")
    first, second = kept(cast.institution, "photo", title="Bench"), kept(cast.institution, "photo", title="Lathe")
    lead, address = browser(cast.lead), question_address(assessment, place, "evidence/")
    for piece in (first, second):
        lead.post(address, {"evidence": piece.pk, "caption": ""})
    rows = list(Attachment.objects.order_by("order"))
    manage = [f"{ONE}attachments/{row.pk}/" for row in rows]
    lead.post(manage[1], {"do": "up"})
    lead.post(manage[0], {"do": "caption", "caption": "Our bench"})
    assert [one.said for one in queries.attachments_of(assessment)] == ["Lathe", "Our bench"]
    lead.post(manage[0], {"do": "off"})
    assert [one.said for one in lead.get(address).context["here"]] == ["Lathe"]
    assert list(lead.post(address, {"evidence": second.pk}).context["form"].errors) == ["evidence"]
    theirs = kept(cast.neighbour, "photo")
    assert list(lead.post(address, {"evidence": theirs.pk}).context["form"].errors) == ["evidence"]


def test_numbers_run_over_the_whole_document_and_follow_what_changes(cast, assessment):
    bench, lathe = kept(cast.institution, "photo", title="Bench"), kept(cast.institution, "photo", title="Lathe")
    paper = kept(cast.institution, "file", title="Minutes")
    attached(assessment, at("voice"), lathe)
    attached(assessment, at("profile"), bench)
    attached(assessment, at("profile"), paper)
    write(assessment, at("voice"), "See {#evidence-1}, {#evidence-2}, {#evidence-3} and {#nowhere}.")
    reader = browser(cast.people[Role.TECHNICIAN])
    page = words(reader.get(f"{ONE}whole/"))
    assert "See Figure 1, Figure 2, Appendix A and <strong>[nothing here is called nowhere]</strong>." in page
    evidence.remove_evidence(actor=SYSTEM, evidence=bench)
    page = words(reader.get(f"{ONE}whole/"))
    assert "See <strong>[what was meant here was taken off: evidence-1]</strong>, Figure 1, Appendix A" in page


def test_a_withdrawn_testimonial_is_nowhere_in_the_document(cast, assessment):
    quote = kept(cast.institution, "testimonial")
    attached(assessment, at("voice"), quote)
    reader = browser(cast.people[Role.TECHNICIAN])
    assert "I was asked what I need." in words(reader.get(f"{ONE}whole/"))
    evidence.withdraw_consent(actor=SYSTEM, evidence=quote)
    for address in (f"{ONE}whole/", f"{ONE}whole/?print=1"):
        assert "Wren" not in words(reader.get(address))


# ── Whoever is asked ─────────────────────────────────────────────────────────────────────────────────────────────────


def opened(token):
    """A browser in which the link was opened."""
    client = Client()
    assert client.post(f"/pass/{token}/").status_code == 302
    return client


def test_whoever_is_asked_sees_what_is_asked_writes_and_hands_back(cast, assessment):
    write(assessment, at("profile"), "A secret of the lead.")
    delegation, token = asked(assessment, actor=cast.actor(Role.LEAD))
    wren, address = opened(token), delegation.contributor_address
    page = words(wren.get(address))
    assert ("Whom does the organisation count" in page, "What is a reader to know" in page) == (True, False)
    assert "A secret of the lead." not in page
    answer = queries.answer_at(assessment, at("definition"))
    text = f"{address}text/{answer.pk}/"
    sent = {"do": "save", f"body-{answer.text_id}": "At a bench.", f"base-{answer.text_id}": "0"}
    assert wren.post(text, sent, headers={"X-Text": "yes"}).json()["state"] == "saved"
    assert said(assessment, at("definition")) == "At a bench."
    other = queries.answer_at(assessment, at("profile"))
    assert wren.get(f"{address}text/{other.pk}/").status_code == 404
    wren.post(f"{address}hand-back/", {"words": "Done."})
    assert Delegation.objects.get().state == "handed_back"
    page = words(wren.get(address))
    assert "You have handed this back." in page
    assert wren.post(text, sent, headers={"X-Text": "yes"}).status_code == 403
    lead = browser(cast.lead)
    assert "At a bench." in words(lead.get(delegation.get_absolute_url()))
    returned = lead.post(delegation.get_absolute_url(), {"do": "return", "words": ""})
    assert list(returned.context["form"].errors) == ["words"]
    lead.post(delegation.get_absolute_url(), {"do": "return", "words": "And part-time?"})
    assert "And part-time?" in words(wren.get(address))
    wren.post(f"{address}hand-back/", {})
    lead.post(delegation.get_absolute_url(), {"do": "accept"})
    assert wren.get(address).status_code == 404


def test_a_neighbour_a_stranger_and_a_link_that_is_over_see_nothing(cast, assessment):
    delegation, token = asked(assessment)
    theirs, their_token = asked(begun(cast.neighbour))
    address = delegation.contributor_address
    wren, neighbour = opened(token), opened(their_token)
    assert (wren.get(address).status_code, Client().post(f"/pass/{token}/").status_code != 302) == (200, True)
    for stranger in (Client(), neighbour, browser(cast.lead), browser(cast.neighbour_lead)):
        assert stranger.get(address).status_code == 404
    assert neighbour.get(f"/i/borrowdale/contribute/{delegation.pk}/").status_code == 404
    assert wren.get(theirs.contributor_address).status_code == 404
    for inside in (ONE, f"{ONE}whole/", "/i/ashmere/evidence/"):
        assert wren.get(inside).status_code == 302, "a link signs nobody in"
    operations.take_back_request(actor=SYSTEM, delegation=delegation)
    assert wren.get(address).status_code == 404


def sent_for(*answers_and_words):
    """What a form sends, without a script."""
    return {
        name: value
        for answer, said_ in answers_and_words
        for name, value in ((f"body-{answer.text_id}", said_), (f"base-{answer.text_id}", str(answer.text.number)))
    }


def test_words_that_are_refused_stand_there_still_and_nothing_is_called_saved(cast, assessment):
    delegation, token = asked(assessment)
    wren, lead = opened(token), browser(cast.lead)
    definition, numbers = (queries.answer_at(assessment, at(name)) for name in ("definition", "numbers"))
    long = "A sentence of mine. " * 20_001
    for visitor, address in ((wren, delegation.contributor_address), (lead, f"{ONE}sections/about/")):
        page = visitor.post(address, sent_for((definition, long), (numbers, f"Forty, by {visitor.cookies}."[:200])))
        assert (page.status_code, long.strip() in words(page)) == (200, True)
        assert ("holds at most 400,000" in words(page), "Saved." in words(page)) == (True, False)
    page = lead.post(question_address(assessment, at("definition")), sent_for((definition, long)))
    assert (long.strip() in words(page), "Saved." in words(page)) == (True, False)
    assert said(assessment, at("numbers")).startswith("Forty"), "whatever becomes of the others"


def test_words_sent_after_handing_back_are_not_passed_over(cast, assessment):
    delegation, token = asked(assessment)
    wren, definition = opened(token), queries.answer_at(assessment, at("definition"))
    wren.post(f"{delegation.contributor_address}hand-back/", {})
    page = wren.post(delegation.contributor_address, sent_for((definition, "One more sentence.")))
    shown = words(page)
    assert (page.status_code, "One more sentence." in shown, "Saved." in shown) == (200, True, False)
    assert "You have handed this back" in shown
    assert said(assessment, at("definition")) == ""


def test_two_who_write_the_first_guidance_at_once_both_keep_their_words(cast, assessment):
    address, lead = question_address(assessment, at("profile"), "guidance/"), browser(cast.lead)
    assert lead.post(address, {"body": "Ask the forum.", "seen": ""}).status_code == 302
    for seen in ("", "2026-13-45T00:00:00", "2026-11-01T10:00:00"):
        page = lead.post(address, {"body": "Ask the director.", "seen": seen})
        assert (page.status_code, page.context["form"]["body"].value()) == (200, "Ask the director.")
        assert "“Ask the forum.”" in words(page)
    assert queries.guidance_of(assessment)["profile"].body == "Ask the forum."
    fresh = page.context["form"]["seen"].value()
    assert lead.post(address, {"body": "Ask both.", "seen": fresh}).status_code == 302
    assert queries.guidance_of(assessment)["profile"].body == "Ask both."


def test_a_word_with_what_is_handed_back_is_refused_and_not_cut(cast, assessment):
    delegation, token = asked(assessment)
    page = opened(token).post(f"{delegation.contributor_address}hand-back/", {"words": "x" * 5_001})
    assert ("5,001 characters" in words(page), "x" * 5_001 in words(page)) == (True, True)
    delegation.refresh_from_db()
    assert delegation.is_with_them


def test_a_used_up_browser_gets_a_fresh_link_and_its_words_are_sent_again(cast, assessment):
    delegation, token = asked(assessment)
    opened(token)
    again = opened(operations.send_again(actor=SYSTEM, delegation=delegation))
    answer = queries.answer_at(assessment, at("definition"))
    text = f"{delegation.contributor_address}text/{answer.pk}/"
    sent = {"do": "save", f"body-{answer.text_id}": "Kept in my browser.", f"base-{answer.text_id}": "0"}
    assert again.post(text, sent, headers={"X-Text": "yes"}).json()["state"] == "saved"
    assert said(assessment, at("definition")) == "Kept in my browser."


def test_evidence_of_a_contributor_stands_under_their_answer(cast, assessment):
    from django.core.files.uploadedfile import SimpleUploadedFile

    delegation, token = asked(assessment, may_add_evidence=True)
    wren, answer = opened(token), queries.answer_at(assessment, at("numbers"))
    address = f"{delegation.contributor_address}evidence/{answer.pk}/"
    typed = {"title": "Bench", "alternative": "A bench.", "speaks_of_on": "July 2025"}
    wrong = wren.post(address, typed | {"file": SimpleUploadedFile("bench.png", b"<html>")})
    assert list(wrong.context["form"].errors) == ["file"]
    wren.post(address, typed | {"file": SimpleUploadedFile("bench.png", PNG)})
    assert Attachment.objects.get().evidence.title == "Bench"
    assert "Bench" in words(wren.get(delegation.contributor_address))
    words_only, token = asked(begun(cast.institution, "stage_3"), section="voice", questions=["voice"])
    other = queries.answer_at(words_only.assessment, at("voice"))
    assert opened(token).get(f"{words_only.contributor_address}evidence/{other.pk}/").status_code == 404


# ── As many questions to the database for one as for three ───────────────────────────────────────────────────────────


def test_pages_ask_as_many_questions_for_one_row_as_for_three(cast, assessment):
    lead, counts = browser(cast.lead), []
    place = at("definition")
    pages = [ONE, f"{ONE}sections/about/", question_address(assessment, place), f"{ONE}whole/", f"{ONE}known/"]
    for turns in ((0,), (1, 2)):
        for turn in turns:
            asked(assessment, questions=[["profile"], ["definition"], ["numbers"]][turn], email=f"w{turn}@x.example")
            attached(assessment, place, kept(cast.institution, "photo"))
            lead.post(question_address(assessment, place, "talk/"), {"body": f"{turn}"})
        row = []
        for page in pages:
            with CaptureQueriesContext(connection) as seen:
                assert lead.get(page).status_code == 200
            row.append(len(seen))
        counts.append(row)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15, counts[0]


def test_an_actor_of_the_institution_is_no_contributor(cast, assessment):
    delegation, _token = asked(assessment)
    actor = actor_for(cast.people[Role.TECHNICIAN])
    assert not actor.holds("assessments.contribute", delegation.subject)


def test_one_earlier_answer_for_all_themes_is_ticked_for_none_of_them(cast, assessment):
    old = AssessmentDraft(
        stage=1,
        form="stage_1_full",
        document="old.docx",
        answers=(AnswerDraft("Since?", "Much.", key="since"), AnswerDraft("Profile?", "By the sea.", key="profile")),
    )
    operations.take_in(actor=SYSTEM, institution=cast.institution, draft=old, origin="o:9")
    rows = {row["answer"].question: row for row in browser(cast.lead).get(f"{ONE}known/").context["rows"]}
    assert (rows["since"]["is_ticked"], rows["profile"]["is_ticked"]) == (False, True)
