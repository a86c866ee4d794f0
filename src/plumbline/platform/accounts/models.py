"""User, Invitation, SignInLink, Try: people who sign in, and how."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import both_or_neither, lower_case


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


class Try(models.Model):
    """One try to sign in, counted by account and by place. Both are keyed hashes: no address is kept."""

    bucket = models.CharField(max_length=64)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["bucket", "at"], name="try_by_bucket")]


def plain_address(email: str) -> str:
    """An e-mail address as we keep it: no space around it, lower case."""
    return email.strip().lower()
