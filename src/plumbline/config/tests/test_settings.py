"""The environment decides, production refuses shortcuts, and nothing personal stands in a log."""

import ast
import logging
import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import path

from plumbline.config.logs import Line, WithoutAddresses
from plumbline.config.wiring import part
from plumbline.platform.audit.queries import _sentences
from plumbline.platform.jobs.registry import schedules, work_for

SAFE = {
    "PLUMBLINE_ENVIRONMENT": "production",
    "SECRET_KEY": "x" * 60,
    "PLUMBLINE_HOSTS": "plumbline.example",
    "PLUMBLINE_ADDRESS": "https://plumbline.example",
    "EMAIL_URL": "smtp+tls://user:word@mail.example:587",
}


def asked(tmp_path, say, **environment):
    """What a fresh process with this environment alone says of its settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    kept["PYTHONPATH"] = os.pathsep.join(entry for entry in sys.path if entry)
    words = f"from plumbline.config import settings as s; print({say})"
    return subprocess.run(
        [sys.executable, "-c", words],
        env={**kept, "PLUMBLINE_VAR": str(tmp_path / "var"), **environment},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_production_with_everything_given(tmp_path):
    say = "s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.ALLOWED_HOSTS"
    result = asked(tmp_path, say, **SAFE)
    assert result.stdout.strip() == "False True True True ['plumbline.example']", result.stderr
    assert not (tmp_path / "var" / "secret.key").exists()


@pytest.mark.parametrize("missing", ["SECRET_KEY", "PLUMBLINE_HOSTS", "PLUMBLINE_ADDRESS", "EMAIL_URL"])
def test_production_refuses_to_start_without(tmp_path, missing):
    result = asked(tmp_path, "1", **{name: value for name, value in SAFE.items() if name != missing})
    assert result.returncode != 0
    assert missing in result.stderr


def test_production_refuses_programmers_error_pages(tmp_path):
    result = asked(tmp_path, "1", **SAFE, PLUMBLINE_DEBUG="1")
    assert "PLUMBLINE_DEBUG must not be set in production" in result.stderr


def test_a_demo_makes_and_keeps_its_own_secret_and_writes_mail_to_files(tmp_path):
    say = "s.SECRET_KEY, s.EMAIL_BACKEND, s.STORAGES['staticfiles']['BACKEND'], s.DEBUG"
    first = asked(tmp_path, say, PLUMBLINE_ENVIRONMENT="demo")
    second = asked(tmp_path, say, PLUMBLINE_ENVIRONMENT="demo")
    assert first.stdout == second.stdout != "", first.stderr
    assert "filebased" in first.stdout
    assert "CompressedManifest" in first.stdout
    assert first.stdout.split()[-1] == "False"
    assert stat.S_IMODE((tmp_path / "var" / "secret.key").stat().st_mode) == 0o600


def test_one_variable_changes_the_database(tmp_path):
    result = asked(tmp_path, "s.DATABASES['default']['ENGINE']", DATABASE_URL="postgres://u:p@127.0.0.1/x")
    assert result.stdout.strip() == "django.db.backends.postgresql"
    options = asked(tmp_path, "s.DATABASES['default']['OPTIONS']").stdout
    assert "IMMEDIATE" in options
    assert "journal_mode=WAL" in options


def test_an_unknown_environment_is_refused(tmp_path):
    assert "must be production, demo or development" in asked(tmp_path, "1", PLUMBLINE_ENVIRONMENT="prod").stderr


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("no mail for ada.quill@ashmere.example today", "no mail for …@… today"),
        ("GET /sign-in/link/AbCdEfGhIjKlMnOpQrStUvWxYz012345/ 200", "GET /sign-in/link/…/ 200"),
        ("GET /invitations/AbCdEfGhIjKlMnOpQrStUvWxYz012345/ 200", "GET /invitations/…/ 200"),
        ("GET /sign-in/link/sent/ 200", "GET /sign-in/link/sent/ 200"),
    ],
)
def test_a_log_line_tells_no_address_and_no_secret(line, shown):
    record = logging.LogRecord("x", logging.INFO, "", 1, "%s", (line,), None)
    WithoutAddresses().filter(record)
    assert record.getMessage() == shown


def test_a_traceback_is_cleaned_too():
    try:
        raise ValueError("ada@ashmere.example")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "broken", (), sys.exc_info())
    assert "ashmere" not in Line().format(record)
    assert "ValueError: …@…" in Line().format(record)


@pytest.mark.django_db
def test_every_answer_carries_the_safe_headers():
    response = Client().get("/sign-in/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused_with_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"email": "a@b.example", "password": "x"})
    assert response.status_code == 403
    assert "<h1>" in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_says_what_to_do():
    response = Client().get("/no/such/page/")
    assert response.status_code == 404
    assert "There is no page at this address" in response.content.decode()


@pytest.mark.django_db
def test_the_language_is_chosen_by_a_button_and_only_where_there_is_a_choice(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Welsh")]
    browser = Client()
    assert "Cymraeg" in browser.get("/sign-in/").content.decode()
    assert browser.post("/language/", {"language": "cy", "next": "/sign-in/"})["Location"] == "/sign-in/"
    assert '<html lang="cy"' in browser.get("/sign-in/").content.decode()
    assert browser.get("/language/").status_code == 405
    settings.LANGUAGES = settings.LANGUAGES[:1]
    assert "Cymraeg" not in browser.get("/sign-in/").content.decode()


def breaks(_request):
    raise RuntimeError("broken on purpose")


urlpatterns = [path("breaks/", breaks)]
handler500 = "plumbline.config.views.server_error"


@override_settings(ROOT_URLCONF="plumbline.config.tests.test_settings")
def test_a_fault_of_ours_is_admitted_and_tells_nothing_of_the_inside(caplog):
    response = Client(raise_request_exception=False).get("/breaks/")
    assert response.status_code == 500
    assert "could not do this" in response.content.decode()
    assert "broken on purpose" not in response.content.decode()


def test_the_rooms_are_connected():
    assert work_for("notifications.deliver") is not None
    assert {"files.erase_expired", "files.sweep_orphans", "accounts.purge"} <= set(schedules())
    assert "institution.created" in _sentences
    assert part("plumbline.config", "nothing") is None
    assert settings.ROOT_URLCONF == "plumbline.config.urls"


def test_every_verb_that_is_recorded_has_a_sentence():
    """A history is read by people: whoever records a new verb says in the room's notices how it is told."""
    source = settings.SOURCE
    recorded = set()
    for file in source.rglob("*.py"):
        if {"tests", "migrations"} & set(file.relative_to(source).parts):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "record":
                values = node.args[1:2]
                recorded |= {one.value for one in values if isinstance(one, ast.Constant) and "." in str(one.value)}
    assert len(recorded) > 30, "the search finds the calls"
    assert sorted(recorded - set(_sentences)) == []
