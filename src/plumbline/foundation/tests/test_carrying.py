"""Where a form meets an operation."""

from django import forms
from django.http import QueryDict

from plumbline.foundation.carrying import OperationForm
from plumbline.foundation.problems import Refused


class OneForm(OperationForm):
    name = forms.CharField()


def filled() -> OneForm:
    form = OneForm(QueryDict("name=Ada"))
    assert form.is_valid()
    return form


def refusing(field):
    def operation(**arguments):
        raise Refused("Choose another name.", field)

    return operation


def test_what_the_operation_made_is_kept():
    form = filled()
    assert form.carry_out(lambda name: f"made for {name}", **form.cleaned_data)
    assert form.outcome == "made for Ada"


def test_a_refusal_lands_on_the_field_that_it_names_and_nothing_typed_is_lost():
    form = filled()
    assert not form.carry_out(refusing("name"))
    assert (form.errors, form["name"].value()) == ({"name": ["Choose another name."]}, "Ada")


def test_a_refusal_about_a_field_that_the_form_lacks_is_about_the_whole():
    form = filled()
    assert not form.carry_out(refusing("colour"))
    assert form.non_field_errors() == ["Choose another name."]
