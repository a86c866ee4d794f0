"""What the secretariat types about forms. Each gives back the part of a definition that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.foundation.carrying import OperationForm
from plumbline.platform.questionnaires.definition import (
    Choice,
    Column,
    Definition,
    Item,
    ItemList,
    Kind,
    Question,
    Section,
    When,
)
from plumbline.platform.questionnaires.differences import kind_said
from plumbline.platform.questionnaires.editing import free_key
from plumbline.platform.questionnaires.faults import Fault, Faulty
from plumbline.platform.questionnaires.imports import LARGEST, read_form
from plumbline.platform.questionnaires.kinds import offered

WORDINGS = [
    ("ours", gettext_lazy("Our own words")),
    ("official", gettext_lazy("The official wording, as it was given out")),
]
COLUMN_KINDS = {"line": gettext_lazy("words"), "number": gettext_lazy("number"), "date": gettext_lazy("day")}
MARKDOWN = gettext_lazy("Markdown: lists, headings and links work.")
FIELD_OF = {"question": "when", "answers": "when", "title": "choices", "key": "key"}
"""Where a fault inside a part of a question is said."""


def area(label: Any, *, rows: int = 3, hint: Any = "", required: bool = False) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(
        label=label, required=required, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), strip=True
    )


def line(label: Any, *, hint: Any = "", required: bool = True, missing: Any = None) -> forms.CharField:
    """A field of one line."""
    messages = {"required": missing} if missing else None
    return forms.CharField(label=label, required=required, help_text=hint, max_length=1_000, error_messages=messages)


class DeskForm(OperationForm):
    """A form whose refusals may be faults of a definition: each is said at its field."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def carry_out(self, operation: Callable[..., Any], /, **arguments: Any) -> bool:
        """As for every form; but a Faulty refusal is taken apart, each fault to its field."""
        faults: list[Fault] = []

        def noting(**given: Any) -> Any:
            try:
                return operation(**given)
            except Faulty as faulty:
                faults.extend(faulty.faults)
                return None

        is_done = super().carry_out(noting, **arguments)
        for fault in faults:
            self.add_error(self.field_of(fault), fault.message)
        return is_done and not faults

    def field_of(self, fault: Fault) -> str | None:
        """The field that a fault is about, or None."""
        names = [str(part) for part in reversed(fault.path)]
        return next((name for name in [*names, *(FIELD_OF.get(one, "") for one in names)] if name in self.fields), None)

    @property
    def seen_at(self) -> datetime | None:
        """The moment of the version that the writer started from; None where the form does not say."""
        try:
            return parse_datetime(self.cleaned_data.get("seen") or "")
        except ValueError:
            return None


class AboutForm(DeskForm):
    """What stands above the sections: title, introduction, whose words, whether confirmed."""

    title = line(gettext_lazy("What the form is called"), missing=gettext_lazy("Say what the form is called."))
    about = area(gettext_lazy("Introduction"), rows=5, hint=MARKDOWN)
    wording = forms.ChoiceField(
        label=gettext_lazy("Whose words the questions are"), choices=WORDINGS, widget=forms.RadioSelect
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("It is confirmed that this is what is asked"),
        required=False,
        help_text=gettext_lazy("Otherwise every page that shows the form says that it is not confirmed."),
    )
    note = area(gettext_lazy("Note for the secretariat"), rows=2, hint=gettext_lazy("Never shown to institutions."))

    @classmethod
    def initial_of(cls, form: Definition) -> dict[str, Any]:
        """What it starts from."""
        return {name: getattr(form, name) for name in ("title", "about", "wording", "confirmed", "note")}

    def changed(self, form: Definition) -> Definition:
        """The definition with what was typed."""
        return replace(form, **{name: value for name, value in self.cleaned_data.items() if name != "seen"})


class CopyForm(OperationForm):
    """A new form from an old one."""

    title = line(gettext_lazy("What the new form is called"), missing=gettext_lazy("Say what the form is called."))
    key = line(
        gettext_lazy("Its key"),
        hint=gettext_lazy("Lower-case letters, numbers and _, such as stage_4. It stays."),
        missing=gettext_lazy("Give the form a key, such as stage_4."),
    )


class PublishForm(DeskForm):
    """A yes to what was seen."""


class FileForm(DeskForm):
    """A whole form as YAML: typed, or as a file."""

    file = forms.FileField(label=gettext_lazy("A YAML file"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or the text itself"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "yaml", "wrap": "off"}),
        strip=False,
    )

    faults: Sequence[Fault] = ()
    definition: Definition | None = None

    def clean(self) -> dict[str, Any]:
        """The file, where one was chosen, is what counts; its text is put into the field, so that it can be mended
        there. What is wrong with it stands in `faults`, line by line."""
        given = super().clean() or {}
        content: bytes | str = given["file"].read(LARGEST + 1) if given.get("file") else given.get("text", "")
        if isinstance(content, bytes):
            typed = QueryDict(mutable=True)
            typed.update(self.data)
            typed["text"] = content.decode("utf-8", "replace")
            self.data = typed
        if not content:
            raise forms.ValidationError(_("Choose a file, or type the form below."))
        try:
            self.definition = read_form(content)
        except Faulty as faulty:
            self.faults = faulty.faults
            told = ngettext(
                "The form was not taken: %(count)s thing is wrong.",
                "The form was not taken: %(count)s things are wrong.",
                len(faulty.faults),
            )
            self.add_error("text", told % {"count": len(faulty.faults)})
        return given


class SectionForm(DeskForm):
    """A section's words."""

    title = line(gettext_lazy("Heading"), missing=gettext_lazy("Give the section a heading."))
    help = area(gettext_lazy("What stands under the heading"), hint=MARKDOWN)
    note = area(gettext_lazy("Note for the secretariat"), rows=2, hint=gettext_lazy("Never shown to institutions."))

    @classmethod
    def initial_of(cls, section: Section) -> dict[str, Any]:
        """What it starts from."""
        return {name: getattr(section, name) for name in ("title", "help", "note")}

    def made(self, form: Definition, section: Section | None) -> Section:
        """The section with what was typed, its questions as they are."""
        given = {name: self.cleaned_data[name] for name in ("title", "help", "note")}
        if section is not None:
            return replace(section, **given)
        return Section(key=free_key(given["title"], {one.key for one in form.sections}, "section"), **given)


class QuestionForm(DeskForm):
    """All that can be said of a question."""

    ask = area(gettext_lazy("The question"), rows=2, required=True)
    number = forms.CharField(label=gettext_lazy("Its number in print"), max_length=20, required=False)
    section = forms.ChoiceField(label=gettext_lazy("Section"))
    kind = forms.ChoiceField(label=gettext_lazy("Answered with"))
    help = area(gettext_lazy("Hint under the question"), rows=2)
    guidance = area(gettext_lazy("Guidance beside it"), rows=6, hint=MARKDOWN)
    wording = forms.ChoiceField(
        label=gettext_lazy("Whose words these are"),
        required=False,
        choices=[("", gettext_lazy("As the form says")), *WORDINGS],
    )
    required = forms.BooleanField(label=gettext_lazy("It must be answered"), required=False)
    not_applicable = forms.BooleanField(
        label=gettext_lazy("“Not applicable” may be said, with a reason"), required=False
    )
    limit_words = forms.CharField(
        label=gettext_lazy("Most words"), required=False, help_text=gettext_lazy("For words only. Empty: no limit.")
    )
    repeat = forms.ChoiceField(label=gettext_lazy("Asked once for each of"), required=False)
    when = forms.MultipleChoiceField(
        label=gettext_lazy("Only asked where an earlier question is answered with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Answers of one question; none ticked: always asked."),
    )
    choices = area(
        gettext_lazy("Choices"), rows=4, hint=gettext_lazy("One on each line. To keep a key: key | Title | hint.")
    )
    columns = area(
        gettext_lazy("Columns of the table"),
        rows=4,
        hint=gettext_lazy("One on each line: Title, or key | Title | words, number or day | needed."),
    )
    part = forms.CharField(
        label=gettext_lazy("Part"), required=False, help_text=gettext_lazy("For a part kept elsewhere, such as: plan.")
    )
    prefill = area(
        gettext_lazy("May be filled in from"),
        rows=2,
        hint=gettext_lazy("Names of known facts, best first, one a line."),
    )
    note = area(gettext_lazy("Note for the secretariat"), rows=2, hint=gettext_lazy("Never shown to institutions."))

    WORDS = ("ask", "number", "help", "guidance", "wording", "required", "not_applicable", "repeat", "part", "note")

    def __init__(
        self, typed: QueryDict | None, *, form: Definition, question: Question | None = None, section: str = ""
    ) -> None:
        self.form, self.question = form, question
        super().__init__(typed, initial=self._initial(question) if question else {"section": section, "kind": "long"})
        self.fields["ask"].error_messages["required"] = _("Write the question.")
        _offer(self.fields["section"], [(one.key, one.title) for one in form.sections])
        _offer(self.fields["kind"], [(kind.value, kind_said(kind).capitalize()) for kind in Kind])
        _offer(self.fields["repeat"], [("", _("Nothing: asked once")), *((one.key, one.title) for one in form.lists)])
        _offer(self.fields["when"], list(self._conditions()))
        if not self.fields["when"].choices:  # type: ignore[attr-defined]
            del self.fields["when"]

    def _initial(self, question: Question) -> dict[str, Any]:
        section = self.form.section_of(question.key)
        return {
            **{name: getattr(question, name) for name in self.WORDS},
            "kind": question.kind.value,
            "section": section.key if section else "",
            "limit_words": question.limit_words or "",
            "when": [f"{question.when.question}={answer}" for answer in question.when.answers] if question.when else [],
            "choices": "\n".join(_joined(one.key, one.title, one.hint) for one in question.choices),
            "columns": "\n".join(
                _joined(one.key, one.title, str(COLUMN_KINDS[one.kind]), _("needed") if one.required else "")
                for one in question.columns
            ),
            "prefill": "\n".join(question.prefill),
        }

    def _conditions(self) -> Iterable[tuple[str, str]]:
        """Every answer to an earlier question that has choices."""
        for question in self.form.questions:
            if self.question is not None and question.key == self.question.key:
                return
            for choice in offered(question):
                told = _("%(question)s %(answer)s") % {"question": question.ask, "answer": choice.title}
                yield f"{question.key}={choice.key}", told

    def clean_limit_words(self) -> int | None:
        """A whole number, or nothing."""
        typed = self.cleaned_data["limit_words"].replace(",", "").strip()
        if not typed:
            return None
        if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed[:7]) <= 100_000:
            raise forms.ValidationError(_("Enter a whole number of words, such as 250."))
        return int(typed)

    def clean_when(self) -> When | None:
        """The condition that the ticks make."""
        ticked = [pair.partition("=") for pair in self.cleaned_data["when"]]
        if len({question for question, _equals, _answer in ticked}) > 1:
            raise forms.ValidationError(_("Tick answers of one question only."))
        return When(question=ticked[0][0], answers=tuple(answer for _q, _e, answer in ticked)) if ticked else None

    def clean_choices(self) -> tuple[Choice, ...]:
        """The choices of the lines."""
        rows = _rows(self.cleaned_data["choices"])
        return tuple(Choice(key=key, title=title, hint=(more or [""])[0]) for key, title, more in rows)

    def clean_columns(self) -> tuple[Column, ...]:
        """The columns of the lines."""
        kinds = {str(word): kind for kind, word in COLUMN_KINDS.items()} | {kind: kind for kind in COLUMN_KINDS}
        made = []
        for key, title, more in _rows(self.cleaned_data["columns"]):
            said = {part.lower() for part in more if part}
            kind = next((kinds[part] for part in said if part in kinds), "line")
            unknown = said - set(kinds) - {_("needed"), "needed"}
            if unknown:
                told = _("“%(said)s” is not understood. After the title: words, number or day; then: needed.")
                raise forms.ValidationError(told % {"said": ", ".join(sorted(unknown))})
            made.append(Column(key=key, title=title, kind=kind, required=bool(said - set(kinds))))  # type: ignore[arg-type]
        return tuple(made)

    def made(self) -> Question:
        """The question with what was typed. A new one gets a key from its words."""
        given = {name: self.cleaned_data[name] for name in self.WORDS}
        key = self.question.key if self.question else free_key(given["ask"], _keys(self.form), "question")
        return Question(
            key=key,
            kind=Kind(self.cleaned_data["kind"]),
            limit_words=self.cleaned_data["limit_words"],
            when=self.cleaned_data.get("when"),
            choices=self.cleaned_data["choices"],
            columns=self.cleaned_data["columns"],
            prefill=tuple(self.cleaned_data["prefill"].split()),
            **given,
        )


class ListForm(DeskForm):
    """What a list is called; its items are rows of their own."""

    title = line(gettext_lazy("What the items are together"), missing=gettext_lazy("Give the list a name."))


class ItemForm(forms.Form):
    """One item of a list."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=1_000, required=False)
    help = area(gettext_lazy("What it means"), rows=3)


ItemRows = formset_factory(ItemForm, extra=1, can_order=True, can_delete=True, max_num=60, absolute_max=80)


def items_of(rows: BaseFormSet[Any]) -> tuple[Item, ...]:
    """The items that rows give, in the order that their numbers say; rows without a title, or ticked, are left out."""
    taken: set[str] = set()
    made = []
    places = {id(row): place for place, row in enumerate(rows.forms)}
    in_order = sorted(rows.forms, key=lambda row: (row.cleaned_data.get("ORDER") or 10_000, places[id(row)]))
    for row in in_order:
        given = row.cleaned_data
        if given.get("DELETE") or not given.get("title"):
            continue
        key = given.get("key") or free_key(given["title"], taken, "item")
        taken.add(key)
        made.append(Item(key=key, title=given["title"], help=given.get("help", "")))
    return tuple(made)


def rows_of(given: ItemList | None) -> list[dict[str, str]]:
    """What the rows start from."""
    return [{"key": one.key, "title": one.title, "help": one.help} for one in given.items] if given else []


def _keys(form: Definition) -> set[str]:
    return {question.key for question in form.questions}


def _offer(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    field.choices = choices  # type: ignore[attr-defined]


def _joined(key: str, title: str, *more: str) -> str:
    parts = [key, title, *more]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _rows(typed: str) -> list[tuple[str, str, list[str]]]:
    """Lines of "Title" or "key | Title | more | …": key, title, the rest. A key is made where none is given."""
    made: list[tuple[str, str, list[str]]] = []
    for text in typed.splitlines():
        parts = [part.strip() for part in text.split("|")]
        if not any(parts):
            continue
        taken = {key for key, _title, _more in made}
        if len(parts) == 1:
            made.append((free_key(parts[0], taken, "choice"), parts[0], []))
        else:
            made.append((parts[0] or free_key(parts[1], taken, "choice"), parts[1], parts[2:]))
    return made
