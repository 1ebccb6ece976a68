"""What stands for good once it is in the database: asked once while that database is open."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.backends.signals import connection_created
from django.dispatch import receiver

_Found = TypeVar("_Found")

_stands: dict[Hashable, Any] = {}


def for_good(what: Hashable, ask: Callable[[], _Found | None]) -> _Found | None:
    """What ``ask`` finds, remembered from then on; None, that it is not there yet, never is.

    Only for what no later entry can change, such as whether a home is made-up. What a transaction
    found may be rolled back with it, so that it is not remembered either.
    """
    if what in _stands:
        return cast("_Found", _stands[what])
    found = ask()
    if found is not None and not connection.in_atomic_block:
        _stands[what] = found
    return found


@receiver(connection_created)
def _forget(**_: object) -> None:
    """Another connection may be to another home's database."""
    _stands.clear()
