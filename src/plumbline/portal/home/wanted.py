"""What a visitor asked of the list of signatories, read from the address. What makes no sense counts as not asked."""

from collections.abc import Mapping
from dataclasses import dataclass

NOT_KNOWN = "unknown"
ABROAD = "abroad"
NATIONS = ("england", "scotland", "wales", "northern_ireland")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words in the name; a phase's number or "unknown"; a nation or "abroad"; only those with a published plan."""

    words: str = ""
    phase: str = ""
    nation: str = ""
    plan: bool = False

    @property
    def is_anything(self) -> bool:
        """Whether the list is narrowed at all."""
        return self != Wanted()


def wanted(query: Mapping[str, str]) -> Wanted:
    """From the parameters q, phase, nation and plan."""
    phase, nation = query.get("phase", ""), query.get("nation", "")
    return Wanted(
        words=" ".join(query.get("q", "").split())[:100],
        phase=phase if phase == NOT_KNOWN or (phase.isdecimal() and len(phase) < 4) else "",
        nation=nation if nation == ABROAD or nation in NATIONS else "",
        plan=query.get("plan", "") == "yes",
    )
