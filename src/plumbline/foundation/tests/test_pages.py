"""Doors without a domain word."""

import pytest
from django.http import HttpResponse

from plumbline.foundation.pages import public_page, signed_in_page


def test_a_door_says_whom_it_lets_in():
    assert public_page(lambda request: HttpResponse()).audience == "public"
    assert signed_in_page(lambda request: HttpResponse()).audience == "signed in"


def test_a_view_wears_exactly_one_door():
    with pytest.raises(TypeError, match="one door"):
        public_page(signed_in_page(lambda request: HttpResponse()))
