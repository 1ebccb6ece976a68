"""Takes down a fact that a person tells at a desk for a duty of theirs, and looks again at once."""

import uuid
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from amparo.actions.asking import LookRefused, Question, look
from amparo.actions.correcting import ToTell, tell_desks, whom_to_tell
from amparo.actions.home import Home, latest_news
from amparo.actions.ingest import settle
from amparo.actions.lists import finding_of_duty, today
from amparo.actions.standings import told_for
from amparo.duties import CARDS, duty_name, finding_name, owners_of, part_of
from amparo.events import ConcernDisposed, ToldAtDesk
from amparo.purposes import Action, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.labels import labels_of, vault_label
from amparo.store import children, findings, identities, outgoing, records, tellings
from amparo.store.models import Finding
from amparo.store.tellings import Teller

OLDEST = timedelta(days=365)
"""How long ago what is told may have been. Product choice: it catches mistyped years."""


class FactRefused(Exception):
    """A fact that cannot be taken down as it was told. The message says what to tell otherwise."""


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What is told: of which kind, for which duty, when it was so.

    ``says`` are the kind's own fields in words; ``vault`` identifying values, which are encrypted.
    ``replaces`` names the telling that it corrects; ``taken_back``: that one was not so at all.
    """

    kind: type[ToldAtDesk]
    duty: str
    on: date | None = None
    says: dict[str, Any] = {}
    vault: dict[str, str] = {}
    replaces: str | None = None
    taken_back: bool = False


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken down, by its own key, and whether what its duty is about has ended by it.

    ``to_tell`` are those who were shown what a correction corrects; those with a duty of it get a
    message, and all are named here so that somebody tells them.
    """

    key: str
    fact: str
    on: date
    duty: str
    gap: str
    ended: bool
    taken_back: bool = False
    to_tell: tuple[ToTell, ...] = ()


class _About(msgspec.Struct, frozen=True):
    """What a telling is about: the finding, whose child, and why the teller may tell of it."""

    finding: Finding
    child: str
    purpose: Purpose


def tell(home: Home, asker: Asker, telling: Telling, clock: datetime) -> Recorded:
    """Take it down, seal it, and look at the child again, so that its duties close at once.

    Raises FactRefused for what cannot be taken down; LookRefused, once that is written down,
    where the asker has no such duty or may not record such a fact; NotAccounted and NotSettled.
    """
    now = today(clock)
    _refuse_day(telling.on or now, now)
    about = _about(asker, telling, now)
    if about is None:
        # Of a duty that is nobody's, another's or that takes no such fact the same is said.
        raise _no_such_duty(home, asker, clock)
    event, ciphertext = _event(home, asker, telling, about, telling.on or now)
    question = _question(asker, telling, event, about.purpose)
    teller = _teller(asker, telling, about.purpose, clock)

    to_tell = _to_tell(asker, telling, about)

    def enter() -> None:
        tellings.tell(event, about.finding.identity, ciphertext, teller)
        tell_desks(about.finding, to_tell, now)

    # Whoever sends has the outbox first and then the child's account: in the other order each of
    # the two could wait for the other.
    look(home, question, about.child, clock, enter, first=outgoing.one_at_a_time)
    settle(home, clock)
    return _recorded(event, about.finding, now, to_tell)


def _to_tell(asker: Asker, telling: Telling, about: _About) -> tuple[ToTell, ...]:
    """Of a correction: who was shown the child since the first telling of what it corrects.

    DHS corrects what it told itself, and is not told who cares for the child.
    """
    if telling.replaces is None or records.is_dhs(asker.role):
        return ()
    told = told_for([telling.duty]).get(telling.duty, [])
    first = next((row for row, event in told if event.key == telling.replaces), None)
    if first is None:
        return ()
    return whom_to_tell(about.child, first.entry, asker.person)


def _about(asker: Asker, telling: Telling, now: date) -> _About | None:
    finding = finding_of_duty(telling.duty, now)
    if finding is None or asker.role not in owners_of(finding.gap):
        return None
    own = duty_name(finding_name(finding.gap, finding.anchor), asker.role)
    if own != telling.duty or telling.kind not in CARDS[finding.gap].takes:
        return None
    child = children.memberships([finding.identity])[finding.identity]
    return _About(finding, child, part_of(finding.gap, asker.role).purpose)


def _no_such_duty(home: Home, asker: Asker, clock: datetime) -> Exception:
    question = Question(asker=asker, command="tell", action=Action.WRITE)
    with suppress(LookRefused):
        look(home, question, "", clock)  # of nobody: it is refused, and that is written down
    says = "You have no duty of this name that takes such a fact (amparo duties list)."
    return LookRefused(f"{says} Nothing was recorded.")


def _question(asker: Asker, telling: Telling, event: ToldAtDesk, purpose: Purpose) -> Question:
    whole = labels_of(event) | {vault_label(event, name) for name in telling.vault}
    return Question(
        asker=asker,
        command="tell",
        action=Action.WRITE,
        purpose=purpose,
        classes=frozenset(one.data_class for one in whole),
        whole=whole,
        ended_too=True,
    )


def _teller(asker: Asker, telling: Telling, purpose: Purpose, clock: datetime) -> Teller:
    return Teller(
        person=asker.person,
        role=asker.role,
        agency=asker.agency,
        office=asker.office,
        purpose=purpose,
        duty=telling.duty,
        learned_at=latest_news(clock),
    )


def _event(
    home: Home, asker: Asker, telling: Telling, about: _About, on: date
) -> tuple[ToldAtDesk, bytes | None]:
    """The event, and what it keeps in the vault of the identity on which the finding hangs."""
    (name,) = identities.names([about.finding.identity]).values()
    _, secret = identities.number([name])[name]
    if secret is None:
        raise FactRefused("This record was expunged by order; nothing more is kept of it.")
    key = home.identity_key(secret)
    commitment = key.seal(telling.vault)
    of_all = {
        "of": name,
        "line": 0,
        "happened_on": on,
        "vault": commitment,
        "key": uuid.uuid4().hex,
        "by": asker.agency,
        "role": asker.role,
        "duty": telling.duty,
        "replaces": _replaced(telling),
        "taken_back": telling.taken_back,
    }
    if telling.kind is ConcernDisposed:
        of_all["about"] = about.finding.gap
    return _made(telling, of_all), key.sealed.get(commitment)


def _made(telling: Telling, of_all: dict[str, Any]) -> ToldAtDesk:
    try:
        event = telling.kind(**telling.says | of_all)
        return msgspec.convert(msgspec.to_builtins(event), telling.kind)
    except (TypeError, msgspec.ValidationError) as wrong:
        raise FactRefused(f"It cannot be taken down so: {wrong}. Nothing was recorded.") from None


def _replaced(telling: Telling) -> str | None:
    """The telling that is corrected: one of the same kind, told for the same duty."""
    if telling.replaces is None:
        return None
    told = told_for([telling.duty]).get(telling.duty, [])
    if not any(_is_named(event, telling) for _, event in told):
        says = "There is no such fact of this kind told for the duty (amparo duties show)."
        raise FactRefused(f"{says} Nothing was recorded.")
    return telling.replaces


def _is_named(event: ToldAtDesk, telling: Telling) -> bool:
    return event.key == telling.replaces and type(event) is telling.kind


def _refuse_day(on: date, now: date) -> None:
    if not now - OLDEST <= on <= now:
        says = f"{on} is not between {now - OLDEST} and {now}, the day that is now."
        raise FactRefused(f"{says} Nothing was recorded.")


def _recorded(
    event: ToldAtDesk, finding: Finding, now: date, to_tell: tuple[ToTell, ...]
) -> Recorded:
    return Recorded(
        key=event.replaces or event.key,
        fact=str(type(event).__struct_config__.tag),
        on=event.happened_on or now,
        duty=event.duty,
        gap=finding.gap,
        ended=not findings.is_open(finding.gap, finding.anchor, now),
        taken_back=event.taken_back,
        to_tell=to_tell,
    )
