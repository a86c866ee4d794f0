"""The one table of who may do what. The permission reference is printed from it, and so are the screens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Capability(StrEnum):
    """One thing that somebody may do. Those of an institution first, those of the sector below."""

    VIEW_WORKSPACE = "view_workspace"
    UPLOAD_DOCUMENTS = "upload_documents"
    ACCEPT_READINGS = "accept_readings"
    EDIT_PLAN = "edit_plan"
    UPDATE_ACTIONS = "update_actions"
    EDIT_ASSESSMENT = "edit_assessment"
    RUN_ASSESSMENT = "run_assessment"
    KEEP_EVIDENCE = "keep_evidence"
    PUBLISH = "publish"
    MANAGE_PEOPLE = "manage_people"
    EDIT_INSTITUTION = "edit_institution"
    SUBMIT = "submit"
    SIGN_OFF = "sign_off"
    VIEW_AUDIT = "view_audit"
    VIEW_FIGURES = "view_figures"
    IMPORT_STAFF = "import_staff"
    VIEW_RAW_STAFF = "view_raw_staff"
    DEFINE_TECHNICIANS = "define_technicians"

    VIEW_SECTOR = "view_sector"
    MANAGE_SECTOR = "manage_sector"
    REVIEW = "review"


C = Capability

SAID: dict[Capability, Promise] = {
    C.VIEW_WORKSPACE: _("See the institution's workspace"),
    C.UPLOAD_DOCUMENTS: _("Upload documents"),
    C.ACCEPT_READINGS: _("Accept what was read, or undo it"),
    C.EDIT_PLAN: _("Add, change and remove planned actions"),
    C.UPDATE_ACTIONS: _("Change an action's status and write progress notes"),
    C.EDIT_ASSESSMENT: _("Write the self-assessment"),
    C.RUN_ASSESSMENT: _("Begin a self-assessment, ask others for parts of it, mark sections ready"),
    C.KEEP_EVIDENCE: _("Add and change evidence"),
    C.PUBLISH: _("Publish and unpublish"),
    C.MANAGE_PEOPLE: _("Invite people, give and end roles"),
    C.EDIT_INSTITUTION: _("Change the institution's details and public contact"),
    C.SUBMIT: _("Ask for more time, for sign-off, and submit"),
    C.SIGN_OFF: _("Sign off for the institution"),
    C.VIEW_AUDIT: _("See who did what in the institution"),
    C.VIEW_FIGURES: _("See counts of technicians, rounded and suppressed where they are small"),
    C.IMPORT_STAFF: _("Import staff extracts from HR, accept and undo them"),
    C.VIEW_RAW_STAFF: _("See single people of the staff register, and exact counts"),
    C.DEFINE_TECHNICIANS: _("Say who counts as a technician"),
    C.VIEW_SECTOR: _("See the sector pages"),
    C.MANAGE_SECTOR: _("Keep the register: institutions, phases, board and sector people"),
    C.REVIEW: _("Review submissions given to them"),
}


class Role(StrEnum):
    """What somebody is at an institution, or for the sector."""

    LEAD = "lead"
    LEADER = "leader"
    CHAMPION = "champion"
    AMBASSADOR = "ambassador"
    WORKING_LEAD = "working_lead"
    GROUP_CHAIR = "group_chair"
    GROUP_MEMBER = "group_member"
    HR_ANALYST = "hr_analyst"
    COMMUNICATIONS = "communications"
    TECHNICAL_MANAGER = "technical_manager"
    TECHNICIAN = "technician"

    SECRETARIAT = "secretariat"
    BOARD_MEMBER = "board_member"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a role is called, what it is in one sentence, and what it may do."""

    name: Promise
    sentence: Promise
    capabilities: frozenset[Capability]


def _sheet(name: Promise, sentence: Promise, *capabilities: Capability) -> Sheet:
    return Sheet(name, sentence, frozenset(capabilities))


# fmt: off
INSTITUTION_ROLES: dict[Role, Sheet] = {
    Role.LEAD: _sheet(
        _("Institutional lead"),
        _("Answers for the Technician Commitment at the institution: documents, plan, people and what is published."),
        C.VIEW_WORKSPACE, C.VIEW_FIGURES, C.UPLOAD_DOCUMENTS, C.ACCEPT_READINGS, C.EDIT_PLAN, C.UPDATE_ACTIONS,
        C.EDIT_ASSESSMENT,
        C.RUN_ASSESSMENT,
        C.KEEP_EVIDENCE, C.PUBLISH, C.MANAGE_PEOPLE, C.EDIT_INSTITUTION, C.VIEW_AUDIT, C.SUBMIT,
    ),
    Role.LEADER: _sheet(
        _("Leader of the institution"),
        _("Signs for the institution, as vice-chancellor, director or head."),
        C.VIEW_WORKSPACE, C.VIEW_FIGURES, C.SIGN_OFF, C.VIEW_AUDIT,
    ),
    Role.CHAMPION: _sheet(
        _("Champion"),
        _("A senior manager who sponsors the Commitment and speaks for it where decisions are made."),
        C.VIEW_WORKSPACE, C.VIEW_FIGURES, C.UPDATE_ACTIONS, C.KEEP_EVIDENCE, C.VIEW_AUDIT,
    ),
    Role.AMBASSADOR: _sheet(
        _("Ambassador"),
        _("A senior colleague who makes the Commitment known; reads everything in the workspace."),
        C.VIEW_WORKSPACE, C.VIEW_FIGURES,
    ),
    Role.WORKING_LEAD: _sheet(
        _("Working lead"),
        _("Runs the Commitment from day to day, often a technician, for a term: all but publishing and people."),
        C.VIEW_WORKSPACE, C.VIEW_FIGURES, C.UPLOAD_DOCUMENTS, C.ACCEPT_READINGS, C.EDIT_PLAN, C.UPDATE_ACTIONS,
        C.EDIT_ASSESSMENT,
        C.RUN_ASSESSMENT,
        C.KEEP_EVIDENCE, C.EDIT_INSTITUTION, C.SUBMIT,
    ),
    Role.GROUP_CHAIR: _sheet(
        _("Steering group chair"),
        _("Chairs the group that decides what the plan holds, and keeps the plan."),
        C.VIEW_WORKSPACE, C.VIEW_FIGURES, C.UPLOAD_DOCUMENTS, C.EDIT_PLAN, C.UPDATE_ACTIONS, C.EDIT_ASSESSMENT,
        C.RUN_ASSESSMENT,
        C.KEEP_EVIDENCE,
    ),
    Role.GROUP_MEMBER: _sheet(
        _("Steering group member"),
        _("Helps to carry the plan out: reports progress and writes parts of the self-assessment."),
        C.VIEW_WORKSPACE, C.VIEW_FIGURES, C.UPDATE_ACTIONS, C.EDIT_ASSESSMENT, C.KEEP_EVIDENCE,
    ),
    Role.HR_ANALYST: _sheet(
        _("HR analyst"),
        _("Imports staff extracts and keeps the register; the only one who sees single people."),
        C.VIEW_WORKSPACE, C.VIEW_FIGURES, C.UPLOAD_DOCUMENTS, C.EDIT_ASSESSMENT, C.KEEP_EVIDENCE,
        C.IMPORT_STAFF, C.VIEW_RAW_STAFF, C.DEFINE_TECHNICIANS,
    ),
    Role.COMMUNICATIONS: _sheet(
        _("Communications"),
        _("Looks after what the public reads: the institution's details and contact."),
        C.VIEW_WORKSPACE, C.VIEW_FIGURES, C.KEEP_EVIDENCE, C.EDIT_INSTITUTION,
    ),
    Role.TECHNICAL_MANAGER: _sheet(
        _("Technical manager"),
        _("Leads technical staff and reports progress on actions."),
        C.VIEW_WORKSPACE, C.VIEW_FIGURES, C.UPDATE_ACTIONS, C.KEEP_EVIDENCE,
    ),
    Role.TECHNICIAN: _sheet(
        _("Technician"),
        _("Reads the plan and the self-assessment of the institution."),
        C.VIEW_WORKSPACE, C.VIEW_FIGURES,
    ),
}

SECTOR_ROLES: dict[Role, Sheet] = {
    Role.SECRETARIAT: _sheet(
        _("Secretariat"),
        _("Keeps the register of signatories, their phases, the board and the people of the sector."),
        C.VIEW_SECTOR, C.MANAGE_SECTOR,
    ),
    Role.BOARD_MEMBER: _sheet(
        _("Board member"),
        _("Sits on the board for one of its organisations; sees the sector pages."),
        C.VIEW_SECTOR,
    ),
    Role.REVIEWER: _sheet(
        _("Reviewer"),
        _("Reads submissions that the secretariat gives to them."),
        C.VIEW_SECTOR, C.REVIEW,
    ),
}

# fmt: on
ROLES: dict[Role, Sheet] = INSTITUTION_ROLES | SECTOR_ROLES


def sheet(role: str) -> Sheet:
    """What is known of a role."""
    return ROLES[Role(role)]


def roles_that_may(capability: Capability) -> list[Role]:
    """Every role with a capability, in the table's order."""
    return [role for role, row in ROLES.items() if capability in row.capabilities]


def as_markdown() -> str:
    """The permission reference, as it stands in docs/reference/permissions.md."""
    lines = [
        "# Who may do what",
        "",
        "Printed from `institutions/access.py` by `institutions.access.as_markdown()`; do not edit by hand.",
        "A person may do what any of their current roles allows, at the institution where they hold it. People without",
        "a role there are told that the workspace does not exist (404). The public reads what is published.",
        "",
        *_part("At an institution", INSTITUTION_ROLES),
        *_part("For the sector", SECTOR_ROLES),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _part(title: str, roles: dict[Role, Sheet]) -> Iterable[str]:
    used = [one for one in Capability if any(one in row.capabilities for row in roles.values())]
    yield f"## {title}"
    yield ""
    for row in roles.values():
        yield f"- **{row.name}**: {row.sentence}"
    yield ""
    yield "| | " + " | ".join(str(row.name) for row in roles.values()) + " |"
    yield "|---|" + "---|" * len(roles)
    for one in used:
        marks = " | ".join("yes" if one in row.capabilities else "–" for row in roles.values())
        yield f"| {SAID[one]} | {marks} |"
    yield ""
