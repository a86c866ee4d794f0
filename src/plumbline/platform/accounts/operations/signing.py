"""Inviting, accepting, asking for a link, signing in, setting a password."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth import password_validation as validation
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.foundation.tokens import hash_of, new_token
from plumbline.platform.accounts import notices
from plumbline.platform.accounts.models import Invitation, SignInLink, Try, User, plain_address
from plumbline.platform.accounts.rules import WINDOW, can_ask_link, can_try
from plumbline.platform.accounts.tokens import bucket_of
from plumbline.platform.audit.operations import record

INVITATION_LASTS = timedelta(days=14)
LINK_LASTS = timedelta(minutes=30)
BACKEND = "plumbline.platform.accounts.backend.Backend"


@transaction.atomic
def invite(
    *, actor: Acting, email: str, name: str = "", from_whom: str = "", purpose: str = ""
) -> tuple[Invitation, str]:
    """Invite whoever reads `email`. Gives the invitation and its secret, which is kept nowhere but in the e-mail.
    `from_whom` and `purpose` say in words who invites and what for; left out, the site invites to itself."""
    address = checked_address(email)
    token = new_token()
    invitation = Invitation.objects.create(
        token_hash=hash_of(token),
        email=address,
        name=" ".join(name.split()),
        invited_by=actor.key,
        expires_at=now() + INVITATION_LASTS,
    )
    record(actor, "invitation.sent", invitation)
    notices.invitation(invitation, token, from_whom=from_whom, purpose=purpose)
    return invitation, token


@transaction.atomic
def withdraw_invitation(*, actor: Acting, invitation: Invitation) -> None:
    """Make an open invitation useless."""
    open_rows = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True)
    if open_rows.update(withdrawn_at=now()) != 1:
        raise Refused(_("This invitation is not open any more."))
    record(actor, "invitation.withdrawn", invitation)


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str = "") -> tuple[User, Invitation]:
    """The holder of the secret accepts: a new user, or the one who already has this address. A password is optional;
    it is only set on a new account, so an old invitation cannot take an account over."""
    invitation = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    if invitation is None or not invitation.is_open:
        raise Refused(_("This invitation was used already or is too old. Ask whoever invited you for a new one."))
    user = User.objects.filter(email=invitation.email).first()
    if user is None:
        user = create_user(email=invitation.email, name=name or invitation.name, password=password)
    elif not user.is_active:
        raise Refused(_("This account is closed. Ask whoever invited you to have it opened."))
    invitation.accepted_at, invitation.accepted_by = now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(user, "invitation.accepted", invitation)
    return user, invitation


@transaction.atomic
def create_user(*, email: str, name: str, password: str = "") -> User:
    """An account. Raises `Refused` for an address that is none or is taken, and for a weak password."""
    address = checked_address(email)
    if User.objects.filter(email=address).exists():
        raise Refused(_("There is already an account with this e-mail address."), field="email")
    user = User(email=address, name=" ".join(name.split()))
    check_password(password, user)
    user.set_password(password or None)
    user.save()
    record(user, "user.created", user)
    return user


@transaction.atomic
def rename(*, actor: Acting, user: User, name: str) -> None:
    """Change what a person is called."""
    if not name.strip():
        raise Refused(_("Enter your name."), field="name")
    user.name = " ".join(name.split())[:200]
    user.save(update_fields=["name"])
    record(actor, "user.renamed", user)


@transaction.atomic
def set_password(*, actor: Acting, user: User, password: str) -> None:
    """Set a (new) password. Other sessions of this person end: the session hash changes with the password."""
    if not password:
        raise Refused(_("Enter a password."), field="password")
    check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    SignInLink.objects.filter(user=user, used_at__isnull=True).update(used_at=now())
    record(actor, "user.password_set", user)


@transaction.atomic
def ask_link(*, email: str, place: str, next_address: str = "") -> None:
    """Send a sign-in link to `email` if it has an account; say nothing either way."""
    can_ask_link(email=email, place=place).or_raise()
    count_tries(("link", plain_address(email)), ("place", place))
    user = User.objects.filter(email=plain_address(email), is_active=True).first()
    if user is None:
        return
    token = new_token()
    link = SignInLink.objects.create(
        user=user, token_hash=hash_of(token), expires_at=now() + LINK_LASTS, next_address=next_address[:500]
    )
    record(user, "user.link_sent", user)
    notices.sign_in_link(user, token, link.expires_at)


def sign_in_by_password(*, request: HttpRequest, email: str, password: str, place: str) -> User:
    """Sign in, or raise `Refused` in words that do not tell whether the account exists. The count of tries is
    written first and on its own, so that a refusal cannot roll it back."""
    can_try(email=email, place=place).or_raise()
    count_tries(("account", plain_address(email)), ("place", place))
    user = authenticate(request, username=plain_address(email), password=password)
    if not isinstance(user, User):
        raise Refused(
            _("The e-mail address or the password is not right. Check both, or ask for a sign-in link instead."),
            field="email",
        )
    Try.objects.filter(bucket=bucket_of("account", user.email)).delete()
    _begin(request, user, "password")
    return user


def sign_in_by_link(*, request: HttpRequest, token: str) -> SignInLink:
    """Use a link up and sign its person in."""
    with transaction.atomic():
        link = SignInLink.objects.select_related("user").filter(token_hash=hash_of(token)).first()
        if link is None or not link.is_open or not link.user.is_active or not _use_up(link):
            raise Refused(_("This link was used already or is older than 30 minutes. Ask for a new one."))
    _begin(request, link.user, "link")
    return link


def sign_in_after_invitation(*, request: HttpRequest, user: User) -> None:
    """Whoever just proved to read the invited address is signed in, if the account is new or has no password."""
    _begin(request, user, "invitation")


def sign_out(*, request: HttpRequest) -> None:
    """End the session."""
    if isinstance(request.user, User):
        record(request.user, "user.signed_out", request.user)
    logout(request)


def checked_address(email: str) -> str:
    """An e-mail address as we keep it, or `Refused`."""
    address = plain_address(email)
    try:
        validate_email(address)
    except ValidationError as problem:
        raise Refused(_("Enter an e-mail address, such as name@example.ac.uk."), field="email") from problem
    return address


def check_password(password: str, user: User) -> None:
    """Raise `Refused` with what is wrong with a password; none at all is allowed (sign-in by link)."""
    if not password:
        return
    try:
        validation.validate_password(password, user)
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages), field="password") from problem


def purge() -> None:
    """Forget tries, links and sessions that are of no use any more."""
    Try.objects.filter(at__lt=now() - WINDOW).delete()
    SignInLink.objects.filter(expires_at__lt=now() - timedelta(days=1)).delete()
    Session.objects.filter(expire_date__lt=now()).delete()


def _use_up(link: SignInLink) -> bool:
    """True for the first who comes, and for nobody after."""
    return SignInLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=now()) == 1


def _begin(request: HttpRequest, user: User, how: str) -> None:
    login(request, user, backend=BACKEND)  # a new session number: whatever was planted before is worthless
    record(user, "user.signed_in", user, how=how)


def count_tries(*tries: tuple[str, str]) -> None:
    """Write tries down, each as kind and value, for the rules to count."""
    Try.objects.bulk_create([Try(bucket=bucket_of(kind, value)) for kind, value in tries if value])
