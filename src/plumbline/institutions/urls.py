"""Addresses of the institutions' own pages and of the register."""

from django.urls import path

from plumbline.institutions.views import details, invitations, links, people, sector, site, themes

app_name = "institutions"

urlpatterns = [
    path("invitations/<str:token>/", invitations.accept, name="accept"),
    path("i/<slug:slug>/people/", people.people, name="people"),
    path("i/<slug:slug>/people/invite/", people.invite, name="invite"),
    path("i/<slug:slug>/people/<int:number>/", people.member, name="member"),
    path("i/<slug:slug>/people/<int:number>/role/", people.change_role, name="change_role"),
    path("i/<slug:slug>/people/<int:number>/end/", people.end, name="end_membership"),
    path("i/<slug:slug>/people/invitations/<int:number>/withdraw/", people.withdraw, name="withdraw"),
    path("i/<slug:slug>/people/links/", links.links, name="links"),
    path("i/<slug:slug>/people/links/<int:number>/end/", links.end, name="end_link"),
    path("i/<slug:slug>/details/", details.details, name="details"),
    path("i/<slug:slug>/history/", details.history, name="history"),
    path("sector/", sector.overview, name="sector"),
    path("sector/institutions/", sector.institutions, name="sector_institutions"),
    path("sector/institutions/add/", sector.add_institution, name="sector_add"),
    path("sector/institutions/<slug:slug>/", sector.institution, name="sector_institution"),
    path("sector/institutions/<slug:slug>/lead/", sector.invite_lead, name="sector_lead"),
    path("sector/board/", sector.board, name="sector_board"),
    path("sector/board/name/", sector.board_name, name="sector_board_name"),
    path("sector/board/<int:number>/end/", sector.end_board_organisation, name="sector_board_end"),
    path("sector/people/", sector.people, name="sector_people"),
    path("sector/people/invite/", sector.invite, name="sector_invite"),
    path("sector/people/<int:number>/end/", sector.end_role, name="sector_end_role"),
    path("sector/site/", site.site, name="sector_site"),
    path("sector/phases/add/", site.phase, name="sector_phase_add"),
    path("sector/phases/<int:number>/", site.phase, name="sector_phase"),
    path("sector/themes/", themes.themes, name="sector_themes"),
    path("sector/themes/<str:theme>/", themes.theme, name="sector_theme"),
    path("sector/history/", sector.history, name="sector_history"),
]
