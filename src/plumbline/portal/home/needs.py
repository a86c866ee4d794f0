"""What needs somebody now, and how far a workspace has come: made from one institution's standing, no database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.institutions.access import Capability
from plumbline.portal.home.standing import Standing

MayDo = Callable[[Capability], bool]


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do, with the address where it is done."""

    title: str
    text: str
    href: str


def needs(standing: Standing, may: MayDo) -> list[Need]:
    """What this person can do something about, the most pressing first."""
    found = [
        *_of_own(standing),
        *_of_documents(standing, may),
        *_of_assessments(standing, may),
        *_of_actions(standing, may),
        *_of_publication(standing, may),
    ]
    if not standing.documents and standing.plan is None and may(Capability.UPLOAD_DOCUMENTS):
        found.append(
            Need(
                _("Upload your latest submission"),
                _("Word, PDF or text. What it holds is shown beside it; nothing is kept before you accept it."),
                f"{standing.institution.workspace_address}documents/",
            )
        )
    return found


def _of_documents(standing: Standing, may: MayDo) -> list[Need]:
    home = standing.institution.workspace_address
    found = []
    if may(Capability.ACCEPT_READINGS):
        found += [
            Need(
                _("Check what was read in “%(name)s”") % {"name": paper.name},
                _("Nothing of it is the institution's before somebody accepts it."),
                paper.get_absolute_url(),
            )
            for paper in standing.to_check
        ]
    if standing.refused and may(Capability.UPLOAD_DOCUMENTS):
        words = ngettext("%(n)d document could not be read", "%(n)d documents could not be read", standing.refused)
        found.append(
            Need(words % {"n": standing.refused}, _("The page says why, and what to do."), f"{home}documents/")
        )
    return found


def _of_own(standing: Standing) -> list[Need]:
    """What is this person's own, whatever their role."""
    found, address = [], f"{standing.institution.workspace_address}my-actions/"
    if standing.my_late:
        words = ngettext("%(n)d action of yours is overdue", "%(n)d actions of yours are overdue", standing.my_late)
        found.append(Need(words % {"n": standing.my_late}, _("One press says how each is going."), address))
    if standing.my_soon:
        words = ngettext(
            "%(n)d action of yours is due within 30 days", "%(n)d actions of yours are due within 30 days",
            standing.my_soon,
        )  # fmt: skip
        found.append(Need(words % {"n": standing.my_soon}, _("One press says how each is going."), address))
    return found


def _of_reporting(standing: Standing) -> list[Need]:
    reporting = standing.reporting
    if reporting is None or standing.plan is None or not standing.unrated:
        return []
    words = ngettext(
        "%(n)d action is not rated for %(label)s", "%(n)d actions are not rated for %(label)s", standing.unrated
    )
    text = _("The reporting date is %(day)s.") % {"day": date_format(reporting.on, "j F Y")}
    address = f"{standing.plan.get_absolute_url()}reporting/{reporting.pk}/"
    return [Need(words % {"n": standing.unrated, "label": reporting.label}, text, address)]


def _of_assessments(standing: Standing, may: MayDo) -> list[Need]:
    if not may(Capability.RUN_ASSESSMENT):
        return []
    return [
        Need(
            _("Read what %(name)s handed back") % {"name": name},
            _("Accept it, or return it with a comment."),
            f"{standing.institution.workspace_address}assessments/{assessment}/delegations/{delegation}/",
        )
        for name, assessment, delegation in standing.handed_back
    ]


def _of_actions(standing: Standing, may: MayDo) -> list[Need]:
    if standing.plan is None or not may(Capability.UPDATE_ACTIONS):
        return []
    plan, found = standing.plan.get_absolute_url(), []
    if standing.overdue:
        words = ngettext("%(n)d action is past its date", "%(n)d actions are past their date", standing.overdue)
        found.append(
            Need(
                words % {"n": standing.overdue}, _("Bring status or date up to date, and say why."), f"{plan}?overdue=1"
            )
        )
    if standing.due_soon:
        words = ngettext(
            "%(n)d action is due within 30 days", "%(n)d actions are due within 30 days", standing.due_soon
        )
        found.append(Need(words % {"n": standing.due_soon}, _("See that nothing is in the way."), f"{plan}?sort=due"))
    found += _of_reporting(standing)
    if standing.unexplained:
        words = ngettext(
            "%(n)d red rating has no explanation", "%(n)d red ratings have no explanation", standing.unexplained
        )
        found.append(
            Need(words % {"n": standing.unexplained}, _("Readers want to know what is in the way."), f"{plan}?rag=red")
        )
    return found


def _of_publication(standing: Standing, may: MayDo) -> list[Need]:
    if not may(Capability.PUBLISH) or standing.plan is None:
        return []
    address = f"{standing.institution.workspace_address}publication/"
    if standing.publication is None:
        return [Need(_("Publish the plan"), _("Nobody outside the institution can see it yet."), address)]
    if standing.unpublished:
        words = ngettext(
            "%(n)d action has changed since the plan was published",
            "%(n)d actions have changed since the plan was published",
            standing.unpublished,
        )
        return [Need(words % {"n": standing.unpublished}, _("Compare, and publish a new version."), address)]
    return []


def plan_figures(standing: Standing) -> list[dict[str, Any]]:
    """How the actions of the plan to come are rated; nothing where there is no such plan."""
    figures = standing.figures
    if figures is None:
        return []
    of_all = _("of %(n)d") % {"n": figures.actions}
    shown = [
        {"name": _("Completed"), "value": figures.green, "note": of_all},
        {"name": _("In progress"), "value": figures.amber},
        {"name": _("Still to be carried out"), "value": figures.red},
        {"name": _("Not rated yet"), "value": figures.unrated},
    ]
    if figures.overdue:
        shown.append({"name": _("Past their date"), "value": figures.overdue})
    return shown


def steps(standing: Standing) -> list[dict[str, Any]]:
    """The workspace as places on the line: documents, checking, plan, self-assessment, publication."""
    made = [_read(standing), _checked(standing), _planned(standing), _assessed(standing), _published(standing)]
    here = next((step for step in made if step["state"] == "here"), None)
    if here is None:
        first = next((step for step in made if step["state"] == "ahead"), made[-1])
        first["state"] = "here"
    return made


def _read(standing: Standing) -> dict[str, Any]:
    count, reading = standing.documents, standing.being_read
    text = ngettext("%(n)d document", "%(n)d documents", count) % {"n": count} if count else _("No document yet")
    if reading:
        text += ", " + ngettext("%(n)d being read", "%(n)d being read", reading) % {"n": reading}
    if standing.refused:
        text += ", " + _("%(n)d could not be read") % {"n": standing.refused}
    return _step(_("Documents"), f"{standing.institution.workspace_address}documents/", text, done=bool(count))


def _checked(standing: Standing) -> dict[str, Any]:
    waiting = len(standing.to_check)
    words = ngettext("%(n)d document waits to be checked", "%(n)d documents wait to be checked", waiting)
    text = words % {"n": waiting} if waiting else _("Nothing waits to be checked")
    accepted = standing.documents - waiting - standing.being_read - standing.refused
    step = _step(
        _("What was read, checked"), f"{standing.institution.workspace_address}documents/", text, done=accepted > 0
    )
    if waiting:
        step |= {"state": "here", "sign": {"words": _("To check"), "colour": "amber", "icon": "triangle"}}
    return step


def _planned(standing: Standing) -> dict[str, Any]:
    figures, plan = standing.figures, standing.plan
    if plan is None or figures is None:
        return _step(
            _("Action plan"), f"{standing.institution.workspace_address}plans/",
            _("It is made when a document is accepted, or action by action by hand."), done=False,
        )  # fmt: skip
    text = ngettext("%(n)d action", "%(n)d actions", figures.actions) % {"n": figures.actions}
    if standing.overdue:
        text += ", " + _("%(n)d past their date") % {"n": standing.overdue}
    return _step(_("Action plan"), plan.get_absolute_url(), text, done=True)


def _assessed(standing: Standing) -> dict[str, Any]:
    count = standing.assessments
    text = ngettext("%(n)d self-assessment", "%(n)d self-assessments", count) % {"n": count} if count else _("None yet")
    return _step(_("Self-assessment"), f"{standing.institution.workspace_address}assessments/", text, done=bool(count))


def _published(standing: Standing) -> dict[str, Any]:
    publication = standing.publication
    step = _step(
        _("Publication"), f"{standing.institution.workspace_address}publication/", "", done=publication is not None
    )
    if publication is None:
        return step | {"text": _("Nobody outside the institution can see the plan yet.")}
    step["when"] = publication.published_at.date()
    step["text"] = _("Version %(n)d is public.") % {"n": publication.number}
    if standing.unpublished:
        words = ngettext("%(n)d action has changed since.", "%(n)d actions have changed since.", standing.unpublished)
        step["text"] += " " + words % {"n": standing.unpublished}
    return step


def _step(title: str, href: str, text: str, *, done: bool) -> dict[str, Any]:
    return {"title": title, "href": href, "text": text, "state": "done" if done else "ahead"}
