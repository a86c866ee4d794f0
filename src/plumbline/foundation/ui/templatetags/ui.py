"""Components as template tags. An argument that a tag does not know, or a value without words, is a template error."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plumbline.foundation.clock import HOME
from plumbline.foundation.ui import fields, words
from plumbline.foundation.ui.charts import Chart

register = template.Library()

COLOURS = {"", "green", "amber", "red", "grey", "teal", "outline"}
PLACES = {"", "done", "here", "ahead"}


@lru_cache(maxsize=1024)
def _sign(said: str, shape: str, css: str) -> SafeString:
    """A sign, drawn once: pages with many rows show the same few again and again."""
    return SafeString(render_to_string("ui/sign.html", {"words": said, "shape": shape, "css": css}))


@register.simple_tag
def rag(value: str | None, label: str = "") -> SafeString:
    """A rating as word, shape and colour: red, amber, green or nothing."""
    sign = _known(words.rating, value, "rating")
    return _sign(str(label or sign.words), sign.shape, f"rag rag--{sign.colour}")


@register.simple_tag
def status(value: str | None, label: str = "") -> SafeString:
    """A status of an action as a tag with its shape."""
    sign = _known(words.status, value, "status")
    return _sign(str(label or sign.words), sign.shape, f"govuk-tag govuk-tag--{sign.colour}")


@register.inclusion_tag("ui/stands.html")
def stands(status: str | None, rag: str | None) -> dict[str, Any]:
    """Status and rating of an action in a list: the status only where it says more than the rating."""
    _known(words.status, status, "status")
    return {"status": "" if (status, rag) in words.SAME else status, "rag": rag}


@register.simple_tag
def tag(text: str, colour: str = "", icon: str = "") -> SafeString:
    """Any other short state: `{% tag "Draft" "grey" %}`."""
    if colour not in COLOURS:
        raise template.TemplateSyntaxError(f"No tag has the colour {colour!r}: use one of {sorted(COLOURS - {''})}.")
    return _sign(str(text), icon, f"govuk-tag govuk-tag--{colour or 'grey'}")


@register.simple_tag
def theme_tag(value: str | None) -> SafeString | str:
    """A theme, or an institution's own section, as a plain outlined tag."""
    return format_html('<span class="theme-tag">{}</span>', words.theme(value)) if value else ""


@register.simple_tag
def theme_name(value: str) -> str:
    """A theme's name alone."""
    return str(words.theme(value))


@register.inclusion_tag("ui/icon.html")
def icon(name: str) -> dict[str, Any]:
    """One of our shapes, hidden from assistive technology: the word beside it says it."""
    return {"shape": name}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: forms.BaseForm | None, extra: Sequence[Any] = ()) -> dict[str, Any]:
    """Every error of a form with a link to its field; nothing when there is none. `extra`: more messages."""
    rows: list[tuple[str, str]] = [("", str(message)) for message in extra]
    if form is not None and form.errors:
        rows += [("", str(message)) for message in form.non_field_errors()]
        for bound in form:
            target = "" if bound.is_hidden else fields.first_control(bound)
            rows += [(target, message) for message in fields.errors_of(bound)]
    return {"rows": rows}


@register.inclusion_tag("ui/forms/field.html")
def form_field(
    bound: BoundField,
    *,
    label: str | None = None,
    hint: str | None = None,
    size: str = "",
    width: int | str = "",
    rows: int | str = "",
    words: int = 0,
    characters: int = 0,
    inline: bool = False,
    small: bool = False,
    accept: str = "",
    autocomplete: str = "",
    inputmode: str = "",
    spellcheck: str = "",
    prefix: str = "",
    suffix: str = "",
    hide_label: bool = False,
) -> dict[str, Any]:
    """A form field: label, hint, error, control. `size`: s, m, l or xl label; `words` or `characters`: a counter."""
    options = {name: value for name, value in locals().items() if name != "bound"}
    if not isinstance(bound, BoundField):
        raise template.TemplateSyntaxError(f"form_field wants a form's field, not {bound!r}.")
    return {"field": fields.shown(bound, options)}


@register.simple_tag
def drawn(bound: BoundField) -> fields.Shown:
    """The same for Django's own form rendering."""
    return fields.shown(bound, {})


@lru_cache(maxsize=4096)
def _day(value: date, language: str) -> SafeString:  # noqa: ARG001 (what is kept differs by it)
    """A day, written once a language: pages with many rows say the same few again and again."""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, "j F Y"))


@register.simple_tag
def when(value: date | datetime | None, empty: str = "", *, time: bool = True) -> SafeString | str:
    """A day as 1 November 2026; a moment as 1 November 2026 at 14:02 GMT (London), in a <time> element."""
    if value is None:
        return empty
    if not isinstance(value, datetime):
        return _day(value, get_language() or "")
    moment = timezone.localtime(value, HOME) if timezone.is_aware(value) else value
    said = date_format(moment, "j F Y")
    if time:
        said = _("%(day)s at %(time)s") % {"day": said, "time": f"{moment:%H:%M} {moment.tzname() or ''}".strip()}
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(timespec="minutes"), said)


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], label: str = "", name: str = "page") -> dict[str, Any]:
    """Pages of a list; the address keeps its other parameters."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    paginator = page.paginator
    numbers = [
        {"number": number, "href": address(number) if isinstance(number, int) else "", "current": number == page.number}
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "label": label or _("Pages"),
        "ellipsis": str(paginator.ELLIPSIS),
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/line.html")
def line(
    items: Sequence[Mapping[str, Any]], label: str = "", *, small: bool = False, ordered: bool = True
) -> dict[str, Any]:
    """The brass line. Each item: title, and as wished href, text, when (a date or words), state (done, here, ahead),
    sign (a mapping with words, colour, icon as for `tag`)."""
    for item in items:
        if item.get("state", "") not in PLACES:
            raise template.TemplateSyntaxError(f"No place on the line is {item['state']!r}: use done, here or ahead.")
    return {"items": items, "label": label, "small": small, "ordered": ordered}


@register.inclusion_tag("ui/summary_list.html")
def summary_list(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Check answers. Each row: key, value, and as wished empty (words where there is no value), actions
    [{href, text, hidden}]."""
    return {"rows": rows}


@register.inclusion_tag("ui/figures.html")
def figures(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Numbers in a row. Each: name, value, and as wished note, href."""
    return {"items": items}


@register.inclusion_tag("ui/empty.html")
def empty_state(title: str, text: str = "", href: str = "", action: str = "") -> dict[str, Any]:
    """What will be here, and the first step."""
    return {"title": title, "text": text, "href": href, "action": action}


@register.inclusion_tag("ui/chart.html")
def chart(drawn: Chart) -> dict[str, Any]:
    """A chart with its figures as a table: what `plumbline.foundation.ui.charts` gives."""
    if not isinstance(drawn, Chart):
        raise template.TemplateSyntaxError(f"chart wants a Chart, not {drawn!r}.")
    return {"chart": drawn}


@register.inclusion_tag("ui/progress.html")
def progress(done: int, total: int, label: str, note: str = "") -> dict[str, Any]:
    """How far a long piece of work has come; `total` 0 means that nobody knows yet."""
    return {"done": done, "total": total, "label": label, "note": note}


@register.inclusion_tag("ui/years.html")
def years(span: Sequence[int], marked: Sequence[int]) -> dict[str, Any]:
    """The years of a plan, those marked underlined and said."""
    shown = [(year, year in set(marked)) for year in span]
    said = ", ".join(str(year) for year in span if year in set(marked))
    return {"years": shown, "said": said or _("no year marked")}


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(*parts: str | Promise) -> dict[str, Any]:
    """Words and addresses in turn, the last words may stand alone: `{% breadcrumbs "Plans" url "Visibility" %}`."""
    pairs = [(parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
    return {"pairs": pairs}


@register.inclusion_tag("ui/back_link.html")
def back_link(href: str, text: str = "") -> dict[str, Any]:
    """One step up."""
    return {"href": href, "text": text or _("Back")}


def _known(look_up: Any, value: Any, what: str) -> words.Sign:
    try:
        sign: words.Sign = look_up(value)
    except KeyError:
        raise template.TemplateSyntaxError(f"No {what} is called {value!r}.") from None
    return sign
