"""Why something could not be written, in words that hold nothing of what was to be written."""

from django.db import OperationalError


def why(failed: Exception) -> str:
    """The word of a disk or a connection; of all else the kind alone.

    A database puts the values of rows into its messages, and a row may name a child.
    """
    if isinstance(failed, OSError) and failed.strerror:
        return failed.strerror
    if isinstance(failed, OperationalError):
        return str(failed).partition("\n")[0]
    return type(failed).__name__
