"""Django's settings, made from Amparo's: a database and one app, no web until there are grants."""

from amparo.settings import read_settings

_settings = read_settings()

SECRET_KEY = "unused: nothing here signs cookies"  # noqa: S105  # Django insists on one
INSTALLED_APPS = ["amparo.store"]
DATABASES = {"default": _settings.database} | (
    {"owner": _settings.owner} if _settings.owner and not _settings.embedded else {}
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
