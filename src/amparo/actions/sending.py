"""Sends what has woken: first accounted for in the ledger, then handed over, then noted."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby

import msgspec
from django.db import transaction

from amparo.actions.asking import accounted
from amparo.actions.home import OUTBOX, Home
from amparo.actions.outgoing import tell_what_comes_next
from amparo.actions.receipts import take_receipts
from amparo.actions.standings import standings
from amparo.clocks.washington import washington_day
from amparo.disclosures import Disclosed
from amparo.duties import duty_name, finding_name
from amparo.duties.desks import Desk, purpose_at, whose
from amparo.duties.telling import Kind, Message, State
from amparo.ledger import canonical_json
from amparo.outbox import Folder, Sender, seal_envelope, wait_after
from amparo.purposes import Action, DataClass, Facts, Nexus, Origin, Policies, Purpose, in_force
from amparo.purposes.matrix import TIES
from amparo.purposes.opening import Opened, classes_of, opened
from amparo.store import children, disclosures, findings, outgoing, people, policy_sets, records
from amparo.store.bulk import portions
from amparo.store.models import Finding
from amparo.store.models import Message as Row
from amparo.store.one_at_a_time import one_sender
from amparo.words.agencies import Agency, Role

_AT_ONCE = 500
"""Messages that one entry of the ledger accounts for."""

_NOTED_AT_ONCE = 50
"""Messages handed over before it is noted: as many may be handed over twice after a crash."""


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the outbox in one run.

    ``nobody_there``: messages that wait because nobody in date sits at the desk. ``not_told``: not
    so any more, or not for that desk to know.
    """

    sent: int = 0
    not_told: int = 0
    nobody_there: int = 0
    failed: int = 0
    dead: int = 0
    received: int = 0


def folder_of(home: Home) -> Folder:
    """The file sender of a home."""
    return Folder(home.outbox)


def send(home: Home, clock: datetime, today: date, sender: Sender | None = None) -> Sent:
    """Send what has woken by ``today``, and what an earlier run accounted for and did not send.

    Raises NotAccounted where the ledger could not be written: then nothing new leaves. Whoever
    gets a message twice knows it by its id: a crash may come between sending and noting it.
    """
    counted: Counter[str] = Counter()
    for desk, purpose, rows in _by_desk(outgoing.due(today)):
        counted += _account(clock, today, desk, purpose, rows)
    home.sequence(clock)
    out = sender or folder_of(home)
    with one_sender():
        for portion in portions(list(outgoing.to_send(clock)), _NOTED_AT_ONCE):
            counted += _hand_over(home, clock, out, portion)
        counted["received"] = take_receipts(home, clock)
    return Sent(**counted)


# --- accounted for -----------------------------------------------------------------------------


def _by_desk(rows: Iterable[Row]) -> Iterator[tuple[Desk, Purpose, list[Row]]]:
    """The messages of each desk and purpose in portions; DHS's come last."""

    def place(row: Row) -> tuple[bool, Desk, Purpose]:
        desk = Desk(Agency(row.agency), Role(row.role))
        return desk.is_dhs, desk, _purpose(row)

    for (_, desk, purpose), group in groupby(sorted(rows, key=place), place):
        for portion in portions(group, _AT_ONCE):
            yield desk, purpose, portion


def _account(
    clock: datetime, today: date, desk: Desk, purpose: Purpose, rows: list[Row]
) -> Counter[str]:
    """One entry of the ledger for what a desk is told for one purpose, in each child's account."""
    day = washington_day(clock)
    seated, trained = people.at_desk(desk.role, day)
    if not seated:
        return Counter(nobody_there=len(rows))
    policies = in_force(day)
    request = _request(desk, purpose, trained=trained)
    found = opened(request, policies)
    with accounted():
        policy_sets.keep(policies)
        with disclosures.recording(OUTBOX):
            outgoing.one_at_a_time()
            there = outgoing.still_waiting(rows)
            told = _worth_telling(there, desk, found, today)
            outgoing.forget({one.pk for one in there} - {one.pk for one in told})
            _enter(told, desk, request, found, policies, clock)
    return Counter(not_told=len(there) - len(told))


def _purpose(row: Row) -> Purpose:
    """For which purpose a desk is told of something: its part's, or that of the look it is about.

    Of a look the same purpose as then: whoever was shown it for that is told for that.
    """
    look = outgoing.look_of(row)
    if look is not None:
        return disclosures.purpose_of(look)
    return purpose_at(row.gap, Role(row.role))


def _request(desk: Desk, purpose: Purpose, *, trained: bool) -> Facts:
    """What the rules are asked: as if whoever sits there listed the desk's own duties.

    What ties them is the duty, or where a purpose knows no duty, the work that it knows.
    """
    ties = TIES[purpose]
    tied_by = {Nexus.DUTY} if Nexus.DUTY in ties else ties
    return Facts(
        role=desk.role,
        purpose=purpose,
        data_class=DataClass.IDENTITY,
        action=Action.LIST,
        origin=Origin.HHS,
        **{str(nexus): nexus in tied_by for nexus in Nexus},
        credentials_in_date=True,
        training_in_date=trained,
        approved=False,
        exigent=False,
        two_person=False,
        no_counsel=False,
        protected_1367=True,
    )


def _worth_telling(rows: list[Row], desk: Desk, found: Opened, today: date) -> list[Row]:
    """What is so today and may be told to the desk, as a list of its duties would."""
    known = outgoing.known_now(rows)
    decided = _decided(rows, desk)
    return [
        row
        for row in rows
        if row.pk not in decided
        and _may_be_told(row, known.get((row.gap, row.anchor)), desk, found, today)
    ]


def _decided(rows: list[Row], desk: Desk) -> set[str]:
    """Those that would raise what its owner has ended by decision, or by the fact it asked for."""
    raised = [(row, whose(row.gap, desk.role)) for row in rows if row.kind == Kind.OPENED]
    names = {_duty(row, owner): (row, owner) for row, owner in raised if owner is not desk.role}
    stand = standings({name: (row.gap, owner) for name, (row, owner) in names.items()})
    return {names[name][0].pk for name, one in stand.items() if one.closed_on is not None}


def _duty(row: Row, owner: Role) -> str:
    return duty_name(finding_name(row.gap, row.anchor), owner)


def _may_be_told(row: Row, finding: Finding | None, desk: Desk, found: Opened, today: date) -> bool:
    if row.kind == Kind.RECORD_CORRECTED:
        return True  # who is told of a record that was two children's was decided with the ruling
    if row.kind == Kind.CORRECTED or finding is None:
        # Whoever was told is told that it was wrong, and no more than that.
        return row.kind == Kind.CORRECTED and finding is None
    if not records.is_shown_to(desk.role, row.gap):
        return False
    is_open = finding.since <= today and (finding.until is None or today < finding.until)
    if row.kind != Kind.FACT_CORRECTED and is_open is not (row.kind == Kind.OPENED):
        return False
    # The fact that closed it is among its facts: what HHS told of it keeps DHS from being told.
    label = records.label_of(row.gap, findings.read_facts(finding.facts))
    return label in found.labels and not (desk.is_dhs and label.origin is Origin.HHS)


def _enter(  # noqa: PLR0917  # what is told, to whom, and all that it was decided on
    told: list[Row],
    desk: Desk,
    request: Facts,
    found: Opened,
    policies: Policies,
    clock: datetime,
) -> None:
    if not told:
        return
    day = washington_day(clock)
    child_of = children.memberships({one.identity for one in told})
    says = Disclosed(
        id=uuid.uuid4().hex,
        at=clock,
        answer="grant",
        action=Action.LIST,
        command=f"{OUTBOX} send",
        person=OUTBOX,
        role=desk.role,
        agency=desk.agency,
        office=f"the desk of {desk.role}",
        purpose=request.purpose,
        classes=classes_of(found.labels),
        rules=found.rules,
        because="",
        digest=policies.digest,
        requests=(msgspec.structs.asdict(request),),
        # Which messages they were: their numbers tell of nobody.
        asked=sha256(canonical_json(sorted(one.pk for one in told))).hexdigest(),
        hits=len(told),
    )
    entry = disclosures.write(says, child_of.values(), day)
    outgoing.account_for([one.pk for one in told], entry, day)
    which = {(one.gap, one.anchor, one.role) for one in told}
    tell_what_comes_next(which, {one.identity for one in told})


# --- handed over -------------------------------------------------------------------------------


def _hand_over(home: Home, clock: datetime, sender: Sender, rows: list[Row]) -> Counter[str]:
    """Hand some messages over, and then note what became of each; how many of which."""
    tried = [(row, _problem(home, sender, row)) for row in rows]
    with transaction.atomic():
        outgoing.note_sent([row.pk for row, problem in tried if problem is None])
        became = [_failed(row, problem, clock) for row, problem in tried if problem is not None]
    return Counter([*became, *["sent"] * (len(tried) - len(became))])


def _problem(home: Home, sender: Sender, row: Row) -> OSError | None:
    """Hand one message over; why that could not be done, if it could not."""
    try:
        sender.send(Desk(Agency(row.agency), Role(row.role)), row.pk, envelope_of(home, row))
    except OSError as failed:
        return failed
    return None


def envelope_of(home: Home, row: Row) -> bytes:
    """The bytes of a message that is accounted for, the same whenever they are asked for."""
    kind, subject = _said(row)
    message = Message(
        id=row.pk,
        kind=kind,
        role=Role(row.role),
        agency=Agency(row.agency),
        purpose=_purpose(row),
        subject=subject,
        gap=row.gap or None,
    )
    assert row.told_on is not None  # noqa: S101  # only what is accounted for is asked for
    return seal_envelope(message, row.told_on, home.signing)


def _said(row: Row) -> tuple[Kind, str]:
    """What is said, and of what: the duty by its name, or the look by its entry."""
    kind, look = Kind(row.kind), outgoing.look_of(row)
    if look is not None:
        return kind, str(look)
    owner = whose(row.gap, Role(row.role))
    is_raised = kind is Kind.OPENED and owner is not Role(row.role)
    return Kind.RAISED if is_raised else kind, _duty(row, owner)


def _failed(row: Row, failed: OSError, clock: datetime) -> str:
    attempts = row.attempts + 1
    wait = wait_after(attempts)
    # The reason's number and not its text: that holds paths, and a sender's may hold more.
    problem = f"attempt {attempts}: {type(failed).__name__} {failed.errno or ''}".strip()
    state = State.DEAD if wait is None else State.ACCOUNTED
    next_try_at = clock + wait if wait else None
    outgoing.note(row.pk, attempts=attempts, problem=problem, state=state, next_try_at=next_try_at)
    return "dead" if wait is None else "failed"
