"""Addresses of the register."""

from django.urls import path

from plumbline.workforce.register.views import extracts

app_name = "register"

STAFF = "i/<slug:slug>/staff/"
EXTRACT = STAFF + "extracts/<slug:key>/"

urlpatterns = [
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
