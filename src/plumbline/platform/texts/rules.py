"""What a text and a comment may be. Who may write where is asked by the room that owns them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.platform.texts.models import Comment, Text

LONGEST_TEXT = 400_000
"""Characters. About 60,000 words: twice the longest answer that anybody gave, and what a page still edits well."""
LONGEST_COMMENT = 5_000


def can_hold(body: str) -> Verdict:
    """Is a text of this length taken?"""
    if len(body) <= LONGEST_TEXT:
        return Allowed()
    return Denied(
        _("This is %(length)s characters long; one text holds at most %(most)s. Shorten it, or attach it as a file.")
        % {"length": f"{len(body):,}", "most": f"{LONGEST_TEXT:,}"},
        field="body",
    )


def can_restore(text: Text, number: int) -> Verdict:
    """Is there something to bring back?"""
    if number == text.number:
        return Denied(_("This version is the one that stands."))
    return Allowed()


def can_comment(body: str, parent: Comment | None = None) -> Verdict:
    """Does the comment say something, and is its thread open?"""
    if not body.strip():
        return Denied(_("Write what you want to say."), field="body")
    if len(body) > LONGEST_COMMENT:
        return Denied(
            _("A comment holds at most %(most)s characters. Yours has %(length)s.")
            % {"most": f"{LONGEST_COMMENT:,}", "length": f"{len(body):,}"},
            field="body",
        )
    if parent is not None and parent.is_resolved:
        return Denied(_("This thread is resolved. Reopen it, then answer."), field="body")
    return Allowed()


def can_resolve(comment: Comment) -> Verdict:
    """A thread that is open."""
    if comment.parent_id is not None:
        return Denied(_("Only a whole thread can be resolved."))
    return Denied(_("This thread is resolved already.")) if comment.is_resolved else Allowed()


def can_reopen(comment: Comment) -> Verdict:
    """A thread that is resolved."""
    return Allowed() if comment.is_resolved else Denied(_("This thread is open already."))
