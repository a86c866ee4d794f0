"""What the constraints hold, in words a database understands."""

from django.db.models import Q

from plumbline.foundation.constraints import both_or_neither, in_order, lower_case, not_blank, one_of


def test_each_constraint_carries_its_name():
    made = [
        both_or_neither("a", "b", name="x"),
        in_order("a", "b", name="x"),
        lower_case("a", name="x"),
        not_blank("a", name="x"),
        one_of("a", ["p"], name="x"),
    ]
    assert [constraint.name for constraint in made] == ["x"] * 5


def test_the_choices_are_in_a_fixed_order_so_that_no_migration_appears_by_chance():
    assert one_of("a", {"z", "b", "m"}, name="x").condition == Q(a__in=["b", "m", "z"])
