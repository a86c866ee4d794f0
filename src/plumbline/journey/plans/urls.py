"""Addresses of plans and their actions."""

from django.urls import path

from plumbline.journey.plans.views import actions, bulk, calendar, frameworks, mine, papers, reporting, saved, ways
from plumbline.journey.plans.views import plans as views

app_name = "plans"

PLAN = "i/<slug:slug>/plans/<slug:plan_key>/"
ACTION = PLAN + "actions/<slug:key>/"
REPORTING = PLAN + "reporting/<int:number>/"

urlpatterns = [
    path("i/<slug:slug>/plans/", views.plans, name="plans"),
    path("sector/frameworks/", frameworks.sector_frameworks, name="sector_frameworks"),
    path("sector/frameworks/load/", frameworks.load, name="load_frameworks"),
    path("sector/frameworks/new/", frameworks.new_sector_framework, name="new_sector_framework"),
    path("sector/frameworks/<int:framework>/", frameworks.replace_sector_framework, name="replace_sector_framework"),
    path("i/<slug:slug>/frameworks/new/", frameworks.new_framework, name="new_framework"),
    path("i/<slug:slug>/frameworks/<int:framework>/", frameworks.replace_framework, name="replace_framework"),
    path("i/<slug:slug>/plans/new/", views.new_plan, name="new_plan"),
    path(PLAN, views.plan, name="plan"),
    path(PLAN + "plan.docx", papers.as_word, name="as_word"),
    path(PLAN + "plan.pdf", papers.as_pdf, name="as_pdf"),
    path(PLAN + "change/", views.change_plan, name="change_plan"),
    path(PLAN + "owners/", ways.owners, name="owners"),
    path(PLAN + "timeline/", ways.timeline, name="timeline"),
    path(PLAN + "board/", ways.board, name="board"),
    path(PLAN + "years/", ways.years, name="years"),
    path(PLAN + "ratings/", ways.ratings, name="ratings"),
    path(PLAN + "going/", ways.going, name="going"),
    path(PLAN + "reporting/new/", reporting.new_reporting_date, name="new_reporting_date"),
    path(REPORTING, reporting.rate_plan, name="rate_plan"),
    path(REPORTING + "suggestions/", reporting.accept_suggestions, name="accept_suggestions"),
    path(REPORTING + "close/", reporting.close, name="close_reporting_date"),
    path(REPORTING + "reopen/", reporting.reopen, name="reopen_reporting_date"),
    path(REPORTING + "drop/", reporting.drop, name="drop_reporting_date"),
    path(PLAN + "several/", bulk.choose, name="bulk"),
    path(PLAN + "several/change/", bulk.change, name="bulk_change"),
    path(PLAN + "several/<int:number>/", bulk.undo, name="bulk_undo"),
    path(PLAN + "views/keep/", saved.keep, name="keep_view"),
    path(PLAN + "views/<int:number>/drop/", saved.drop, name="drop_view"),
    path(PLAN + "frameworks/", frameworks.coverage, name="coverage"),
    path(PLAN + "frameworks/<int:framework>/move/", frameworks.move_mappings, name="move_mappings"),
    path(PLAN + "actions/new/", views.new_action, name="new_action"),
    path(ACTION, views.action, name="action"),
    path(ACTION + "change/", views.change_action, name="change_action"),
    path(ACTION + "status/", views.change_status, name="change_status"),
    path(ACTION + "rating/", views.rate, name="rate"),
    path(ACTION + "evidence/", actions.evidence, name="action_evidence"),
    path(ACTION + "measures/<slug:measure_key>/", actions.measure, name="measure"),
    path(ACTION + "sub-actions/<slug:sub_key>/", actions.tick, name="tick"),
    path(ACTION + "undo/<int:step>/", actions.undo, name="undo"),
    path(ACTION + "remove/", views.remove_action, name="remove_action"),
    path(ACTION + "restore/", views.restore_action, name="restore_action"),
    path("i/<slug:slug>/my-actions/", mine.my_actions, name="my_actions"),
    path("i/<slug:slug>/my-actions/<int:number>/", mine.my_action, name="my_action"),
    path("i/<slug:slug>/my-actions/<int:number>/later/", mine.snooze_my_action, name="snooze_my_action"),
    path("i/<slug:slug>/link/", mine.link_actions, name="link_actions"),
    path("i/<slug:slug>/link/<int:number>/", mine.link_action, name="link_action"),
    path("i/<slug:slug>/link/<int:number>/later/", mine.snooze_link_action, name="snooze_link_action"),
    path("account/calendar/", calendar.address, name="calendar"),
    path("account/calendar/end/", calendar.end, name="end_calendar"),
    path("calendar/<str:token>/mine.ics", calendar.mine, name="calendar_mine"),
    path("calendar/<str:token>/plans.ics", calendar.plans, name="calendar_plans"),
]
