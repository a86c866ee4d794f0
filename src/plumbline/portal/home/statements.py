"""What is held of people, why, and for how long: the table of the privacy page, one row a class of record."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.platform.accounts.operations import KEEP_OVER
from plumbline.platform.notifications.operations import KEEP_ITEMS, KEEP_SENT


@dataclass(frozen=True, slots=True)
class Held:
    """One class of record."""

    what: str | Promise
    why: str | Promise
    how_long: str | Promise


def privacy_table() -> list[Held]:
    """Every class of record that holds personal data."""
    days, accepted = settings.PLUMBLINE_UPLOAD_DAYS, settings.PLUMBLINE_ACCEPTED_DAYS
    hours = settings.SESSION_COOKIE_AGE // 3600
    return [
        Held(
            _("Account: name, e-mail address, a scrambled password if you set one, times of signing in"),
            _("To know who is working on an institution's plan, and to let nobody else in"),
            _("As long as you hold a role, then until the institution or you ask for it to be removed"),
        ),
        Held(
            _("Roles: who does what at which institution, from when to when"),
            _("To decide what each person may see and do, and to show who to turn to"),
            _("As long as the institution's record; an ended role stays as history"),
        ),
        Held(
            _("Uploaded documents, with the names, addresses and signatures that stand in them"),
            _("To read the submission, and to let a person check what was read against its source"),
            _("%(days)d days if nobody accepts it, %(accepted)d days after acceptance; then erased")
            % {"days": days, "accepted": accepted},
        ),
        Held(
            _("Plans and self-assessments: owners of actions by name or post, progress notes"),
            _("They are the institution's plan; it decides whether owners are shown to the public"),
            _("As long as the institution keeps them"),
        ),
        Held(
            _("Texts that people write together: every version, who wrote it and when; comments and whom they call"),
            _("So that no words are lost, and everybody can see where they come from"),
            _("As long as the text they belong to"),
        ),
        Held(
            _("Who has a page open: your name, so that others see that you are there"),
            _("So that two people do not write the same without knowing it"),
            _("Less than a minute after you close it you are shown no more; deleted within two hours"),
        ),
        Held(
            _("Public contact of an institution: name and e-mail address"),
            _("So that anybody can ask about a published plan"),
            _("Until the institution changes it; published versions keep the contact of their day"),
        ),
        Held(
            _("Record of changes: a number that stands for you, what was done, when; no names"),
            _("To be able to say who changed, accepted or published what"),
            _("As long as the site runs; it can be added to, never altered"),
        ),
        Held(
            _("Messages: address, subject and text of e-mails that Plumbline sent"),
            _("To deliver them, and to find out why one did not arrive"),
            ngettext("%(n)d day after sending", "%(n)d days after sending", KEEP_SENT.days) % {"n": KEEP_SENT.days},
        ),
        Held(
            _("Calendar: a secret code for its address, and until when you do not want to be reminded of an action"),
            _("To let your calendar program in, and nobody else; to leave you in peace"),
            _("Until you end the address; an action's with the plan"),
        ),
        Held(
            _("Inbox: what you were told about your actions, documents and roles; which of it you have read"),
            _("So that nothing is missed where an e-mail is, and nothing comes twice; how you want messages"),
            ngettext("%(n)d day", "%(n)d days", KEEP_ITEMS.days) % {"n": KEEP_ITEMS.days},
        ),
        Held(
            _("Tries to sign in: your address and your network's, each only as a code that cannot be turned back"),
            _("To slow down whoever guesses passwords"),
            _("A quarter of an hour, then deleted within the hour"),
        ),
        Held(
            _("Invitations and sign-in links: an e-mail address, when it was sent, when it was used"),
            _("To let in the person who was meant, once"),
            _("Sign-in links a day after they lapse; invitations with the institution's record of its people"),
        ),
        Held(
            _("Links for people without an account: name, e-mail address, what for, when opened and ended"),
            _("To let somebody report on their own part without an account, and to be able to end that"),
            ngettext("%(n)d day after the link is over", "%(n)d days after the link is over", KEEP_OVER.days)
            % {"n": KEEP_OVER.days},
        ),
        Held(
            _(
                "Cookies: one for your session, one for each link that you opened, one against forged forms, "
                "one for light or dark if you choose"
            ),
            _("To keep you signed in safely and to remember your choice; none follows you"),
            ngettext("Session: %(n)d hour; appearance: a year", "Session: %(n)d hours; appearance: a year", hours)
            % {"n": hours},
        ),
    ]
