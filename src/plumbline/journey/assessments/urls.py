"""Addresses of self-assessments."""

from django.urls import path

from plumbline.journey.assessments import views

app_name = "assessments"

ONE = "i/<slug:slug>/assessments/<int:number>/"

urlpatterns = [
    path("i/<slug:slug>/assessments/", views.assessments, name="assessments"),
    path(ONE, views.assessment, name="assessment"),
    path(ONE + "answers/<int:order>/", views.answer, name="answer"),
]
