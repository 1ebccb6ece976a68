"""Sealed service: a notice is sent to an address that the agency which asked never sees."""

import os
import uuid
from datetime import date, datetime

import msgspec

from amparo.actions.asking import Leave, LookRefused, Question, look, look_at_list
from amparo.actions.changing import ChangeRefused, written_down
from amparo.actions.home import Home, latest_news
from amparo.actions.ingest import settle
from amparo.actions.own_work import NOBODY
from amparo.actions.print_folder import destroy, print_letter
from amparo.clocks.washington import washington_day
from amparo.events import LetterEnded
from amparo.events.desk import Mail
from amparo.ledger import commitment
from amparo.letters import Asked, Certificate, Notice, Outcome, Step, certificate, next_told_on
from amparo.purposes import ROLES, Action, DataClass, Family, Origin, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.labels import Label
from amparo.purposes.matrix import PURPOSES_OF
from amparo.store import children, identities, residences, services, tellings
from amparo.store.live_grants import spend
from amparo.store.models import SealedService, ServiceStep
from amparo.store.residences import HOME, Written
from amparo.store.tellings import Teller
from amparo.words.agencies import Role

OF_SERVICE = (Purpose.NTA_SERVICE, Purpose.COURT_NOTICE)
"""Why a notice may be handed over for sealed service."""

POST = Purpose.ADDRESS_CORRECTION
"""Why the mail room looks: so that notice reaches the child."""

SEES_STEPS = frozenset({Family.ORR, Family.COUNSEL, Family.EOIR, Family.OVERSIGHT})
"""Who sees what the mail room recorded, besides the certificate."""

OPENS = frozenset({Family.COUNSEL, Family.EOIR})
"""Who opens the commitment: the court, and the child's counsel."""

SERVES = frozenset({Family.ORR})
"""Whose mail room it is: it knows the address anyway."""

_COURT = frozenset({DataClass.COURT})
_LISTED = Label(data_class=DataClass.COURT, origin=Origin.COURT, protected=False)
_WORDS = {
    "posted": Outcome.IN_HAND,
    "not sent": Outcome.RETURNED,
    "delivered": Outcome.DELIVERED,
    "returned": Outcome.RETURNED,
}
"""What the certificate says of each step. That nothing could be sent is said as of what came back:
whether an address is held is itself something that HHS knows."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a letter, as ORR, counsel, the court and those who check see it."""

    step: str
    on: date
    recorded_on: date


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """One service as it is shown: the certificate, and to some what stands behind it."""

    certificate: Certificate
    agency: str
    steps: list[Recorded] | None
    told_next_on: date | None


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What opens a commitment. ``address`` empty: none was held, and nothing was sent."""

    service: str
    nonce: str
    address: list[str]
    evidence: list[str]
    commitment: str
    steps: list[Recorded]


class _Kept(msgspec.Struct, frozen=True):
    """What lies encrypted with a step: nonce and address as committed to, evidence, whose name."""

    nonce: str
    address: list[str]
    evidence: list[str]
    name: str


def ask(  # noqa: PLR0917  # who asks, of whom, what and why
    home: Home, asker: Asker, child: str, notice: Notice, purpose: Purpose | None, clock: datetime
) -> Service:
    """Hand a notice over for a child of one's own open duty of service.

    No address is looked for: what is answered, and how long it takes, is the same for every child
    of whom one may ask. The same notice again is the same service, until the certificate says that
    the letter came back. Raises as ``asking.look`` does, and NotRecorded.
    """
    why = purpose or _usual(asker.role, OF_SERVICE)
    question = Question(
        asker=asker,
        command="service ask",
        action=Action.READ,
        purpose=why,
        classes=_COURT,
        asked=notice.digest,
    )
    leave = look(home, question, child, clock)
    spend(leave.grant, clock)
    if leave.grant.purpose not in OF_SERVICE:
        raise LookRefused(f"Refused. A notice is handed over for {' or '.join(OF_SERVICE)} only.")
    row = _taken(home, asker, leave, notice, clock)
    return _shown(home, asker, row, clock)


def _taken(
    home: Home, asker: Asker, leave: Leave, notice: Notice, clock: datetime
) -> SealedService:
    (child,) = leave.grant.children
    members = sorted(children.members([child]).get(child, []))
    with written_down(home, clock, "service ask", asker.person):
        before = services.asked_before(asker.agency, leave.grant.purpose, notice.digest, members)
        if before is not None and _is_to_stand(home, asker, before, clock):
            return before
        secrets = identities.secrets(members)
        if not secrets:
            raise ChangeRefused("nothing-to-seal-under", "The notice could not be kept.")
        identity = min(secrets)
        return services.ask_for(
            home.identity_key(secrets[identity]).encrypt(notice.text),
            identity,
            person=asker.person,
            role=asker.role,
            agency=asker.agency,
            purpose=leave.grant.purpose,
            kind=notice.kind,
            notice=notice.digest,
            asked_on=washington_day(clock),
        )


def _is_to_stand(home: Home, asker: Asker, row: SealedService, clock: datetime) -> bool:
    """Whether the same notice again is the same service: until it is told that it came back.

    It turns on what the certificate says and on nothing else, or asking again would tell more.
    """
    return _shown(home, asker, row, clock).certificate.outcome is not Outcome.RETURNED


def show(home: Home, asker: Asker, number: str, clock: datetime) -> Service:
    """One service: to whoever asked its certificate, to some what was recorded too.

    A service of others, and a number never given, are refused in the same words, once that is
    entered. Raises as ``asking.look`` does.
    """
    row = _seen_by(asker, services.service(number))
    leave = _look(home, asker, "service show", row, clock)
    spend(leave.grant, clock)
    assert row is not None  # noqa: S101  # of none the look is refused
    return _shown(home, asker, row, clock)


def every(
    home: Home, asker: Asker, purpose: Purpose | None, clock: datetime
) -> list[tuple[str, Service]]:
    """The services that the asker may see of the children of their own work, the latest first."""
    question = Question(
        asker=asker,
        command="service list",
        action=Action.LIST,
        purpose=purpose or _usual(asker.role, _WHY),
        classes=_COURT,
    )
    own = [row for row in services.every() if _seen_by(asker, row)]
    child_of = children.memberships({row.identity for row in own})
    rows = [(child_of[row.identity], _LISTED, row) for row in own]
    listed = look_at_list(home, question, rows, clock)
    return [(child_of[row.identity], _shown(home, asker, row, clock)) for row, _ in listed.rows]


def post(home: Home, asker: Asker, number: str, clock: datetime) -> str | None:
    """Choose the address, commit to it, and print the letter for the mail room; gives its folder.

    None: no address can be written to, which is recorded. Printed again, it is the same letter to
    the same address. Raises as ``asking.look`` does, and ChangeRefused for a letter that is over.
    """
    row = _of(asker, services.service(number), SERVES)
    leave = _look(home, asker, "service post", row, clock, purpose=POST, whole=HOME)
    assert row is not None  # noqa: S101  # of none the look is refused
    today = washington_day(clock)
    to = residences.read(leave.grant, clock, today, home.identity_key)
    with written_down(home, clock, "service post", asker.person):
        told = [one.step for one in services.steps(row.pk)]
        if set(told) - {"posted"}:
            raise ChangeRefused("over", f"This letter is {told[-1]} already.")
        if not told:
            _commit(home, asker, row, to, today)
    kept = _kept_of(home, row)
    return str(print_letter(home, row, kept.address, kept.name, today)) if kept.address else None


def _commit(home: Home, asker: Asker, row: SealedService, to: Written | None, today: date) -> None:
    nonce = os.urandom(32)
    lines = list(to.lines) if to is not None else []
    identity = to.identity if to is not None else row.identity
    kept = _Kept(nonce.hex(), lines, list(to.evidence) if to else [], to.name if to else "")
    key = home.identity_key(identities.secrets([identity])[identity])
    services.record(
        identity,
        to.token if to is not None else None,
        key.encrypt(msgspec.json.encode(kept)),
        service=row.pk,
        step="posted" if to is not None else "not sent",
        on=today,
        recorded_on=today,
        person=asker.person,
        commitment=commitment(nonce, "\n".join(lines).encode()).hex(),
    )


def record(  # noqa: PLR0917  # who records what of which letter
    home: Home, asker: Asker, number: str, outcome: Outcome, on: date, clock: datetime
) -> None:
    """Record that a letter was delivered or came back. Raises as ``post`` does.

    From an address whose letter came back no other is sent to.
    """
    row = _of(asker, services.service(number), SERVES)
    location = frozenset({DataClass.LOCATION})
    question = Question(
        asker=asker,
        command="service record",
        action=Action.WRITE,
        purpose=POST,
        classes=location,
    )
    spend(look(home, question, _child_of(row), clock).grant, clock)
    assert row is not None  # noqa: S101  # of none the look is refused
    today = washington_day(clock)
    with written_down(home, clock, "service record", asker.person):
        told = services.steps(row.pk)
        _refuse_unless_next(told, outcome, on, today)
        services.record(
            service=row.pk,
            step=str(outcome),
            on=on,
            recorded_on=today,
            person=asker.person,
            commitment=None,
        )
        _tell(home, asker, row, told, outcome, on, clock)
    destroy(home, row.pk)
    settle(home, clock)


def _tell(  # noqa: PLR0917  # who tells what of which letter
    home: Home,
    asker: Asker,
    row: SealedService,
    told: list[ServiceStep],
    outcome: Outcome,
    on: date,
    clock: datetime,
) -> None:
    """Make what became of the letter a fact of the record that told the address.

    ORR and counsel read it there, and gaps and proposals see it. The agency that asked reads its
    certificate, on its own day. What is recorded anew of one letter corrects what was.
    """
    posted = next(one for one in told if one.step == "posted")
    if posted.identity is None or posted.address is None:
        return
    (name,) = identities.names([posted.identity]).values()
    secret = identities.secrets([posted.identity]).get(posted.identity)
    if secret is None:
        return  # expunged by order: nothing more is kept of it
    before = len(told) > 1
    # A made-up home lives on the day of its latest delivery, and its record knows no later one.
    now = washington_day(latest_news(clock))
    event = LetterEnded(
        of=name,
        line=0,
        happened_on=min(on, now),
        vault=home.identity_key(secret).seal({}),
        key=uuid.uuid4().hex if before else row.pk,
        by=asker.agency,
        role=asker.role,
        duty=row.pk[:_SHORT],
        replaces=row.pk if before else None,
        outcome=Mail(outcome),
        address=bytes(posted.address),
        posted_on=min(posted.on, now),
    )
    teller = Teller(
        person=asker.person,
        role=asker.role,
        agency=asker.agency,
        office=asker.office,
        purpose=POST,
        duty=event.duty,
        learned_at=latest_news(clock),
    )
    tellings.tell(event, posted.identity, None, teller)


_SHORT = 16
"""Of the service's number so much stands where other facts have the name of their duty."""


def _refuse_unless_next(told: list[ServiceStep], outcome: Outcome, on: date, today: date) -> None:
    posted = next((one for one in told if one.step == "posted"), None)
    if posted is None:
        raise ChangeRefused("not-posted", "This letter has not been posted (service post).")
    if told[-1].step == outcome:
        raise ChangeRefused("recorded-already", f"It is recorded as {outcome} already.")
    if not posted.on <= on <= today:
        says = f"The letter was posted on {posted.on}; name a day from then to today."
        raise ChangeRefused("no-such-day", says)


def open_(home: Home, asker: Asker, number: str, clock: datetime) -> Opened:
    """What opens a certificate's commitment: for the court and the child's counsel.

    Raises as ``asking.look`` does, and ChangeRefused where nothing was committed to yet.
    """
    row = _of(asker, services.service(number), OPENS)
    leave = _look(home, asker, "service open", row, clock, whole=HOME)
    spend(leave.grant, clock)
    assert row is not None  # noqa: S101  # of none the look is refused
    kept, told = _kept_of(home, row), services.steps(row.pk)
    text = "\n".join(kept.address).encode()
    return Opened(
        service=row.pk,
        nonce=kept.nonce,
        address=kept.address,
        evidence=kept.evidence,
        commitment=commitment(bytes.fromhex(kept.nonce), text).hex(),
        steps=_recorded(told),
    )


# --- whose it is -------------------------------------------------------------------------------

_WHY = (
    *OF_SERVICE,
    POST,
    Purpose.REPRESENTATION,
    Purpose.LEGAL_SERVICES,
    Purpose.BEST_INTERESTS,
    Purpose.OVERSIGHT,
)
"""Why a service is looked at: the first of these that is a purpose of the asker's role."""


def _usual(role: Role, among: tuple[Purpose, ...]) -> Purpose | None:
    return next((one for one in among if one in PURPOSES_OF[role]), None)


def _of(
    asker: Asker, row: SealedService | None, families: frozenset[Family]
) -> SealedService | None:
    """The service, if it is for the asker's family to see or serve; else as if there were none."""
    return row if ROLES[asker.role].family in families else None


def _seen_by(asker: Asker, row: SealedService | None) -> SealedService | None:
    """The service, if the asker's own agency asked for it, or it is their family's to see."""
    own = row is not None and row.agency == asker.agency
    return row if own else _of(asker, row, SEES_STEPS)


def _child_of(row: SealedService | None) -> str:
    if row is None:
        return NOBODY
    return children.memberships([row.identity]).get(row.identity, NOBODY)


def _look(  # noqa: PLR0917  # who looks at what, and why
    home: Home,
    asker: Asker,
    command: str,
    row: SealedService | None,
    clock: datetime,
    purpose: Purpose | None = None,
    whole: frozenset[Label] = frozenset(),
) -> Leave:
    question = Question(
        asker=asker,
        command=command,
        action=Action.READ,
        purpose=purpose or _usual(asker.role, _WHY),
        classes=None if whole else _COURT,
        whole=whole,
    )
    return look(home, question, _child_of(row), clock)


# --- how it is shown ---------------------------------------------------------------------------


def _shown(home: Home, asker: Asker, row: SealedService, clock: datetime) -> Service:
    told, today = services.steps(row.pk), washington_day(clock)
    asked = Asked(service=row.pk, purpose=row.purpose, notice=row.notice, on=row.asked_on)
    given = certificate(asked, map(_step, told), today, home.signing)
    is_over = given.outcome is not Outcome.IN_HAND
    return Service(
        certificate=given,
        agency=row.agency,
        steps=_recorded(told) if ROLES[asker.role].family in SEES_STEPS else None,
        told_next_on=None if is_over else next_told_on(row.asked_on, today),
    )


def _step(row: ServiceStep) -> Step:
    return Step(outcome=_WORDS[row.step], recorded_on=row.recorded_on, commitment=row.commitment)


def _recorded(told: list[ServiceStep]) -> list[Recorded]:
    return [Recorded(step=one.step, on=one.on, recorded_on=one.recorded_on) for one in told]


def _kept_of(home: Home, row: SealedService) -> _Kept:
    """What was committed to. Raises ChangeRefused where nothing was, or its key was destroyed."""
    for one in services.steps(row.pk):
        if one.ciphertext is not None and one.identity is not None:
            secret = identities.secrets([one.identity]).get(one.identity)
            text = home.identity_key(secret).decrypt(bytes(one.ciphertext)) if secret else None
            if text is not None:
                return msgspec.json.decode(text, type=_Kept)
    says = "Nothing was posted for this service yet, or the record was expunged by order."
    raise ChangeRefused("nothing-to-open", says)
