"""What a correction changed, so that it can be recorded and taken back: the difference of two drafts."""

from __future__ import annotations

from dataclasses import replace

from plumbline.journey.intake.draft import Data, Draft, renew, thing_from_json, thing_json


def stamped(before: Draft, after: Draft, revision: int) -> Draft:
    """`after`, with every thing that differs from `before` marked as changed at `revision`."""
    changed = {
        key: replace(thing, rev=revision) for key, thing in after.things.items() if before.things.get(key) != thing
    }
    return renew(after, things=changed)


def between(before: Draft, after: Draft) -> Data:
    """The difference: each changed thing and each changed list, as [before, after]; null where there was none."""
    keys = dict.fromkeys((*before.things, *after.things))
    names = dict.fromkeys((*before.order, *after.order))
    return {
        "following": [before.following, after.following],
        "things": {
            key: [_json(before, key), _json(after, key)]
            for key in keys
            if before.things.get(key) != after.things.get(key)
        },
        "order": {
            name: [list(before.order.get(name, ())), list(after.order.get(name, ()))]
            for name in names
            if before.order.get(name, ()) != after.order.get(name, ())
        },
    }


def taken_back(draft: Draft, patch: Data) -> Draft:
    """The draft as it was before `patch`, which must be the last one applied. Numbers given are not given again."""
    things = {
        key: thing_from_json(key, pair[0]) if pair[0] is not None else None for key, pair in patch["things"].items()
    }
    order = {**draft.order, **{name: tuple(pair[0]) for name, pair in patch["order"].items()}}
    return renew(draft, things=things, order=order)


def _json(draft: Draft, key: str) -> Data | None:
    thing = draft.things.get(key)
    return thing_json(thing) if thing else None
