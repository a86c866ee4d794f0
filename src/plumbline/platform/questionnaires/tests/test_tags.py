"""How questions and answers are drawn, kind by kind."""

from __future__ import annotations

import json
import re

import pytest
from django.template import Context, Template

from plumbline.foundation.acting import Machine
from plumbline.platform.questionnaires.checking import Given
from plumbline.platform.questionnaires.definition import Definition, Question
from plumbline.platform.questionnaires.tests.making import bid
from plumbline.platform.texts.models import Text
from plumbline.platform.texts.pages import Desk

FORM = bid()


def drawn(key: str, body: str = "", form: Definition = FORM) -> str:
    """The controls of a question, with what was answered."""
    question = asked(key, form)
    desk = Desk(
        text=Text(pk=7, body=body),
        actor=Machine("me"),
        name=question.ask,
        address="/texts/7/",
        home="/",
        names=lambda keys: dict.fromkeys(keys, "Me"),
        hint=question.help,
    )
    html = Template("{% load questionnaires %}{% answer_editor desk question %}").render(
        Context({"desk": desk, "question": question})
    )
    return " ".join(html.split())


def shown(key: str, given: Given) -> str:
    """An answer to be read."""
    html = Template("{% load questionnaires %}{% answer_shown question given %}").render(
        Context({"question": asked(key), "given": given})
    )
    return " ".join(html.split())


def asked(key: str, form: Definition = FORM) -> Question:
    question = form.question(key)
    assert question is not None
    return question


def controls(html: str) -> list[str]:
    """The controls whose value is the body of the text."""
    return re.findall(r"<(?:input|textarea)[^>]* data-body[^>]*>", html)


@pytest.mark.parametrize("key", ["name", "why", "sum", "needed", "mail", "phone", "page", "costs"])
def test_a_typed_kind_is_one_control_with_its_label_and_a_way_to_save(key: str):
    html = drawn(key, "typed")
    (control,) = controls(html)
    assert 'name="body-7"' in control
    assert f'for="body-7">{asked(key).ask}</label>' in html
    assert '<input type="hidden" name="base-7" value="0">' in html
    assert 'action="/texts/7/"' in html


@pytest.mark.parametrize(
    ("key", "type_of", "values", "checked"),
    [
        ("partners", "radio", ["yes", "no"], ["no"]),
        ("size", "radio", ["small", "large", ""], ["large"]),
        ("kinds", "checkbox", ["time", "things"], ["time", "things"]),
    ],
)
def test_choices_are_a_group_with_what_was_chosen(key: str, type_of: str, values: list[str], checked: list[str]):
    html = drawn(key, "\n".join(checked))
    every = controls(html)
    assert [re.search(r'value="(.*?)"', one).group(1) for one in every] == values  # type: ignore[union-attr]
    assert [re.search(r'value="(.*?)"', one).group(1) for one in every if " checked" in one] == checked  # type: ignore[union-attr]
    assert all(f'type="{type_of}"' in one for one in every)
    assert f">{asked(key).ask}</legend>" in html
    assert '<input type="hidden" name="body-7" value="">' in html  # so that nothing chosen is sent as nothing


def test_what_is_wrong_is_said_at_the_field_and_bound_to_it():
    html = drawn("sum", "lots")
    assert "“lots” is not a number. Write it like 5,985 or 12.5." in html
    assert 'aria-describedby="error-7"' in controls(html)[0]
    assert 'value="lots"' in controls(html)[0]


def test_a_choice_that_is_gone_is_still_shown():
    assert "It was answered with “medium”." in drawn("size", "medium")


def test_what_people_type_is_never_markup():
    for key in ("name", "sum", "costs", "size", "why"):
        assert "<script>alert" not in drawn(key, "<script>alert(1)</script>")
        assert "<script>alert" not in shown(key, Given("<script>alert(1)</script>", 1))


@pytest.mark.parametrize(
    ("key", "body", "told"),
    [
        ("needed", "1/11/2026", "<p><time datetime=\"2026-11-01\">1 November 2026</time></p>"),
        ("partners", "yes", "<p>Yes</p>"),
        ("size", "large", "<p>The large one</p>"),
        ("sum", "lots", "<p>lots</p>"),
        ("page", "https://a.example/", '<p><a href="https://a.example/" rel="nofollow noopener">https://a.example/</a></p>'),
        ("page", "javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("name", "", '<p class="quiet">Not answered yet.</p>'),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_a_value_of_its_kind(key: str, body: str, told: str):
    assert shown(key, Given(body, 1)) == told


def test_rows_are_read_as_a_table_and_the_reason_as_a_reason():
    html = shown("costs", Given("Glue | 3 | 1/1/2026\nPaper | 12", 1))
    assert re.findall(r"<td[^>]*>(.*?)</td>", html) == ["Glue", "3", "1/1/2026", "Paper", "12"]
    assert (
        shown("steps", Given(not_applicable=True, reason="One year."))
        == "<p><strong>Not applicable:</strong> One year.</p>"
    )


def test_lines_that_a_file_breaks_are_one_paragraph_and_lists_stay_lists():
    text = "One sentence that\nruns on for\n24 months.\n\n- an item\n  that runs on\n- another\n1. one"
    html = Template("{% load questionnaires %}{{ text|formatted }}").render(Context({"text": text}))
    assert "One sentence that runs on for 24 months." in html
    assert html.count("<li>") == 3


def test_the_grid_knows_the_columns():
    html = drawn("costs", "Glue | 3")
    columns = re.search(r'data-columns="(.*?)"', html).group(1).replace("&quot;", '"')  # type: ignore[union-attr]
    assert [one["title"] for one in json.loads(columns)] == ["Thing", "Pounds", "Bought by"]
