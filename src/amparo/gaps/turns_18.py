"""The child turns 18 soon: a plan is owed beforehand."""

from collections.abc import Iterator
from datetime import date, timedelta

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.gaps.gap import Found, Gap, Kind, adult_from, returns, until_day
from amparo.record import Fact, Record, Stay
from amparo.words.agencies import Role

AHEAD = timedelta(days=60)
"""So long before the month of the birthday a plan is begun. Product choice."""

_ONE_DAY = timedelta(days=1)


def find(record: Record) -> Iterator[Found]:
    """One for a stay in care, and one for the time after a release."""
    for stay in record.stays:
        if stay.turns_18_in is None:
            continue
        if stay.admitted is not None:
            ends = (stay.discharged,) if stay.discharged else ()
            yield _of(stay, stay.turns_18_in, stay.admitted, "in care", ends)
        if stay.released is not None:
            released = stay.released
            back = tuple(one for one in returns(record) if one.on > released.on)
            yield _of(stay, stay.turns_18_in, released, "released", back)


def _of(stay: Stay, month: date, began: Fact, where: str, ends: tuple[Fact, ...]) -> Found:
    ended, closed_by = until_day(adult_from(stay), ends)
    return Found(
        anchor=f"{stay.identity} turns 18 {where}",
        identity=stay.identity,
        since=max(began.on, month - AHEAD),
        until=ended,
        due=month - _ONE_DAY,
        reason=where,
        facts=(began,),
        closed_by=closed_by,
    )


TURNS_18 = Gap(
    name="turns-18",
    kind=Kind.OWED,
    says="The child turns 18 within about two months, and a plan is owed.",
    says_es="El niño cumple 18 años en unos dos meses y se le debe un plan.",
    means=(
        "In care, HHS and the child make a plan for the day after: where to live, with whom, and "
        "that custody of adults is not the only way. After a release, services end and counsel "
        "looks at what must be filed before the birthday."
    ),
    means_es=(
        "En el programa, el HHS y el niño hacen un plan para el día siguiente: dónde vivir, con "
        "quién, y que la custodia de adultos no es la única vía. Tras una entrega, los servicios "
        "terminan y el abogado mira qué hay que presentar antes del cumpleaños."
    ),
    is_not=(
        "It is no list of birthdays, and nothing at ICE: only the month is known here, and only to "
        "ORR and counsel. Nobody is to be waiting for the child on that day."
    ),
    is_not_es=(
        "No es una lista de cumpleaños ni existe en el ICE: aquí solo se conoce el mes, y solo "
        "para la ORR y el abogado. Nadie debe estar esperando al niño ese día."
    ),
    harm=(
        "Without a plan a child goes from a shelter to a cell on the morning of the birthday; or "
        "loses relief that had to be asked for the day before."
    ),
    harm_es=(
        "Sin plan, el niño pasa del albergue a una celda la mañana de su cumpleaños; o pierde una "
        "protección que había que pedir el día antes."
    ),
    caution=(
        "It rests on the birth date that the care provider believes. The first of January is often "
        "written where none is known, and an age in dispute is not settled by a calendar."
    ),
    caution_es=(
        "Se apoya en la fecha de nacimiento que el programa da por cierta. A menudo se escribe el "
        "primero de enero cuando no se sabe, y una edad en disputa no la decide un calendario."
    ),
    source=Authority("8 USC 1232(c)(2)(B)", verified=True),
    clock="Open from sixty days before the month of the birthday; due the day before that month",
    clock_es="Abierto desde sesenta días antes del mes del cumpleaños; vence la víspera de ese mes",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=(
        "in care: the child's discharge",
        "released: the child's return to care, or a new encounter",
        "the month in which the child turned 18 being over",
    ),
    closes_by_es=(
        "en el programa: la salida del niño",
        "entregado: el regreso del niño al cuidado, o un nuevo encuentro",
        "el fin del mes en que cumplió 18 años",
    ),
    find=find,
)
