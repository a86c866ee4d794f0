"""Django's form renderer, so that `{{ form }}` and `{{ form.name.as_field_group }}` come out in GOV.UK's markup."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Set as FORM_RENDERER: "plumbline.foundation.ui.renderer.Renderer"."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/group.html"
