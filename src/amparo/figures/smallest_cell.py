"""How small a number of children may be that is told outside: dated rows, each with its source."""

from datetime import date

import msgspec

from amparo.figures.figure import Mark, Source


class SmallestCell(msgspec.Struct, frozen=True, kw_only=True):
    """In one time: the smallest number, other than none at all, that is told outside.

    ``rounded_to``: what is told is told as a multiple of this.
    """

    smallest: int
    rounded_to: int
    source: Source
    first: date = date.min
    last: date | None = None

    def withholds(self, number: int) -> bool:
        """Whether a number is too small to be told. That there is nobody may be told."""
        return 0 < number < self.smallest


SMALLEST_CELLS = (
    SmallestCell(
        smallest=11,
        # Product choice; such rounding is in section 5.5 of the Handbook on Statistical Disclosure
        # Control. The same ten as above, so that one more or less of so many is never told.
        rounded_to=10,
        # Which law binds an agency that runs Amparo is for its lawyers; where that is unknown the
        # protective rule applies. ORR itself tells releases by county only from 50 children on.
        source=Source(
            "CMS cell size suppression policy, as ResDAC told it in 2024: no cell of 1 to 10, nor "
            "anything that lets one be derived; zero may be told",
            Mark.SECONDARY,
        ),
    ),
)
"""The rows, of which one is in force on any day."""


def smallest_cell(day: date) -> SmallestCell:
    """The row in force on a day."""
    held = (
        one for one in SMALLEST_CELLS if one.first <= day and (one.last is None or day <= one.last)
    )
    return next(held)
