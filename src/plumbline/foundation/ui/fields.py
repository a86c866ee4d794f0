"""What a template needs to know of a form field to draw it in GOV.UK's markup."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

KINDS: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes", "govuk-checkboxes__input"),  # first: Django makes it a RadioSelect
    (forms.RadioSelect, "radios", "govuk-radios__input"),
    (forms.CheckboxInput, "checkbox", "govuk-checkboxes__input"),
    (forms.SelectDateWidget, "date", "govuk-select"),
    (forms.ClearableFileInput, "file", "govuk-file-upload"),
    (forms.FileInput, "file", "govuk-file-upload"),
    (forms.Select, "select", "govuk-select"),
    (forms.Textarea, "textarea", "govuk-textarea"),
    (forms.SplitDateTimeWidget, "inputs", "govuk-input"),
    (forms.Widget, "input", "govuk-input"),
)
ERROR_CLASSES = {"input": "govuk-input--error", "textarea": "govuk-textarea--error", "select": "govuk-select--error"}
DJANGO_ROWS = "10"  # what Django writes where nobody said anything
GROUPED = {"radios", "checkboxes", "date", "inputs"}


@dataclass(frozen=True)
class Shown:
    """One field as ui/forms/field.html draws it."""

    bound: BoundField
    kind: str
    hint_id: str
    error_id: str
    label: str
    hint: str
    size: str
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Where the error summary's link lands: the first choice of a group, the control otherwise."""
        return first_control(self.bound)

    @property
    def grouped(self) -> bool:
        """Whether it is a fieldset with a legend."""
        return self.kind in GROUPED

    @property
    def described_by(self) -> str:
        """Ids of hint and error, for the control or its fieldset."""
        words = [self.hint_id if self.hint else "", self.error_id if self.bound.errors else ""]
        return " ".join(word for word in words if word)

    @property
    def errors(self) -> list[str]:
        """What is wrong and what to do."""
        return errors_of(self.bound)

    @property
    def control(self) -> SafeString:
        """The widget itself, with GOV.UK's classes and its description."""
        if isinstance(self.bound.field.widget, forms.SelectDateWidget):
            return date_selects(self)
        return self.bound.as_widget(attrs=attributes(self))


def errors_of(bound: BoundField) -> list[str]:
    """The field's errors; where nobody wrote words for an answer that is missing, words that name the question."""
    default = {str(message) for code, message in forms.Field.default_error_messages.items() if code == "required"}
    return [missing(bound) if str(error) in default else str(error) for error in bound.errors]


def missing(bound: BoundField) -> str:
    """What to do about a question without an answer."""
    kind, _css = kind_of(bound)
    words = {
        "radios": _("Choose one under “%(label)s”."),
        "select": _("Choose one under “%(label)s”."),
        "checkboxes": _("Choose at least one under “%(label)s”."),
        "checkbox": _("Tick “%(label)s”."),
        "file": _("Choose a file for “%(label)s”."),
    }.get(kind, _("Fill in “%(label)s”."))
    return words % {"label": bound.label}


def date_selects(shown: Shown) -> SafeString:
    """Day, month and year, each with a name of its own: Django gives them none."""
    widget, renderer = shown.bound.field.widget, shown.bound.form.renderer
    made = shown.bound.build_widget_attrs(attributes(shown), widget)
    context = widget.get_context(shown.bound.html_name, shown.bound.value(), {**made, "id": shown.bound.auto_id})
    said = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    for part in context["widget"]["subwidgets"]:
        part["attrs"]["aria-label"] = said[part["name"].rpartition("_")[2]]
    return mark_safe(renderer.render(widget.template_name, context))  # noqa: S308 - drawn by a template, as Django does


def kind_of(bound: BoundField) -> tuple[str, str]:
    """The kind of a field, and the class of its control."""
    widget = bound.field.widget
    return next((kind, css) for known, kind, css in KINDS if isinstance(widget, known))


def first_control(bound: BoundField) -> str:
    """The id that a link in the error summary goes to."""
    plain = bound.auto_id or bound.html_name
    kind, _css = kind_of(bound)
    if kind in {"radios", "checkboxes"}:
        return f"{plain}_0"
    if kind in {"date", "inputs"}:
        return str(bound.id_for_label or f"{plain}_0")
    return str(bound.id_for_label or plain)


def attributes(shown: Shown) -> dict[str, Any]:
    """Attributes of the control: class, width, description, limits."""
    widget = shown.bound.field.widget
    _kind, css = kind_of(shown.bound)
    classes = [css, str(widget.attrs.get("class", ""))]
    if shown.bound.errors and shown.kind in ERROR_CLASSES:
        classes.append(ERROR_CLASSES[shown.kind])
    if shown.options.get("width"):
        classes.append(f"govuk-input--width-{shown.options['width']}")
    if shown.options.get("words") or shown.options.get("characters"):
        classes.append("govuk-js-character-count")
    made: dict[str, Any] = {"class": " ".join(word for word in classes if word)}
    if shown.described_by and not shown.grouped:
        made["aria-describedby"] = shown.described_by
    for name in ("rows", "accept", "autocomplete", "inputmode", "spellcheck"):
        if shown.options.get(name):
            made[name] = shown.options[name]
    if shown.kind == "textarea" and "rows" not in made:
        said = str(widget.attrs.get("rows", DJANGO_ROWS))
        made["rows"] = 5 if said == DJANGO_ROWS else said
    if shown.options.get("words") or shown.options.get("characters"):
        made["maxlength"] = False  # the counter warns; the server decides; nothing that is pasted is cut off unseen
    return made


def shown(bound: BoundField, options: dict[str, Any]) -> Shown:
    """Everything about one field; `options` are the arguments of the tag."""
    kind, _css = kind_of(bound)
    plain = bound.auto_id or bound.html_name
    label, hint = options.get("label"), options.get("hint")
    return Shown(
        bound=bound,
        kind=kind,
        hint_id=f"{plain}_hint",
        error_id=f"{plain}_error",
        label=str(bound.label if label is None else label),
        hint=str(bound.help_text if hint is None else hint),
        size=str(options.get("size") or ""),
        options=options,
    )
