"""What is wrong with what deliveries hold, gathered while children pass by."""

from collections.abc import Iterable, Iterator
from statistics import median

from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Mode
from amparo.synthetic.court_tables import KIND, TABLES
from amparo.synthetic.days import iso
from amparo.synthetic.schedule import Slot
from amparo.synthetic.sent_files import SentFile, folder_of
from amparo.synthetic.truth_cases import newest
from amparo.synthetic.truth_court import CourtSaid, RowSaid
from amparo.synthetic.truth_episodes import way_of
from amparo.synthetic.truth_feeds import FeedFinding
from amparo.synthetic.truth_records import Source

_BEFORE, _AT_MOST = 3, 6
"""So many files before are looked at: three at least, six at most."""
_FEW = 100
"""A table of so few rows says nothing by their number, nor by not changing."""
_NOT_APPLICABLE = "5"

Cells = tuple[str, ...]


class Contents:
    """Takes the rows as they are sent; what they amount to is told when all files are known."""

    def __init__(self, known: int) -> None:
        self._known = known
        self._keys: dict[tuple[str, ...], dict[Slot, list[Cells]]] = {}
        self._left_out: dict[tuple[int, str], list[int | None]] = {}
        self._has_no_flag = False

    def add_key(self, key: tuple[str, ...], slot: Slot, cells: Iterable[str]) -> None:
        """A readable row of a key that belongs to several records."""
        self._keys.setdefault(key, {}).setdefault(slot, []).append(tuple(cells))

    def add_case(self, case: CourtSaid) -> None:
        """A case at the court, of whomever: releases may leave its rows out."""
        for row in case.rows:
            for day, again in _absences(row, self._known):
                self._left_out.setdefault((day, row.kind), []).append(again)

    def add_child(self, entity: list[Source]) -> None:
        """Records taken for one child: whether a case of one handed over bears a flag."""
        cases = [one.court for one in entity if one.court is not None]
        if self._has_no_flag or not cases or not way_of(entity, self._known).transfers():
            return
        self._has_no_flag = any(_is_without_flag(case, self._known) for case in cases)

    def findings(self, files: Iterable[SentFile]) -> Iterator[FeedFinding]:
        """Every gap of what the files hold that were received by the day known."""
        by_feed: dict[str, list[SentFile]] = {}
        for file in sorted(files, key=_by_arrival):
            if file.slot.learned <= self._known:
                by_feed.setdefault(file.slot.feed, []).append(file)
        for feed, came in sorted(by_feed.items()):
            yield from _drifted(came)
            yield from _miscounted(came)
            yield from _came_before(came)
            yield from self._collisions(feed, came)
        court = by_feed.get("court", [])
        yield from self._vanished(court)
        yield from _wanting(court)
        if self._has_no_flag:
            since = court[0].slot.learned
            yield FeedFinding("flag-disagrees", "court", f"court {iso(since)}", since, None)

    def _collisions(self, feed: str, came: list[SentFile]) -> Iterator[FeedFinding]:
        """A file is at fault until each key that it told twice was told again, once."""
        first: dict[bytes, SentFile] = {}
        for file in came:
            first.setdefault(file.digest, file)
        keys = [rows for key, rows in self._keys.items() if key[0] == feed]
        for file in first.values():
            ends = [
                _told_once(rows, file.slot)
                for rows in keys
                if len(set(rows.get(file.slot, ()))) > 1
            ]
            if ends:
                until = _all_by(ends, self._known)
                yield FeedFinding("keys-collide", feed, file.named, file.slot.learned, until)

    def _vanished(self, came: list[SentFile]) -> Iterator[FeedFinding]:
        for file in came:
            days = self._left_out.get((file.slot.learned, KIND[file.table]))
            if days and file.slot.mode is Mode.SNAPSHOT:
                until = _all_by(days, self._known)
                yield FeedFinding("rows-vanished", "court", file.named, file.slot.learned, until)


def _wanting(came: list[SentFile]) -> Iterator[FeedFinding]:
    """A whole release without a table is at fault until one that tells as far brings it."""
    releases: dict[Slot, set[str]] = {}
    for file in came:
        if file.slot.mode is not Mode.DELTA:
            releases.setdefault(file.slot, set()).add(file.table)
    for table in TABLES:
        brought = [slot for slot, tables in releases.items() if table in tables]
        wanting = [one for one in releases if one.mode is Mode.SNAPSHOT and one not in brought]
        told_of = 0
        for slot in wanting:
            after = [one.learned for one in brought if one.covers_to >= slot.covers_to]
            until = min(after, default=None)
            if slot.learned >= told_of and (until is None or slot.learned < until):
                anchor = f"{folder_of(slot)} {table}"
                yield FeedFinding("table-missing", "court", anchor, slot.learned, until)
                told_of = until or 1 << 30


def _by_arrival(file: SentFile) -> tuple[object, ...]:
    return file.slot.received_at, file.slot.sequence, file.table


def _all_by(days: list[int | None], known: int) -> int | None:
    """The last of some days; None where one of them has not come."""
    told = [day for day in days if day is not None and day <= known]
    return max(told) if len(told) == len(days) else None


def _absences(row: RowSaid, known: int) -> Iterator[tuple[int, int | None]]:
    """Each day from which a release left the row out, and the day it was told again."""
    told = [telling for telling in row.tellings if telling[0] <= known]
    for place, (day, version) in enumerate(told):
        if version is None:
            yield day, told[place + 1][0] if place + 1 < len(told) else None


def _told_once(rows: dict[Slot, list[Cells]], file: Slot) -> int | None:
    later = [
        slot.learned
        for slot, told in rows.items()
        if len(told) == 1 and (slot.received_at, slot.sequence) > (file.received_at, file.sequence)
    ]
    return min(later, default=None)


def _is_without_flag(case: CourtSaid, known: int) -> bool:
    """Whether the flag that was set last is *not applicable*, or there is none."""
    told = [(row, version) for row in case.of("flag") if (version := newest(row, known))]
    if not told:
        return True
    _, _, flag = max(
        (version.days.get("DATCREATEDON", version.learned), row.key, version.texts)
        for row, version in told
    )
    return flag.get("idnJuvenile", _NOT_APPLICABLE) == _NOT_APPLICABLE


def _drifted(came: list[SentFile]) -> Iterator[FeedFinding]:
    """A file holds less than half or more than twice as many rows as those before it."""
    series: dict[tuple[str, ...], list[SentFile]] = {}
    for file in came:
        if file.slot.is_ordinary:
            kind = file.slot.sender, file.slot.mode, file.table
            series.setdefault(kind, []).append(file)
    for of_kind in series.values():
        odd = [_is_odd(of_kind, place) for place in range(len(of_kind))]
        for place, file in enumerate(of_kind):
            if odd[place]:
                back = [
                    one.slot.learned for one, is_odd in _after(of_kind, odd, place) if not is_odd
                ]
                until = back[0] if back else None
                yield _of(file, "rows-drifted", until)


def _after(files: list[SentFile], odd: list[bool], place: int) -> Iterator[tuple[SentFile, bool]]:
    return zip(files[place + 1 :], odd[place + 1 :], strict=True)


def _is_odd(files: list[SentFile], place: int) -> bool:
    before = [file.rows for file in files[max(0, place - _AT_MOST) : place]]
    if len(before) < _BEFORE or median(before) <= _FEW:
        return False
    rows, usual = files[place].rows, median(before)
    return 2 * rows < usual or rows > 2 * usual


def _miscounted(came: list[SentFile]) -> Iterator[FeedFinding]:
    """A file holds another number of rows than its sender counted; nothing that comes mends it."""
    for file in came:
        if file.counted is not None and file.counted != file.rows:
            yield _of(file, "totals-do-not-reconcile", None)


def _came_before(came: list[SentFile]) -> Iterator[FeedFinding]:
    """A file came again, and does not say that it is sent again for the same days."""
    first: dict[bytes, int] = {}
    for place, file in enumerate(came):
        at = first.setdefault(file.digest, place)
        before = came[at].slot
        again = file.slot.mode is Mode.RESEND and file.slot.covers_to == before.covers_to
        few = _FEW if CONTRACTS[file.slot.feed].releases else 0
        if before == file.slot or again or file.rows <= few:
            continue
        known = {one.digest for one in came[:place]}
        later = [
            one.slot.learned
            for one in came[place + 1 :]
            if one.table == file.table
            and one.digest not in known
            and _tells_of(one.slot, file.slot.covers_to.toordinal())
        ]
        yield _of(file, "same-content-other-name", min(later, default=None))


def _tells_of(slot: Slot, day: int) -> bool:
    starts = slot.covers_from.toordinal() if slot.mode is not Mode.SNAPSHOT else day
    return starts <= day <= slot.covers_to.toordinal()


def _of(file: SentFile, gap: str, until: int | None) -> FeedFinding:
    return FeedFinding(gap, file.slot.feed, file.named, file.slot.learned, until)
