"""Addresses of self-assessments."""

from django.urls import path

from plumbline.journey.assessments.views import (
    asking,
    attaching,
    beginning,
    contributing,
    desk,
    desk_parts,
    looking_back,
    moving,
    reading,
    working,
)

app_name = "assessments"

ONE = "i/<slug:slug>/assessments/<int:number>/"

ASKED = ONE + "questions/<int:answer>/"
PART = ONE + "sections/<slug:part>/"
LINK = "i/<slug:slug>/contribute/<int:number>/"

FORM = "sector/forms/<slug:key>/<int:version>/"

urlpatterns = [
    path("i/<slug:slug>/assessments/", reading.assessments, name="assessments"),
    path(ONE, reading.assessment, name="assessment"),
    path(ONE + "answers/<int:order>/", reading.answer, name="answer"),
    path(ONE + "form/", moving.move, name="move"),
    path(ONE + "no-longer-asked/", moving.kept, name="kept"),
    path("i/<slug:slug>/assessments/start/", beginning.start, name="start"),
    path(ONE + "known/", beginning.known, name="known"),
    path(ONE + "plans/", beginning.plans, name="plans"),
    path(ONE + "discard/", beginning.discard, name="discard"),
    path(ONE + "whole/", attaching.whole, name="whole"),
    path(PART, working.section, name="section"),
    path(PART + "here/", working.here, name="here"),
    path(PART + "ready/", working.ready, name="ready"),
    path(PART + "ask/", asking.ask, name="ask"),
    path(ASKED, working.question, name="question"),
    path(ASKED + "text/", working.text, name="text"),
    path(ASKED + "talk/", working.talk, name="talk"),
    path(ASKED + "applies/", working.applies, name="applies"),
    path(ASKED + "take/", working.take, name="take"),
    path(ASKED + "guidance/", working.guidance, name="guidance"),
    path(ASKED + "evidence/", attaching.evidence, name="attach"),
    path(ONE + "attachments/<int:attachment>/", attaching.attachment, name="attachment"),
    path(ONE + "delegations/<int:delegation>/", asking.delegation, name="delegation"),
    path(ONE + "looking-back/", looking_back.looking_back, name="looking_back"),
    path(ONE + "looking-back/<int:line>/text/", looking_back.looking_back_text, name="looking_back_text"),
    path(LINK, contributing.contribute, name="contribute"),
    path(LINK + "text/<int:answer>/", contributing.contribute_text, name="contribute_text"),
    path(LINK + "evidence/<int:answer>/", contributing.add_evidence, name="contribute_evidence"),
    path(LINK + "hand-back/", contributing.hand_back, name="hand_back"),
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
