"""Tells Django what this app is called: its tables begin with ``store_``."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The one app."""

    name = "amparo.store"
    label = "store"
