"""How the audit says what was done to the register."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "extract.uploaded": _("uploaded a staff extract"),
    "extract.columns_chosen": _("said which columns of a staff extract are which"),
    "extract.checked": _("checked a staff extract: %(rows)s rows, %(refused)s refused"),
    "extract.unreadable": _("refused a staff extract that could not be read, and erased it"),
    "extract.accepted": _(
        "accepted a staff extract: %(people_added)s people added, %(people_changed)s changed, %(people_left)s left"
    ),
    "extract.refused": _("refused a staff extract, and its file was erased"),
    "extract.lapsed": _("erased a staff extract that nobody decided about in time"),
    "extract.undone": _("took back a staff extract"),
    "definition.saved": _("said who counts as a technician (version %(number)s)"),
    "person.chosen": _("counted somebody, or not, by hand"),
    "person.choice_ended": _("ended a choice by hand"),
    "person.joined": _("joined two numbers of one person"),
    "person.parted": _("parted two numbers that had been joined"),
    "person.erased": _("erased who somebody was, keeping what they count for"),
    "person.exported": _("exported what is held about one person"),
    "person.opted_out": _("took somebody out of equality figures, or back in"),
    "unit.changed": _("renamed, moved or joined a unit"),
    "figures.released": _("released figures about staff for everybody here to see"),
    "role.family_set": _("said which family a role belongs to"),
    "study.asked": _("asked for a study of the register"),
    "study.found": _("finished a study of the register"),
    "study.failed": _("could not finish a study of the register"),
    "study.shared": _("shared a study of the register"),
    "pack.given": _("gave somebody the data pack of a unit"),
    "pack.ended": _("ended somebody's data pack of a unit"),
    "trainee.added": _("added an apprentice, T Level or work experience place"),
    "trainee.changed": _("changed what is known of a trainee"),
}
