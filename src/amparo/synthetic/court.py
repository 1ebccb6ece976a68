"""The immigration court of a made-up world: what it hears, and the releases it sends of it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from amparo.synthetic.court_cases import case_of
from amparo.synthetic.court_dirt import Dirt, soil, spoil
from amparo.synthetic.court_files import END, Releases, folder_name
from amparo.synthetic.court_others import others_after
from amparo.synthetic.court_people import Passage, filings_of, respondent_of
from amparo.synthetic.court_rows import CourtRow, line_of, rows_of
from amparo.synthetic.court_schedule import CourtTimetable, Release
from amparo.synthetic.court_tables import TABLES
from amparo.synthetic.families import Child, Family
from amparo.synthetic.places import Town
from amparo.synthetic.sent_files import SentFile
from amparo.synthetic.truth_court import CourtReader, CourtSaid, RowSaid
from amparo.words.identifiers import MADE_UP_COURT_NUMBERS

MOST_ROWS = len(MADE_UP_COURT_NUMBERS)
"""So many rows of one table can be numbered."""


class CourtIsFullError(ValueError):
    """The numbers kept for made-up court rows do not suffice."""


class Court:
    """One court. Cases go in one person at a time; releases grow with them.

    ``releases`` are those written, those ``before`` came earlier; the truth knows what was
    received through ``last``.
    """

    def __init__(
        self,
        out: Path,
        releases: Sequence[Release],
        *,
        before: Iterable[Release] = (),
        seed: int,
        last: int,
        timetable: CourtTimetable,
        town: Town,
        has_number: bool = True,
        dirt: Dirt | None = None,
    ) -> None:
        self._seed, self._town, self._has_number = seed, town, has_number
        self._dirt = dirt or Dirt()
        self._timetable = timetable
        self._snapshots = [release.slot.place for release in timetable.snapshots]
        self._files = Releases(out, releases, has_number=has_number, before=before)
        self._reader = CourtReader(timetable.arriving, last, has_number=has_number)
        self._next = dict.fromkeys(TABLES, MADE_UP_COURT_NUMBERS.start)

    def hear(self, child: Child, family: Family, way: list[Passage]) -> list[CourtSaid]:
        """Hear one child's cases; gives what was told of each."""
        chance = Random(f"amparo court {self._seed} {child.number}")
        filings = filings_of(way, chance)
        if not filings:
            return []
        who = respondent_of(child, family, way, filings[0].on, chance)
        cases = [case_of(who, filing, chance) for filing in filings]
        rows = [rows_of(case, self._number, chance) for case in cases if case is not None]
        return [said for several in rows for said in self._said(several)]

    def hear_others(self, first: int, size: int) -> list[CourtSaid]:
        """The cases of respondents who are no children of this world, as many as go with them."""
        said: list[CourtSaid] = []
        for who, filing, chance in others_after(first, size, self._seed, self._town):
            case = case_of(who, filing, chance)
            if case is not None:
                said += self._said(rows_of(case, self._number, chance))
        return said

    def close(self) -> tuple[int, int]:
        """Finish every file; gives the number of deliveries and rows."""
        return self._files.close(), self._files.rows

    def files(self) -> list[SentFile]:
        """Every file that was sent, once all are closed."""
        return self._files.files()

    def _number(self, table: str) -> int:
        key = self._next[table]
        if key not in MADE_UP_COURT_NUMBERS:
            raise CourtIsFullError(f"{table} would need more than {MOST_ROWS:,} numbers")
        self._next[table] = key + 1
        return key

    def _said(self, rows: list[CourtRow]) -> list[CourtSaid]:
        """Send the rows of one case; gives the case as told, nothing where nothing was."""
        told: dict[str, list[RowSaid]] = {}
        for row in rows:
            said = self._send(row)
            if said is not None:
                told.setdefault(said.case, []).append(said)
        return [CourtSaid(case, of_case) for case, of_case in told.items()]

    def _send(self, row: CourtRow) -> RowSaid | None:
        kind = self._dirt.kind(row.table, row.key)
        if kind == "no row":
            return None
        days, texts = self._written(row, kind)
        sent: dict[int, str] = {}
        for state, places in self._carried(row, days):
            self._files.send(row.table, texts[state], places)
            sent |= dict.fromkeys(places, texts[state])
        return self._reader.read(row.table, sent)

    def _written(self, row: CourtRow, kind: str | None) -> tuple[list[int], list[str]]:
        """Each state of the row: the day it began, and the text."""
        days, texts = [], []
        for day, cells in row.states():
            days.append(day)
            texts.append(self._text(row.table, cells, kind) + END)
        return days, texts

    def _text(self, table: str, cells: dict[str, str], kind: str | None) -> str:
        if kind is None:
            return line_of(table, cells, has_number=self._has_number)
        dirty = dict(cells)
        soil(kind, table, dirty)
        return spoil(kind, table, line_of(table, dirty, has_number=self._has_number))

    def _carried(self, row: CourtRow, days: list[int]) -> list[tuple[int, list[int]]]:
        carried = self._timetable.carried(days)
        absence = self._dirt.absence(row.table, row.key)
        if absence is None:
            return carried
        gone = set(self._snapshots[absence.first : absence.after])
        return [(state, [one for one in places if one not in gone]) for state, places in carried]


def folders(out: Path, releases: Iterable[Release]) -> list[Path]:
    """Where each delivery is written."""
    return [out / folder_name(release) for release in releases]
