"""Who writes much lets those go first who write down a look: SQLite has one writer and no queue."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from time import monotonic, sleep

from django.db import connection, transaction

_AT_MOST = 1.0
"""Seconds that a portion waits for others: were pages read without a pause, nothing would ever be
taken in."""

_AGAIN = 0.005

_goes_first: ContextVar[bool] = ContextVar("goes first", default=False)
"""Whether this thread itself is writing a look down: it waits for no one."""


@contextmanager
def going_first() -> Iterator[None]:
    """While this lasts nobody begins to write a portion; one that is begun is waited for."""
    if connection.vendor == "postgresql":  # it has many writers
        yield
        return
    with _beside_the_database().open("a") as held:
        fcntl.flock(held, fcntl.LOCK_SH)  # gone with the process, however it ends
        before = _goes_first.set(True)
        try:
            yield
        finally:
            _goes_first.reset(before)


@contextmanager
def portion() -> Iterator[None]:
    """A transaction that writes one of many portions, once nobody waits to write down a look.

    It should be a short one: a page may have to wait for it.
    """
    if connection.vendor == "sqlite" and not (connection.in_atomic_block or _goes_first.get()):
        _give_way()
    with transaction.atomic():
        yield


def _give_way() -> None:
    given_up = monotonic() + _AT_MOST
    with _beside_the_database().open("a") as held:
        while monotonic() < given_up:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                sleep(_AGAIN)
            else:
                return


def _beside_the_database() -> Path:
    return Path(str(connection.settings_dict["NAME"])).with_suffix(".turns")
