"""The pages that join rooms, as those see them whom they are for."""

import pytest
from django.template.loader import render_to_string
from lxml import html

from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Role
from plumbline.institutions.actor import Actor
from plumbline.journey.intake import operations as intake
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with
from plumbline.sharing.library import operations as library
from tests.cast import browser

ALL = Actor.system("tests")
REGULATIONS = "the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
FIXED = [
    "This accessibility statement applies to testserver.",
    f"The Equality and Human Rights Commission (EHRC) is responsible for enforcing {REGULATIONS} (the ‘accessibility",
    "If you’re not happy with how we respond to your complaint, contact the Equality Advisory and Support",
    f"is committed to making its website accessible, in accordance with {REGULATIONS}.",
    "This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard, due",
    "The content listed below is non-accessible for the following reasons.",
]


def seen(client, address, status=200):
    """A page's tree, and its words in one line."""
    response = client.get(address)
    assert response.status_code == status
    tree = html.fromstring(response.content.decode())
    return tree, " ".join(tree.find(".//main").text_content().split())


@pytest.fixture
def published(cast):
    plan = plan_with(
        cast.institution, draft(1, rag="green", themes=("visibility",)), draft(2, rag="red", themes=("visibility",)),
        draft(3, themes=("recognition",)), draft(4, themes=()),
    )  # fmt: skip
    return library.publish(actor=SYSTEM, plan=plan)


def test_the_front_page_counts_what_is_there(client, cast, published):
    tree, words = seen(client, "/")
    figures = {row.find("dt").text_content(): row.find("dd").text_content() for row in tree.find_class("drop__row")}
    assert figures == {"signatories": "2", "published plans": "1", "actions in them": "4", "completed": "1"}
    assert "Ashmere University" in words
    assert len(tree.findall(".//h1")) == 1


def test_the_front_page_of_an_empty_site_says_so(client, db):
    _tree, words = seen(client, "/")
    assert "No plan has been published here yet." in words


def test_nobody_gets_a_cookie_by_looking(client, cast):
    for address in ("/", "/signatories/", "/institutions/ashmere/", "/privacy/", "/accessibility/"):
        assert client.get(address).cookies == {}


def test_the_list_is_narrowed_by_what_the_address_says(client, cast, published):
    abroad = institutions.create_institution(actor=ALL, name="Weidental Institut", slug="weidental", country="DE")
    institutions.set_signatory(actor=ALL, institution=abroad)
    backer = institutions.create_institution(actor=ALL, name="Lathe Fund", slug="lathe", kind="funder")
    institutions.set_signatory(actor=ALL, institution=backer, kind="supporter")

    def listed(query):
        tree, _words = seen(client, f"/signatories/?{query}")
        return [cell.find("a").text for cell in tree.find_class("register__name")]

    assert listed("") == ["Ashmere University", "Borrowdale Institute", "Weidental Institut", "Lathe Fund"]
    assert listed("q=dale+borrow") == ["Borrowdale Institute"]
    assert listed("phase=1") == ["Ashmere University", "Borrowdale Institute"]
    assert listed("phase=unknown") == ["Weidental Institut", "Lathe Fund"]
    assert listed("nation=abroad") == ["Weidental Institut"]
    assert listed("nation=wales") == ["Borrowdale Institute"]
    assert listed("plan=yes") == ["Ashmere University"]
    assert "Germany" in seen(client, "/signatories/")[1]


def test_an_unknown_phase_is_said(client, cast):
    institutions.set_signatory(actor=ALL, institution=cast.institution, phase=None)
    tree, _words = seen(client, "/signatories/?q=ashmere")
    assert tree.find_class("register__phase")[0].text_content() == "Not known"
    assert "In which phase it was announced is not known here." in seen(client, "/institutions/ashmere/")[1]


def test_an_institution_in_public(client, cast, published):
    tree, words = seen(client, "/institutions/ashmere/")
    rows = [[cell.text_content().strip()[-1] for cell in row.findall("td")] for row in tree.findall(".//tbody/tr")]
    assert rows == [["1", "0", "1", "0", "2"], ["0", "0", "0", "1", "1"], ["0", "0", "0", "1", "1"]]
    assert "technicians@ashmere.example" in tree.text_content()
    assert "has not published a plan here" in seen(client, "/institutions/borrowdale/")[1]
    assert client.get("/institutions/nowhere/").status_code == 404
    assert "Read the plan" in words


def test_pages_ask_the_same_number_of_questions_however_many_rows(client, cast, published, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/signatories/")
    for number in range(3):
        more = institutions.create_institution(
            actor=ALL, name=f"More {number}", slug=f"more-{number}", contact_name="Ash"
        )
        institutions.set_signatory(actor=ALL, institution=more)
        library.publish(actor=SYSTEM, plan=plan_with(more, draft(1)))
    with django_assert_num_queries(3):
        client.get("/signatories/")
    with django_assert_num_queries(4):
        client.get("/")


def test_what_needs_whom(cast):
    plan = plan_with(cast.institution, draft(1, rag="red"), draft(2))
    lead, technician, other = cast.lead, cast.people[Role.TECHNICIAN], cast.neighbour_lead

    def needed(user):
        tree, _words = seen(browser(user), "/home/")
        return [link.text for link in tree.find_class("need__title")]

    assert needed(lead) == ["1 red rating has no explanation", "Publish the plan"]
    assert needed(technician) == []
    assert needed(other) == ["Upload your latest submission"]
    intake.upload(actor=cast.actor(Role.LEAD), institution=cast.institution, name="empty.txt", content=b"A word.")
    library.publish(actor=SYSTEM, plan=plan)
    assert needed(lead) == ["1 red rating has no explanation"]


def test_whoever_holds_no_role_is_told_what_to_do(cast):
    assert "You hold no role at an institution yet" in seen(browser(cast.nobody), "/home/")[1]


def test_the_overview_shows_how_far_the_institution_is(cast):
    client = browser(cast.people[Role.TECHNICIAN])
    tree, words = seen(client, "/i/ashmere/")
    assert tree.find_class("line__place--here")[0].find_class("line__title")[0].text_content() == "Documents"
    assert "Upload a document" not in words
    library.publish(actor=SYSTEM, plan=plan_with(cast.institution, draft(1)))
    tree, words = seen(client, "/i/ashmere/")
    assert "Version 1 is public." in words
    assert "Upload a document" in seen(browser(cast.lead), "/i/ashmere/")[1]


def test_the_frame_shows_each_their_places(cast):
    def places(user, address="/signatories/"):
        tree, _words = seen(browser(user), address)
        return [link.text for row in tree.find_class("tabs") for link in row.iter("a")]

    assert places(None) == ["Signatories"]
    assert places(cast.nobody) == ["What needs you", "Signatories"]
    assert places(cast.lead) == ["What needs you", "Ashmere University", "Signatories"]
    assert places(cast.secretariat) == ["What needs you", "Signatories", "Sector"]
    assert places(cast.lead, "/i/ashmere/")[3:] == [
        "Overview", "My actions", "Documents", "Plans", "Self-assessment",
        "Technicians", "Evidence", "Dates", "Publication", "People",
    ]  # fmt: skip


def test_whoever_works_at_many_institutions_finds_them_on_one_page(cast):
    for number in range(2):
        more = institutions.create_institution(actor=ALL, name=f"More {number}", slug=f"more-{number}")
        institutions.grant_membership(actor=ALL, institution=more, user=cast.lead, role=Role.AMBASSADOR)
    tree, _words = seen(browser(cast.lead), "/home/")
    assert [link.text for row in tree.find_class("tabs") for link in row.iter("a")] == ["What needs you", "Signatories"]
    assert [heading.text_content() for heading in tree.findall(".//h2")] == ["Ashmere University", "More 0", "More 1"]
    tree, _words = seen(browser(cast.lead), "/i/more-1/history/", 403)
    assert tree.find_class("place__name")[0].text_content() == "More 1"
    assert [link.text for link in tree.iter("a") if link.get("aria-current") == "true"] == ["People"]


def test_the_sector_has_its_places_in_the_second_row(cast):
    def places(role):
        tree, _words = seen(browser(cast.sector[role]), "/sector/institutions/")
        return [link.text for link in tree.find_class("place")[0].iter("a")][1:]

    seen_by_board = ["Overview", "Institutions", "Dates", "Themes", "Forms", "Board", "Sector people", "Frameworks"]
    assert places(Role.BOARD_MEMBER) == seen_by_board
    assert places(Role.SECRETARIAT) == [*seen_by_board, "History"]


@pytest.mark.parametrize(
    ("back", "goes"),
    [("/privacy/?a=b", "/privacy/?a=b"), ("https://elsewhere.example/", "/"), ("//elsewhere.example", "/")],
)
def test_the_appearance_is_remembered_without_a_script(client, db, back, goes):
    answer = client.post("/appearance/", {"appearance": "dark", "next": back})
    assert (answer.status_code, answer["Location"]) == (302, goes)
    assert "appearance-dark" in seen(client, "/privacy/")[0].get("class")
    client.post("/appearance/", {"appearance": "", "next": "/"})
    assert "appearance-" not in seen(client, "/privacy/")[0].get("class")
    client.cookies["appearance"] = '"><script>'
    assert seen(client, "/privacy/")[0].get("class") == "govuk-template"
    assert client.get("/appearance/").status_code == 405


def test_the_language_is_remembered_where_there_is_a_translation(client, db, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Welsh")]
    answer = client.post("/language/", {"language": "cy", "next": "/privacy/"})
    assert (answer["Location"], answer.cookies["django_language"].value) == ("/privacy/", "cy")
    assert client.post("/language/", {"language": "tlh"}).cookies == {}
    names = [button.text for button in seen(client, "/privacy/")[0].iter("button") if button.get("name") == "language"]
    assert names == ["British English", "Cymraeg"]


def test_the_gallery_is_for_those_who_build_and_for_the_sector(client, cast):
    assert client.get("/gallery/").status_code == 404
    assert "Gallery" in seen(browser(cast.secretariat), "/gallery/?errors=yes")[1]


def test_the_statements_hold_the_sentences_that_the_law_fixes(client, db):
    _tree, words = seen(client, "/accessibility/")
    for fixed in FIXED:
        assert fixed in words
    assert "acknowledgement within 30 days" in seen(client, "/privacy/")[1]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_pages_of_errors_are_drawn_with_nothing_known(name):
    tree = html.fromstring(render_to_string(f"{name}.html"))
    assert tree.find(".//h1").text
    assert tree.find(".//title").text.endswith(" – Plumbline")
