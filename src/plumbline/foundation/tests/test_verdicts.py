"""Yes and no."""

import pytest

from plumbline.foundation.problems import Refused
from plumbline.foundation.verdicts import Allowed, Denied, Verdict


def test_yes_is_true_and_raises_nothing():
    assert Allowed()
    Allowed().or_raise()


def test_no_is_false_and_raises_its_reason_on_its_field():
    verdict = Denied("Not now.", "name")
    assert not verdict
    with pytest.raises(Refused) as caught:
        verdict.or_raise()
    assert (caught.value.message, caught.value.field) == ("Not now.", "name")


def test_no_without_a_reason_cannot_be_said():
    with pytest.raises(ValueError, match="reason"):
        Denied()


def test_a_verdict_is_one_or_the_other():
    with pytest.raises(NotImplementedError):
        bool(Verdict())
