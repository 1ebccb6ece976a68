"""One thing that is not as it was sealed."""

import msgspec


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where something is not as it was sealed, and what is wrong with it.

    ``batch`` and ``file`` are given where a whole batch of a file's events is not as sealed.
    """

    where: str
    what: str
    batch: int | None = None
    file: str | None = None
