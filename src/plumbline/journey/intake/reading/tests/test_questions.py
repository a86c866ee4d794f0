"""Questions are known by what they ask, whatever their words."""

from __future__ import annotations

import pytest

from plumbline.foundation.formats.blocks import Piece, PieceKind, Place
from plumbline.journey.intake.reading.questions import asked, limit_in, topic_of
from plumbline.journey.intake.reading.wording import inline_theme, mended, theme_in_heading, without_number

PHRASED = {
    "profile": (
        "Tell us briefly about your university (max 250 words)",
        "1.5 Brief organisational profile (250 words)",
        "Please introduce your institution in no more than 250 words.",
        "About the University",
    ),
    "definition": (
        "How does your institution define a technician?",
        "Q6. Who do you class as technicians?",
        "Please explain which roles are regarded as technical at your institution",
        "Our definition of a technician",
    ),
    "numbers": (
        "What is the total number of technicians, and in which departments do they work?",
        "State how many techncians you employ and where they are located.",
        "Technician headcount and distribution",
    ),
    "before": (
        "What did you already have in place for technicians before you signed?",
        "Please describe initiatives for technical staff which existed before joining the Technician Commitment",
        "Activity prior to signing",
    ),
    "since": (
        "What have you done since signing to address the four themes?",
        "Outline the measures introduced since your organisation joined, under each theme.",
        "Progress since becoming a signatory",
    ),
    "structures": ("Describe how technical staff are organised and the scope of the Commitment in your institution:",),
    "structure_changes": (
        "Give an overview of your technical staffing structures and how these have changed in the last six years.",
        "Changes to technical structures",
    ),
    "governance": (
        "Who is responsible for governing the Commitment, how is it led and resourced, and to whom does it report?",
        "Governance, leadership and resourcing",
    ),
    "rag": (
        "Please RAG rate the actions of your 24-month plan",
        "Provide a traffic light analysis of progress with your last plan, explaining any reds.",
        "Review of previous action plan",
    ),
    "impact": ("What evidence do you have that your previous plan made a diference?", "Evidence of impact"),
    "talent": ("How are you responding to the TALENT Commission report?", "TALENT Commission recommendations"),
    "plan": (
        "Please attach your 36 month action plan",
        "Set out your action plan for the next two years and how its impact will be shown",
    ),
    "voice": (
        "How were technicians involved in developing the plan?",
        "Describe the ways in which technical staff shaped this action plan",
        "Technician voice",
    ),
    "publication": (
        "Where is your action plan published? Please give the web address.",
        "Please confirm the plan is available on your website",
        "Link to webpage",
    ),
    "changes": ("What has changed at your institution since your Stage 1 submission?",),
}


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in PHRASED.items() for text in texts])
def test_a_question_is_known_by_its_meaning(key: str, text: str) -> None:
    found = asked(Piece(text, Place(None, 0)))
    assert found is not None
    assert found.topic is not None
    assert (found.topic.key, found.end) == (key, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "We teach 17,000 students and have 900 staff of whom 65 are technical.",
        "The University has 65 people in technical posts.",
        "Since signing we have launched a network:",
        "Develop a career framework for technical staff.",
        "Please note that plans should be signed off by the leader of the institution.",
        "Action Plan 2024-2027",
        "Our action plan is published on our website.",
        "Visibility",
        "See Appendix B",
    ],
)
def test_an_answer_an_action_or_a_title_asks_nothing(text: str) -> None:
    assert asked(Piece(text, Place(None, 0))) is None


def test_a_question_ends_where_its_answer_begins_in_the_same_paragraph() -> None:
    text = "How do you define a technician? We count everyone in the technical job family."
    found = asked(Piece(text, Place(None, 0)))
    assert found is not None
    assert text[: found.end] == "How do you define a technician?"


def test_a_note_in_brackets_belongs_to_the_question_before_it() -> None:
    text = "Please provide your 24-month action plan: (this may be attached as an appendix): See below"
    found = asked(Piece(text, Place(None, 0)))
    assert found is not None
    assert text[found.end :] == "See below"


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("Profile (up to 250 words):", 250),
        ("Profile (250-word limit)", 250),
        ("In no more than 1,000 words describe your year", 1000),
        ("Your 24-month plan", None),
    ],
)
def test_a_limit_is_read_from_the_question(text: str, limit: int | None) -> None:
    assert limit_in(text) == limit


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("3. Career development:", "career_development"),
        ("Theme 1 – Visability", "visibility"),
        ("RECOGNITION", "recognition"),
        ("Sustainability of technical skills", "sustainability"),
        ("Evaluating impact", "evaluating_impact"),
        ("Well-being", None),
        ("Visibility is the theme on which we have worked most of all", None),
    ],
)
def test_a_heading_names_a_theme(text: str, theme: str | None) -> None:
    assert theme_in_heading(text) == theme


def test_a_theme_may_open_a_paragraph() -> None:
    assert inline_theme("Recognition – two people were registered.") == ("recognition", 14)
    assert inline_theme("We want recognition: now.") is None


def test_typing_errors_are_mended_for_comparing_only() -> None:
    assert mended("Techncian Visability organsation") == "technician visibility organisation"
    assert mended("commitments impacted") == "commitments impacted"


def test_a_length_in_months_is_no_question_number() -> None:
    assert without_number("36-month plan") == "36-month plan"
    assert without_number("24 month plan") == "24 month plan"
    assert without_number("1.5 Profile") == "Profile"
    assert topic_of("36-month action plan")[0] is not None


def test_a_bullet_is_no_question() -> None:
    assert asked(Piece("Publish the plan", Place(None, 0), PieceKind.ITEM, marker="•")) is None
