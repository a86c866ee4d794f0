"""The verbs of accounts: inviting and signing in; passes for people without an account."""

from plumbline.platform.accounts.operations.passes import (
    KEEP_OVER,
    ask_fresh_link,
    change_subjects,
    issue_pass,
    open_pass,
    purge_passes,
    renew_pass,
    revoke_pass,
)
from plumbline.platform.accounts.operations.signing import (
    accept_invitation,
    ask_link,
    create_user,
    invite,
    purge,
    rename,
    set_password,
    sign_in_after_invitation,
    sign_in_by_link,
    sign_in_by_password,
    sign_out,
    withdraw_invitation,
)

__all__ = [
    "KEEP_OVER",
    "accept_invitation",
    "ask_fresh_link",
    "ask_link",
    "change_subjects",
    "create_user",
    "invite",
    "issue_pass",
    "open_pass",
    "purge",
    "purge_passes",
    "rename",
    "renew_pass",
    "revoke_pass",
    "set_password",
    "sign_in_after_invitation",
    "sign_in_by_link",
    "sign_in_by_password",
    "sign_out",
    "withdraw_invitation",
]
