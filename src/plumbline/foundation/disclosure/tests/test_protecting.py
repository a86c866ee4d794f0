"""No small count can be worked out from everything published at any date: attacked with a solver."""

from __future__ import annotations

from random import Random

import pytest

from plumbline.foundation.disclosure import protecting
from plumbline.foundation.disclosure.figures import Grouping, Population, Published, Table
from plumbline.foundation.disclosure.protecting import release, unsafe
from plumbline.foundation.disclosure.tests.attack import Attack

UNITS = ("Chemistry", "Physics", "Music", "Estates")
UNIT = Grouping.each("unit", UNITS)
FACULTY = Grouping.of(
    "faculty", "unit", {"Chemistry": "Science", "Physics": "Science", "Music": "Arts", "Estates": "Services"}
)
GRADE = Grouping.each("grade", ("4", "5", "6"))
SEX = Grouping.each("sex", ("F", "M"), without=["opted out"])
DIMENSIONS = ("unit", "grade", "sex")


def people(**counts: int) -> list[tuple[str, str, str]]:
    """So many in each unit, all alike otherwise."""
    return [(unit, "5", "M") for unit, count in counts.items() for _ in range(count)]


def population(label: str, held: list[tuple[str, str, str]]) -> Population:
    return Population.counted(label, DIMENSIONS, held)


def crowd(random: Random, size: int) -> list[tuple[str, str, str]]:
    """An uneven crowd: a few large cells and many small ones."""
    return [
        (
            random.choices(UNITS, (60, 25, 5, 10))[0],
            random.choices(("4", "5", "6"), (6, 3, 1))[0],
            random.choices(("F", "M", "opted out"), (12, 7, 1))[0],
        )
        for _ in range(size)
    ]


def published(*populations: Population, tables: list[Table]) -> Published:
    held = Published()
    for one in populations:
        held, _ = release(held, one, tables)
    return held


def test_rounding_alone_would_tell_two_from_an_exact_total(monkeypatch):
    """14 exactly, of whom "10" and "0": the parts can only be 12 and 2. Without suppression the attack succeeds."""
    two = population("2025", people(Chemistry=12, Music=2))
    tables = [Table((Grouping.each("unit", ("Chemistry", "Music")),), is_total_exact=True)]
    held, shown = release(Published(), two, tables)
    assert (shown.count(), shown.count(unit="Chemistry"), shown.count(unit="Music")) == (14, 10, None)
    assert Attack(held).broken() == []
    monkeypatch.setattr(protecting, "protect", lambda readings, index, fresh: True)
    naked, _ = release(Published(), two, tables)
    assert Attack(naked).broken() == [(0, (("unit", "Music"),), {2})]


def test_an_exact_total_stays_as_the_owner_publishes_it():
    _, shown = release(
        Published(),
        population("2025", people(Chemistry=600, Physics=48, Music=3)),
        [Table((UNIT,), is_total_exact=True)],
    )
    assert (shown.count(), shown.count(unit="Chemistry"), shown.count(unit="Estates")) == (651, 600, 0)


def test_fewer_than_ten_people_have_no_exact_total():
    held, shown = release(
        Published(), population("2025", people(Chemistry=4, Music=2)), [Table((UNIT,), is_total_exact=True)]
    )
    assert (shown.count(), shown.exact) == (5, False)
    assert Attack(held).broken() == []


def test_a_percentage_that_tells_a_small_count_is_suppressed_with_the_one_that_would_tell_it():
    """2 of 25 is 8 %, and 8 % of 23 to 27 is always 2."""
    held_people = (
        [("Chemistry", "5", "F")] * 2
        + [("Chemistry", "5", "M")] * 23
        + [("Physics", "5", "F")] * 200
        + [("Physics", "5", "M")] * 190
    )
    held, shown = release(Published(), population("2025", held_people), [Table((UNIT, SEX), shares="sex")])
    assert (shown.share("sex", unit="Chemistry", sex="F"), shown.share("sex", unit="Chemistry", sex="M")) == (
        None,
        None,
    )
    assert (shown.share("sex", unit="Physics", sex="F"), shown.share("sex", unit="Physics", sex="M")) == (51, 49)
    assert Attack(held).broken() == []


def test_two_nested_tables_do_not_tell_what_lies_between():
    held_people = people(Chemistry=23, Physics=2, Music=12, Estates=12)
    held = published(population("2025", held_people), tables=[Table((FACULTY,), is_total_exact=True), Table((UNIT,))])
    assert Attack(held).broken() == []


@pytest.mark.parametrize("knows", [{}, {"knows_numbers": True}])
@pytest.mark.parametrize(("before", "after"), [(3, 2), (8, 7), (13, 12), (2, 3), (1, 0)])
def test_one_leaver_between_two_dates_tells_no_count(before: int, after: int, knows):
    held = published(
        population("June", people(Chemistry=40, Physics=11, Music=before)),
        population("July", people(Chemistry=40, Physics=11, Music=after)),
        tables=[Table((UNIT,), is_total_exact=True)],
    )
    assert Attack(held, **knows).broken() == []


def test_rounding_alone_would_tell_three_from_one_leaver(monkeypatch):
    """ "5" in June and "0" in July with one leaver: it was 3. The same attack on the same dates, unprotected."""
    monkeypatch.setattr(protecting, "protect", lambda readings, index, fresh: True)
    held = published(
        population("June", people(Chemistry=40, Physics=11, Music=3)),
        population("July", people(Chemistry=40, Physics=11, Music=2)),
        tables=[Table((UNIT,), is_total_exact=True)],
    )
    assert (0, (("unit", "Music"),), {3}) in Attack(held, knows_numbers=True).broken()


def test_a_reader_who_knows_every_change_learns_no_count_from_what_is_published_after():
    held = published(
        population("June", people(Chemistry=41, Physics=7, Music=30)),
        population("July", people(Chemistry=41, Physics=8, Music=30)),
        population("August", people(Chemistry=41, Physics=6, Music=31)),
        tables=[Table((UNIT,), is_total_exact=True)],
    )
    assert Attack(held, knows_changes=True).broken() == []


def test_people_left_out_of_one_table_are_not_told_by_the_others():
    held_people = (
        [("Music", "5", "F")] * 2
        + [("Music", "5", "opted out")]
        + [("Chemistry", "4", "F")] * 30
        + [("Chemistry", "4", "M")] * 33
    )
    held = published(population("2025", held_people), tables=[Table((UNIT,), is_total_exact=True), Table((UNIT, SEX))])
    assert Attack(held).broken() == []


@pytest.mark.parametrize("seed", range(8))
def test_random_tables_at_one_date_withstand_the_attack(seed: int):
    random = Random(seed)
    crowded = population("2025", crowd(random, random.randint(12, 160)))
    held = published(
        crowded,
        tables=[Table((UNIT, GRADE), is_total_exact=True), Table((FACULTY,)), Table((GRADE, SEX), shares="sex")],
    )
    assert (Attack(held).broken(), unsafe(held)) == ([], [])


@pytest.mark.parametrize("seed", range(6))
def test_random_tables_at_two_dates_withstand_the_attack(seed: int):
    random = Random(100 + seed)
    before = crowd(random, random.randint(12, 90))
    after = before[random.randint(0, 3) :] + crowd(random, random.randint(0, 2))
    held = published(
        population("June", before), population("July", after),
        tables=[Table((UNIT,), is_total_exact=True), Table((GRADE, SEX), shares="sex")],
    )  # fmt: skip
    assert Attack(held, knows_numbers=True).broken() == []


def test_the_attack_breaks_random_tables_when_suppression_is_off(monkeypatch):
    monkeypatch.setattr(protecting, "protect", lambda readings, index, fresh: True)
    monkeypatch.setattr(protecting, "is_vague", lambda reading, share, base: True)
    random = Random(3)
    crowded = population("2025", crowd(random, 60))
    held = published(crowded, tables=[Table((UNIT, GRADE), is_total_exact=True), Table((GRADE, SEX), shares="sex")])
    assert Attack(held).broken() != []


def test_what_was_published_once_reads_the_same_for_ever():
    one = population("2025", people(Chemistry=12, Music=2, Physics=30))
    held, first = release(Published(), one, [Table((UNIT,), is_total_exact=True)])
    held, second = release(held, one, [Table((UNIT, GRADE), is_total_exact=True)])
    assert {key: second.counts[key] for key in first.counts} == first.counts
    assert [len(held.populations), len(held.releases)] == [1, 2]


def test_corrected_figures_of_one_date_are_another_population():
    held = published(
        population("2025", people(Chemistry=40, Music=3)), population("2025", people(Chemistry=40, Music=2)),
        tables=[Table((UNIT,))],
    )  # fmt: skip
    assert len(held.populations) == 2
    assert Attack(held, knows_numbers=True).broken() == []


def test_one_average_is_never_suppressed_alone():
    ages = (
        [("Chemistry", str(30 + n % 20)) for n in range(40)]
        + [("Physics", str(25 + n)) for n in range(30)]
        + [("Music", "50")] * 5
    )
    one = Population.counted("2025", ("unit", "age"), ages)
    _, shown = release(
        Published(), one, [Table((Grouping.each("unit", ("Chemistry", "Physics", "Music")),), average="age")]
    )
    hidden = {key for key, figure in shown.averages.items() if figure is None}
    assert hidden == {("age", (("unit", "Music"),)), ("age", (("unit", "Physics"),))}


def test_what_is_published_is_kept_as_text():
    held = published(
        population("2025", crowd(Random(5), 80)),
        tables=[Table((UNIT, SEX), is_total_exact=True, shares="sex"), Table((GRADE,))],
    )
    assert Published.from_json(held.to_json()) == held


def test_two_groupings_of_one_name_are_refused():
    with pytest.raises(ValueError, match="unit"):
        release(
            Published(), population("2025", people(Chemistry=12)),
            [Table((UNIT,)), Table((Grouping.each("unit", ("Chemistry",)),))],
        )  # fmt: skip
