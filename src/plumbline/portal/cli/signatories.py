"""`./plumbline signatories`: loads the signatories that the sector report of 2018 names, as public facts."""

from plumbline.institutions import operations as institutions
from plumbline.institutions.actor import Actor


def main(arguments: list[str]) -> int:
    """Add those that are not there yet. Loading twice adds nothing."""
    if arguments:
        print("./plumbline signatories takes no arguments.")
        return 2
    print(f"{institutions.load_signatories(actor=Actor.system('operator'))} signatories added.")
    return 0
