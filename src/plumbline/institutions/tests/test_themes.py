"""How themes are worded: version after version, from a day on, by the secretariat alone."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from plumbline.foundation.clock import today
from plumbline.foundation.problems import Refused
from plumbline.institutions import queries
from plumbline.institutions.access import Role
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import OURS, Source, Theme, ThemeWording
from plumbline.institutions.operations import word_theme
from tests.cast import browser

SYSTEM = Actor.system("tests")
FIRST, SECOND = "People gain a register's letters.", "People gain letters or an award."


def word(sentence=FIRST, theme=Theme.RECOGNITION, actor=SYSTEM, **more):
    return word_theme(actor=actor, theme=theme, sentence=sentence, **more)


@pytest.mark.django_db
def test_our_own_words_stand_until_others_are_entered():
    assert queries.theme_sentences() == {theme.value: str(OURS[theme]) for theme in Theme}
    word()
    worded = queries.worded_themes()["recognition"]
    assert (worded.sentence, worded.version, worded.source) == (FIRST, 1, Source.OFFICIAL)
    assert queries.theme_sentences()["visibility"] == str(OURS[Theme.VISIBILITY])


@pytest.mark.django_db
def test_each_day_has_the_words_of_its_time():
    word(since_on=date(2018, 1, 1))
    word(SECOND, since_on=date(2024, 1, 1))
    word("Widened again.", since_on=today() + timedelta(days=30))
    said = [queries.theme_sentences(day)["recognition"] for day in (date(2017, 5, 1), date(2020, 5, 1), today())]
    assert said == [str(OURS[Theme.RECOGNITION]), FIRST, SECOND]
    assert [row.version for row in queries.theme_wordings("recognition")] == [3, 2, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sentence": "  "}, "sentence"),
        ({"sentence": "x" * 1001}, "sentence"),
        ({"theme": "happiness"}, "theme"),
        ({"source": "hearsay"}, "source"),
        ({"sentence": FIRST}, "sentence"),
        ({"sentence": SECOND, "seen": 0}, "sentence"),
    ],
)
def test_what_is_refused_is_said_at_its_field(wrong, field):
    word()
    with pytest.raises(Refused) as refusal:
        word(**wrong)
    assert refusal.value.field == field
    assert ThemeWording.objects.count() == 1


@pytest.mark.django_db
def test_a_wording_is_history():
    wording = word()
    with pytest.raises(TypeError):
        wording.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        ThemeWording.objects.create(theme="recognition", version=1, sentence="x", since_on=today(), written_by="x")


def test_the_secretariat_alone_words_themes(cast):
    for name, actor in cast.actors().items():
        if name == "secretariat":
            continue
        with pytest.raises(Refused):
            word(actor=actor)
    word(actor=cast.actor(Role.SECRETARIAT))
    assert ThemeWording.objects.get().written_by == cast.secretariat.key


def test_a_wording_is_entered_by_a_form_and_shows_in_plans_and_history(cast):
    desk = browser(cast.secretariat)
    assert str(OURS[Theme.RECOGNITION]) in desk.get("/sector/themes/recognition/").content.decode()
    typed = {"sentence": FIRST, "source": "official", "seen": "0"}
    assert desk.post("/sector/themes/recognition/", typed).url == "/sector/themes/"
    page = desk.get("/sector/themes/").content.decode()
    assert FIRST in page.replace("&#x27;", "'")
    assert "Official words" in page
    late = desk.post("/sector/themes/recognition/", {**typed, "sentence": SECOND}).context["form"]
    assert list(late.errors) == ["sentence"]
    assert late["sentence"].value() == SECOND
    assert desk.get("/sector/themes/happiness/").status_code == 404
    assert "worded the theme Recognition anew (version 1)" in desk.get("/sector/history/").content.decode()
