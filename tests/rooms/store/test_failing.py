"""What is said of a failed write names nobody, for a database may have the row in its message."""

import pytest
from django.db import DataError, IntegrityError, OperationalError

from amparo.store.failing import why


@pytest.mark.parametrize(
    ("failed", "says"),
    [
        (OSError(28, "No space left on device", "/home/ana"), "No space left on device"),
        (OSError("Ana"), "OSError"),
        (OperationalError("database is locked\nDETAIL: Ana"), "database is locked"),
        (DataError('value too long for type "Ana Q\'anil"'), "DataError"),
        (IntegrityError("Key (name)=(Ana) already exists"), "IntegrityError"),
    ],
    ids=["disk", "unknown", "connection", "data", "integrity"],
)
def test_a_disk_or_a_connection_says_why_and_all_else_its_kind_alone(failed, says):
    assert why(failed) == says
