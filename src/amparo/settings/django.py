"""Django's settings: the tables, and the pages that ``amparo serve`` serves.

Which home's database is meant is said in ``store.opening`` when a home is opened, and the key that
signs what a browser is given is the home's own, said when it is served; until then Django knows an
empty database that lives in memory and that nothing is ever written to. There is no admin: it
would show children without a purpose.
"""

from datetime import timedelta
from pathlib import Path

from amparo.settings import MOST_HANDED_IN, read_web

_WEB = Path(__file__).parents[1] / "web"
_SERVED = read_web()

SECRET_KEY = "unused until a home is served, which has its own"  # noqa: S105  # Django insists
INSTALLED_APPS = ["django.contrib.sessions", "amparo.store"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"

ROOT_URLCONF = "amparo.web.urls"
MIDDLEWARE = [
    "amparo.web.log.one_line_a_request",
    "amparo.web.headers.safe_headers",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "amparo.web.sign_in.who_visits",
    "amparo.web.refusals.in_words",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_WEB / "templates"],
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "amparo.web.filters"],
            "context_processors": [
                "django.template.context_processors.request",
                "amparo.web.around.every_page",
            ],
        },
    }
]
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = MOST_HANDED_IN
"""What somebody hands in is held in memory or, where it is more, not at all: a file may name
children, and none is written to a disk that was not redacted."""

PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
"""Slow, and hungry for memory; a hash says its own cost, so that a higher one may follow."""

STATIC_URL = "/static/"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [_WEB / "locale"]
LANGUAGE_COOKIE_NAME = "amparo-language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = _SERVED.is_https
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())

ALLOWED_HOSTS = list(_SERVED.hosts)
CSRF_TRUSTED_ORIGINS = [_SERVED.origin] if _SERVED.origin else []
CSRF_COOKIE_NAME = "amparo-form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = _SERVED.is_https
CSRF_FAILURE_VIEW = "amparo.web.refusals.form_too_old"
SESSION_COOKIE_NAME = "amparo-session"
SESSION_COOKIE_SECURE = _SERVED.is_https
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SERVED.is_https else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if _SERVED.is_https else 0
SECURE_SSL_REDIRECT = _SERVED.is_https
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING_CONFIG = None  # web.log says what may be written; Django's own lines name paths
