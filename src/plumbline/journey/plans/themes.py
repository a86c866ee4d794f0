"""The themes of an action, in the order in which the programme names them: a pure calculation."""

from __future__ import annotations

from collections.abc import Iterable

from plumbline.institutions.models import Theme as Theme

ORDER: dict[str, int] = {theme.value: place for place, theme in enumerate(Theme)}
AFTER_ALL = len(ORDER)


def in_order(themes: Iterable[str]) -> list[str]:
    """The known themes among `themes`, each once, in the order given (the first is where an action is shown)."""
    return list(dict.fromkeys(theme for theme in themes if theme in ORDER))


def place(themes: Iterable[str]) -> int:
    """Where an action with these themes stands among the themes; those without any come last."""
    first = next(iter(themes), None)
    return ORDER.get(first, AFTER_ALL) if first else AFTER_ALL
