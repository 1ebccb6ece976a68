"""What one source record had said by a day: its newest row, its filings, its tellings of a home."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from amparo.synthetic.truth_court import CourtSaid
from amparo.synthetic.truth_reading import Said
from amparo.words.vocabularies import FILING_ACCEPTED, RELEASED_TO_A_SPONSOR

AGENCY = {
    "referrals": "CBP",
    "notices": "ICE",
    "placements": "ORR",
    "custody": "ICE",
    "safety": "ORR",
    "addresses": "EOIR",
    "court": "EOIR",
}
KIND = {"custody": "custody/", "safety": "call/", "addresses": "change/", "court": "case/"}
"""What stands before the key, where an agency has several kinds of keys."""


@dataclass(slots=True)
class Source:
    """One source record with its readable rows that said something new, in order."""

    feed: str
    child: int
    key: str
    rows: list[Said] = field(default_factory=list)
    sender: str = ""
    court: CourtSaid | None = None
    """What the court's tables say, where the record is a case."""

    def add(self, row: Said) -> None:
        """The next row. A day that it still does not tell stays the day first learned so."""
        if self.rows and not row.is_correction:
            before = self.rows[-1]
            row.days |= {name: before.days[name] for name in row.undated & before.undated}
        self.rows.append(row)

    @property
    def known_since(self) -> int:
        """The day on which anything of it was first learned."""
        return self.rows[0].learned if self.court is None else self.court.first_learned()

    def days(self) -> set[int]:
        """The days on which anything of it was learned."""
        if self.court is None:
            return {row.learned for row in self.rows}
        return {learned for row in self.court.rows for learned, _ in row.tellings}

    @property
    def agency(self) -> str:
        """Who told it."""
        return self.sender or AGENCY[self.feed]

    @property
    def identity(self) -> str:
        """``AGENCY:key``, with the kind of key before it where the agency has several."""
        return f"{self.agency}:{KIND.get(self.feed, '')}{self.key}"

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

    def tellings(self, known: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Each address told of a release: its day, the day learned, and its cells.

        The first holds from the day of the release.
        """
        rows = [row for row in self.valid(known) if is_release(row)]
        before: tuple[str, ...] | None = None
        for row in rows:
            address = row.address or ()
            if address == before:
                continue
            day = rows[-1].days["discharged_on"] if before is None else row.learned
            yield day, row.learned, address
            before = address


def is_release(row: Said) -> bool:
    """Whether the row says that the child was released to a sponsor."""
    return row.code in RELEASED_TO_A_SPONSOR and "discharged_on" in row.days


def case_record(child: int, case: CourtSaid) -> Source:
    """A case at the court as a record of a child: it shows a number and a month, and no name."""
    rows = [
        Said(
            learned=learned,
            is_correction=False,
            likeness=(frozenset([number] if number else ()), frozenset(), frozenset(), None, month),
            days={},
            code=None,
            address=None,
        )
        for learned, number, month in case.likenesses()
    ]
    return Source("court", child, case.case, rows, court=case)
