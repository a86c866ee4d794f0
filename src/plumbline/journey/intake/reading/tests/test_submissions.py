"""Whole submissions, as institutions send them."""

from __future__ import annotations

from collections.abc import Callable

from plumbline.foundation.formats.blocks import Document
from plumbline.journey.intake.reading import understand
from plumbline.journey.intake.reading.accounting import invented_words, lost_words
from plumbline.journey.intake.reading.understood import Understood, When

STAGE_3 = """TECHNICIAN COMITMENT: STAGE THREE SELF ASSESSMENT

Institution: Marlbridge Institute of Plant Science

Lead contact: Ms Aoife Ní Bhriain

Email: aoife.nibhriain@marlbridge.example    Tel: 01632 960 111

Q1. Describe how your technical staff are structured and what has changed in the last six years.

The Institute employs 96 technicians in three platforms. There were 14 new technicians trained in microscopy.

Q2. Who governs the Technician Commitment with you? How is it led, to whom does it report and how is it resourced?

A steering group meets quarterly.

It reports to the Executive Board. The budget is £25,000 a year.

Q3. RAG rating of your 2021-2024 action plan (please explain any reds)

See Appendix 1.

"Create a joint apprenticeship with Norbury College" - the college closed it.

Q4. What diference have your earlier plans made? Give examples.

Visibility: the newsletter reaches 400 readers, which is more than ever before.

Recognition: five technicians are now registered with a professional body.

"I finally feel part of the paper, not just the methods section," said Tomasz Wiśniewski, senior technician.

Q5. TALENT Commission: how are you putting its recommendations into practice?

We adopted recommendations 3 and 7.

Q6. Please set out your plan for the coming 36 months, with resourcing

Our plan is in Appendix 2. It costs £40,000.

Q7. In what ways were technicians' voices heard while the plan was being written?

A consultation in May 2024 drew 70 replies.

Q8. Web page where the plan is published

www.marlbridge.example/technicians

Signed: Aoife Ní Bhriain (Institutional Lead)   Date: 30/07/2024

Signed: ____________________ (Director of the Institute)   Date: ____________

Appendix 1 – Progress on our 2021-2024 plan

Visibility
1. Start a technicians' newsletter (Complete) - Green
2. Put technicians on the web pages (In progress) - Amber

Sustainability
3. Create a joint apprenticeship with Norbury College (Not started) - Red

Appendix 2 – Action plan 2024-2027

Visibility
1. Extend the newsletter to partner institutes.

Career development
2. Draft a career map for plant technicians.
"""

STAGE_1_TABLE = """<html><body><h1>Technician Commitment – Stage 1 Self-Assessment</h1>
<p>Guidance: please complete every box. For queries please contact help@sectorbody.example.</p>
<table>
<tr><td>Name of institution</td><td>Prifysgol Glan-y-Môr / Glan-y-Môr University</td></tr>
<tr><td>Nominated institutional lead</td><td>Dr Siân Llewelyn-Pryce FRSB, Head of Laboratories</td></tr>
<tr><td>Email address</td><td>s.llewelyn@glanymor.example</td></tr>
<tr><td>Telephone</td><td>+44 (0)1970 555 0123</td></tr>
</table>
<table>
<tr><th>Question</th><th>Response</th></tr>
<tr><td>1. Tell us about your institution in no more than 20 words</td>
<td><p>We are a coastal university with 8,400 students and around 1,200 staff, of whom 143 are technicians
(as at 31 July 2023).</p><p>Our mission is local.</p></td></tr>
<tr><td>2. Who do you count as a technician?</td><td>Anyone in the technical job family.</td></tr>
<tr><td>3. What existed for technicians before you signed the Commitment?</td>
<td><ul><li>A yearly away day</li><li>Apprenticeships since 2015</li></ul></td></tr>
<tr><td>4. What have you done since becoming a signatory to address the themes?</td>
<td><p><b>Visibility</b></p><p>We made a directory.</p><p><b>Recognition</b></p><ul><li>12 people registered.</li></ul>
<p><b>Well-being</b></p><p>A quiet room.</p></td></tr>
<tr><td>5. Anything you would change in our catering?</td><td>More tea.</td></tr>
<tr><td>6. How did technicians contribute to the development of your plan?</td><td>In two focus groups.</td></tr>
<tr><td>7. Please attach your 24-month plan.</td><td>Attached.</td></tr>
<tr><td>8. Please give the web address at which your plan is published.</td>
<td>Will be published at https://www.glanymor.example/technicians by Easter</td></tr>
</table>
<table><tr><td></td><td>Name</td><td>Signature</td><td>Date</td></tr>
<tr><td>Institutional lead</td><td>Siân Llewelyn-Pryce</td><td>S Llewelyn-Pryce</td><td>2 October 2023</td></tr>
<tr><td>Vice-Chancellor</td><td>Prof. Owain Tudur</td><td></td><td></td></tr></table>
</body></html>"""


def test_a_stage_3_submission_in_running_text(understood: Callable[..., Understood]) -> None:
    found = understood(STAGE_3)
    assert (found.kind, found.stage, found.form) == ("submission", 3, "stage_3")
    assert found.institution == "Marlbridge Institute of Plant Science"
    assert found.lead is not None
    assert (found.lead.name, found.lead.email, found.lead.phone) == (
        "Ms Aoife Ní Bhriain",
        "aoife.nibhriain@marlbridge.example",
        "01632 960 111",
    )
    assert [answer.key for answer in found.answers] == [
        "structure_changes",
        "governance",
        "rag",
        "impact",
        "talent",
        "plan",
        "voice",
        "publication",
    ]
    assert [(part.theme, part.heading, part.text.split()[0]) for part in found.answers[3].parts] == [
        ("visibility", "Visibility", "the"),
        ("recognition", "Recognition", "five"),
    ]
    assert found.answers[3].text.startswith("Visibility: the newsletter reaches")
    assert found.answers[1].text == (
        "A steering group meets quarterly.\n\nIt reports to the Executive Board. The budget is £25,000 a year."
    )
    assert [(figure.name, figure.value) for figure in found.figures] == [("technicians", 96)]
    assert [(quotation.said_by, quotation.text[:9]) for quotation in found.quotations] == [
        ("Tomasz Wiśniewski, senior technician", "I finally")
    ]
    assert found.warnings == []


def test_its_plans_are_told_apart_and_its_red_is_explained(understood: Callable[..., Understood]) -> None:
    found = understood(STAGE_3)
    assert [(plan.kind, len(plan.actions)) for plan in found.plans] == [("previous", 3), ("forward", 2)]
    assert [action.rag for action in found.plans[0].actions] == ["green", "amber", "red"]
    assert found.plans[0].actions[2].explanation == "the college closed it."
    assert found.not_placed == []


def test_its_signatures_are_told_apart(understood: Callable[..., Understood]) -> None:
    lead, leader = understood(STAGE_3).signatures
    assert (lead.role, lead.name, lead.signed, lead.date) == (
        "lead",
        "Aoife Ní Bhriain",
        True,
        When("30/07/2024", "2024-07-30"),
    )
    assert (leader.role, leader.name, leader.office, leader.signed, leader.date) == (
        "leader",
        None,
        "Director of the Institute",
        False,
        None,
    )


def test_a_form_in_tables(understood: Callable[..., Understood]) -> None:
    found = understood(STAGE_1_TABLE, "form.html")
    assert (found.stage, found.form, found.institution) == (
        1,
        "stage_1_full",
        "Prifysgol Glan-y-Môr / Glan-y-Môr University",
    )
    assert found.lead is not None
    assert (found.lead.name, found.lead.email) == ("Dr Siân Llewelyn-Pryce FRSB", "s.llewelyn@glanymor.example")
    by_key = {answer.key: answer for answer in found.answers}
    assert by_key["before"].text == "- A yearly away day\n- Apprenticeships since 2015"
    assert [(part.theme, part.heading, part.text) for part in by_key["since"].parts] == [
        ("visibility", "Visibility", "We made a directory."),
        ("recognition", "Recognition", "- 12 people registered."),
        (None, "Well-being", "A quiet room."),
    ]
    assert by_key[None].text == "More tea."
    assert [(figure.name, figure.value) for figure in found.figures] == [
        ("students", 8400),
        ("staff", 1200),
        ("technicians", 143),
    ]
    assert {figure.as_at for figure in found.figures} == {When("31 July 2023", "2023-07-31")}
    assert found.publication is not None
    assert (found.publication.state, found.publication.url) == (
        "in_progress",
        "https://www.glanymor.example/technicians",
    )
    assert [(each.role, each.name, each.office, each.signed) for each in found.signatures] == [
        ("lead", "Siân Llewelyn-Pryce", None, True),
        ("leader", "Prof. Owain Tudur", "Vice-Chancellor", False),
    ]


def test_a_limit_that_is_passed_and_a_plan_that_is_elsewhere_are_said(understood: Callable[..., Understood]) -> None:
    found = understood(STAGE_1_TABLE, "form.html")
    assert found.plans == []
    assert found.warnings == [
        "The answer to “1. Tell us about your institution in no more than 20 words” has 26 words; the limit is 20.",
        "The action plan is said to be in another document, which is not in this file: no plan was read.",
    ]


def test_the_programmes_address_is_not_the_leads(understood: Callable[..., Understood]) -> None:
    found = understood(STAGE_1_TABLE.replace("s.llewelyn@glanymor.example", ""), "form.html")
    assert found.lead is not None
    assert found.lead.email is None
    assert any("help@sectorbody.example" in left.text for left in found.left_out if left.reason == "form_guidance")


def test_a_blank_form_says_nothing(understood: Callable[..., Understood]) -> None:
    found = understood(
        "Organisation:\n\nName of Institutional Lead:\n\nE-mail:\n\n"
        "Give a short profile of your institution (250 words at most):\n\n"
        "Say who counts as a technician with you:\n\n"
        "Signed..........(Nominated Institutional Lead)\n\nDate:\n\n"
        "Signed..........(Leader of Institution)\n\nDate: 3 May 2020"
    )
    assert (found.institution, found.lead, found.plans, found.figures) == (None, None, [], [])
    assert [(answer.key, answer.text) for answer in found.answers] == [("profile", ""), ("definition", "")]
    assert [(each.role, each.name, each.signed, each.date) for each in found.signatures] == [
        ("lead", None, False, None),
        ("leader", None, None, When("3 May 2020", "2020-05-03")),
    ]


def test_the_institution_of_an_empty_field_comes_from_the_text(understood: Callable[..., Understood]) -> None:
    found = understood(
        "Universities are invited to become signatories. Please see the guidance of the University of Elsewhere.\n\n"
        "Organisation:\n\nPlease describe how technical staff are organised and the reach of the Commitment:\n\n"
        "Technicians at Norhaven University report to one head. Norhaven University works with Norbury University.\n\n"
        "Please describe initiatives that existed before becoming a signatory:\n\nNorhaven University had a forum."
    )
    assert found.institution == "Norhaven University"
    assert found.fields["institution"].confidence < 0.9
    assert found.warnings[0].startswith("The field for the institution is empty or missing")


def test_a_list_of_contents_is_not_the_answers(understood: Callable[..., Understood]) -> None:
    heads = ["1 Institutional profile", "2 How we define technicians", "3 Technician voice"]
    body = "\n\n".join(f"{head}\n\nAnswer to number {head[0]}." for head in heads)
    found = understood("Norhaven University\n\nContents\n\n" + "\n\n".join(heads) + "\n\n" + body)
    assert [(answer.key, answer.text) for answer in found.answers] == [
        ("profile", "Answer to number 1."),
        ("definition", "Answer to number 2."),
        ("voice", "Answer to number 3."),
    ]
    assert [left.text for left in found.left_out if left.reason == "contents"] == ["Contents", *heads]


def test_an_update_paper_reports_achievements_and_plans_nothing(understood: Callable[..., Understood]) -> None:
    found = understood(
        "<h1>Update for the Senate</h1><p>The panel was kind, as Ada Reader of the review panel wrote "
        "“A very good plan that could say more about outcomes and voices.”</p>"
        "<p>These are the achievements until December 2022:</p>"
        "<table><tr><th>Action</th><th>Achievements</th></tr>"
        "<tr><td rowspan=2>Visibility</td><td>Launched a network.</td></tr><tr><td>Held a showcase.</td></tr>"
        "<tr><td>Recognition</td><td>Paid for nine registrations.</td></tr></table>",
        "update.html",
    )
    assert (found.kind, found.plans) == ("update", [])
    assert [(each.theme, each.text, each.period) for each in found.achievements] == [
        ("visibility", "Launched a network.", "until December 2022"),
        ("visibility", "Held a showcase.", "until December 2022"),
        ("recognition", "Paid for nine registrations.", "until December 2022"),
    ]
    assert [each.said_by for each in found.quotations] == ["Ada Reader of the review panel"]


def test_what_is_no_submission_is_said_and_shown_whole(understood: Callable[..., Understood]) -> None:
    for text in (
        "Curriculum Vitae\n\nName: Jane Doe\nEmail: jane@doe.example\n\nProfile\n\nA manager.\n\nEducation\n\nBSc",
        "Lunch Menu\n\nMonday: Soup\nTuesday: Pie\n\nPlease contact the kitchen with queries.",
        "Minutes, 3 March 2024\n\n1. Apologies\nNone.\n\n2. Action plan update\nAB reported that it is live.",
    ):
        found = understood(text)
        assert (found.kind, found.institution, found.lead, found.answers, found.plans) == (None, None, None, [], [])
        assert found.warnings[-1].startswith("This does not look like a submission")
        assert found.left_out == [] or {left.reason for left in found.left_out} <= {"markup"}


def test_an_empty_document_is_no_submission() -> None:
    found = understand(Document("empty.docx", "docx", ()))
    assert (found.kind, found.not_placed, found.left_out) == (None, [], [])


def test_no_word_of_these_is_lost_or_invented(document_of: Callable[..., Document]) -> None:
    for text, name in ((STAGE_3, "a.txt"), (STAGE_1_TABLE, "b.html")):
        document = document_of(text, name)
        found = understand(document)
        assert not lost_words(document, found)
        assert invented_words(document, found) == set()
