"""Addresses of evidence."""

from django.urls import path

from plumbline.journey.evidence import views

app_name = "evidence"

ALL = "i/<slug:slug>/evidence/"
ONE = ALL + "<int:number>/"

urlpatterns = [
    path(ALL, views.evidence, name="evidence"),
    path(ALL + "add/", views.choose, name="choose"),
    path(ALL + "add/<str:what>/", views.add, name="add"),
    path(ONE, views.one, name="one"),
    path(ONE + "change/", views.change, name="change"),
    path(ONE + "file/", views.file, name="file"),
    path(ONE + "withdraw/", views.withdraw, name="withdraw"),
    path(ONE + "remove/", views.remove, name="remove"),
    path(ONE + "restore/", views.restore, name="restore"),
    path(ONE + "check/", views.check, name="check"),
]
