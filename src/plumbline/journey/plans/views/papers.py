"""The plan as a file to take away: Word, and accessible PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from plumbline.foundation.clock import now, today
from plumbline.foundation.papers.paper import Paper
from plumbline.foundation.papers.pdf import write_pdf
from plumbline.foundation.papers.word import write_word
from plumbline.institutions.access import Capability
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page
from plumbline.journey.plans import queries
from plumbline.journey.plans.models import Plan
from plumbline.journey.plans.paper import plan_paper
from plumbline.journey.plans.views.loading import plan_of

FILE_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@institution_page(Capability.VIEW_WORKSPACE)
def as_word(_request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """The whole plan as a Word document."""
    shown = plan_of(institution, plan_key)
    return _file(shown, "docx", write_word(_paper(shown), at=now()))


@institution_page(Capability.VIEW_WORKSPACE)
def as_pdf(_request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """The whole plan as an accessible PDF."""
    shown = plan_of(institution, plan_key)
    return _file(shown, "pdf", write_pdf(_paper(shown), at=now()))


def _paper(plan: Plan) -> Paper:
    """The plan as it stands today, in the order of its print view."""
    everything = queries.every_action(plan, today())
    facets, figures = queries.facets_of(plan, everything), queries.figures_of(everything, today())
    sort = queries.paper_order(facets, everything)
    groups = queries.grouped(queries.arranged(everything, sort), sort)
    return plan_paper(plan, groups, figures, facets, queries.grid_years(plan, everything), today())


def _file(plan: Plan, kind: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=FILE_KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{plan.institution.slug}-{plan.key}.{kind}"'
    return response
