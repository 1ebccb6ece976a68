"""One process at a time looks at children; meanwhile others take deliveries in and read pages."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

_LOOKING = 0x414D5041524F + 1
"""The number of PostgreSQL's advisory lock; the one before it is the sequencer's."""


@contextmanager
def one_looker() -> Iterator[None]:
    """Wait until nobody else looks at children, and keep them out meanwhile.

    What is found is worked out between two short transactions, so that nobody waits for it who
    only wants to write down a look. Without this, of two processes the slower one could write what
    it had worked out from older news last.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOOKING])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOOKING])
        return
    database = Path(str(connection.settings_dict["NAME"]))
    with database.with_suffix(".looking").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # gone with the process, however it ends
        yield
