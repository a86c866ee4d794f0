"""The tags: what they draw, and that they refuse what they do not know."""

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from lxml import html


def drawn(source, **context):
    """A template's text with the tags of the look loaded."""
    return Template("{% load ui %}" + source).render(Context(context))


class Everything(forms.Form):
    name = forms.CharField(label="Name", help_text="As it should stand")
    note = forms.CharField(label="Note", widget=forms.Textarea, max_length=400)
    kind = forms.ChoiceField(label="Kind", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    many = forms.MultipleChoiceField(
        label="Many", widget=forms.CheckboxSelectMultiple, choices=[("a", "A"), ("b", "B")]
    )
    sort = forms.ChoiceField(label="Sort", choices=[("a", "A")])
    sure = forms.BooleanField(label="Sure")
    file = forms.FileField(label="File")
    on = forms.DateField(label="On", widget=forms.SelectDateWidget)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


FIELDS = "".join(f"{{% form_field form.{name} %}}" for name in Everything.base_fields)


@pytest.mark.parametrize(
    ("value", "words", "shape"),
    [
        ("green", "Completed", "path"), ("amber", "In progress", "path"), ("red", "Still to be carried out", "path"),
        ("", "Not rated", "circle"), (None, "Not rated", "circle"),
    ],
)  # fmt: skip
def test_a_rating_is_word_and_shape(value, words, shape):
    tree = html.fromstring(drawn("{% rag value %}", value=value))
    assert tree.text_content().strip() == words
    assert len(tree.findall(f".//{shape}")) == 1
    assert tree.find(".//svg").get("aria-hidden") == "true"


def test_the_four_ratings_have_four_shapes():
    shapes = {
        re.search(r"<(?:path|circle)[^>]*>", drawn("{% rag v %}", v=v)).group() for v in ("green", "amber", "red", "")
    }
    assert len(shapes) == 4


@pytest.mark.parametrize(
    ("status", "rag", "words"),
    [
        ("in_progress", "amber", ["In progress"]), ("completed", "green", ["Completed"]),
        ("not_started", "red", ["Still to be carried out"]), ("completed", "amber", ["Completed", "In progress"]),
        ("embedded", "green", ["Embedded", "Completed"]), ("ongoing", None, ["Ongoing", "Not rated"]),
        (None, "red", ["Still to be carried out"]), ("", "", ["Not rated"]),
    ],
)  # fmt: skip
def test_in_a_list_a_status_stands_beside_the_rating_where_it_says_more(status, rag, words):
    tree = html.fromstring(f"<div>{drawn('{% stands status rag %}', status=status, rag=rag)}</div>")
    assert [sign.text_content().strip() for sign in tree.findall("span")] == words


@pytest.mark.parametrize(
    "source",
    [
        '{% rag "purple" %}', '{% status "nearly" %}', '{% tag "Draft" "pink" %}', '{% rag "red" size="big" %}',
        "{% form_field form.name colour='red' %}", "{% form_field form %}", "{% line items %}",
    ],
)  # fmt: skip
def test_what_a_tag_does_not_know_is_an_error(source):
    with pytest.raises(TemplateSyntaxError):
        drawn(source, form=Everything(), items=[{"title": "x", "state": "nowhere"}])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 11, 1), "1 November 2026"),
        (datetime(2026, 11, 1, 14, 2, tzinfo=UTC), "1 November 2026 at 14:02 GMT"),
        (datetime(2026, 7, 1, 14, 2, tzinfo=UTC), "1 July 2026 at 15:02 BST"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026 at 00:30 BST"),
        (None, "no day"),
    ],
)
def test_days_and_moments_are_said_in_full_with_their_zone(value, words):
    assert re.sub("<.*?>", "", drawn('{% when value "no day" %}', value=value)) == words


@pytest.mark.parametrize("data", [None, {"kind": "z"}])
def test_every_control_has_a_name_and_what_describes_it_exists(data):
    form = Everything(data)
    tree = html.fromstring(f"<div>{drawn(FIELDS, form=form)}</div>")
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in tree.iter("label")}
    for control in tree.iter("input", "select", "textarea"):
        if control.get("type") != "hidden":
            assert control.get("id") in labelled or control.get("aria-label")
        assert "style" not in control.attrib
    for element in tree.iter():
        for described in (element.get("aria-describedby") or "").split():
            assert described in ids


def test_the_error_summary_leads_to_controls_that_exist_and_says_what_to_do():
    form = Everything({"kind": "z"})
    page = html.fromstring(f"<div>{drawn('{% error_summary form %}' + FIELDS, form=form)}</div>")
    links = {link.get("href")[1:]: link.text for link in page.findall(".//div[@role='alert']//a")}
    assert set(links) <= {element.get("id") for element in page.iter()}
    assert links["id_name"] == "Fill in “Name”."
    assert links["id_many_0"] == "Choose at least one under “Many”."
    assert links["id_file"] == "Choose a file for “File”."
    assert len(links) == 8
    assert drawn("{% error_summary form %}", form=Everything()).strip() == ""


def test_a_counter_counts_and_cuts_nothing_off():
    tree = html.fromstring(drawn("{% form_field form.note words=250 %}", form=Everything()))
    assert (tree.get("data-maxlength"), tree.get("data-count-type")) == ("250", "words")
    assert tree.find(".//textarea").get("maxlength") is None
    assert "250 words" in tree.text_content()


def test_django_draws_forms_in_the_same_markup():
    tree = html.fromstring(f"<form>{Everything()}</form>")
    assert len(tree.find_class("govuk-form-group")) == 8
    assert tree.find(".//input[@name='secret']").get("type") == "hidden"


def test_pages_keep_the_rest_of_the_address():
    request = RequestFactory().get("/", {"q": "a&b", "page": "2"})
    text = drawn("{% pagination page %}", page=Paginator(range(30), 10).get_page(2), request=request)
    links = [link.get("href") for link in html.fromstring(text).iter("a")]
    assert links == [f"?q=a%26b&page={number}" for number in (1, 1, 2, 3, 3)]
    assert drawn("{% pagination page %}", page=Paginator(range(3), 10).get_page(1), request=request).strip() == ""


def test_words_from_outside_stay_words():
    for source in (
        "{% tag x %}",
        "{% theme_tag x %}",
        "{% summary_list rows %}",
        "{% empty_state x %}",
        "{% line rows %}",
    ):
        assert "<b>" not in drawn(source, x="<b>x</b>", rows=[{"key": "<b>", "value": "<b>", "title": "<b>"}])


def test_the_years_that_are_marked_are_said():
    tree = html.fromstring(drawn("{% years span marked %}", span=[2025, 2026, 2027], marked=[2025, 2027]))
    assert tree.find_class("govuk-visually-hidden")[0].text == "2025, 2027"
