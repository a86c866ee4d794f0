"""What people type on the pages of institutions and of the register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.foundation.carrying import OperationForm
from plumbline.institutions.access import INSTITUTION_ROLES, SECTOR_ROLES, Role, Sheet
from plumbline.institutions.models import (
    Institution,
    InstitutionKind,
    Nation,
    Phase,
    SignatoryKind,
    SignatoryStatus,
    Size,
    Source,
)

EMAIL_ERRORS = {
    "required": gettext_lazy("Enter an e-mail address."),
    "invalid": gettext_lazy("Enter an e-mail address, such as name@example.ac.uk."),
}


class DayField(forms.DateField):
    """A day, typed as 31 1 2027, 31/01/2027 or 31 January 2027, or chosen."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        options.setdefault("error_messages", {"invalid": gettext_lazy("Enter a day, such as 31/01/2027.")})
        formats = ["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y"]
        super().__init__(input_formats=formats, **options)


class LinesField(forms.CharField):
    """Several short texts, one a line; gives a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3}), **options)

    def prepare_value(self, value: Any) -> Any:
        """One a line."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Blank lines do not count."""
        return [" ".join(line.split()) for line in (value or "").splitlines() if line.strip()]


class InviteForm(OperationForm):
    """Somebody to a role at an institution."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        error_messages=EMAIL_ERRORS,
        widget=forms.EmailInput(attrs={"spellcheck": "false"}),
    )
    name = forms.CharField(label=gettext_lazy("Name (optional)"), max_length=200, required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a role.")},
    )
    ends_on = DayField(
        label=gettext_lazy("Last day (optional)"),
        help_text=gettext_lazy("For a role with a term. Leave it empty if you do not know yet."),
    )

    roles: Mapping[Role, Sheet] = INSTITUTION_ROLES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self.fields["role"], [(role, f"{row.name}: {row.sentence}") for role, row in self.roles.items()])


class SectorInviteForm(InviteForm):
    """Somebody to a role for the sector."""

    roles = SECTOR_ROLES


class ChangeRoleForm(OperationForm):
    """Another role instead of the present one."""

    role = forms.ChoiceField(
        label=gettext_lazy("New role"), error_messages={"required": gettext_lazy("Choose a role.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self.fields["role"], [(str(role), str(row.name)) for role, row in INSTITUTION_ROLES.items()])


class EndForm(OperationForm):
    """The last day of a term."""

    on = DayField(label=gettext_lazy("Last day"), help_text=gettext_lazy("Leave it empty to end it now."))


class DetailsForm(OperationForm):
    """An institution's details, for its own people: not its name, which is the register's."""

    contact_name = forms.CharField(
        label=gettext_lazy("Public contact"), max_length=200, required=False,
        help_text=gettext_lazy("Whom anybody may write to about the Technician Commitment. Shown on the public page."),
    )  # fmt: skip
    contact_email = forms.EmailField(
        label=gettext_lazy("Public contact's e-mail address"), required=False, error_messages=EMAIL_ERRORS
    )
    website = forms.URLField(
        label=gettext_lazy("Website"), required=False, assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Enter a web address, such as https://www.example.ac.uk.")},
    )  # fmt: skip
    other_names = LinesField(
        label=gettext_lazy("Other names"),
        help_text=gettext_lazy("Short or former names, one a line. A document that uses one of them is recognised."),
    )
    nation = forms.ChoiceField(
        label=gettext_lazy("Nation"), required=False, choices=[("", gettext_lazy("not in the UK")), *Nation.choices]
    )
    country = forms.CharField(
        label=gettext_lazy("Country"), max_length=2, initial="GB",
        help_text=gettext_lazy("Two letters, such as GB, IE or AU."),
    )  # fmt: skip
    region = forms.CharField(label=gettext_lazy("Region"), max_length=80, required=False)
    mission_groups = LinesField(label=gettext_lazy("Mission groups"), help_text=gettext_lazy("One a line."))
    size = forms.ChoiceField(
        label=gettext_lazy("Size"), required=False, choices=[("", gettext_lazy("not known")), *Size.choices]
    )
    ukprn = forms.RegexField(
        r"^\d{8}$", label="UKPRN", required=False, help_text=gettext_lazy("8 digits."),
        error_messages={"invalid": gettext_lazy("A UKPRN has 8 digits.")},
    )  # fmt: skip
    hesa = forms.RegexField(
        r"^\d{4}$", label="HESA INSTID", required=False, help_text=gettext_lazy("4 digits."),
        error_messages={"invalid": gettext_lazy("A HESA INSTID has 4 digits.")},
    )  # fmt: skip
    ror = forms.RegexField(
        r"^https://ror\.org/0[a-z0-9]{8}$", label="ROR", required=False,
        help_text=gettext_lazy("Such as https://ror.org/012345678."),
        error_messages={"invalid": gettext_lazy("A ROR id looks like https://ror.org/012345678.")},
    )  # fmt: skip

    def clean_country(self) -> str:
        """Two letters."""
        value = str(self.cleaned_data["country"]).upper()
        if len(value) != 2 or not value.isascii() or not value.isalpha():
            raise forms.ValidationError(_("Enter two letters, such as GB."))
        return value

    @staticmethod
    def of(institution: Institution) -> dict[str, Any]:
        """What the form starts with."""
        return {field: getattr(institution, field) for field in DetailsForm.base_fields}


class RegisterForm(DetailsForm):
    """An institution in the register, for the secretariat: name, kind and what it is to the Commitment too."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, error_messages={"required": gettext_lazy("Enter a name.")}
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of organisation"), choices=InstitutionKind.choices)
    is_a = forms.ChoiceField(label=gettext_lazy("Is a"), choices=SignatoryKind.choices)
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=SignatoryStatus.choices)
    phase = forms.ModelChoiceField(
        Phase.objects.none(), label=gettext_lazy("Phase"), required=False, empty_label=gettext_lazy("not known")
    )
    announced_on = DayField(label=gettext_lazy("Announced on (optional)"))

    field_order = ["name", "kind", "is_a", "status", "phase", "announced_on"]
    signatory_fields = ("is_a", "status", "phase", "announced_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phase = self.fields["phase"]
        assert isinstance(phase, forms.ModelChoiceField)
        phase.queryset = Phase.objects.order_by("number")

    @property
    def details(self) -> dict[str, Any]:
        """The part that is the institution's."""
        return {field: value for field, value in self.cleaned_data.items() if field not in self.signatory_fields}

    @property
    def commitment(self) -> dict[str, Any]:
        """The part that is the signatory's."""
        data = self.cleaned_data
        return {"kind": data["is_a"], **{field: data[field] for field in ("status", "phase", "announced_on")}}


class BoardForm(OperationForm):
    """An organisation with a seat on the board."""

    name = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the organisation's name.")},
    )
    starts_on = DayField(label=gettext_lazy("Since (optional)"))


class BoardNameForm(OperationForm):
    """What the board is called."""

    value = forms.CharField(
        label=gettext_lazy("What the board is called"),
        max_length=100,
        help_text=gettext_lazy("Its name has changed over the years. It is shown wherever the board is mentioned."),
        error_messages={"required": gettext_lazy("Enter a name.")},
    )


class SiteForm(OperationForm):
    """Who runs the site, and whom to write to. Both statements at the foot of every page print it."""

    operator = forms.CharField(label=gettext_lazy("Who runs this site"), max_length=200, required=False)
    contact = forms.EmailField(
        label=gettext_lazy("E-mail address for questions about accessibility"), max_length=320, required=False
    )
    privacy_contact = forms.EmailField(
        label=gettext_lazy("E-mail address for questions about personal data"), max_length=320, required=False
    )


class PhaseForm(OperationForm):
    """A cohort of signatories. Written again with the same number, it changes the phase."""

    number = forms.IntegerField(
        label=gettext_lazy("Number"),
        min_value=1,
        max_value=99,
        error_messages={"required": gettext_lazy("Enter the phase's number.")},
    )
    announced_on = DayField(label=gettext_lazy("Announced on (optional)"))
    announced_written = forms.CharField(
        label=gettext_lazy("Announced, where no day is known (optional)"),
        help_text=gettext_lazy("For example, May 2017"),
        max_length=40,
        required=False,
    )
    total_after = forms.IntegerField(
        label=gettext_lazy("Signatories in all, then (optional)"), min_value=0, max_value=100_000, required=False
    )


class ThemeForm(OperationForm):
    """How a theme is worded from a day on."""

    sentence = forms.CharField(
        label=gettext_lazy("The sentence that says what the theme is about"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write the sentence that says what the theme is about.")},
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Whose words these are"),
        choices=Source.choices,
        widget=forms.RadioSelect,
        initial=Source.OFFICIAL,
    )
    since_on = DayField(label=gettext_lazy("In use from (today, if you leave it empty)"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AcceptForm(OperationForm):
    """Accepting an invitation; the password only for a new account."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your name.")},
    )
    password = forms.CharField(
        label=gettext_lazy("Password (optional)"),
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "At least 12 characters; three unusual words will do. Without one, you sign in by links that we e-mail you."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def _choices(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
