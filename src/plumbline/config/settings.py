"""Every setting. The environment is the only source; each variable has a default or fails loudly, and a sentence."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "plumbline"
env = environ.Env()

# What this site is: "production" refuses every shortcut; "demo" serves invented data on this machine; "development".
ENVIRONMENT = env.str("PLUMBLINE_ENVIRONMENT", default="development")
if ENVIRONMENT not in {"production", "demo", "development"}:
    raise ImproperlyConfigured("PLUMBLINE_ENVIRONMENT must be production, demo or development.")
PRODUCTION = ENVIRONMENT == "production"
TESTING = "pytest" in sys.modules

# The folder for everything that is made while running: database, files, queue, mail, static files.
PLUMBLINE_VAR = Path(env.str("PLUMBLINE_VAR", default=str(ROOT / "var"))).resolve()
PLUMBLINE_VAR.mkdir(parents=True, exist_ok=True)

# Shows programmers' error pages. Never in production.
DEBUG = env.bool("PLUMBLINE_DEBUG", default=False)
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("PLUMBLINE_DEBUG must not be set in production: its error pages show secrets.")

# The host names that the site answers to, separated by commas. No default in production.
ALLOWED_HOSTS: list[str] = (
    env.list("PLUMBLINE_HOSTS")
    if PRODUCTION
    else env.list("PLUMBLINE_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
)

# Where people find the site, for addresses in e-mails.
PLUMBLINE_ADDRESS = (
    env.str("PLUMBLINE_ADDRESS") if PRODUCTION else env.str("PLUMBLINE_ADDRESS", default="http://127.0.0.1:8000")
)
CSRF_TRUSTED_ORIGINS = [PLUMBLINE_ADDRESS] if PLUMBLINE_ADDRESS.startswith("https://") else []

# What the site calls itself in e-mails and statements.
PLUMBLINE_NAME = env.str("PLUMBLINE_NAME", default="Plumbline")

# The largest file that is taken, in bytes.
PLUMBLINE_UPLOAD_LIMIT = env.int("PLUMBLINE_UPLOAD_LIMIT", default=60 * 1024 * 1024)

# For how many days an uploaded document is kept that nobody accepted.
PLUMBLINE_UPLOAD_DAYS = env.int("PLUMBLINE_UPLOAD_DAYS", default=183)

# For how many days an uploaded document is kept after it was accepted.
PLUMBLINE_ACCEPTED_DAYS = env.int("PLUMBLINE_ACCEPTED_DAYS", default=730)

# Secrets that encrypt identifying columns of the staff register at rest, separated by commas: the first seals, all
# open. Without one these columns are stored as they are. A key that is lost cannot be replaced.
PLUMBLINE_STAFF_KEYS: list[str] = env.list("PLUMBLINE_STAFF_KEYS", default=[])

# For how many days an uploaded staff extract is kept that nobody accepts. Acceptance or refusal erases it at once.
PLUMBLINE_EXTRACT_DAYS = env.int("PLUMBLINE_EXTRACT_DAYS", default=7)

# For how many years people who left keep their pseudonym and what they declared. After that only counts know them.
PLUMBLINE_LEAVER_YEARS = env.int("PLUMBLINE_LEAVER_YEARS", default=10)

# For how many days the link of somebody who owns an action without an account stays open in their browser.
PLUMBLINE_LINK_DAYS = env.int("PLUMBLINE_LINK_DAYS", default=14)

# How many proxies in front of this site are ours and say who is asking (X-Forwarded-For, X-Forwarded-Proto).
PLUMBLINE_PROXIES = env.int("PLUMBLINE_PROXIES", default=0)


def kept_secret() -> str:
    """A secret made on this machine and kept under the folder above, readable by its owner only."""
    path = PLUMBLINE_VAR / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text()


# What signs sessions and links. Must be given in production; elsewhere one is made and kept.
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured("SECRET_KEY must be set in production: 50 random characters, kept to yourself.")
    SECRET_KEY = kept_secret()

# The database: sqlite:///<file> or postgres://user:password@host/name.
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{PLUMBLINE_VAR / 'plumbline.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits its turn instead of failing half way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What carries jobs to workers: sqlite:<file>, postgres://…, redis://… or none: (workers look by themselves).
PLUMBLINE_QUEUE_URL = env.str("HUEY_URL", default="none:" if TESTING else f"sqlite:{PLUMBLINE_VAR / 'queue.sqlite3'}")

ROOMS = [
    "plumbline.foundation.ui",
    "plumbline.platform.audit",
    "plumbline.platform.jobs",
    "plumbline.platform.files",
    "plumbline.platform.notifications",
    "plumbline.platform.texts",
    "plumbline.platform.accounts",
    "plumbline.platform.questionnaires",
    "plumbline.institutions",
    "plumbline.workforce.register",
    "plumbline.journey.evidence",
    "plumbline.journey.plans",
    "plumbline.journey.assessments",
    "plumbline.journey.intake",
    "plumbline.journey.submissions",
    "plumbline.sharing.library",
    "plumbline.portal.home",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_htmx",
    *ROOMS,
    "plumbline.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "plumbline.config.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "plumbline.platform.audit.requests.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "plumbline.institutions.actor.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "plumbline.config.urls"
WSGI_APPLICATION = "plumbline.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "plumbline.config.context.site",
                "plumbline.portal.home.frame.frame",
            ],
        },
    }
]
FORM_RENDERER = "plumbline.foundation.ui.renderer.Renderer"

# ── People ────────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["plumbline.platform.accounts.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher" if TESTING else "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/home/"

# For how many hours a sign-in lasts.
SESSION_COOKIE_AGE = env.int("PLUMBLINE_SESSION_HOURS", default=12) * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "plumbline.config.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ── Safety on the way ─────────────────────────────────────────────────────────────────────────────────────────────
# Served over https only: cookies, redirects and a promise to browsers. Always in production.
HTTPS = PRODUCTION or env.bool("PLUMBLINE_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # other sites of the same domain are not ours to promise for
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PLUMBLINE_PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # of a form, files apart: a long answer fits, an attack does not
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # the upload form says at 51 that it is too many
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "plumbline.platform.files.uploading.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = str(PLUMBLINE_VAR / "uploading")
Path(FILE_UPLOAD_TEMP_DIR).mkdir(exist_ok=True)

# ── Mail ──────────────────────────────────────────────────────────────────────────────────────────────────────────
# The mail server: smtp+tls://user:password@host:587. No default in production; elsewhere, left out, e-mails are
# written to files under the folder above.
EMAIL_FILE_PATH = str(PLUMBLINE_VAR / "mail")
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
elif PRODUCTION:
    raise ImproperlyConfigured("EMAIL_URL must be set in production, or nobody gets an invitation or a sign-in link.")
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

# Who e-mails come from.
DEFAULT_FROM_EMAIL = env.str("PLUMBLINE_FROM", default="Plumbline <plumbline@localhost>")

# ── Words and times ───────────────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [SOURCE / "locale"]
# Welsh is offered as soon as its catalogue is compiled: a page must not say that it is Welsh and be English.
LANGUAGES = [("en-gb", _("English"))]
if (SOURCE / "locale" / "cy" / "LC_MESSAGES" / "django.mo").exists():
    LANGUAGES.append(("cy", _("Welsh")))
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# ── Static files ──────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = PLUMBLINE_VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [folder for folder in [ROOT / "build" / "static"] if folder.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENVIRONMENT in {"production", "demo"} and not TESTING
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = PLUMBLINE_VAR / "no-media"  # nothing is kept by Django's own file fields; see platform.files
WHITENOISE_USE_FINDERS = ENVIRONMENT == "development"
WHITENOISE_AUTOREFRESH = ENVIRONMENT == "development"

# ── Logs ──────────────────────────────────────────────────────────────────────────────────────────────────────────
# The least that is logged (DEBUG, INFO, WARNING, ERROR), to standard error. E-mail addresses are taken out of it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_addresses": {"()": "plumbline.config.logs.WithoutAddresses"}},
    "formatters": {"line": {"()": "plumbline.config.logs.Line"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_addresses"]}},
    "root": {"handlers": ["stderr"], "level": env.str("PLUMBLINE_LOG", default="WARNING" if TESTING else "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "INFO"},
        "django.server": {"handlers": [], "propagate": True},
        "huey": {"level": "WARNING"},
    },
}

if TESTING:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # a browser driver runs its own event loop
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
