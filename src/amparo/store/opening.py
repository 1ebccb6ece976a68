"""Opens the database of a home, and brings its shape up to date."""

from contextlib import suppress

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from amparo.settings import Settings
from amparo.store.append_only import APPEND_ONLY
from amparo.store.one_at_a_time import one_opener


class StoreNotReady(Exception):
    """The database cannot be used as it is; the message says what to do."""


def open_store(settings: Settings) -> None:
    """Point the store at a home's database. Raises StoreNotReady where it may not be migrated."""
    _connect("default", settings.database)
    owner = "default"
    if settings.owner is not None and not settings.embedded:
        _connect(owner := "owner", settings.owner)
    if _is_behind("default"):
        with one_opener():
            if _is_behind("default"):  # nobody else was first
                _migrate(settings, owner)


def close_store() -> None:
    """Close every connection; the embedded database is then one file that may be copied."""
    connections.close_all()


def _connect(alias: str, database: dict[str, object]) -> None:
    connections.close_all()
    connections.settings[alias] = connections.configure_settings(
        {"default": database.copy(), alias: database.copy()}
    )[alias]
    with suppress(AttributeError):  # nothing was connected yet
        del connections[alias]


def _is_behind(alias: str) -> bool:
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrate(settings: Settings, owner: str) -> None:
    if settings.owner is None:
        raise StoreNotReady(
            "The database must be migrated by its owner: set AMPARO_DATABASE_OWNER_URL and run the"
            " command again. Nothing was changed."
        )
    call_command("migrate", database=owner, verbosity=0)
    if owner != "default":
        _grant(owner, str(settings.database["USER"]))
        connections[owner].close()


def _grant(owner: str, role: str) -> None:
    """The application may add everywhere, and change only what can be made again or expunged."""
    with connections[owner].cursor() as cursor:
        name = connections[owner].ops.quote_name(role)
        cursor.execute(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for model in apps.get_app_config("store").get_models():
            table = model._meta.db_table  # noqa: SLF001  # Django's documented way to a table name
            if table.removeprefix("store_") not in APPEND_ONLY:
                cursor.execute(f"GRANT UPDATE, DELETE ON {table} TO {name}")
        # Who is signed in is the framework's to know, and to forget.
        cursor.execute(f"GRANT UPDATE, DELETE ON django_session TO {name}")
