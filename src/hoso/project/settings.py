"""Settings, from the environment. Defaults serve a demonstration on this machine and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from hoso.project.database import database_from
from hoso.project.secret import secret_key

ROOT = Path(__file__).resolve().parents[3]
HOSO_VAR = Path(os.environ.get("HOSO_VAR", ROOT / "var")).resolve()
HOSO_VAULT = Path(os.environ.get("HOSO_VAULT", HOSO_VAR / "vault"))
HOSO_TRUST = Path(os.environ.get("HOSO_TRUST", HOSO_VAR / "trust"))
HOSO_SIGNING = Path(os.environ.get("HOSO_SIGNING", HOSO_VAR / "signing.toml"))
HOSO_LEDGER_KEY = Path(os.environ.get("HOSO_LEDGER_KEY", HOSO_VAR / "ledger" / "key.pem"))
HOSO_DEMONSTRATION = os.environ.get("HOSO_DEMONSTRATION", "1") == "1"
HOSO_BASE_URL = os.environ.get("HOSO_BASE_URL", "http://127.0.0.1:8000")
HOSO_CITIZEN_SIGNING_URL = os.environ.get("HOSO_CITIZEN_SIGNING_URL", "http://127.0.0.1:8001")
HOSO_REVOCATION = os.environ.get("HOSO_REVOCATION", "0") == "1"
HOSO_TOKEN_AGENT_URL = os.environ.get("HOSO_TOKEN_AGENT_URL", "")
HOSO_TIMESTAMP_URL = os.environ.get("HOSO_TIMESTAMP_URL", "")
HOSO_SYSTEM_NAME = "Hệ thống thông tin giải quyết TTHC (hoso)"
HOSO_RATES = os.environ.get("HOSO_RATES", "memory://")
HOSO_MOST_UPLOAD = 50 * 1024 * 1024

DEBUG = os.environ.get("HOSO_DEBUG", "0") == "1"
SECRET_KEY = secret_key(HOSO_VAR, demonstration=HOSO_DEMONSTRATION)
ALLOWED_HOSTS = os.environ.get("HOSO_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
DATABASES = {"default": database_from(os.environ.get("DATABASE_URL"), HOSO_VAR / "hoso.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "ninja",
    "hoso.base",
    "hoso.parties",
    "hoso.calendars",
    "hoso.catalogue",
    "hoso.papers",
    "hoso.holdings",
    "hoso.grants",
    "hoso.certification",
    "hoso.dossiers",
    "hoso.slips",
    "hoso.filing",
    "hoso.intake",
    "hoso.processing",
    "hoso.results",
    "hoso.followup",
    "hoso.reminders",
    "hoso.archive",
    "hoso.oversight",
    "hoso.screens",
    "hoso.portal",
    "hoso.desk",
    "hoso.board",
    "hoso.api",
    "hoso.project",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hoso.screens.language.LanguageMiddleware",
    "hoso.project.words.ReadableAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hoso.project.actors.ActorMiddleware",
    "hoso.project.rates.RateMiddleware",
    "hoso.project.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hoso.project.urls"
WSGI_APPLICATION = "hoso.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hoso.screens.context.screens",
            ],
            "builtins": ["hoso.screens.templatetags.screens"],
        },
    }
]
FORM_RENDERER = "hoso.screens.forms.HosoRenderer"

AUTH_USER_MODEL = "parties.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "/vao"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
LOGOUT_URL = "/ra"
CSRF_FAILURE_VIEW = "hoso.screens.errors.csrf_failure"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
if HOSO_BASE_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOSO_VAR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "connect-src": ["'self'", HOSO_CITIZEN_SIGNING_URL, *filter(None, [HOSO_TOKEN_AGENT_URL])],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("HOSO_LOG", "WARNING")},
}
