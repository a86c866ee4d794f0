"""A report on the whole sector: signatories, phases, board, case studies."""

from __future__ import annotations

from collections.abc import Callable

from plumbline.journey.intake.reading.understood import Understood, When

BODIES = [f"University of {place}" for place in ("Ash", "Birch", "Cedar", "Elm", "Fir", "Gorse", "Holly", "Ivy")]
REPORT = f"""# The Commitment: two years on

It was launched on 3 May 2019, when the 4 founding signatories were announced.

A second phase followed in September 2019, which made 7 signatories in all.

The third phase, announced in April 2020, raised the number of signatories to 8.

The steering board has these current members:

- Norhaven Foundation
- Society of Makers
- Council for Registers
- Employers in Learning
- University of Ash

## List of signatories

{chr(10).join(f"- {body}" for body in BODIES)}

ORDER AND STRUCTURE

Many have formed steering groups, which meet often.

CASE STUDY: University of Ash

The University of Ash has a group of its own that meets every month and decides on money.

CASE STUDY: University of Birch

The University of Birch has named a lead for technical skills who sits on its executive board.

RECOGNITION AND VALUE

CASE STUDY: University of Cedar

The University of Cedar gives an award each year to a technician whom colleagues have named.

“It has made me prouder than I have been of any other work here.”

Ida Voice, Technician, University of Elm
"""


def test_a_report_on_the_sector(understood: Callable[..., Understood]) -> None:
    found = understood(REPORT, "report.md")
    assert (found.kind, found.institution, found.plans, found.answers) == ("sector_report", None, [], [])
    assert found.sector is not None
    assert [entry["name"] for entry in found.sector.signatories] == BODIES
    assert [entry["name"] for entry in found.sector.board][-1] == "University of Ash"
    assert len(found.sector.board) == 5
    assert [(phase["number"], phase["announced"], phase["total"]) for phase in found.sector.phases] == [
        (1, When("3 May 2019", "2019-05-03"), 4),
        (2, When("September 2019", None), 7),
        (3, When("April 2020", None), 8),
    ]
    assert [(case["theme"], case["title"], case["text"][:26]) for case in found.sector.case_studies] == [
        ("ORDER AND STRUCTURE", "University of Ash", "The University of Ash has "),
        ("ORDER AND STRUCTURE", "University of Birch", "The University of Birch ha"),
        ("RECOGNITION AND VALUE", "University of Cedar", "The University of Cedar gi"),
    ]
    assert [quotation.said_by for quotation in found.quotations] == ["Ida Voice, Technician, University of Elm"]
