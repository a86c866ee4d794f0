"""Moments in words, for scripts: templates have `{% when %}`."""

from __future__ import annotations

from datetime import datetime

from plumbline.foundation.clock import HOME, now
from plumbline.foundation.ui.templatetags.ui import when


def clock_words(moment: datetime | None) -> str:
    """ "10:31 GMT" for today, "24 November 2026 at 10:31 GMT" for another day; empty for none."""
    if moment is None:
        return ""
    local = moment.astimezone(HOME)
    if local.date() == now().astimezone(HOME).date():
        return f"{local:%H:%M} {local.tzname()}"
    return str(when(moment)).split(">", 1)[1].removesuffix("</time>")
