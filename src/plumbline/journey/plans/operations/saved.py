"""Keep a way to see a plan under a name, share it, let it go."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.journey.plans.models import Plan, SavedView
from plumbline.journey.plans.rules import can_drop_view, can_save_view, has_word

WAYS = frozenset({"plan", "owners", "timeline", "board", "years", "ratings"})
QUERY_LENGTH = 2000


@transaction.atomic
def save_view(
    *, actor: Actor, plan: Plan, name: str, shown_as: str, query: str = "", is_shared: bool = False
) -> SavedView:
    """Keep the way `shown_as` with the filters of `query` under a name of the actor's own; a name that they have
    already is given the new filters. Raises Refused: no right, no name, no such way."""
    can_save_view(actor, plan).or_raise()
    name = " ".join(clean(name).split())
    has_word(name, "name", 80, _("Give the view a name.")).or_raise()
    if shown_as not in WAYS or len(query) > QUERY_LENGTH:
        raise Refused(_("This view cannot be kept. Open it again and try once more."))
    given = {"shown_as": shown_as, "query": query, "is_shared": is_shared}
    try:
        with transaction.atomic():
            view, _made = SavedView.objects.update_or_create(
                plan=plan, user_id=actor.user_id or 0, name=name, defaults=given
            )
    except IntegrityError:  # the same name twice at once
        raise Refused(_("You have a view of this name already."), "name") from None
    return view


@transaction.atomic
def drop_view(*, actor: Actor, view: SavedView) -> None:
    """Let a kept view go: one's own, or a shared one where one keeps the plan."""
    can_drop_view(actor, view).or_raise()
    view.delete()
