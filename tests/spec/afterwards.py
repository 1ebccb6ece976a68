"""The lines of a timeline about what follows a release: the court, calls, custody, addresses.

::

    2026-01-20  EOIR  case opened
    2026-01-21  EOIR  address in the court's books: TX 00123
    2026-01-25  EOIR  hearing set for 2026-03-02
    2026-03-02  EOIR  hearing of 2026-03-02: nobody came
    2026-03-10  EOIR  no longer reports the hearing of 2026-03-02
    2026-03-12  EOIR  second case: case opened
    2026-03-15  ORR   call answered, the address is wrong
    2026-03-16  ORR   told by the sponsor of 7 Elm St, TX 00456
    2026-03-20  ICE   address of record 9 Alder St, TX 00123
    2026-03-22  ICE   booked into custody
    2026-03-24  ORR   concern reported: labor
    2026-03-30  ORR   concern answered
    2026-04-01  HHS   at a desk: child not there
    2026-04-02  HHS   at a desk: nobody-reached is unfounded
    2026-04-03  ORR   at a desk: letter returned from 9 Alder St, TX 00123
    2026-04-04  ORR   at a desk: proposes 7 Elm St, TX 00456
    2026-04-05  ICE   at a desk: decides that no notice is issued
    2026-04-06  COUNSEL  at a desk: lets the order stand of EOIR:case/990000001

A hearing is one row, named by its day, which later lines fill in; so are a case, a proceeding, a
concern and the address ICE keeps. Every call, motion and change of address is a record of its own.
What is told at a desk hangs on the first stay; with ``of ORR:call/MU1`` on another paper.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any, NamedTuple, Protocol, cast

from amparo.events import (
    AddressChanged,
    AddressOfRecord,
    AddressProposed,
    Answer,
    AnyEvent,
    BookedIn,
    CallAnswered,
    CallAttempted,
    CaseTold,
    ConcernDisposed,
    ConcernReported,
    ContactAttempted,
    CounselTold,
    CourtRow,
    Described,
    HearingTold,
    LetterEnded,
    MotionTold,
    NotToBeIssuedDecided,
    OrderDecided,
    ProceedingTold,
    ToldAtDesk,
)
from amparo.events.desk import Contact, Disposition, Evidence, Mail
from amparo.record import Assertion
from amparo.words.addresses import AddressFacts, AddressStatus, read_address
from amparo.words.untold import Untold


class Told(Protocol):
    """One line: who says what of which day, since when we know."""

    @property
    def day(self) -> date | None: ...
    @property
    def agency(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def learned(self) -> date: ...


class Piece(NamedTuple):
    """What a line adds to a row: the row, the kind of its event, and fields of it."""

    identity: str
    part: str
    kind: type
    fields: dict[str, Any]
    place: AddressFacts | None = None


_ADDRESS = re.compile(
    r"(?:(?P<line>[^,]+?)(?:, unit (?P<unit>\w+))?, )?(?P<state>[A-Z]{2}|no State)"
    r"(?: (?P<zip>\d{5}))?"
)
_CHANNELS = {
    "EOIR-33 filed for": "EOIR-33",
    "AR-11 filed for": "AR-11",
    "told on a call of": "ORR call",
    "told by the sponsor of": "sponsor",
    "told by counsel of": "counsel",
}
_ANSWERS: dict[str, dict[str, Any]] = {
    "call answered": {},
    "call answered, the address matches": {"address_matches": Answer.YES},
    "call answered, the address is wrong": {"address_matches": Answer.NO},
    "call answered, the address is wrong and the form was filed": {
        "address_matches": Answer.NO,
        "change_filed": Answer.YES,
    },
    "call answered, the form was filed": {"change_filed": Answer.YES},
    "call answered, the child lives there": {"lives_there": Answer.YES},
    "call answered, the child does not live there": {"lives_there": Answer.NO},
    "call answered, whether the child lives there is not known": {"lives_there": Answer.DONT_KNOW},
}
_ATTEMPTS = {
    "call attempted": None,
    "call attempted, reached": True,
    "call attempted, not reached": False,
}
_OUTCOMES = {
    "held": "12",
    "put off to find counsel": "01",
    "put off, no interpreter": "18",
    "put off, wrong language": "4C",
    "nobody came": "11",
    "cancelled": "9A",
    "notice sent wrongly": "10",
    "decided": "8B",
}
_COMPLETIONS: dict[str, dict[str, Any]] = {
    "case completed": {"decision": "U", "in_absentia": False},
    "ordered removed in absentia": {"decision": "X", "in_absentia": True},
    "closed for failure to appear": {"decision": "B", "in_absentia": False},
    "closed in absentia without an order": {"decision": "B", "in_absentia": True},
    "moved to another court": {"decision": "C", "in_absentia": False},
    "moved to another court in absentia": {"decision": "C", "in_absentia": True},
    "transferred to another court": {"decision": "T", "in_absentia": False},
    "transferred to another court in absentia": {"decision": "T", "in_absentia": True},
}
_MOTIONS = {
    "to reopen": "O",
    "to reopen what was ordered in absentia": "MA",
    "to recalendar": "C",
    "to rescind": "RD",
    "to continue": "CO",
}


_NOT_THE_COURTS = (
    "at a desk: ",
    "call ",
    "concern ",
    "booked into custody",
    "address of record",
    *_CHANNELS,
)


def is_of_afterwards(line: Told) -> bool:
    """Whether a line is about what follows a release."""
    what = line.what
    return line.agency == "EOIR" or what.startswith(_NOT_THE_COURTS)


def assertions(lines: Iterable[Told]) -> Iterator[Assertion]:
    """The rows as sent: one for each day on which something was learned of a row."""
    said: dict[tuple[str, str], tuple[type, dict[str, Any]]] = {}
    pieces = _Pieces()
    in_order = sorted(
        ((line.learned, piece) for line in lines for piece in pieces.of(line)), key=_learned
    )
    for sequence, (learned, piece) in enumerate(in_order, start=1):
        row = piece.identity, piece.part
        if piece.kind is _Gone and row not in said:
            continue  # what was never told cannot be left out
        kind, fields = said.get(row, (piece.kind, {}))
        if piece.kind not in {kind, _Gone}:
            raise ValueError(f"{piece.identity} {piece.part} is of another kind.")
        said[row] = kind, fields | piece.fields
        yield _assertion(piece, learned, sequence, kind, fields | piece.fields)


_STAY = "ORR:MU stay 1"


class _Gone:
    """In place of a kind of event: the row is left out."""


class _Pieces:
    """Reads lines in their order: which proceeding a line is of depends on those before it."""

    def __init__(self) -> None:
        self._proceedings: dict[str, int] = {}
        self._numbered: dict[str, int] = {}

    def of(self, line: Told) -> Iterator[Piece]:
        """What a line adds. Raises ValueError for one that no timeline knows."""
        if line.what.startswith("call "):
            yield self._call(line)
        elif line.what.startswith("at a desk: "):
            yield self._desk(line)
        elif line.what.startswith("address of record "):
            yield _address_of_record(line)
        elif line.what == "booked into custody":
            yield Piece("ICE:custody/MU2/1", "", BookedIn, _when(line))
        elif line.what.startswith("concern "):
            yield _concern(line)
        elif channel := next((one for one in _CHANNELS if line.what.startswith(one)), None):
            yield self._change(line, channel)
        else:
            second, what = _second(line.what)
            yield self._court(line, f"EOIR:case/{990_000_001 + second}", what)

    def _next(self, kind: str) -> int:
        self._numbered[kind] = self._numbered.get(kind, 0) + 1
        return self._numbered[kind]

    def _call(self, line: Told) -> Piece:
        identity = f"ORR:call/MU{self._next('call')}"
        if line.what in _ATTEMPTS:
            return Piece(
                identity, "", CallAttempted, _when(line) | {"reached": _ATTEMPTS[line.what]}
            )
        return Piece(identity, "", CallAnswered, _when(line) | _ANSWERS[line.what])

    def _desk(self, line: Told) -> Piece:
        """A contact by what came of it, or what came of a red flag and of which paper.

        Or what became of a letter to the address of the stay, or an address that is proposed.
        """
        key = str(self._next("desk"))
        common = {**_when(line), "key": key, "by": "HHS", "role": "child-protection", "duty": ""}
        if found := _OF_ADDRESSES.fullmatch(line.what):
            common["by"] = line.agency
            return _of_an_address(found, f"desk/{key}", common)
        what, _, paper = line.what.removeprefix("at a desk: ").partition(" of ")
        if what in _DECIDED:
            kind, fields = _DECIDED[what]
            return Piece(paper or _STAY, f"desk/{key}", kind, common | {"by": line.agency} | fields)
        about, _, outcome = what.partition(" is ")
        if outcome:
            fields = {"about": about, "outcome": Disposition(outcome)}
            return Piece(paper or _STAY, f"desk/{key}", ConcernDisposed, common | fields)
        outcome, _, lives_there = what.partition(", lives there: ")
        fields = {"outcome": Contact(outcome), "lives_there": Answer(lives_there or "not asked")}
        return Piece(_STAY, f"desk/{key}", ContactAttempted, common | fields)

    def _change(self, line: Told, channel: str) -> Piece:
        text, _, since = line.what.removeprefix(f"{channel} ").partition(", from ")
        facts = _read(text)
        fields: dict[str, Any] = {
            **_when(line),
            "channel": _CHANNELS[channel],
            "status": facts.status,
            "address": text.encode(),
            "filed_on": line.day,
        }
        if since:
            fields["happened_on"] = date.fromisoformat(since)
        return Piece(
            f"{line.agency}:change/MU{self._next('change')}", "", AddressChanged, fields, facts
        )

    def _court(self, line: Told, case: str, what: str) -> Piece:
        nth = self._proceedings.get(case, 0)
        if what in {"case opened", "proceeding opened"}:
            self._proceedings[case] = nth + 1
            return Piece(case, f"proceeding/{case[-1]}{nth + 1}", ProceedingTold, _when(line))
        if what in _COMPLETIONS:
            fields = {"completed_on": line.day} | _COMPLETIONS[what]
            return Piece(case, f"proceeding/{case[-1]}{nth}", ProceedingTold, fields)
        if what == "counsel appears":
            return Piece(case, "counsel/1", CounselTold, _when(line) | {"side": "ALIEN"})
        if what == "counsel appears for DHS":
            return Piece(case, "counsel/2", CounselTold, _when(line) | {"side": "INS"})
        for read in (self._hearing, self._motion, self._address):
            if (piece := read(line, case, what)) is not None:
                return piece
        raise ValueError(f"No timeline knows what this is: {line.what}")

    def _hearing(self, line: Told, case: str, what: str) -> Piece | None:
        nth = self._proceedings.get(case, 0)
        if found := re.fullmatch(r"hearing set for ([\d-]+)", what):
            day = date.fromisoformat(found[1])
            fields = {"hearing_on": day, "proceeding": f"{case[-1]}{nth}"}
            return Piece(case, f"hearing/{day}", HearingTold, _when(line) | fields)
        if found := re.fullmatch(r"hearing of ([\d-]+): ([a-z, ]+)", what):
            outcome = {"adjourned": _OUTCOMES[found[2]], "updated_on": line.day}
            return Piece(case, f"hearing/{found[1]}", HearingTold, outcome)
        if found := re.fullmatch(r"no longer reports the hearing of ([\d-]+)", what):
            return Piece(case, f"hearing/{found[1]}", _Gone, {})
        return None

    def _motion(self, line: Told, case: str, what: str) -> Piece | None:
        found = re.fullmatch(r"motion (.+) (granted|denied|granted and deleted)", what)
        if found is None:
            return None
        fields = {
            "kind": _MOTIONS[found[1]],
            "decision": "D" if found[2] == "denied" else "G",
            "decided_on": line.day,
            "deleted": found[2].endswith("deleted"),
        }
        return Piece(case, f"motion/{self._next('motion')}", MotionTold, fields)

    def _address(self, line: Told, case: str, what: str) -> Piece | None:
        found = re.fullmatch(r"address in the court's books: (.+)", what)
        if found is None:
            return None
        facts = _read(found[1])
        fields = {"address": found[1].encode(), "address_on": line.day, "state": facts.state}
        return Piece(case, f"case/{case.rpartition('/')[2]}", CaseTold, fields, facts)


_DECIDED: dict[str, tuple[type, dict[str, Any]]] = {
    "decides that no notice is issued": (NotToBeIssuedDecided, {}),
    "lets the order stand": (OrderDecided, {"will_ask": False}),
    "asks that the order be taken back": (OrderDecided, {"will_ask": True}),
}

_OF_ADDRESSES = re.compile(r"at a desk: (letter returned from|letter delivered to|proposes) (.+)")


def _of_an_address(found: re.Match[str], part: str, common: dict[str, Any]) -> Piece:
    what, text = found.groups()
    if what == "proposes":
        proposed = {"evidence": Evidence.CONTACT, "status": _read(text).status}
        return Piece(_STAY, part, AddressProposed, common | proposed)
    outcome = Mail.RETURNED if "returned" in what else Mail.DELIVERED
    fields = {"outcome": outcome, "address": text.encode(), "posted_on": common["happened_on"]}
    return Piece(_STAY, part, LetterEnded, common | fields)


def _address_of_record(line: Told) -> Piece:
    text = line.what.removeprefix("address of record ")
    facts = _read(text)
    fields = {**_when(line), "status": facts.status, "address": text.encode()}
    return Piece("ICE:custody/MU1/1", "", AddressOfRecord, fields, facts)


def _concern(line: Told) -> Piece:
    """One concern: its report tells the day and the kind, later rows what came of it."""
    told, _, about = line.what.partition(": ")
    fields: dict[str, Any] = {"status": _STATUSES[told]}
    if about:
        fields |= {**_when(line), "about": about}
    return Piece("ORR:call/MUconcern", "", ConcernReported, fields)


_STATUSES = {
    "concern reported": "pending",
    "concern answered": "certified",
    "concern pending again": "pending",
}


def _second(what: str) -> tuple[int, str]:
    for nth, name in enumerate(("second", "third"), start=1):
        if what.startswith(f"{name} case: "):
            return nth, what.removeprefix(f"{name} case: ")
    return 0, what


def _when(line: Told) -> dict[str, Any]:
    if line.day is None:
        return {"happened_on": None, "undated": Untold.WITHHELD}
    return {"happened_on": line.day, "undated": None}


def _read(text: str) -> AddressFacts:
    parts = _ADDRESS.fullmatch(text)
    if parts is None:
        raise ValueError(f"No timeline knows this address: {text}")
    if parts["line"] is None:  # the court tells no street
        state = None if parts["state"] == "no State" else parts["state"]
        return AddressFacts(AddressStatus.BLANK, state=state, postal_code=parts["zip"])
    return read_address(parts["line"], parts["unit"], parts["state"], parts["zip"])


def _learned(both: tuple[date, Piece]) -> date:
    return both[0]


# --- a row as sent -----------------------------------------------------------------------------


def _assertion(
    piece: Piece, learned: date, sequence: int, kind: type, fields: dict[str, Any]
) -> Assertion:
    place = piece.place or AddressFacts(AddressStatus.BLANK)
    gone = piece.kind is _Gone
    return Assertion(
        identity=piece.identity,
        part=piece.part,
        learned_at=datetime.combine(learned, time(17), UTC),
        learned_on=learned,
        sequence=1_000 + sequence,
        line=1,
        delivery=f"{learned} afterwards {sequence}",
        events=() if gone else _events(piece, kind, fields),
        building=place_token(place.building),
        unit=place_token(place.unit),
        postal_code=place_token(place.postal_code),
    )


def _events(piece: Piece, kind: type, fields: dict[str, Any]) -> tuple[AnyEvent, ...]:
    row = sha256(repr(sorted(fields.items(), key=str)).encode()).digest()[:16]
    common: dict[str, Any] = {"of": piece.identity, "line": 1}
    if issubclass(kind, ToldAtDesk):
        return (cast("AnyEvent", kind(**common, **fields)),)
    if issubclass(kind, CourtRow):
        return (cast("AnyEvent", kind(row=row[:8], key=piece.part, **common, **fields)),)
    return Described(row=row, **common), cast("AnyEvent", kind(**common, **fields))


def place_token(text: str | None) -> bytes | None:
    """What stands in an index of places for a building, a unit or a postal code."""
    return text.encode() if text else None
