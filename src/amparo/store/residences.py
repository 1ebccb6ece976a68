"""Reads where a child can be written to. It takes a grant to the child's home, and nothing else."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

import msgspec

from amparo.events import Sealed
from amparo.gaps import OTHER_RECORDS_WITH_UNITS
from amparo.purposes import Action, DataClass, Origin
from amparo.purposes.labels import Label
from amparo.record import SourceRecord, fold, source_records
from amparo.record.residence import Residence, Told, evidence, residence, token
from amparo.store import assertions, children, deliveries, identities
from amparo.store import evidence as shown
from amparo.store.live_grants import GrantNotGood, LiveGrant, spend
from amparo.store.vault import IdentityKey

HOME = frozenset(
    Label(data_class=data_class, origin=Origin.HHS, protected=False)
    for data_class in (DataClass.IDENTITY, DataClass.LOCATION)
)
"""What a grant must open to be told where a child lives, by whatever agency's books."""

_LINES = ("address_line", "unit", "city", "state", "zip")
_NAMES = ("given_names", "surnames")


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """An address as it is written on an envelope, what it rests on, and the record that told it."""

    identity: int
    token: bytes
    name: str
    lines: tuple[str, ...]
    evidence: tuple[str, ...]


def read(
    grant: LiveGrant, now: datetime, today: date, key_of: Callable[[bytes], IdentityKey]
) -> Written | None:
    """The best-evidenced address of the grant's child; None where there is none to write to.

    Raises GrantNotGood for a grant that is for something else, forged, used or expired.
    """
    good = spend(grant, now)
    if good.action is not Action.READ or len(good.children) != 1 or not good.labels >= HOME:
        raise GrantNotGood("This grant does not open where a child lives. Nothing was shown.")
    (child,) = good.children
    members = children.members([child]).get(child, [])
    heard = deliveries.heard()
    told = assertions.assertions(members, heard)
    records = source_records(one for group in told.values() for one in group)
    names = identities.names(members)
    record = fold(records, buildings_with_units=_with_units(records, set(members)))
    best = residence(record, today)
    return _written(best, records, names, key_of) if best is not None else None


def _with_units(records: Iterable[SourceRecord], own: set[int]) -> frozenset[bytes]:
    """The buildings named here at which enough other children's records show units."""
    named = {version.building for one in records for version in one.versions if version.building}
    units = shown.units_shown(named, deliveries.heard())
    return frozenset(
        building
        for building, told in units.items()
        if len({who for _, who in told} - own) >= OTHER_RECORDS_WITH_UNITS
    )


def _written(
    best: Residence,
    records: Iterable[SourceRecord],
    names: dict[int, str],
    key_of: Callable[[bytes], IdentityKey],
) -> Written | None:
    (identity,) = (number for number, name in names.items() if name == best.told.identity)
    secret = identities.secrets([identity]).get(identity)
    event = best.told.event
    if secret is None or not isinstance(event, Told):
        return None  # it was expunged by order: there is nothing left to write to
    vault = identities.opened({identity: key_of(secret)})
    fields = vault.get(event.vault, {})
    lines = tuple(fields[name] for name in _LINES if fields.get(name))
    if not lines:
        return None
    return Written(
        identity=identity,
        token=token(event),
        name=_name(best, list(records), names, key_of),
        lines=lines,
        evidence=tuple(evidence(best)),
    )


def _name(
    best: Residence,
    records: list[SourceRecord],
    names: dict[int, str],
    key_of: Callable[[bytes], IdentityKey],
) -> str:
    """The child's name as the record that told the address has it, else as HHS's or another does.

    A court's record has no name, and a proposed address hangs on any record. Empty: nobody told it.
    """
    numbers = {name: number for number, name in names.items()}
    held = sorted(
        {one.identity for one in records if one.identity in numbers},
        key=lambda name: (name != best.told.identity, not name.startswith("ORR:"), name),
    )
    secrets = identities.secrets([numbers[name] for name in held])
    for name in held:
        number = numbers[name]
        keys = {number: key_of(secrets[number])} if number in secrets else {}
        vault = identities.opened(keys)
        if found := _named(name, records, vault):
            return found
    return ""


def _named(
    identity: str, records: Iterable[SourceRecord], vault: dict[bytes, dict[str, str]]
) -> str:
    for record in records:
        for event in record.current.events if record.identity == identity else ():
            fields = vault.get(event.vault, {}) if isinstance(event, Sealed) else {}
            if named := " ".join(fields[one] for one in _NAMES if fields.get(one)):
                return named
    return ""
