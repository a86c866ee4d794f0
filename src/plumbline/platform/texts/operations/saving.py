"""Saving a text so that nothing that anybody typed is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now
from plumbline.foundation.problems import Overtaken
from plumbline.foundation.text import count_words, storable
from plumbline.platform.audit import operations as audit
from plumbline.platform.texts.folding import adds_only
from plumbline.platform.texts.models import Aside, How, Text, Version
from plumbline.platform.texts.queries import open_asides, version_at
from plumbline.platform.texts.rules import can_hold, can_restore


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save. `number`: what the next save from the same page builds on. "apart": somebody else wrote
    meanwhile; the words are kept beside the text until `settle_aside`. `text` is the text as it stands now, theirs
    where it is apart. `is_first`: the first change of this person in this sitting."""

    state: Literal["saved", "same", "apart"]
    number: int
    words: int
    at: datetime
    text: Text
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """One save as it came: who, what, from which page, as the how-manieth."""

    by: str
    body: str
    base: int
    sitting: str
    turn: int
    how: str


@transaction.atomic
def create_text(*, actor: Acting, scope: str, body: str = "", how: str = How.GIVEN) -> Text:
    """A text, with a first version if it holds something. Refused where it is too long. Nothing is written into the
    audit: whoever makes the thing that the text belongs to does that."""
    can_hold(body).or_raise()
    text = Text.objects.create(scope=scope)
    if body:
        _stand(text, Sent(actor.key, storable(body), 0, "", 0, how))
    return text


@transaction.atomic
def save_text(
    *, actor: Acting, text: Text, body: str, base: int, sitting: str = "", turn: int = 0, verb: str = "text.written"
) -> Saved:
    """Save what somebody typed on top of version `base`. Never overwrites and, but for its length, never refuses:

    - it builds on what stands (or on what this very sitting wrote): it stands now;
    - somebody else wrote since: it is kept beside the text as this person's, and so are later saves of the sitting;
    - it comes after a later save of its own sitting (`turn` is lower): it is kept in the history.

    `sitting` names one page that is open somewhere; `turn` counts its saves. `verb` is what the audit writes, once a
    person, text and sitting. `text` is brought up to date."""
    can_hold(body).or_raise()
    sent = Sent(actor.key, storable(body), base, sitting, turn, How.TYPED)
    _lock(text)
    before = text.versions.of_sitting(sent.by, sitting).order_by("-turn", "-number").first()
    aside = text.asides.open().filter(by=sent.by, sitting=sitting).select_related("version").first()
    if aside is not None:
        return _kept_apart(text, aside, sent)
    if sent.body == text.body:
        return Saved("same", text.number, text.words, text.changed_at or now(), text)
    if before is not None and 0 < turn <= before.turn:
        _written(text, sent, is_beside=True)
        return Saved("saved", *_stood(before), text)
    if _builds_on_what_stands(text, sent):
        saved = Saved("saved", *_stood(_stand(text, sent)), text, is_first=before is None)
    else:
        saved = _set_aside(text, sent, is_first=before is None)
    if before is None or not sitting:
        audit.record(actor, verb, text)
    return saved


@transaction.atomic
def settle_aside(*, actor: Acting, text: Text, body: str, seen: int, aside: Aside | None = None) -> Saved:
    """Decide between two versions: `body` is what shall stand, be it mine, theirs or a combination, by somebody who
    saw version `seen`. Where others wrote since, it is kept as the new version of the aside, to be decided again.
    `aside` is the one that is settled (this person's oldest, if left out)."""
    can_hold(body).or_raise()
    _lock(text)
    mine = [one for one in open_asides(text, actor.key) if aside is None or one.pk == aside.pk]
    if not mine:
        return Saved("same", text.number, text.words, text.changed_at or now(), text)
    settling, chosen = mine[0], storable(body)
    how = How.CHOSEN if chosen == settling.version.body else How.COMBINED
    sent = Sent(actor.key, chosen, text.number, settling.sitting, 0, how)
    if seen != text.number:
        shown = version_at(text, seen)  # who chose these words gives their own up: not without seeing for what
        is_theirs = shown is not None and chosen == shown.body
        return Saved("apart", *_stood(settling.version), text) if is_theirs else _kept_apart(text, settling, sent)
    # Its own sitting is left out: a page that is still open with the old words must not count as having seen these.
    if chosen != text.body:
        _stand(text, Sent(actor.key, chosen, text.number, "", 0, how))
    Aside.objects.filter(pk=settling.pk).update(settled_at=now())
    audit.record(actor, "text.settled", text, number=text.number)
    return Saved("saved", text.number, text.words, text.changed_at or now(), text)


@transaction.atomic
def restore_version(*, actor: Acting, text: Text, number: int, seen: int) -> Version:
    """Let what version `number` says stand again, as a new version. Refused where somebody wrote since version `seen`,
    or where there is no such version."""
    _lock(text)
    can_restore(text, number).or_raise()
    if seen != text.number:
        raise Overtaken(
            _("Somebody wrote here since you opened this page. Look at the newest version first."),
            seen=str(text.number),
        )
    wanted = version_at(text, number)
    body = wanted.body if wanted else ""
    made = _stand(text, Sent(actor.key, body, text.number, "", 0, How.RESTORED))
    audit.record(actor, "text.restored", text, number=number)
    return made


def _lock(text: Text) -> None:
    """Nobody else saves this text until the transaction ends; `text` is as it stands."""
    fresh = Text.objects.select_for_update().get(pk=text.pk)
    for field in Text._meta.concrete_fields:
        setattr(text, field.attname, getattr(fresh, field.attname))


def _builds_on_what_stands(text: Text, sent: Sent) -> bool:
    """From what stands; or from an older version, where all that stood since came from this very page: an answer that
    was lost on the way must not make a person disagree with themselves."""
    if sent.base == text.number:
        return True
    if not sent.sitting or sent.base > text.number:
        return False
    since = text.versions.on_the_main_line().filter(number__gt=sent.base)
    return not since.exclude(by=sent.by, sitting=sent.sitting).exists()


def _stand(text: Text, sent: Sent) -> Version:
    """Make it the version that stands. The one before goes where all of it can be read in this one."""
    before = text.versions.filter(number=text.number).first()
    version = _written(text, sent, is_beside=False)
    text.body, text.number, text.words = version.body, version.number, version.words
    text.changed_at, text.changed_by = version.at, version.by
    text.save(update_fields=["body", "number", "issued", "words", "changed_at", "changed_by"])
    if before is not None and _folds(before, version) and not text.asides.open().exists():
        before.delete()
    return version


def _written(text: Text, sent: Sent, *, is_beside: bool) -> Version:
    text.issued += 1
    if is_beside:
        text.save(update_fields=["issued"])
    return Version.objects.create(
        text=text, number=text.issued, base=min(max(sent.base, 0), text.issued - 1), body=sent.body,
        words=count_words(sent.body), by=sent.by, how=sent.how, sitting=sent.sitting, turn=sent.turn,
        is_beside=is_beside,
    )  # fmt: skip


def _folds(before: Version, version: Version) -> bool:
    """Both typed by one person in one sitting, and nothing but words added."""
    same = (before.by, before.sitting, before.how) == (version.by, version.sitting, version.how)
    return same and version.sitting != "" and version.how == How.TYPED and adds_only(before.body, version.body)


def _set_aside(text: Text, sent: Sent, *, is_first: bool) -> Saved:
    """Keep it beside the text."""
    version = _written(text, sent, is_beside=True)
    base = min(max(sent.base, 0), text.number)
    Aside.objects.create(text=text, by=sent.by, sitting=sent.sitting, base=base, version=version)
    return Saved("apart", *_stood(version), text, is_first=is_first)


def _kept_apart(text: Text, aside: Aside, sent: Sent) -> Saved:
    """Go on with what is beside the text; it stays to be settled."""
    before = aside.version
    if sent.body == before.body:
        return Saved("apart", *_stood(before), text)
    version = _written(text, sent, is_beside=True)
    if 0 < sent.turn <= before.turn:  # came late: it is in the history, what was typed after it stays
        return Saved("apart", *_stood(before), text)
    Aside.objects.filter(pk=aside.pk).update(version=version)
    if _folds(before, version):
        before.delete()
    return Saved("apart", *_stood(version), text)


def _stood(version: Version) -> tuple[int, int, datetime]:
    return version.number, version.words, version.at
