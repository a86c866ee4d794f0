"""Addresses of dates."""

from django.urls import path

from plumbline.journey.submissions.views import institution, sector

app_name = "submissions"

OWN = "i/<slug:slug>/dates/"
ONE = "sector/dates/<slug:slug>/<int:stage>/"

urlpatterns = [
    path(OWN, institution.dates, name="dates"),
    path(OWN + "<int:stage>/more-time/", institution.ask, name="ask"),
    path(OWN + "<int:stage>/take-back/", institution.take_back, name="take_back"),
    path("sector/dates/", sector.calendar, name="calendar"),
    path("sector/dates/timetable/", sector.timetable, name="timetable"),
    path("sector/dates/timetable/load/", sector.load, name="load"),
    path("sector/dates/timetable/stages/<int:stage>/", sector.stage_rule, name="stage_rule"),
    path("sector/dates/timetable/stages/<int:stage>/phases/<int:number>/", sector.phase_date, name="phase_date"),
    path("sector/dates/timetable/windows/add/", sector.add_window, name="add_window"),
    path("sector/dates/timetable/windows/<int:number>/remove/", sector.remove_window, name="remove_window"),
    path(ONE, sector.due, name="due"),
    path(ONE + "answer/", sector.answer, name="answer"),
    path(ONE + "agree/", sector.agree, name="agree"),
    path(ONE + "received/", sector.received, name="received"),
]
