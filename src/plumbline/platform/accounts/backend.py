"""Who a session belongs to, fetched with the number of their unread messages: every page shows it, none asks again."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import CharField, Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from plumbline.platform.accounts.models import User
from plumbline.platform.notifications.models import Item


class Backend(ModelBackend):
    """Django's own, with `unread` on the user of the request."""

    def get_user(self, user_id: Any) -> User | None:
        """The person with this number, if the account is open."""
        key = Concat(Value("user:"), Cast(OuterRef("pk"), CharField()))
        unread = Item.objects.filter(recipient=key).unread().order_by().values("recipient").annotate(n=Count("pk"))
        counted = Subquery(unread.values("n"), output_field=IntegerField())
        user = User.objects.annotate(unread=Coalesce(counted, 0)).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
