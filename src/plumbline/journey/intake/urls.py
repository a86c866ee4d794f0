"""Addresses of documents."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from plumbline.journey.intake.views import checking, correcting, deciding, documents


class KeyConverter(StringConverter):
    """A document's key."""

    regex = "[0-9a-f]{12}"


class ThingConverter(StringConverter):
    """The name of a thing in a draft."""

    regex = "[a-z][0-9]{1,9}"


class VerbConverter(StringConverter):
    """A correction that has a form."""

    regex = "|".join(correcting.VERBS)


register_converter(KeyConverter, "reading_key")
register_converter(ThingConverter, "thing_key")
register_converter(VerbConverter, "verb")

app_name = "intake"

HERE = "i/<slug:slug>/documents/"
ONE = f"{HERE}<reading_key:key>/"

urlpatterns = [
    path(HERE, documents.documents, name="documents"),
    path(ONE, documents.reading, name="reading"),
    path(f"{ONE}progress/", documents.progress, name="progress"),
    path(f"{ONE}file/", documents.file, name="file"),
    path(f"{ONE}again/", documents.again, name="again"),
    path(f"{ONE}check/", checking.check, name="check"),
    path(f"{ONE}document/", checking.document, name="document"),
    path(f"{ONE}history/", checking.history, name="history"),
    path(f"{ONE}differences/", checking.differences, name="differences"),
    path(f"{ONE}things/<thing_key:thing>/", correcting.press, name="press"),
    path(f"{ONE}things/<thing_key:thing>/<verb:verb>/", correcting.correct, name="correct"),
    path(f"{ONE}add/<slug:kind>/", correcting.add, name="add"),
    path(f"{ONE}undo/", correcting.undo, name="undo"),
    path(f"{ONE}accept/", deciding.accept, name="accept"),
    path(f"{ONE}undo-acceptance/", deciding.undo_acceptance, name="undo_acceptance"),
    path(f"{ONE}drop/", deciding.drop, name="drop"),
    path(f"{ONE}erase/", deciding.erase, name="erase"),
]
