"""Addresses of self-assessments."""

from django.urls import path

from plumbline.journey.assessments.views import reading

app_name = "assessments"

ONE = "i/<slug:slug>/assessments/<int:number>/"

urlpatterns = [
    path("i/<slug:slug>/assessments/", reading.assessments, name="assessments"),
    path(ONE, reading.assessment, name="assessment"),
    path(ONE + "answers/<int:order>/", reading.answer, name="answer"),
]
