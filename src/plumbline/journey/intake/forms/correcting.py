"""Forms for corrections of a thing's place: split, merge, move, place, and the buttons of its card."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.journey.intake import edits
from plumbline.journey.intake.draft import Data, Draft, Thing
from plumbline.journey.intake.forms.editing import EDIT_FORMS, Correction, CorrectionForm, choice_field
from plumbline.journey.intake.wording import FIELDS, THEMES


class SplitForm(CorrectionForm):
    """Where the second part begins: one of the likely places, or before some words."""

    what = "split"
    at = forms.ChoiceField(label=gettext_lazy("The second part begins with"), required=False, widget=forms.RadioSelect)
    before = forms.CharField(
        label=gettext_lazy("Or with these words"),
        required=False,
        help_text=gettext_lazy("Type or paste the first words of the second part, as they stand in the text."),
    )
    share = forms.BooleanField(
        label=gettext_lazy("Both parts keep the owner, dates, years, status and rating"), required=False, initial=True
    )

    def shape(self) -> None:
        self.cuts = edits.cuts(self.thing.text)
        choices = [(str(cut.at), _shortened(cut.after)) for cut in self.cuts]
        self.fields["at"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["at"]
            self.fields["before"].label = _("The second part begins with")
        if self.thing.kind != "action":
            del self.fields["share"]

    def clean(self) -> Data:
        data = super().clean() or {}
        before = str(data.get("before") or "").strip()
        if before:
            found = _found(before, self.thing.text)
            if found <= 0:
                self.add_error("before", _("These words do not stand in the text, or they are its beginning."))
            data["where"] = found
        elif data.get("at"):
            data["where"] = int(data["at"])
        elif not self.errors:
            told = _("Choose where the second part begins.")
            self.add_error("at" if "at" in self.fields else "before", told)
        return data

    def change(self) -> Callable[[Draft], Draft]:
        share = self.cleaned_data.get("share", True)
        return partial(edits.split, key=self.thing.id, at=self.cleaned_data["where"], share=share)


class MergeForm(CorrectionForm):
    """Which other thing is joined to the end of this one."""

    what = "merge"
    other = forms.ChoiceField(label=gettext_lazy("Join this to the end"), widget=forms.RadioSelect)

    def shape(self) -> None:
        field: forms.ChoiceField = self.fields["other"]  # type: ignore[assignment]
        field.choices = [(thing.id, _shortened(thing.text)) for thing in self.others()]
        if field.choices:
            self.initial.setdefault("other", self.others()[0].id)

    def others(self) -> list[Thing]:
        """The others of the list, the next one first."""
        listed = self.draft.listed(self.draft.place_of(self.thing.id))
        at = next(n for n, thing in enumerate(listed) if thing.id == self.thing.id)
        return listed[at + 1 : at + 13] + listed[max(0, at - 3) : at]

    def correction(self) -> Correction:
        other = self.cleaned_data["other"]
        return Correction(self.what, (self.thing.id, other), partial(edits.merge, key=self.thing.id, other=other))


class MoveForm(CorrectionForm):
    """Another theme, section or plan."""

    what = "move"
    themes = forms.MultipleChoiceField(
        label=FIELDS["themes"], required=False, choices=list(THEMES.items()), widget=forms.CheckboxSelectMultiple
    )
    theme = choice_field("theme", THEMES, gettext_lazy("no single theme"))
    section = forms.CharField(
        label=FIELDS["section"],
        required=False,
        max_length=300,
        help_text=gettext_lazy("The institution's own heading, where it has one beside the themes."),
    )
    plan = forms.ChoiceField(label=gettext_lazy("Plan"), required=False)

    def shape(self) -> None:
        is_action = self.thing.kind == "action"
        del self.fields["theme" if is_action else "themes"]
        if is_action:
            plans = plan_choices(self.draft)
            self.fields["plan"].choices = plans  # type: ignore[attr-defined]
            self.initial.setdefault("plan", self.draft.plan_of(self.thing.id))
        else:
            del self.fields["plan"]
        if self.thing.kind == "answer":
            del self.fields["section"]
        for name in ("themes", "theme", "section"):
            if name in self.fields:
                self.initial.setdefault(name, self.thing.data.get(name) or "")

    def change(self) -> Callable[[Draft], Draft]:
        values: Data = {}
        if "themes" in self.fields:
            values["themes"] = self.cleaned_data["themes"]
        else:
            values["theme"] = self.cleaned_data["theme"] or None
        if "section" in self.fields:
            values["section"] = self.cleaned_data["section"] or None
        return partial(edits.move, key=self.thing.id, values=values, plan=self.cleaned_data.get("plan") or None)


KINDS_OF_PLACE = [
    ("part", gettext_lazy("The end of something else that was understood")),
    ("action", gettext_lazy("An action of a plan")),
    ("answer", gettext_lazy("An answer")),
    ("achievement", gettext_lazy("An achievement")),
    ("publication", gettext_lazy("Where the plan is published")),
]


class PlaceForm(CorrectionForm):
    """What a passage is that was not placed."""

    what = "place"
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=KINDS_OF_PLACE,
        widget=forms.RadioSelect,
    )
    to = forms.ChoiceField(label=gettext_lazy("Of what, if it is the end of something"), required=False)
    plan = forms.ChoiceField(label=gettext_lazy("Plan, if it is an action"), required=False)
    question = forms.CharField(label=gettext_lazy("Question, if it is an answer"), required=False)
    theme = choice_field("theme", THEMES, gettext_lazy("no single theme"))

    def shape(self) -> None:
        plans, others = plan_choices(self.draft), self.others()
        missing = set()
        for name, choices in (("plan", plans), ("to", [(thing.id, _shortened(thing.text)) for thing in others])):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
                missing.add({"plan": "action", "to": "part"}[name])
        if self.draft.order.get("publication"):
            missing.add("publication")
        left = [pair for pair in KINDS_OF_PLACE if pair[0] not in missing]
        self.fields["kind"].choices = left  # type: ignore[attr-defined]
        before = [thing.id for thing in others if _place(thing) <= _place(self.thing)]
        self.initial.setdefault("to", before[-1] if before else None)

    def others(self) -> list[Thing]:
        """What the passage may be the end of, in the order of the document."""
        kinds = {"action", "answer", "achievement"}
        return sorted((thing for thing in self.draft.things.values() if thing.kind in kinds), key=_place)

    def correction(self) -> Correction:
        to = self.cleaned_data.get("to")
        if self.cleaned_data["kind"] != "part" or not to:
            return super().correction()
        return Correction(self.what, (self.thing.id, to), partial(edits.attach, key=self.thing.id, to=to))

    def change(self) -> Callable[[Draft], Draft]:
        data = self.cleaned_data
        values: Data = {}
        if data["kind"] == "action" and data["theme"]:
            values["themes"] = [data["theme"]]
        elif data["theme"]:
            values["theme"] = data["theme"]
        if data["kind"] == "answer":
            values["question"] = data["question"]
        if data["kind"] == "publication":
            address = re.search(r"(?:https?://|www\.)\S+", self.thing.text)
            values = {"url": address.group().rstrip(".,;)") if address else None, "state": None}
        plan = data.get("plan") if data["kind"] == "action" else None
        return partial(edits.place, key=self.thing.id, kind=data["kind"], plan=plan, values=values)


VERB_FORMS: dict[str, type[CorrectionForm]] = {
    "split": SplitForm,
    "merge": MergeForm,
    "move": MoveForm,
    "place": PlaceForm,
}


# Corrections that need nothing but a press: what is done, and how.
PRESSED: dict[str, tuple[str, Callable[[str], Callable[[Draft], Draft]]]] = {
    "drop": ("drop", lambda key: partial(edits.drop, key=key)),
    "confirm": ("confirm", lambda key: partial(edits.confirm, keys=(key,))),
    "put_back": ("put_back", lambda key: partial(edits.put_back, key=key)),
    "up": ("shift", lambda key: partial(edits.shift, key=key, steps=-1)),
    "down": ("shift", lambda key: partial(edits.shift, key=key, steps=1)),
}


class PressForm(forms.Form):
    """A button of a card."""

    seen = forms.IntegerField(min_value=0)
    verb = forms.ChoiceField(choices=[(verb, verb) for verb in PRESSED])

    def correction(self, key: str) -> Correction:
        """What is to be done."""
        what, change = PRESSED[self.cleaned_data["verb"]]
        return Correction(what, (key,), change(key))


def form_class(verb: str, thing: Thing) -> type[CorrectionForm] | None:
    """The form of a correction, or None where a thing of this kind has none."""
    if verb == "edit":
        return EDIT_FORMS.get(thing.kind)
    allowed: dict[str, Iterable[str]] = {
        "split": ("action", "answer", "achievement", "quotation", "leftover"),
        "merge": ("action", "answer", "achievement", "quotation", "leftover"),
        "move": ("action", "answer", "achievement"),
        "place": ("leftover", "left_out"),
    }
    return VERB_FORMS[verb] if thing.kind in allowed.get(verb, ()) else None


def plan_choices(draft: Draft) -> list[tuple[str, str]]:
    """The plans of a draft to choose from."""
    return [(plan.id, plan.text or _("Plan without a title")) for plan in draft.listed("plans")]


def _place(thing: Thing) -> tuple[int, list[int], int]:
    """Where a thing stands in the document; what has no passage comes last."""
    source = thing.data.get("source") or {"block": 10**9}
    return source["block"], list(source.get("cell") or ()), source.get("start") or 0


def _shortened(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 140 else flat[:140].rsplit(" ", 1)[0] + " …"


def _found(words: str, text: str) -> int:
    """Where `words` stand in `text`, whatever white space is between them; -1 where they do not."""
    match = re.search(r"\s+".join(re.escape(word) for word in words.split()), text)
    return match.start() if match else -1
