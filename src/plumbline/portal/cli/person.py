"""`./plumbline person EMAIL …`: invites somebody from the command line: the first person of a site, above all."""

from __future__ import annotations

import argparse
import sys

from plumbline.foundation.problems import Refused
from plumbline.institutions import operations as institutions
from plumbline.institutions.access import INSTITUTION_ROLES, SECTOR_ROLES
from plumbline.institutions.actor import Actor
from plumbline.institutions.queries import institution_by_slug


def main(arguments: list[str]) -> int:
    """Invite by e-mail to a role of the sector, or of the institution that `--institution` names."""
    parser = argparse.ArgumentParser(prog="plumbline person", description="Invite somebody to a role.")
    parser.add_argument("email")
    parser.add_argument("--name", default="", help="what they are called")
    parser.add_argument(
        "--role", required=True, choices=sorted({*map(str, INSTITUTION_ROLES), *map(str, SECTOR_ROLES)})
    )
    parser.add_argument("--institution", metavar="SLUG", help="the institution, for a role that belongs to one")
    chosen = parser.parse_args(arguments)
    operator = Actor.system("operator")
    try:
        if chosen.role in SECTOR_ROLES:
            institutions.invite_sector_person(actor=operator, email=chosen.email, role=chosen.role, name=chosen.name)
        else:
            institution = institution_by_slug(chosen.institution or "")
            if institution is None:
                print("This role belongs to an institution: name it with --institution SLUG.", file=sys.stderr)
                return 2
            institutions.invite_member(
                actor=operator, institution=institution, email=chosen.email, role=chosen.role, name=chosen.name
            )
    except Refused as refusal:
        print(refusal.message, file=sys.stderr)
        return 1
    print(f"Invited {chosen.email}. The e-mail is on its way as soon as a worker runs.")
    return 0
