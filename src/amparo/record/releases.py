"""What a release of a table changed, by the rows that it and what came before it carry."""

import msgspec

Rows = frozenset[bytes]
"""Rows by their tokens."""


class Carried(msgspec.Struct, frozen=True):
    """What one delivery carries of a table: rows told there for the first time, and repeated."""

    told: Rows = frozenset()
    repeated: Rows = frozenset()

    @property
    def rows(self) -> Rows:
        """All of it."""
        return self.told | self.repeated


class Change(msgspec.Struct, frozen=True):
    """What a release changed.

    ``left_out`` are rows carried before and not by it; ``back`` are rows told at another time that
    it carries although the release before it did not.
    """

    left_out: Rows
    back: Rows


def change(now: Carried, before: Carried, between: Rows = frozenset()) -> Change:
    """What a release changed against the release ``before``.

    ``between`` are the rows of the deltas learned between the two. A release that came late finds
    rows already told by a later one: they are ``back`` in it, from its own day.
    """
    rows = now.rows
    return Change((before.rows | between) - rows, rows - before.rows - now.told)
