"""Tells Django what this app is called: its tables begin with ``store_``."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The one app."""

    name = "amparo.store"
    label = "store"

    def ready(self) -> None:
        """Make our own lookup known."""
        from amparo.store import among  # noqa: F401, PLC0415  # it is known once it is read
