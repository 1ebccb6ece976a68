"""The line equation of one file: where each of its physical lines went."""

import msgspec


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
