"""Words of the intake for the screen: kinds, fields, how sure, what was done, why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from plumbline.journey.assessments.models import Form
from plumbline.journey.intake.draft import PLEASE_CHECK, SURE
from plumbline.journey.plans.models import Status, Theme

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words
else:
    Words = Promise

KINDS: dict[str, Promise] = {
    "document": gettext_lazy("What the document is"),
    "lead": gettext_lazy("Institutional lead"),
    "publication": gettext_lazy("Publication"),
    "signature": gettext_lazy("Signature"),
    "sector": gettext_lazy("What is said of the sector"),
    "answer": gettext_lazy("Answer"),
    "figure": gettext_lazy("Figure"),
    "plan": gettext_lazy("Plan"),
    "action": gettext_lazy("Action"),
    "achievement": gettext_lazy("Achievement"),
    "quotation": gettext_lazy("Quotation"),
    "leftover": gettext_lazy("Not placed"),
    "left_out": gettext_lazy("Left out"),
}

FIELDS: dict[str, Words] = {
    "institution": gettext_lazy("Institution"),
    "stage": gettext_lazy("Stage"),
    "form": gettext_lazy("Form"),
    "kind": gettext_lazy("Kind"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Telephone"),
    "office": gettext_lazy("Office"),
    "signed": gettext_lazy("Signed"),
    "role": gettext_lazy("Who signs"),
    "date": gettext_lazy("Date"),
    "url": gettext_lazy("Address"),
    "state": gettext_lazy("State"),
    "value": gettext_lazy("Value"),
    "as_at": gettext_lazy("As at"),
    "question": gettext_lazy("Question"),
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "ref": gettext_lazy("Reference"),
    "themes": gettext_lazy("Themes"),
    "theme": gettext_lazy("Theme"),
    "section": gettext_lazy("Section"),
    "objective": gettext_lazy("Objective"),
    "owner": gettext_lazy("Owner"),
    "starts": gettext_lazy("Starts"),
    "ends": gettext_lazy("Ends"),
    "due": gettext_lazy("Due"),
    "years": gettext_lazy("Years"),
    "measure": gettext_lazy("Success measure"),
    "progress": gettext_lazy("Progress"),
    "comments": gettext_lazy("Comments"),
    "resource": gettext_lazy("Resource"),
    "priority": gettext_lazy("Priority"),
    "links": gettext_lazy("Links"),
    "status": gettext_lazy("Status"),
    "rag": gettext_lazy("Rating"),
    "rag_seen": gettext_lazy("Rating seen in"),
    "explanation": gettext_lazy("Explanation"),
    "other": gettext_lazy("Other columns"),
    "period": gettext_lazy("Period"),
    "said_by": gettext_lazy("Said by"),
    "limit": gettext_lazy("Word limit"),
    "reason": gettext_lazy("Why"),
    "signatories": gettext_lazy("Signatories"),
    "phases": gettext_lazy("Phases"),
    "board": gettext_lazy("Board"),
    "case_studies": gettext_lazy("Case studies"),
}

FORMS: dict[str, Promise] = dict(Form.choices)
THEMES: dict[str, Promise] = dict(Theme.choices)
STATUSES: dict[str, Promise] = dict(Status.choices)
DOCUMENT_KINDS: dict[str, Promise] = {
    "submission": gettext_lazy("a self-assessment, with or without its plan"),
    "plan": gettext_lazy("a plan alone"),
    "update": gettext_lazy("a progress update"),
    "sector_report": gettext_lazy("a report on the sector"),
}
PLAN_KINDS: dict[str, Promise] = {
    "previous": gettext_lazy("looked back on"),
    "forward": gettext_lazy("to come"),
}
RAGS: dict[str, Promise] = {
    "red": pgettext_lazy("rating", "Red: still to be carried out"),
    "amber": pgettext_lazy("rating", "Amber: in progress"),
    "green": pgettext_lazy("rating", "Green: completed"),
}
SIGNERS: dict[str, Promise] = {
    "lead": gettext_lazy("Institutional lead"),
    "leader": gettext_lazy("Leader of the institution"),
}
SIGNATURES: dict[str, Promise] = {
    "lead": gettext_lazy("Signature of the institutional lead"),
    "leader": gettext_lazy("Signature of the leader of the institution"),
}
PUBLICATION_STATES: dict[str, Promise] = {
    "published": gettext_lazy("published"),
    "in_progress": gettext_lazy("in progress"),
    "not_published": gettext_lazy("not published"),
}
SIGNED: dict[str, Promise] = {
    "true": gettext_lazy("signed"),
    "false": gettext_lazy("not signed"),
    "null": gettext_lazy("one cannot tell"),
}
REASONS: dict[str, Promise] = {
    "running_head": gettext_lazy("Running heads"),
    "running_foot": gettext_lazy("Running feet"),
    "page_number": gettext_lazy("Page numbers"),
    "repeated_header_row": gettext_lazy("Header rows repeated on a new page"),
    "tracked_deletion": gettext_lazy("Deleted, with the deletion tracked"),
    "moved_away": gettext_lazy("Moved elsewhere in the document"),
    "comment": gettext_lazy("Comments in the margin"),
    "hidden_text": gettext_lazy("Hidden text"),
    "alternative_text": gettext_lazy("Descriptions of pictures"),
    "markup": gettext_lazy("Marks of the format"),
    "label": gettext_lazy("Labels and headings that became a field"),
    "column_heading": gettext_lazy("Headings of columns"),
    "form_guidance": gettext_lazy("The form’s own words"),
    "tick": gettext_lazy("Ticks and crosses that became years"),
    "legend": gettext_lazy("Explanations of signs and colours"),
    "punctuation": gettext_lazy("Stray signs"),
    "list_marker": gettext_lazy("Signs and numbers of lists"),
    "contents": gettext_lazy("The table of contents"),
    "read_as_rag": gettext_lazy("Words that became a rating"),
    "read_as_status": gettext_lazy("Words that became a status"),
    "read_as_theme": gettext_lazy("Words that became a theme"),
    "read_as_themes": gettext_lazy("Words that became a theme"),
    "read_as_years": gettext_lazy("Words that became years"),
    "read_as_signed": gettext_lazy("Words that became “signed”"),
}

DONE: dict[str, Promise] = {
    "change": gettext_lazy("changed"),
    "split": gettext_lazy("split in two"),
    "merge": gettext_lazy("merged with another"),
    "move": gettext_lazy("moved"),
    "shift": gettext_lazy("put in another place"),
    "drop": gettext_lazy("dropped"),
    "place": gettext_lazy("placed"),
    "put_back": gettext_lazy("put back"),
    "confirm": gettext_lazy("found right"),
    "add": gettext_lazy("added"),
    "undo": gettext_lazy("correction undone"),
}
"""What a correction did to a thing, for the history and for the undo button."""


def sentence_for(code: str) -> str:
    """Why a correction makes no sense."""
    return {
        "not_text": _("This cannot be split or merged: it is not a text."),
        "empty_half": _("Both parts need at least one word. Choose another place."),
        "itself": _("Choose another thing to merge with."),
        "not_alike": _("Only things of one kind can be merged: an action with an action, an answer with an answer."),
        "no_such_plan": _("Choose a plan. If there is none yet, add one on the overview."),
        "not_droppable": _("This cannot be dropped. Clear its fields instead."),
        "already_placed": _("This is placed already."),
        "no_such_kind": _("Choose what this passage is: an action, an answer or an achievement."),
        "never_dropped": _("This was never anything else. Place it instead."),
        "taken": _("There is one already. Correct that, or drop it first."),
    }[code]


def how_sure(confidence: float) -> str:
    """The reader's confidence in words."""
    if confidence >= SURE:
        return _("sure")
    return _("fairly sure") if confidence >= PLEASE_CHECK else _("please check")


def advice(code: str) -> str:
    """What a person can do about a file that cannot be read, beyond what its sentence says."""
    return {
        "no_text": _(
            "If you have the document that was scanned or printed, upload that. Otherwise have the words recognised "
            "first: most scanners and PDF programs can do that."
        ),
        "password_protected": _("Then drop this one: what is protected stays unread."),
        "damaged": _("If that does not help, copy its text into a new document and upload that."),
        "crashed": _("You can also try again: sometimes it helps."),
    }.get(code, "")
