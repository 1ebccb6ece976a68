"""The only room that speaks to the database.

Django wants to be set up before a model is imported; importing this room does it, so that no
caller has to remember. Which home's database is meant is said later, in ``store.opening``.
"""

import os

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.settings.django")
if not apps.ready and not apps.loading:
    django.setup()
