"""What one process does at a time; meanwhile others do everything else, and read pages."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.db import connection


@contextmanager
def one_looker() -> Iterator[None]:
    """Wait until nobody else looks at children, and keep them out meanwhile.

    What is found is worked out between two short transactions, so that nobody waits for it who
    only wants to write down a look. Without this, of two processes the slower one could write what
    it had worked out from older news last.
    """
    with _one("looking"):
        yield


@contextmanager
def one_receiver(feed: str) -> Iterator[None]:
    """Wait until nobody else takes in a delivery of a feed, and keep them out meanwhile.

    Else two that took in the same file at once would both find it new: its rows would be told
    twice, and its kept lines lie under the key of the one that is not seen.
    """
    with _one(f"receiving-{feed}"):
        yield


@contextmanager
def one_sender() -> Iterator[None]:
    """Wait until nobody else hands messages over or takes receipts, and keep them out meanwhile.

    Else what one has sent the other would send too, or note as failed.
    """
    with _one("sending"):
        yield


@contextmanager
def one_opener() -> Iterator[None]:
    """Wait until nobody else brings the database's shape up to date, and keep them out meanwhile.

    Else two that open a new home at once would both make its tables, and one would break.
    """
    with _one("opening"):
        yield


@contextmanager
def _one(what: str) -> Iterator[None]:
    """A lock by a name. It is gone with the process, however that ends."""
    if connection.vendor == "postgresql":
        number = int.from_bytes(sha256(what.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [number])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
        return
    database = Path(str(connection.settings_dict["NAME"]))
    with database.with_suffix(f".{what}").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
