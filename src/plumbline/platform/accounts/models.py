"""User, Invitation, SignInLink, Try: people who sign in, and how. Pass, PassLink, PassSession: people who need not."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import both_or_neither, lower_case, not_blank


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        """By e-mail address, however it was typed."""
        return self.get(email=plain_address(username or ""))

    def create_user(self, *, email: str, name: str = "", password: str | None = None, **more: Any) -> User:
        """A user; without a password they sign in by e-mailed link only."""
        user = self.model(email=plain_address(email), name=name, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account. What they may do is said by their roles, upstairs; there is no superuser."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [lower_case("email", name="user_email_lower")]

    @property
    def key(self) -> str:
        """How history and audit write this person."""
        return f"user:{self.pk}"

    @property
    def audit_key(self) -> str:
        """The same, as a subject."""
        return f"accounts.user:{self.pk}"

    def get_short_name(self) -> str:
        """What the page calls them."""
        return self.name or self.email


class Invitation(models.Model):
    """An invitation to have an account. It carries no role: whoever invited keeps that until it is accepted."""

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    invited_by = models.CharField(max_length=100)
    invited_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            lower_case("email", name="invitation_email_lower"),
            both_or_neither("accepted_at", "accepted_by", name="invitation_accepted_by_whom"),
        ]

    @property
    def key(self) -> str:
        """How upstairs remembers what it is for."""
        return f"invitation:{self.pk}"

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"accounts.invitation:{self.pk}"

    @property
    def is_open(self) -> bool:
        """It can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > now()


class SignInLink(models.Model):
    """A link that signs one person in, once. Only the hash of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    next_address = models.CharField(max_length=500, blank=True)

    @property
    def is_open(self) -> bool:
        """It can still be used."""
        return self.used_at is None and self.expires_at > now()


class Pass(models.Model):
    """One purpose for one person without a standing account, until a day. It is reached by links that work once and
    by post only; opening one gives this browser a session. `subjects` are opaque keys of the things that it is for;
    `what` and `address` say in words and as a path what it opens."""

    purpose = models.CharField(max_length=60)
    scope = models.CharField(max_length=100)
    subjects = models.JSONField(default=list)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    what = models.TextField()
    address = models.CharField(max_length=500)
    from_whom = models.CharField(max_length=200, blank=True)
    link_days = models.PositiveSmallIntegerField()
    session_days = models.PositiveSmallIntegerField()
    issued_by = models.CharField(max_length=100)
    issued_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["scope", "purpose"], name="pass_by_scope"),
            models.Index(fields=["email"], name="pass_by_email"),
        ]
        constraints = [
            lower_case("email", name="pass_email_lower"),
            not_blank("purpose", name="pass_has_purpose"),
            not_blank("scope", name="pass_has_scope"),
        ]

    @property
    def key(self) -> str:
        """How history and audit write its holder, and messages their recipient."""
        return f"link:{self.pk}"

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"accounts.pass:{self.pk}"

    @property
    def audit_scope(self) -> str:
        """Whose history it belongs to."""
        return self.scope

    @property
    def is_open(self) -> bool:
        """It was not ended, by hand or by time."""
        return self.revoked_at is None and self.ends_at > now()

    @property
    def said_name(self) -> str:
        """What to call its holder."""
        return self.name or self.email


class PassLink(models.Model):
    """A link that opens a pass, once. Only the hash of its secret is kept."""

    held = models.ForeignKey(Pass, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    @property
    def is_open(self) -> bool:
        """It can still be used."""
        return self.used_at is None and self.expires_at > now() and self.held.is_open


class PassSession(models.Model):
    """One browser that has opened a pass, known by a secret that only it holds."""

    held = models.ForeignKey(Pass, on_delete=models.CASCADE, related_name="sessions")
    secret_hash = models.CharField(max_length=64, unique=True)
    begun_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()


class Try(models.Model):
    """One try to sign in, counted by account and by place. Both are keyed hashes: no address is kept."""

    bucket = models.CharField(max_length=64)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["bucket", "at"], name="try_by_bucket")]


def plain_address(email: str) -> str:
    """An e-mail address as we keep it: no space around it, lower case."""
    return email.strip().lower()
