"""What one source record had said by a day: its newest row, its filings, its tellings of a home."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from amparo.synthetic.truth_reading import Said
from amparo.words.vocabularies import FILING_ACCEPTED, RELEASED_TO_A_SPONSOR

AGENCY = {"referrals": "CBP", "notices": "ICE", "placements": "ORR"}


@dataclass(slots=True)
class Source:
    """One source record with its readable rows that said something new, in order."""

    feed: str
    child: int
    key: str
    rows: list[Said] = field(default_factory=list)

    @property
    def identity(self) -> str:
        """``AGENCY:key``."""
        return f"{AGENCY[self.feed]}:{self.key}"

    def newest(self, known: int) -> Said | None:
        """The newest row by then."""
        for row in reversed(self.rows):
            if row.learned <= known:
                return row
        return None

    def valid(self, known: int) -> list[Said]:
        """The rows by then, without those that a correction discarded."""
        rows = [row for row in self.rows if row.learned <= known]
        for place in range(len(rows) - 1, 0, -1):
            if rows[place].is_correction:
                return rows[place:]
        return rows

    def accepted_on(self, known: int) -> int | None:
        """The day of the first filing that was ever said to be accepted."""
        days = [
            row.days["filed_with_court_on"]
            for row in self.valid(known)
            if row.code == FILING_ACCEPTED and "filed_with_court_on" in row.days
        ]
        return min(days, default=None)

    def tellings(self, known: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each address told, with the day: the first on the day of the release."""
        rows = [row for row in self.valid(known) if is_release(row)]
        before: tuple[str, ...] | None = None
        for row in rows:
            address = row.address or ()
            if address == before:
                continue
            yield (rows[-1].days["discharged_on"] if before is None else row.learned), address
            before = address

    def addresses(self) -> set[tuple[str, ...]]:
        """Every address of a release that any row ever told, corrected or not."""
        return {row.address for row in self.rows if row.address and is_release(row)}


def is_release(row: Said) -> bool:
    """Whether the row says that the child was released to a sponsor."""
    return row.code in RELEASED_TO_A_SPONSOR and "discharged_on" in row.days
