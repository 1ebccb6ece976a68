"""Django's settings: one app and a database, no web until there are grants.

Which home's database is meant is said in ``store.opening`` when a home is opened; until then
Django knows an empty one that lives in memory and that nothing is ever written to.
"""

SECRET_KEY = "unused: nothing here signs cookies"  # noqa: S105  # Django insists on one
INSTALLED_APPS = ["amparo.store"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
