"""Small made-up sets of rows about a few children, for properties to hold of every one of them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import msgspec
from hypothesis import strategies as st

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
    Released,
    Repeated,
    Transferred,
)
from amparo.gaps.over_time import Evidence
from amparo.identity import By, Kind, Ruling, Seen
from amparo.record import Assertion, source_records
from amparo.words.addresses import AddressStatus
from amparo.words.untold import Untold

FIRST_DAY = date(2026, 1, 1)
LAST_DAY = date(2026, 2, 1)
DAYS = [FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]

CHILDREN = ("ANA", "MATEO", "LUCIA")
"""Three given names; the three are siblings, so their surnames are the same."""

_HOME = b"9 ALDER ST 00123"
_UNSAID = "unsaid"
_RELEASED = ("Reunified (Individual Sponsor)",)
_OTHERWISE = ("Repatriated", "Immigration Relief Granted", "Age Out")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row: what it asserts, and what it shows of a child."""

    number: int
    assertion: Assertion
    seen: Seen


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Rows in the order in which they were learned, units told of others, what people ruled."""

    rows: tuple[Row, ...]
    units: tuple[tuple[date, int], ...] = ()
    rulings: tuple[Ruling, ...] = ()

    def by(self, known_at: date) -> "Told":
        """Only what was learned by a day."""
        return Told(
            rows=tuple(row for row in self.rows if row.assertion.learned_on <= known_at),
            units=tuple(unit for unit in self.units if unit[0] <= known_at),
            rulings=tuple(one for one in self.rulings if one.learned_on <= known_at),
        )

    @property
    def assertions(self) -> list[Assertion]:
        """What the rows assert, in the order in which they were learned."""
        return [row.assertion for row in self.rows]

    @property
    def evidence(self) -> Evidence:
        """What a look at these identities is given."""
        numbers = {row.assertion.identity: row.number for row in self.rows}
        records = source_records(self.assertions)
        return Evidence(
            records={numbers[record.identity]: (record,) for record in records},
            seen=[(row.assertion.learned_on, row.seen) for row in self.rows],
            units={_HOME: self.units} if self.units else {},
            rulings=self.rulings,
        )


def arrived(assertions: Sequence[Assertion], order: Sequence[int]) -> list[Assertion]:
    """The same rows arriving in another order: a row told before arrives as told again."""
    held: set[tuple[str, bytes]] = set()
    heard = []
    for place in order:
        one = assertions[place]
        described = one.events[0]
        assert isinstance(described, Described)
        if (one.identity, described.row) in held:
            again = Repeated(of=one.identity, line=1, row=described.row)
            one = msgspec.structs.replace(one, events=(again,), building=None)
        held.add((one.identity, described.row))
        heard.append(one)
    return heard


days = st.sampled_from(DAYS)


@st.composite
def told(draw: st.DrawFn) -> Told:
    """What was told of up to six identities of up to three siblings.

    No encounter is told before it happened and nobody is transferred before being found; all else
    may be told in any order, without its day, or otherwise than before.
    """
    rows: list[Row] = []
    sequence = iter(range(1, 1_000))
    for number in range(1, draw(st.integers(1, 6)) + 1):
        rows += draw(_rows_of_one(number, sequence))
    rows.sort(key=lambda row: row.assertion.place)
    shown = draw(st.lists(days, min_size=draw(st.sampled_from([0, 3])), max_size=4))
    return Told(
        rows=tuple(rows),
        units=tuple(sorted((day, 1_000 + place) for place, day in enumerate(shown))),
        rulings=draw(rulings(days)),
    )


@st.composite
def rulings(draw: st.DrawFn, on: st.SearchStrategy[date], of: int = 6) -> tuple[Ruling, ...]:
    """What people ruled of some pairs of identities, now this and now that."""
    found = []
    for number in range(draw(st.integers(0, 2))):
        one, other = sorted(draw(st.sets(st.integers(1, of), min_size=2, max_size=2)))
        kind = draw(st.sampled_from([Kind.SAME, Kind.DIFFERENT, Kind.SIBLING]))
        ruled = Ruling(
            number=number, kind=kind, by=By.PERSON, one=one, other=other, learned_on=draw(on)
        )
        found.append(ruled)
    return tuple(found)


@st.composite
def _rows_of_one(draw: st.DrawFn, number: int, sequence: Iterator[int]) -> list[Row]:
    agency = draw(st.sampled_from(["CBP", "ICE", "ORR", "ORR"]))
    identity = f"{agency}:MU{number}"
    child = draw(st.integers(0, 2))
    learned = sorted(draw(st.lists(days, min_size=1, max_size=4)))
    rows = []
    for day in learned:
        told_now = draw(_facts(agency, learned[0]))
        seen = draw(_seen(number, child, agency))
        corrects = draw(st.integers(0, 5)) == 0
        assertion = _assertion(identity, told_now, day, next(sequence), corrects=corrects)
        rows.append(Row(number=number, assertion=assertion, seen=seen))
    return rows


@st.composite
def _seen(draw: st.DrawFn, number: int, child: int, agency: str) -> Seen:
    """Most often the child's own A-number, at times a sibling's, at times none."""
    on_paper = draw(st.sampled_from([child, child, child, 0, 1, None]))
    numbers = {b"A%d" % on_paper} if on_paper is not None else set()
    if agency == "ORR":
        numbers.add(b"ORR %d" % child)
    born = draw(st.sampled_from([b"", b"2012-05-0%d" % child]))
    given = frozenset({CHILDREN[child].encode()})
    return Seen(number, frozenset(numbers), given, frozenset({b"PEREZ"}), born)


# --- what rows tell ---------------------------------------------------------------------------

Facts = list[tuple[type, dict[str, Any]]]


def _facts(agency: str, by: date) -> st.SearchStrategy[Facts]:
    return {"CBP": _referral(by), "ICE": _notice(), "ORR": _stay()}[agency]


@st.composite
def _referral(draw: st.DrawFn, by: date) -> Facts:
    found = min(by, draw(days))
    after = st.integers(0, 8).map(lambda wait: found + timedelta(days=wait))
    facts: Facts = [(Encountered, {"happened_on": found})]
    facts += draw(_perhaps(Transferred, after))
    return facts


@st.composite
def _notice(draw: st.DrawFn) -> Facts:
    facts: Facts = []
    for kind in (NoticeIssued, NoticeNotToBeIssued, NoticeServed, NoticeReturned, NoticeWithdrawn):
        facts += draw(_perhaps(kind, days))
    filed = draw(_perhaps(NoticeFiled, days))
    status = draw(st.sampled_from(["accepted", "rejected", "pending"]))
    facts += [(kind, {**when, "status": status}) for kind, when in filed]
    slot = draw(st.none() | days)
    if slot is not None:
        facts.append((HearingSlotBooked, {"slot_on": slot}))
    return facts


@st.composite
def _stay(draw: st.DrawFn) -> Facts:
    facts: Facts = draw(_perhaps(Admitted, days))
    how = draw(st.sampled_from(_RELEASED) | st.sampled_from(_OTHERWISE))
    if how in _RELEASED:
        when = _when(draw(st.none() | days))
        status, place = draw(st.sampled_from(list(zip(AddressStatus, "1234", strict=True))))
        facts += [(Discharged, {**when, "how": how}), (Released, when)]
        facts.append((AddressTold, {**when, "status": status, "address": place.encode()}))
    elif draw(st.booleans()):
        facts.append((Discharged, {**_when(draw(st.none() | days)), "how": how}))
    return facts


def _perhaps(kind: type, when: st.SearchStrategy[date]) -> st.SearchStrategy[Facts]:
    """Not told, told without its day, or told."""
    day: st.SearchStrategy[Any] = st.sampled_from([_UNSAID, None]) | when
    return day.map(lambda told: [] if told == _UNSAID else [(kind, _when(told))])


def _when(day: date | None) -> dict[str, Any]:
    return {"undated": Untold.WITHHELD} if day is None else {"happened_on": day}


def _assertion(
    identity: str, facts: Facts, learned: date, sequence: int, *, corrects: bool
) -> Assertion:
    row = sha256(repr(facts).encode()).digest()[:16]
    events: list[AnyEvent] = [Described(of=identity, line=1, row=row)]
    events += [kind(of=identity, line=1, **fields) for kind, fields in facts]
    return Assertion(
        identity=identity,
        learned_at=datetime.combine(learned, time(17), UTC),
        learned_on=learned,
        sequence=sequence,
        line=1,
        delivery=f"delivery {sequence}",
        events=tuple(events),
        corrects=corrects,
        building=_HOME if any(kind is AddressTold for kind, _ in facts) else None,
    )
