"""Whose the stage forms are: the room and the scope under which `platform.questionnaires` keeps them."""

OWNER = "assessments"
SCOPE = "sector"
