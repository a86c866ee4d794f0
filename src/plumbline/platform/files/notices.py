"""How the history says what became of files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "file.stored": _("stored a file"),
    "file.erased": _("erased a file"),
}
