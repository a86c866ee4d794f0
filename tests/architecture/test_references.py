"""What is printed from the code says what the code says, and every room has its sign."""

from pathlib import Path

import pytest

from plumbline.portal.cli import reference

SOURCE = Path(__file__).resolve().parents[2] / "src" / "plumbline"
FLOORS = ("platform", "workforce", "journey", "sharing", "portal")
ROOMS = [
    SOURCE / "institutions",
    SOURCE / "foundation" / "formats",
    SOURCE / "foundation" / "ui",
    *(path.parent for floor in FLOORS for path in sorted((SOURCE / floor).glob("*/__init__.py"))),
]


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_a_printed_page_is_up_to_date(name):
    assert (reference.PLACE / name).read_text() == reference.PAGES[name](), "run ./plumbline reference"


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_has_a_sign_on_its_door(room):
    assert (room / "README.md").read_text().startswith("# ")


def test_views_start_from_what_the_address_gives_them():
    """A view that asks a model's own manager can forget whose data it is: it starts from the institution or a query."""
    asking = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in sorted(SOURCE.rglob("*.py"))
        if "tests" not in path.parts and ("views" in path.parts or path.name == "views.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if ".objects" in line
    ]
    assert asking == []
