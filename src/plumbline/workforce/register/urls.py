"""Addresses of the register."""

from django.urls import path

from plumbline.workforce.register.views import ahead, counts, defining, extracts, people

app_name = "register"

STAFF = "i/<slug:slug>/staff/"
EXTRACT = STAFF + "extracts/<slug:key>/"
PERSON = STAFF + "person/<slug:key>/"

urlpatterns = [
    path(STAFF, counts.staff, name="staff"),
    path(STAFF + "release/", counts.release, name="release"),
    path(STAFF + "structure/", counts.structure, name="structure"),
    path(STAFF + "unit/<slug:key>/", counts.unit, name="unit"),
    path(STAFF + "definition/", defining.definition, name="definition"),
    path(STAFF + "definition/change/", defining.change_definition, name="change_definition"),
    path(STAFF + "definition/try/", defining.try_definition, name="try_definition"),
    path(STAFF + "roles/", defining.roles, name="roles"),
    path(STAFF + "find/", people.find, name="find"),
    path(PERSON, people.person, name="person"),
    path(PERSON + "export.json", people.export, name="export"),
    path(PERSON + "choose/", people.choose, name="choose"),
    path(PERSON + "end-choice/", people.end_choice, name="end_choice"),
    path(PERSON + "join/", people.join, name="join"),
    path(PERSON + "part/", people.part, name="part"),
    path(PERSON + "objection/", people.objection, name="objection"),
    path(PERSON + "erase/", people.erase, name="erase"),
    path(STAFF + "ahead/", ahead.forecast, name="forecast"),
    path(STAFF + "ahead/ask/", ahead.ask_forecast, name="ask_forecast"),
    path(STAFF + "ahead/share/", ahead.share, name="share_forecast"),
    path(STAFF + "over-55/", ahead.over_55, name="over_55"),
    path(STAFF + "movement/", ahead.movement, name="movement"),
    path(STAFF + "equality/", ahead.equality, name="equality"),
    path(STAFF + "equality/release/", ahead.ask_tables, name="ask_tables"),
    path(STAFF + "packs/", ahead.packs, name="packs"),
    path(STAFF + "packs/give/", ahead.give_pack, name="give_pack"),
    path(STAFF + "packs/end/", ahead.end_pack, name="end_pack"),
    path(STAFF + "trainees/", ahead.trainees, name="trainees"),
    path(STAFF + "trainees/add/", ahead.trainee, name="add_trainee"),
    path(STAFF + "trainees/<int:number>/", ahead.trainee, name="trainee"),
    path(STAFF + "looks/", people.looks, name="looks"),
    path(STAFF + "data-protection/", people.protection, name="protection"),
    path(STAFF + "extracts/", extracts.extracts, name="extracts"),
    path(EXTRACT, extracts.extract, name="extract"),
    path(EXTRACT + "progress/", extracts.progress, name="progress"),
    path(EXTRACT + "columns/", extracts.columns, name="columns"),
    path(EXTRACT + "rows/", extracts.rows, name="rows"),
    path(EXTRACT + "for-hr.csv", extracts.faults, name="faults"),
    path(EXTRACT + "accept/", extracts.accept, name="accept"),
    path(EXTRACT + "refuse/", extracts.refuse, name="refuse"),
    path(EXTRACT + "undo/", extracts.undo, name="undo"),
    path(EXTRACT + "again/", extracts.again, name="again"),
]
