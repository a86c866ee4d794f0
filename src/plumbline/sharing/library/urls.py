"""Addresses of what is published, and of the page where it is done."""

from django.urls import path

from plumbline.sharing.library import views

app_name = "library"

PUBLIC = "institutions/<slug:slug>/plan/"
VERSION = PUBLIC + "<int:number>/"

urlpatterns = [
    path(PUBLIC, views.latest, name="latest"),
    path(VERSION, views.publication, name="publication"),
    path(PUBLIC + "<int:number>.json", views.publication_json, name="publication_json"),
    path(VERSION + "actions/<slug:key>/", views.action, name="action"),
    path("i/<slug:slug>/publication/", views.manage, name="manage"),
    path("i/<slug:slug>/publication/preview/", views.preview, name="preview"),
    path("i/<slug:slug>/publication/<int:number>/withdraw/", views.withdraw, name="withdraw"),
]
