"""A timeline that a person can read, as the rows that agencies would have sent.

One line is one fact::

    2026-01-05  CBP  transferred to HHS
    2026-01-09  ICE  notice issued             (learned 2026-02-01)
    no day      ICE  notice served             (learned 2026-02-03)
    2026-02-10  ORR  says now: admitted        (learned 2026-02-12)
    2026-02-20  CBP  no longer says: transferred to HHS
    2026-03-02  ICE  corrects what it said

A fact is learned on its own day unless the line says otherwise. What is learned of one record on
one day is one row, which repeats what the agency said before. Where the agency *corrects what it
said* on that day, the row repeats nothing and all that was said before is withdrawn.
A new encounter, a new admission and a further notice begin a new record; ``says now`` does not.
Other children are told of only as far as tokens tell: ``another child at 9 Alder St, unit 2, TX``,
``another child released to the same friend``, ``a sibling released to the same friend``.
What follows a release is told as ``tests/spec/afterwards.py`` says.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import sha256
from itertools import groupby
from typing import Any

from amparo.events import (
    AddressTold,
    Admitted,
    AnyEvent,
    Described,
    Discharged,
    Encountered,
    HearingSlotBooked,
    NoticeFiled,
    NoticeIssued,
    NoticeNotToBeIssued,
    NoticeReturned,
    NoticeServed,
    NoticeWithdrawn,
    Referred,
    Released,
    Transferred,
)
from amparo.gaps.over_time import Evidence, Known, records_over_time
from amparo.gaps.sponsored import Family, Sponsored
from amparo.identity import Seen
from amparo.record import Assertion, SourceRecord, source_records
from amparo.words.addresses import AddressFacts, AddressStatus, read_address
from amparo.words.untold import Untold
from tests.spec.afterwards import assertions, is_of_afterwards, place_token

_LINE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d|no day)\s{2,}(?P<agency>[A-Z]+)\s{2,}(?P<what>.+?)"
    r"(?:\s{2,}\(learned (?P<learned>[\d-]+)\))?"
)
_ADDRESS = re.compile(
    r"(?P<line>[^,]+?)(?:, unit (?P<unit>\w+))?, (?P<state>[A-Z]{2})(?: (?P<zip>\d{5}))?"
    r"(?:, says the post: (?P<dpv>\w+))?"
)
CORRECTS = "corrects what it said"
_NO_ADDRESS = AddressFacts(AddressStatus.BLANK)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: who says what of which day, since when we know, and how it is said."""

    day: date | None
    agency: str
    what: str
    learned: date
    how: str = ""


@dataclass(kw_only=True)
class Telling:
    """One record as its agency tells it, line by line."""

    identity: str
    lines: list[Line] = field(default_factory=list)

    def says(self, what: str) -> bool:
        """Whether a fact of this kind was told already."""
        return any(_kind(line.what) == _kind(what) for line in self.lines)


def child(timeline: str) -> Evidence:
    """Everything that a timeline tells of one child, and of other children's units."""
    lines = list(read(timeline))
    later = [line for line in lines if is_of_afterwards(line)]
    before = [line for line in lines if not is_of_afterwards(line)]
    told = [assertion for record in _records(before) for assertion in _versions(record)]
    numbered = dict(enumerate(source_records([*told, *assertions(later)])))
    held = {number: (record,) for number, record in numbered.items()}
    return Evidence(
        records=held,
        seen=list(_seen(numbered)),
        units=_units(lines),
        sponsored=tuple(_families(lines)),
    )


def records(evidence: Evidence) -> list[SourceRecord]:
    """Every record of some evidence."""
    return [one for several in evidence.records.values() for one in several]


def as_known(evidence: Evidence, known_at: date) -> Known | None:
    """The child's record as known at the end of a day; None while nothing was told."""
    known = None
    for day, (one,) in records_over_time(evidence):
        if day <= known_at:
            known = one
    return known


def read(timeline: str) -> Iterator[Line]:
    """The lines of a timeline. Raises ValueError for one that cannot be read."""
    for text in filter(None, map(str.strip, timeline.splitlines())):
        parts = _LINE.fullmatch(text)
        if parts is None:
            raise ValueError(f"This is no line of a timeline: {text}")
        day = None if parts["day"] == "no day" else date.fromisoformat(parts["day"])
        learned = date.fromisoformat(parts["learned"]) if parts["learned"] else day
        if learned is None:
            raise ValueError(f"A fact without a day needs the day it was learned: {text}")
        how, what = _how_said(parts["what"])
        yield Line(day=day, agency=parts["agency"], what=what, learned=learned, how=how)


def _how_said(what: str) -> tuple[str, str]:
    for how in ("says now", "no longer says"):
        if what.startswith(f"{how}: "):
            return how, what.removeprefix(f"{how}: ")
    return "", what


# --- lines become records ---------------------------------------------------------------------

_BEGINS = frozenset({"encountered", "admitted", "notice issued", "decided not to issue a notice"})
"""What begins a new record where the agency's last one has said it already."""


_OF_OTHERS = ("another child ", "a sibling ")


def _records(lines: Iterable[Line]) -> list[Telling]:
    """The records by agency and kind of paper, each with its lines."""
    records: list[Telling] = []
    latest: dict[str, Telling] = {}
    for line in lines:
        if line.what.startswith(_OF_OTHERS):
            continue
        place = _paper(line)
        kind = _kind(line.what)
        known = latest.get(place)
        begins = kind in _BEGINS and not line.how and known is not None and known.says(line.what)
        if known is None or begins:
            nth = sum(one.identity.startswith(place) for one in records) + 1
            known = latest[place] = Telling(identity=f"{place}{nth}")
            records.append(known)
        known.lines.append(line)
    return records


def _paper(line: Line) -> str:
    """Which of an agency's papers a line stands on; ``second notice`` stands on another one."""
    if line.what == CORRECTS:
        paper = {"ICE": "ICE:MU document ", "ORR": "ORR:MU stay "}
        return paper.get(line.agency, f"CBP:MU {line.agency} event ")
    if _kind(line.what) in {"encountered", "referred", "transferred to HHS"}:
        return f"CBP:MU {line.agency} event "
    if "notice" in line.what or line.what.startswith(("mail", "first hearing")):
        second = line.what.startswith("second ")
        return "ICE:MU second document " if second else "ICE:MU document "
    return "ORR:MU stay "


def _kind(what: str) -> str:
    """A fact without its particulars: two of one kind are one cell of a row, the later one wins."""
    bare = what.removeprefix("second ")
    if bare.startswith(("notice served", "turns 18")):
        return bare[:13].rstrip()
    if bare.startswith(("released to", "address now", "released, ")):
        return "released"
    for kind in ("discharged", "notice filed", "first hearing booked"):
        if bare.startswith(kind):
            return "released" if kind == "discharged" else kind
    return bare


def _versions(record: Telling) -> Iterator[Assertion]:
    """One row for each day of learning, and one more where a day tells one thing twice."""
    said: dict[str, Line] = {}
    ordered = sorted(record.lines, key=lambda line: line.learned)
    sequence = 0
    for learned, group in groupby(ordered, key=lambda line: line.learned):
        news = list(group)
        for rows in _told_apart(news):
            sequence += 1
            corrects = any(line.what == CORRECTS for line in rows)
            if corrects:
                said = {}
            for line in rows:
                if line.what != CORRECTS:
                    _hear(said, line)
            yield _row(record.identity, said, learned, sequence, corrects=corrects)


def _told_apart(lines: list[Line]) -> Iterator[list[Line]]:
    row: list[Line] = []
    for line in lines:
        if any(_kind(line.what) == _kind(other.what) for other in row):
            yield row
            row = []
        row.append(line)
    yield row


def _hear(said: dict[str, Line], line: Line) -> None:
    kind = _kind(line.what)
    if line.how == "no longer says":
        del said[kind]
    elif line.what.startswith("address now "):
        # The agency overwrites the address in the row and keeps the day of the release.
        released = said[kind]
        said[kind] = Line(
            day=released.day,
            agency=line.agency,
            what=f"released to Rosa at {line.what.removeprefix('address now ')}",
            learned=line.learned,
        )
    else:
        said[kind] = line


def _row(
    identity: str, said: dict[str, Line], learned: date, sequence: int, *, corrects: bool
) -> Assertion:
    token = sha256(
        repr(sorted((kind, line.day, line.what) for kind, line in said.items())).encode()
    )
    events: list[AnyEvent] = [
        Described(
            of=identity, line=1, row=token.digest()[:16], turns_18_in=_turns_18_in(said.values())
        )
    ]
    place = _NO_ADDRESS
    for line in said.values():
        if line.what.startswith("turns 18 in "):
            continue
        told, where = _events(identity, line)
        events += told
        place = where or place
    return Assertion(
        identity=identity,
        learned_at=datetime.combine(learned, time(17), UTC),
        learned_on=learned,
        sequence=sequence,
        line=1,
        delivery=f"{learned} {sequence}",
        events=tuple(events),
        corrects=corrects,
        building=place_token(place.building),
        unit=place_token(place.unit),
        postal_code=place_token(place.postal_code),
    )


def _turns_18_in(lines: Iterable[Line]) -> date | None:
    told = (one.what.partition(" in ")[2] for one in lines if one.what.startswith("turns 18 in "))
    return next((date.fromisoformat(f"{month}-01") for month in told), None)


# --- lines become events ----------------------------------------------------------------------

_SIMPLE: dict[str, Callable[..., AnyEvent]] = {
    "encountered": Encountered,
    "referred": Referred,
    "transferred to HHS": Transferred,
    "admitted": Admitted,
    "notice issued": NoticeIssued,
    "decided not to issue a notice": NoticeNotToBeIssued,
    "notice served": NoticeServed,
    "mail returned with the notice": NoticeReturned,
    "notice withdrawn": NoticeWithdrawn,
}


def _events(identity: str, line: Line) -> tuple[list[AnyEvent], AddressFacts | None]:
    common: dict[str, Any] = {"of": identity, "line": 1, "happened_on": line.day}
    if line.day is None:
        common["undated"] = Untold.WITHHELD
    what = line.what.removeprefix("second ")
    if to := re.fullmatch(r"notice served on (?:the )?(\w+)(, under 14)?", what):
        return [NoticeServed(to=to[1], under_14=bool(to[2]), **common)], None
    if what in _SIMPLE:
        return [_SIMPLE[what](**common)], None
    if status := re.fullmatch(r"notice filed, (accepted|rejected|pending)", what):
        return [NoticeFiled(status=status[1], **common)], None
    if slot := re.fullmatch(r"first hearing booked for ([\d-]+)", what):
        booked = date.fromisoformat(slot[1])
        return [HearingSlotBooked(of=identity, line=1, slot_on=booked)], None
    if how := re.fullmatch(r"discharged: (.+)", what):
        return [Discharged(how=how[1], **common)], None
    if home := re.fullmatch(r"released to (?:Rosa|a friend) (?:at (.+)|with no address)", what):
        return _release(home[1], common)
    raise ValueError(f"No timeline knows what this is: {line.what}")


def _release(
    address: str | None, common: dict[str, Any]
) -> tuple[list[AnyEvent], AddressFacts | None]:
    facts = _read_address(address)
    return [
        Discharged(how="Reunified (Individual Sponsor)", **common),
        Released(**common),
        AddressTold(
            status=facts.status,
            why=facts.why,
            address=(address or "").encode(),
            dpv=tuple(re.findall(r"says the post: (\w+)", address or "")),
            **common,
        ),
    ], facts


def _read_address(address: str | None) -> AddressFacts:
    if address is None:
        return _NO_ADDRESS
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        raise ValueError(f"No timeline knows this address: {address}")
    return read_address(parts["line"], parts["unit"], parts["state"], parts["zip"])


# --- who is one child, and what other children's records show ----------------------------------


def _seen(records: dict[int, SourceRecord]) -> Iterator[tuple[date, Seen]]:
    """Every row shows the same number and names: the timeline is of one child."""
    for number, record in records.items():
        for version in record.versions:
            yield (
                version.learned_on,
                Seen(number, frozenset({b"A1"}), frozenset({b"ANA"}), frozenset({b"LUZ"}), b""),
            )


def _units(lines: Iterable[Line]) -> dict[bytes, list[tuple[date, int]]]:
    """The buildings at which ``another child at ...`` is told, each line being another child."""
    shown: dict[bytes, list[tuple[date, int]]] = {}
    for number, line in enumerate(lines, start=1_000):
        if line.what.startswith("another child at "):
            facts = _read_address(line.what.removeprefix("another child at "))
            building = place_token(facts.building)
            if building is not None and facts.status is AddressStatus.WITH_UNIT:
                shown.setdefault(building, []).append((line.learned, number))
    return {building: sorted(told) for building, told in shown.items()}


def _families(lines: Iterable[Line]) -> Iterator[Family]:
    """The child's stay with a friend of the family, and the stays of others with the same one."""
    told = list(lines)
    others = tuple(
        _with_the_friend(f"ORR:MU other {place}/1", line, "a sibling" in line.what)
        for place, line in enumerate(told)
        if "released to the same friend" in line.what
    )
    own = next((line for line in told if line.what.startswith("released to a friend")), None)
    if own is not None:
        yield Family(_with_the_friend("ORR:MU stay 1", own, is_sibling=True), others)


def _with_the_friend(stay: str, line: Line, is_sibling: bool) -> Sponsored:  # noqa: FBT001
    surname = b"LUZ" if is_sibling else stay.encode()
    category = "2" if line.what.endswith("an uncle of that child") else "3"
    return Sponsored(
        stay=stay,
        child=stay.rpartition("/")[0] or stay,
        sponsors=[(line.learned, b"friend")],
        released=[(line.learned, line.day, category)],
        surnames=[(line.learned, frozenset({surname}))],
    )
