"""The line equation of one file: where each of its physical lines went."""

import msgspec

A_FEW_ROWS = 5
"""So many rows set aside never make a warning by themselves. Product choice."""


class Tally(msgspec.Struct):
    """The line equation of one file, filled while it is read.

    lines = header + blank + continuation + read + repaired + duplicate + set_aside, always.
    Who reads counts the first four and set_aside; whether a row is a duplicate is known to the
    one who knows what was told before, who moves it from read or repaired.
    """

    lines: int = 0
    header: int = 0
    blank: int = 0
    continuation: int = 0
    read: int = 0
    repaired: int = 0
    duplicate: int = 0
    set_aside: int = 0

    def holds(self) -> bool:
        """Whether every physical line is accounted for."""
        return self.lines == sum(
            (
                self.header,
                self.blank,
                self.continuation,
                self.read,
                self.repaired,
                self.duplicate,
                self.set_aside,
            )
        )

    @property
    def rows(self) -> int:
        """Its rows: every line but header, blank lines and continuations."""
        return self.read + self.repaired + self.duplicate + self.set_aside

    def is_above(self, tolerance: float) -> bool:
        """Whether a greater share of its rows was set aside than a contract tolerates.

        A share says nothing of a handful of rows, so a few are tolerated in any file.
        """
        return self.set_aside > max(A_FEW_ROWS, self.rows * tolerance)
