"""Evidence: kept, changed, withdrawn, removed, by whom; and what files really are."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plumbline.foundation.problems import Overtaken, Refused
from plumbline.institutions.access import Role
from plumbline.journey.evidence import operations, queries, rules, schedule
from plumbline.journey.evidence.links import Found
from plumbline.journey.evidence.models import Evidence, Kind
from plumbline.journey.evidence.operations import Upload
from plumbline.journey.evidence.queries import Wanted
from plumbline.journey.evidence.showing import signs_of
from plumbline.journey.evidence.sniffing import kind_of
from plumbline.journey.evidence.tests.making import DAY, PDF, PNG, SAID, SYSTEM, UPLOADS, drafted, kept
from plumbline.platform.audit.models import Entry
from plumbline.platform.jobs.models import Job
from tests.cast import at_once, browser

KEEPERS = {
    "lead", "champion", "working_lead", "group_chair", "group_member", "hr_analyst", "communications",
    "technical_manager",
}  # fmt: skip
ALL = "/i/ashmere/evidence/"
EVERYTHING = Wanted()


def words(page) -> str:
    return " ".join(page.content.decode().replace("&#x27;", "'").split())


def refusal(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_is_kept_and_shown(cast, kind):
    one = kept(cast.institution, kind)
    page = words(browser(cast.people[Role.TECHNICIAN]).get(one.get_absolute_url()))
    assert one.title in page
    assert "31 July 2025" in page
    assert one.title in words(browser(cast.lead).get(ALL))
    assert Entry.objects.filter(verb="evidence.added", scope=cast.institution.key).count() == 1


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        ("figure", {"title": " "}, "title"),
        ("figure", {"speaks_of_on": None}, "speaks_of_on"),
        ("figure", {"speaks_of_on": date(2999, 1, 1)}, "speaks_of_on"),
        ("figure", {"expires_on": DAY - timedelta(days=1)}, "expires_on"),
        ("figure", {"value": None}, "value"),
        ("figure", {"value": Decimal(10**14)}, "value"),
        ("figure", {"unit": ""}, "unit"),
        ("link", {"address": "javascript:alert(1)"}, "address"),
        ("link", {"address": "pages.example/award"}, "address"),
        ("link", {"address": "https://me:secret@pages.example/"}, "address"),
        ("link", {"address": "https://[::1"}, "address"),
        ("testimonial", {"quote": ""}, "quote"),
        ("testimonial", {"said_by": ""}, "said_by"),
        ("testimonial", {"consent_on": None}, "consent_on"),
        ("testimonial", {"consent_for": ""}, "consent_for"),
        ("photo", {"alternative": "  "}, "alternative"),
        ("file", {"note": "x" * 20_001}, "note"),
        ("file", {"title": "x" * 301}, "title"),
    ],
)
def test_what_is_missing_is_said_at_its_field(cast, kind, said, field):
    assert refusal(lambda: kept(cast.institution, kind, **said)).field == field
    assert Evidence.objects.count() == 0


HTML = b"<html><script>alert(1)</script></html>"


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("file", "report.pdf", HTML),
        ("file", "report.html", HTML),
        ("file", "report.txt", HTML),
        ("file", "report.csv", b"\xef\xbb\xbf <SVG onload=x>"),
        ("file", "tool.exe", b"MZ\x90"),
        ("file", "no-ending", PDF),
        ("file", "empty.pdf", b""),
        ("photo", "lathe.png", PDF),
        ("photo", "lathe.svg", b"<svg/>"),
        ("photo", "minutes.pdf", PDF),
        ("photo", "lathe.webp", b"RIFFxxxxAVI "),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(cast, kind, name, content):
    call = lambda: operations.add_evidence(  # noqa: E731
        actor=SYSTEM,
        institution=cast.institution,
        kind=kind,
        draft=drafted(kind),
        upload=Upload(name, content),
    )
    assert refusal(call).field == "file"


@pytest.mark.parametrize(
    ("name", "head", "known"),
    [
        ("a.PDF", PDF, "PDF"), ("a.jpeg", b"\xff\xd8\xff\xe0", "JPEG"), ("a.docx", b"PK\x03\x04", "Word"),
        ("a.csv", b"Name;Tally\n", "text"), ("a.webp", b"RIFF0000WEBP", "WebP"), ("a.tar.png", PNG, "PNG"),
    ],
)  # fmt: skip
def test_what_a_file_is(name, head, known):
    assert kind_of(name, head).name == known


def test_a_file_is_a_download_and_a_photograph_is_shown(cast):
    paper, photo = kept(cast.institution, "file"), kept(cast.institution, "photo")
    reader = browser(cast.people[Role.TECHNICIAN])
    answer = reader.get(paper.file_address)
    assert (answer["Content-Disposition"], answer["Content-Type"]) == (
        'attachment; filename="minutes.pdf"',
        "application/octet-stream",
    )
    shown = reader.get(photo.file_address)
    assert (shown["Content-Type"], shown["Content-Security-Policy"]) == ("image/png", "sandbox; default-src 'none'")
    assert 'alt="Four people round a lathe."' in words(reader.get(photo.get_absolute_url()))
    figure = kept(cast.institution)
    assert reader.get(f"{figure.get_absolute_url()}file/").status_code == 404
    for response in (answer, shown):
        response.close()


def test_another_file_instead_erases_the_old_one(cast):
    paper = kept(cast.institution, "file")
    old = paper.file
    operations.change_evidence(
        actor=SYSTEM, evidence=paper, draft=drafted("file"), upload=Upload("again.pdf", PDF + b"2")
    )
    old.refresh_from_db()
    assert (paper.file.name, old.erased_at is None) == ("again.pdf", False)


def test_who_changes_late_is_told_and_loses_nothing(cast):
    one = kept(cast.institution)
    lead = browser(cast.lead)
    form = lead.get(f"{one.get_absolute_url()}change/").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields if name != "themes"}
    assert (typed["value"], typed["speaks_of_on"]) == ("1,412", "31 July 2025")
    operations.change_evidence(actor=SYSTEM, evidence=one, draft=drafted("figure", title="Their title"))
    late = lead.post(f"{one.get_absolute_url()}change/", {**typed, "title": "My title"})
    assert list(late.context["form"].errors) == ["title"]
    assert "My title" in words(late)
    again = {**typed, "title": "My title", "seen": late.context["form"]["seen"].value()}
    assert lead.post(f"{one.get_absolute_url()}change/", again).status_code == 302
    one.refresh_from_db()
    assert (one.title, one.value) == ("My title", Decimal("1412"))
    with pytest.raises(Overtaken):
        operations.change_evidence(actor=SYSTEM, evidence=one, draft=drafted("figure"), seen="1999-01-01T00:00:00")


def test_a_withdrawn_consent_takes_the_words_with_it(cast):
    one = kept(cast.institution, "testimonial", note="Wren said so")
    reader = browser(cast.people[Role.TECHNICIAN])
    assert "I was asked what I need." in words(reader.get(one.get_absolute_url()))
    lead = browser(cast.lead)
    assert "Wren Halloway" in words(lead.get(f"{one.get_absolute_url()}withdraw/"))
    lead.post(f"{one.get_absolute_url()}withdraw/")
    row = Evidence.objects.filter(pk=one.pk).values().get()
    assert not [value for value in row.values() if "Wren" in str(value) or "asked what" in str(value)]
    for address in (one.get_absolute_url(), ALL):
        page = words(reader.get(address))
        assert ("Wren" in page, "Consent withdrawn on" in page) == (False, True)
    assert not rules.can_withdraw_consent(SYSTEM, Evidence.objects.get(pk=one.pk))
    one.refresh_from_db()
    assert (
        "gone"
        in refusal(lambda: operations.change_evidence(actor=SYSTEM, evidence=one, draft=drafted("testimonial"))).message
    )


def test_removed_and_put_back(cast):
    one, lead = kept(cast.institution), browser(cast.lead)
    lead.post(f"{one.get_absolute_url()}remove/")
    assert queries.evidence_of(cast.institution, EVERYTHING, DAY) == []
    assert queries.evidence_of(cast.institution, Wanted(state="removed"), DAY) == [one]
    assert "This was removed already." in words(lead.get(f"{one.get_absolute_url()}remove/"))
    lead.post(f"{one.get_absolute_url()}restore/")
    assert queries.evidence_of(cast.institution, EVERYTHING, DAY) == [one]
    assert "stands already" in refusal(lambda: operations.restore_evidence(actor=SYSTEM, evidence=one)).message


def test_each_rule_for_each_role(cast):
    figure, link, quote = (kept(cast.institution, kind) for kind in ("figure", "link", "testimonial"))
    gone = kept(cast.institution)
    operations.remove_evidence(actor=SYSTEM, evidence=gone)

    def allowed(rule, *things):
        return {name for name, actor in cast.actors().items() if rule(actor, *things)}

    assert allowed(rules.can_keep_evidence, cast.institution) == KEEPERS
    assert allowed(rules.can_change_evidence, figure) == KEEPERS
    assert allowed(rules.can_change_evidence, gone) == set()
    assert allowed(rules.can_withdraw_consent, quote) == KEEPERS
    assert allowed(rules.can_withdraw_consent, figure) == set()
    assert allowed(rules.can_remove_evidence, figure) == KEEPERS
    assert allowed(rules.can_restore_evidence, gone) == KEEPERS
    assert allowed(rules.can_check_link, link) == KEEPERS
    assert allowed(rules.can_check_link, figure) == set()


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.LEADER, Role.SECRETARIAT])
def test_operations_enforce_the_rules(cast, role):
    actor, one = cast.actor(role), kept(cast.institution, "testimonial")
    before = Evidence.objects.filter(pk=one.pk).values().get()
    for call in (
        lambda: kept(cast.institution, actor=actor),
        lambda: operations.change_evidence(actor=actor, evidence=one, draft=drafted("testimonial", title="x")),
        lambda: operations.withdraw_consent(actor=actor, evidence=one),
        lambda: operations.remove_evidence(actor=actor, evidence=one),
        lambda: operations.restore_evidence(actor=actor, evidence=one),
        lambda: operations.check_link(actor=actor, evidence=one),
    ):
        refusal(call)
    assert Evidence.objects.filter(pk=one.pk).values().get() == before


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("figure", {"kind": "rumour"}),
        ("figure", {"value": None}),
        ("figure", {"title": ""}),
        ("figure", {"expires_on": DAY - timedelta(days=1)}),
        ("link", {"address": ""}),
        ("link", {"dead_since": timezone.now()}),
        ("photo", {"alternative": ""}),
        ("photo", {"file": None}),
        ("testimonial", {"consent_on": None}),
        ("testimonial", {"quote": ""}),
        ("testimonial", {"consent_withdrawn_at": timezone.now()}),
    ],
)
def test_the_database_refuses_what_cannot_be(cast, kind, wrong):
    one = kept(cast.institution, kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=one.pk).update(**wrong)


def test_a_dead_link_says_since_when_and_why(cast):
    link = kept(cast.institution, "link")
    note = {"number": link.pk, "address": link.address}
    operations.note_link(**note, found=Found("alive"))
    operations.note_link(**note, found=Found("dead", "gone"))
    first = Evidence.objects.get(pk=link.pk).dead_since
    operations.note_link(**note, found=Found("dead", "status"))
    link.refresh_from_db()
    assert (link.dead_since, link.link_problem) == (first, "status")
    assert [sign.words.startswith("Dead since") for sign in signs_of(link, DAY)] == [True]
    assert "the server answers with an error" in words(browser(cast.lead).get(link.get_absolute_url())).lower()
    assert queries.evidence_of(cast.institution, Wanted(state="dead"), DAY) == [link]
    operations.note_link(**note, found=Found("closed"))
    link.refresh_from_db()
    assert (link.link_state, link.dead_since, signs_of(link, DAY)) == ("closed", None, [])
    told = list(Entry.objects.filter(subject=link.audit_key).order_by("pk").values_list("verb", flat=True))
    assert told == ["evidence.added", "evidence.link_died", "evidence.link_revived"]


def test_what_was_found_at_another_address_is_not_said_of_this_one(cast):
    link = kept(cast.institution, "link")
    operations.note_link(number=link.pk, address=link.address, found=Found("dead", "gone"))
    operations.change_evidence(actor=SYSTEM, evidence=link, draft=drafted("link", address="https://pages.example/new"))
    assert (link.link_state, link.dead_since) == ("unchecked", None)
    operations.note_link(number=link.pk, address="https://pages.example/award", found=Found("dead", "gone"))
    link.refresh_from_db()
    assert link.link_state == "unchecked"


def test_links_are_looked_at_when_added_and_once_a_week(cast):
    link = kept(cast.institution, "link")
    kept(cast.institution, "figure")
    assert Job.objects.filter(kind="evidence.check_link").count() == 1
    schedule.check_links()
    assert Job.objects.filter(kind="evidence.check_link").count() == 1
    Evidence.objects.filter(pk=link.pk).update(added_at=timezone.now() - timedelta(days=8))
    schedule.check_links()
    schedule.check_links()
    assert Job.objects.filter(kind="evidence.check_link").count() == 2
    operations.note_link(number=link.pk, address=link.address, found=Found("alive"))
    assert list(queries.links_to_check()) == []


def test_expiry_is_said_in_words(cast):
    one = kept(cast.institution, expires_on=date(2026, 1, 31))
    said = [[sign.words for sign in signs_of(one, day)] for day in (
        date(2025, 11, 1), date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 1)
    )]  # fmt: skip
    assert said == [[], ["Good for 1 more day"], ["Good until today"], ["Out of date since 31 January 2026"]]


def test_the_list_is_narrowed_by_kind_theme_state_and_words(cast):
    kept(cast.institution, title="Ŵyn's Head Count", themes=("visibility",))
    kept(cast.institution, "link", expires_on=DAY)
    lead = browser(cast.lead)
    for asked, titles in (
        ("", ["Award page", "Ŵyn's Head Count"]),
        ("?kind=link", ["Award page"]),
        ("?theme=visibility", ["Ŵyn's Head Count"]),
        ("?theme=none", ["Award page"]),
        ("?state=expired", ["Award page"]),
        ("?q=ŵyn count", ["Ŵyn's Head Count"]),
        ("?q=zebra", []),
        ("?kind=rumour", ["Award page", "Ŵyn's Head Count"]),
    ):
        assert [one.title for one, _signs in lead.get(ALL + asked).context["shown"]] == titles, asked
    assert "Nothing fits" in words(lead.get(f"{ALL}?q=zebra"))


def test_nothing_yet_says_what_comes_and_the_first_step(cast):
    assert f'href="{ALL}add/"' in words(browser(cast.lead).get(ALL))
    page = words(browser(cast.people[Role.TECHNICIAN]).get(ALL))
    assert ("No evidence yet" in page, f'href="{ALL}add/"' in page) == (True, False)


def test_evidence_is_added_by_a_form_with_days_and_numbers_as_people_write_them(cast):
    lead = browser(cast.lead)
    typed = {"title": "Head count", "value": "1,412", "unit": "technicians", "speaks_of_on": "July 2025"}
    lead.post(f"{ALL}add/figure/", typed | {"themes": ["sustainability", "visibility"]})
    one = Evidence.objects.get()
    assert (one.value, one.value_said, one.speaks_of_on, one.themes) == (
        Decimal("1412"), "1,412 technicians", date(2025, 7, 31), ["visibility", "sustainability"],
    )  # fmt: skip
    for wrong, field in (({"value": "many"}, "value"), ({"speaks_of_on": "last week"}, "speaks_of_on"),
                         ({"unit": ""}, "unit"), ({"value": "NaN"}, "value")):  # fmt: skip
        form = lead.post(f"{ALL}add/figure/", typed | wrong).context["form"]
        assert (list(form.errors), form["title"].value()) == ([field], "Head count")
    assert lead.get(f"{ALL}add/rumour/").status_code == 404
    assert lead.get(f"{ALL}99/").status_code == 404


def test_every_page_for_every_visitor(cast):
    link = kept(cast.institution, "link")
    one = link.get_absolute_url()
    outside = {"nobody", "neighbour", "secretariat", "board_member", "reviewer"}
    for name, user in cast.everybody().items():
        visitor = browser(user)
        for may, address in (
            (None, ALL), (None, one), (KEEPERS, f"{ALL}add/"), (KEEPERS, f"{ALL}add/photo/"),
            (KEEPERS, f"{one}change/"), (KEEPERS, f"{one}withdraw/"), (KEEPERS, f"{one}remove/"),
        ):  # fmt: skip
            inside = 200 if may is None or name in may else 403
            expected = 302 if name == "public" else 404 if name in outside else inside
            assert (name, address, visitor.get(address).status_code) == (name, address, expected)
        for address in (f"{one}restore/", f"{one}check/"):
            inside = 302 if name in KEEPERS else 403
            expected = 302 if name == "public" else 404 if name in outside else inside
            assert (name, address, visitor.post(address).status_code) == (name, address, expected)


def test_the_list_asks_as_many_questions_for_one_row_as_for_three(cast):
    lead, counts = browser(cast.lead), []
    for kinds in (("photo",), ("file", "link")):
        for kind in kinds:
            kept(cast.institution, kind)
        with CaptureQueriesContext(connection) as seen:
            assert lead.get(ALL).status_code == 200
        counts.append(len(seen))
    assert counts == [counts[0], counts[0]]
    assert counts[0] <= 15


@pytest.mark.django_db(transaction=True)
def test_two_who_add_at_once_get_two_numbers(cast):
    at_once(lambda: kept(cast.institution), lambda: kept(cast.institution, "testimonial"))
    assert sorted(Evidence.objects.values_list("number", flat=True)) == [1, 2]


def test_every_kind_is_known_to_the_tests():
    assert set(SAID) == set(Kind.values)
    assert set(UPLOADS) == {Kind.FILE, Kind.PHOTO}
