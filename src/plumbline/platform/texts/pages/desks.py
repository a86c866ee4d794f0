"""A desk: one text as a page offers it to one person."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.http import HttpRequest

from plumbline.foundation.acting import Acting
from plumbline.foundation.verdicts import Allowed, Verdict
from plumbline.platform.texts import operations, queries
from plumbline.platform.texts.models import Aside, Text

Names = Callable[[Iterable[str]], Mapping[str, str]]
"""What to call the people behind keys; gives at least the keys that were asked for."""


def wants_json(request: HttpRequest) -> bool:
    """A script asks, not a form."""
    return request.headers.get("X-Text") == "yes"


def new_sitting() -> str:
    """A name for one page that is open somewhere."""
    return secrets.token_urlsafe(12)


@dataclass(frozen=True, slots=True)
class Desk:
    """`name`: what the text is called, its label. `address`: the one address of the text, whose view calls
    `text_page`. `home`: where its editor stands, for coming back. `names`: what to call people. `may_write`: the owning
    room's rule; without it the text can be read and compared. `save`: the owning room's own verb, where it has one,
    with the arguments of `save_text`. `changed`: told of every change of what stands, in its transaction.
    `limit_words`: how many words are asked for; more is said, never refused. `is_rich`: written in Markdown, with a
    toolbar. `aside`: what this person still has to settle here (see `with_asides`). `typed` and `refusal`: what was
    typed and could not be saved, and why (see `save_form`)."""

    text: Text
    actor: Acting
    name: str
    address: str
    home: str
    names: Names
    may_write: Verdict = field(default_factory=Allowed)
    hint: str = ""
    limit_words: int | None = None
    is_rich: bool = True
    rows: int = 8
    level: int = 3
    save: Callable[..., operations.Saved] = operations.save_text
    changed: Callable[[Text], object] | None = None
    aside: Aside | None = None
    sitting: str = field(default_factory=new_sitting)
    typed: str | None = None
    refusal: str = ""

    @property
    def pk(self) -> int:
        """The number of the text."""
        return self.text.pk

    def tell(self) -> None:
        """The owning room hears that another version stands."""
        if self.changed is not None:
            self.changed(self.text)


def with_asides(desks: Iterable[Desk]) -> list[Desk]:
    """The desks of one person, each knowing what they still have to settle there: one query for all."""
    given = list(desks)
    if not given:
        return []
    waiting = queries.open_asides_in([desk.text for desk in given], given[0].actor.key)
    return [replace(desk, aside=waiting.get(desk.pk)) for desk in given]
