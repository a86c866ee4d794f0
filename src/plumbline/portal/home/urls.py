"""Addresses of the pages that join rooms."""

from django.urls import path

from plumbline.portal.home import views

app_name = "home"

urlpatterns = [
    path("", views.front, name="front"),
    path("signatories/", views.signatories, name="signatories"),
    path("institutions/<slug:slug>/", views.institution, name="institution"),
    path("home/", views.home, name="home"),
    path("i/<slug:slug>/", views.overview, name="overview"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("gallery/", views.gallery, name="gallery"),
    path("language/", views.language, name="language"),
    path("appearance/", views.appearance, name="appearance"),
]
