"""The address a child was released to is blank, undeliverable or lacks a unit."""

from collections.abc import Iterator
from itertools import groupby

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, PRODUCT_CHOICE, Authority
from amparo.events import AddressTold
from amparo.gaps.gap import Found, Gap, Kind, returns, until
from amparo.record import Fact, Record, Stay
from amparo.words.address_codes import DPV, AddressCode
from amparo.words.addresses import AddressStatus
from amparo.words.agencies import Role

OTHER_RECORDS_WITH_UNITS = 3
"""So many other children's records must show units at a building before an address there without
one is called incomplete: most homes have no unit, and a house is a whole address."""

_BY_ITSELF = {
    AddressStatus.BLANK: "blank",
    AddressStatus.UNDELIVERABLE: "undeliverable",
}
_BY_THE_POST = {
    AddressCode.NOT_CONFIRMED: "undeliverable",
    AddressCode.UNIT_MISSING: "incomplete",
    AddressCode.UNIT_UNCONFIRMED: "incomplete",
}


def find(record: Record) -> Iterator[Found]:
    """One for each run of unusable addresses told for one stay."""
    for stay in record.stays:
        yield from _of_stay(record, stay)


def _of_stay(record: Record, stay: Stay) -> Iterator[Found]:
    tellings = enumerate(stay.tellings, start=1)
    runs = [
        (usable, list(run))
        for usable, run in groupby(tellings, key=lambda told: _reason(told[1], record) is None)
    ]
    for place, (usable, run) in enumerate(runs):
        if usable:
            continue
        nth, first = run[0]
        mended = runs[place + 1][1][0][1] if place + 1 < len(runs) else None
        yield _run(record, stay, first, mended, nth)


def _run(record: Record, stay: Stay, first: Fact, mended: Fact | None, nth: int) -> Found:
    """Returning to care closes it too: the child no longer lives at the address.

    It hangs on the telling it began with, counted among all the stay's tellings: whether an earlier
    one lacks a unit is learned of other children, and must not move this finding to another anchor.
    """
    returned = [one for one in returns(record) if one.on > first.on]
    ended, closed_by = until((mended,), returned)
    again = f" {nth}" if nth > 1 else ""
    return Found(
        anchor=f"{stay.identity} address told{again}",
        identity=stay.identity,
        since=first.on,
        until=ended,
        due=FIVE_BUSINESS_DAYS.due(first.on),
        reason=_reason(first, record),
        facts=(first,),
        closed_by=closed_by,
    )


def _reason(telling: Fact, record: Record) -> str | None:
    """Why the address cannot be used; None where it can, as far as we know."""
    if not isinstance(telling.event, AddressTold):
        return None
    status, confirmed = telling.event.status, telling.event.dpv
    if status in _BY_ITSELF or confirmed:
        return _BY_ITSELF.get(status) or _confirmed(confirmed)
    lacks_unit = (
        status is AddressStatus.NO_UNIT and telling.told.building in record.buildings_with_units
    )
    return "incomplete" if lacks_unit else None


def _confirmed(dpv: tuple[str, ...]) -> str | None:
    """What the post itself says, where the agency sent it: it weighs more than other records do."""
    found = {DPV[one] for one in dpv}
    return next((reason for code, reason in _BY_THE_POST.items() if code in found), None)


ADDRESS_UNUSABLE = Gap(
    name="address-unusable",
    kind=Kind.OWED,
    says="The address the child was released to cannot be used.",
    says_es="La dirección a la que se entregó al niño no sirve.",
    means=(
        "The release address is blank, undeliverable, or lacks a unit in a building where at "
        "least three other children's records show units, or where the post's own code, if the "
        "agency bought it, says so. A hearing notice sent there will not "
        "arrive, and the child will be said to have failed to appear."
    ),
    means_es=(
        "La dirección de entrega está en blanco, no admite correo o le falta el apartamento en un "
        "edificio donde al menos otros tres registros lo indican, o donde lo dice el código del "
        "propio correo, si la agencia lo compró. El aviso de audiencia enviado "
        "allí no llegará, y se dirá que el niño no compareció."
    ),
    is_not=(
        "It does not say that the sponsor hid anything: apartment numbers are missing everywhere. "
        "It is mended by asking the sponsor or counsel, and never by a visit of an officer."
    ),
    is_not_es=(
        "No dice que el patrocinador haya ocultado nada: faltan números de apartamento en todas "
        "partes. Se arregla preguntando al patrocinador o al abogado, nunca con la visita de un "
        "agente."
    ),
    harm=(
        "Letters of the court do not arrive. An order of removal may be made in the absence "
        "of a child who never heard of the hearing."
    ),
    harm_es=(
        "Las cartas del tribunal no llegan. Puede dictarse una orden de expulsión en ausencia"
        " de un niño que nunca supo de la audiencia."
    ),
    caution=(
        "A house without a unit is a whole address; a unit is asked for only where at least "
        "three other children's records show units in the same building."
    ),
    caution_es=(
        "Una casa sin apartamento es una dirección completa; solo se pide el apartamento "
        "donde al menos otros tres registros lo indican en el mismo edificio."
    ),
    source=Authority("DHS OIG-25-21 (March 2025), abstract", verified=True),
    clock="Open since the address was told; due after five business days",
    clock_es="Abierto desde que se dio la dirección; vence a los cinco días hábiles",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=(
        "a usable address told for the same stay",
        "the child's return to care, or a new encounter",
    ),
    closes_by_es=(
        "una dirección útil comunicada para la misma estancia",
        "el regreso del niño al cuidado, o un nuevo encuentro",
    ),
    find=find,
)
