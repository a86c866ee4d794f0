"""Addresses of self-assessments."""

from django.urls import path

from plumbline.journey.assessments.views import desk, desk_parts, moving, reading

app_name = "assessments"

ONE = "i/<slug:slug>/assessments/<int:number>/"

FORM = "sector/forms/<slug:key>/<int:version>/"

urlpatterns = [
    path("i/<slug:slug>/assessments/", reading.assessments, name="assessments"),
    path(ONE, reading.assessment, name="assessment"),
    path(ONE + "answers/<int:order>/", reading.answer, name="answer"),
    path(ONE + "form/", moving.move, name="move"),
    path(ONE + "no-longer-asked/", moving.kept, name="kept"),
    path("sector/forms/", desk.forms, name="forms"),
    path("sector/forms/add/", desk.add, name="add_form"),
    path(FORM, desk.version, name="form"),
    path(FORM + "preview/", desk.preview, name="form_preview"),
    path(FORM + "yaml/", desk.download, name="form_download"),
    path(FORM + "draft/", desk.draft, name="form_draft"),
    path(FORM + "copy/", desk.copy, name="form_copy"),
    path(FORM + "change/", desk.change, name="form_change"),
    path(FORM + "file/", desk.file, name="form_file"),
    path(FORM + "publish/", desk.publish, name="form_publish"),
    path(FORM + "discard/", desk.discard, name="form_discard"),
    path(FORM + "arrange/", desk_parts.arrange, name="form_arrange"),
    path(FORM + "new-section/", desk_parts.new_section, name="form_new_section"),
    path(FORM + "new-question/", desk_parts.new_question, name="form_new_question"),
    path(FORM + "new-list/", desk_parts.new_list, name="form_new_list"),
    path(FORM + "sections/<slug:section>/", desk_parts.section, name="form_section"),
    path(FORM + "questions/<slug:question>/", desk_parts.question, name="form_question"),
    path(FORM + "lists/<slug:name>/", desk_parts.item_list, name="form_list"),
]
