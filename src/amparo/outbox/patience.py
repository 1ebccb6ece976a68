"""How long a message that could not be sent waits, and when a person must see to it."""

from datetime import timedelta

MOST_ATTEMPTS = 6
"""After so many attempts a message is dead: a person sees to it. Product choice."""

_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=6)


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts, four times longer each; None: it is dead."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(_FIRST * pow(4.0, attempts - 1), _LONGEST)
