"""One court case as known on a day, from what was delivered of it: plainly, a second way."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from amparo.synthetic.truth_court import CourtSaid, RowSaid, Version

_NOT_HELD_CODES = "8A 9A 9B 9C 9V 1A 1B 34 35 19 25 41 55 59 5A 74 96 97 98 99 3A 3B 50"
NOT_HELD = frozenset(_NOT_HELD_CODES.split())
_NOBODY_CAME = {"11", "10", "09"}
_REOPENS, _RESCINDS = {"O", "MA", "C", "RD"}, {"O", "MA", "RD"}
_ELSEWHERE, _CLOSED = {"C", "T"}, "B"

Row = tuple[RowSaid, Version]
"""A row, and what it said last."""


@dataclass(slots=True)
class Hearing:
    """One hearing: set on a day, for a day; ``off`` is when it stood no longer before its day."""

    key: str
    set_on: int
    day: int
    proceeding: str
    code: str
    off: int | None
    is_held: bool

    @property
    def stands_until(self) -> int:
        """The first day on which it is no longer to come."""
        return self.day + 1 if self.off is None else min(self.day + 1, self.off)


@dataclass(slots=True)
class Case:
    """One case as known on a day."""

    identity: str
    opened: int
    open: list[tuple[int, int | None]] = field(default_factory=list)
    first_end: int | None = None
    ends: list[int] = field(default_factory=list)
    """The days of every completion that ended it."""
    sent_elsewhere: list[int] = field(default_factory=list)
    """The days on which it was sent to another court."""
    homes: list[tuple[int, int, str | None]] = field(default_factory=list)
    """The court's address over time: the day, the day learned, its postal code if it tells one."""
    states: list[str | None] = field(default_factory=list)
    """The State of each of these addresses."""
    hearings: list[Hearing] = field(default_factory=list)
    missed: list[tuple[int, str]] = field(default_factory=list)
    """Each missed hearing: its day, and the row it hangs on."""
    orders: list[int] = field(default_factory=list)
    """The days of orders made in absentia."""
    rescinded: list[int] = field(default_factory=list)
    counsel: int | None = None


def case_of(said: CourtSaid, known: int) -> Case | None:
    """The case as known at the end of a day; None before anything was."""
    rows: dict[str, list[Row]] = {}
    for row in said.rows:
        version = newest(row, known)
        if version is not None:
            rows.setdefault(row.kind, []).append((row, version))
    if not rows:
        return None
    proceedings = rows.get("proceeding", [])
    case = Case(said.identity, _opened(rows))
    motions = _granted(rows.get("motion", []))
    _open(case, proceedings, [day for day, kind in motions if kind in _REOPENS])
    case.rescinded = [day for day, kind in motions if kind in _RESCINDS]
    homes = [home for row, _ in rows.get("case", []) for home in _homes(row, known)]
    case.homes = [(day, learned, code) for day, learned, code, _ in homes]
    case.states = [state for _, _, _, state in homes]
    case.hearings = [
        _hearing(row, version, known)
        for row, version in rows.get("hearing", [])
        if "ADJ_DATE" in version.days
    ]
    _absences(case, proceedings)
    case.counsel = min(_counsel(rows), default=None)
    return case


def newest(row: RowSaid, known: int) -> Version | None:
    """What a row said last by then, also where a later release leaves it out."""
    for learned, version in reversed(row.tellings):
        if version is not None and learned <= known:
            return version
    return None


def decision(version: Version) -> str:
    """How a proceeding was completed: by another completion, else by a decision."""
    return version.texts.get("OTHER_COMP") or version.texts.get("DEC_CODE") or ""


def _opened(rows: dict[str, list[Row]]) -> int:
    days = [version.days.get("INPUT_DATE") for _, version in rows.get("proceeding", [])]
    told = [day for day in days if day is not None]
    if told:
        return min(told)
    whole = rows.get("case") or [min((one for of in rows.values() for one in of), key=_by_part)]
    return whole[0][0].first_learned()


def _by_part(row: Row) -> str:
    return row[0].part


def _granted(motions: list[Row]) -> list[tuple[int, str]]:
    return sorted(
        (version.days["COMP_DATE"], version.texts.get("REC_TYPE", ""))
        for _, version in motions
        if version.texts.get("DEC") == "G"
        and "COMP_DATE" in version.days
        and not version.is_true("BLNDELETED")
    )


def _open(case: Case, proceedings: list[Row], again: list[int]) -> None:
    """Open until it is first completed, and again from a reopening to the next completion."""
    ends = sorted(
        version.days["COMP_DATE"]
        for _, version in proceedings
        if "COMP_DATE" in version.days and decision(version) not in _ELSEWHERE
    )
    case.ends, case.first_end = ends, ends[0] if ends else None
    case.sent_elsewhere = sorted(
        version.days["COMP_DATE"]
        for _, version in proceedings
        if "COMP_DATE" in version.days and decision(version) in _ELSEWHERE
    )
    since: int | None = case.opened
    until = case.first_end
    while since is not None:
        if until is None or since < until:
            case.open.append((since, until))
        since = None if until is None else _first(again, until + 1)
        until = None if since is None else _first(ends, since)


def _first(days: list[int], at_least: int) -> int | None:
    return next((day for day in days if day >= at_least), None)


def _homes(row: RowSaid, known: int) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Each address the case row told; a day that is no later than the one before is not its own."""
    before: tuple[str, ...] | None = None
    last: int | None = None
    for learned, version in row.tellings:
        if version is None or learned > known or version.address == before:
            continue
        before = version.address
        on = version.days.get("ADDRESS_CHANGEDON")
        last = on if on is not None and (last is None or on > last) else learned
        yield last, learned, version.postal_code, version.texts.get("ALIEN_STATE")


def _hearing(row: RowSaid, version: Version, known: int) -> Hearing:
    day, code = version.days["ADJ_DATE"], version.texts.get("ADJ_RSN", "")
    cancelled = _cancelled(row, version) if code in NOT_HELD else None
    left = row.no_longer_reported_on(known)
    # Left out after its day, it is not taken back: it came while it stood.
    left = left if left is not None and left <= day else None
    return Hearing(
        key=row.part,
        set_on=version.days.get("INPUT_DATE", row.first_learned()),
        day=day,
        proceeding=version.texts.get("IDNPROCEEDING", ""),
        code=code,
        off=min((one for one in (cancelled, left) if one is not None), default=None),
        is_held=bool(code) and code not in NOT_HELD and code not in _NOBODY_CAME,
    )


def _cancelled(row: RowSaid, version: Version) -> int:
    """The day the court wrote so; else the day on which the code was first seen."""
    code = version.texts["ADJ_RSN"]
    return version.days.get("UPDATE_DATE") or next(
        learned
        for learned, told in row.tellings
        if told is not None and told.texts.get("ADJ_RSN") == code
    )


def _absences(case: Case, proceedings: list[Row]) -> None:
    """Missed hearings and orders in absentia; a hearing that was missed was not held."""
    missed = {one.key: one.day for one in case.hearings if one.code == "11"}
    for row, version in proceedings:
        completed, how = version.days.get("COMP_DATE"), decision(version)
        in_absentia = version.is_true("ABSENTIA")
        if completed is None or not (in_absentia or how == _CLOSED):
            continue
        if in_absentia and how not in _ELSEWHERE | {_CLOSED}:
            case.orders.append(completed)
        last = _last_hearing(case, row.key, completed)
        missed[last.key if last else row.part] = last.day if last else completed
    case.missed = sorted((day, key) for key, day in missed.items())
    for one in case.hearings:
        one.is_held = one.is_held and one.key not in missed


def _last_hearing(case: Case, proceeding: str, completed: int) -> Hearing | None:
    own = [
        one
        for one in case.hearings
        if one.proceeding == proceeding and one.off is None and one.day <= completed
    ]
    return max(own, key=lambda one: (one.day, one.key), default=None)


def _counsel(rows: dict[str, list[Row]]) -> Iterator[int]:
    for _, version in rows.get("case", []):
        if "E_28_DATE" in version.days:
            yield version.days["E_28_DATE"]
    for _, version in rows.get("counsel", []):
        if version.texts.get("STRATTYTYPE") == "ALIEN":
            days = version.days
            yield days.get("E_28_DATE") or days.get("E_27_DATE") or version.learned
