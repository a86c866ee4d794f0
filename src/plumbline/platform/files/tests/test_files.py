"""Files are kept safely, handed back harmlessly and erased on time."""

import hashlib
import os
import time
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404

from plumbline.foundation.acting import Machine
from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.platform.audit.models import Entry
from plumbline.platform.files import serving
from plumbline.platform.files.models import StoredFile
from plumbline.platform.files.operations import erase, shown_name, store
from plumbline.platform.files.schedule import erase_expired, sweep_orphans

pytestmark = pytest.mark.django_db
TESTS = Machine("tests")


def kept(content=b"hello", name="plan.docx", **more):
    given = {"actor": TESTS, "owner": "intake", "owner_key": "7", "keep_until": None, **more}
    return store(name=name, content=content, **given)


def respond(*args, **kwargs):
    """The answer's headers; its file is closed, which a web server does after sending."""
    response = serving.respond(*args, **kwargs)
    response.file_to_stream.close()  # not response.close(): that would end the database connection of the test
    return response


def on_disk(var_folder):
    return [path for path in (var_folder / "files").rglob("*") if path.is_file()]


def test_a_file_comes_back_as_it_was(var_folder):
    file = kept(BytesIO(b"x" * 3_000_000))
    assert file.path.read_bytes() == b"x" * 3_000_000
    assert (file.size, file.sha256) == (3_000_000, hashlib.sha256(b"x" * 3_000_000).hexdigest())
    assert StoredFile.objects.get(owner="intake", owner_key="7") == file
    assert file.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "\0x", "a/\u202egnp.exe"])
def test_a_name_never_becomes_a_path(name, var_folder):
    file = kept(name=name)
    assert file.path.parent.parent == var_folder / "files"
    assert "/" not in file.name
    assert "\\" not in file.name
    assert all(letter.isprintable() for letter in file.name)


def test_a_very_long_name_keeps_its_ending():
    assert shown_name("p" * 400 + ".docx").endswith(".docx")
    assert len(shown_name("p" * 400)) <= 255
    assert shown_name(" ") == "file"


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(settings, var_folder):
    settings.PLUMBLINE_UPLOAD_LIMIT = 1000
    with pytest.raises(Refused, match="larger than 1000"):
        kept(b"x" * 1001)
    assert on_disk(var_folder) == []
    assert not StoredFile.objects.exists()
    assert kept(b"x" * 1000).size == 1000


def test_an_empty_file_is_refused_and_leaves_nothing(var_folder):
    with pytest.raises(Refused, match="empty"):
        kept(b"")
    assert on_disk(var_folder) == []


def test_erasing_takes_the_bytes_and_keeps_the_row(django_capture_on_commit_callbacks):
    file = kept()
    with django_capture_on_commit_callbacks(execute=True):
        erase(actor=TESTS, file=file)
    assert not file.path.exists()
    assert StoredFile.objects.get().erased_at is not None
    erase(actor=TESTS, file=file)
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == ["file.stored", "file.erased"]


def test_bytes_stay_until_the_erasing_is_committed():
    file = kept()
    with transaction.atomic():
        erase(actor=TESTS, file=file)
        transaction.set_rollback(True)
    assert file.path.exists()
    assert StoredFile.objects.get().erased_at is None


def test_what_has_been_kept_long_enough_is_erased(django_capture_on_commit_callbacks):
    old, young, forever = (kept(keep_until=until) for until in (now() - timedelta(1), now() + timedelta(1), None))
    with django_capture_on_commit_callbacks(execute=True):
        erase_expired()
    assert [file.path.exists() for file in (old, young, forever)] == [False, True, True]
    assert Entry.objects.filter(verb="file.erased").get().actor == "system:retention"


def test_bytes_without_a_row_are_swept_once_they_are_old(var_folder):
    file = kept()
    orphan, fresh = var_folder / "files/ab/abandoned", var_folder / "files/ab/just-now"
    orphan.parent.mkdir(parents=True)
    for path in (orphan, fresh):
        path.write_bytes(b"x")
    yesterday = time.time() - 25 * 60 * 60
    os.utime(orphan, (yesterday, yesterday))
    os.utime(file.path, (yesterday, yesterday))
    sweep_orphans()
    assert (orphan.exists(), fresh.exists(), file.path.exists()) == (False, True, True)


def test_a_file_is_handed_back_as_a_download_that_runs_nothing():
    response = respond(kept(b"<script>", name="a.html"))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


def test_only_harmless_kinds_are_shown_in_place():
    pdf = respond(kept(name="a.pdf"), inline=True)
    assert (pdf["Content-Type"], pdf["Content-Disposition"]) == ("application/pdf", 'inline; filename="a.pdf"')
    page = respond(kept(name="a.svg"), inline=True)
    assert page["Content-Disposition"].startswith("attachment")


def test_an_erased_file_is_not_there(django_capture_on_commit_callbacks):
    file = kept()
    with django_capture_on_commit_callbacks(execute=True):
        erase(actor=TESTS, file=file)
    with pytest.raises(Http404):
        respond(file)


def test_a_huge_upload_fills_no_disk_and_still_gets_its_answer(settings, rf):
    settings.PLUMBLINE_UPLOAD_LIMIT = 200_000
    sent = SimpleUploadedFile("huge.pdf", b"x" * 5_000_000)
    arrived = rf.post("/", {"file": sent, "words": "kept"})
    file = arrived.FILES["file"]
    assert 200_000 < file.size < 400_000
    assert arrived.POST["words"] == "kept"
    with pytest.raises(Refused, match="larger than"):
        kept(file)
    file.close()


@pytest.mark.parametrize("size", [10, 199_999, 200_000])
def test_a_file_within_the_limit_arrives_whole(settings, rf, size):
    settings.PLUMBLINE_UPLOAD_LIMIT = 200_000
    file = rf.post("/", {"file": SimpleUploadedFile("a.pdf", b"x" * size)}).FILES["file"]
    assert kept(file).size == size
    file.close()
