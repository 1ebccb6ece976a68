"""The child left care by themselves, and nobody has told that the child is safe."""

from collections.abc import Iterator

from amparo.clocks.deadlines import RUNAWAY_TOLD, Authority
from amparo.events import Discharged
from amparo.gaps.gap import Found, Gap, Kind, adult_from, returns, until_day
from amparo.record import Fact, Record, Stay
from amparo.words.agencies import Role
from amparo.words.vocabularies import RAN_AWAY


def find(record: Record) -> Iterator[Found]:
    """One for each stay that ended so."""
    for stay in record.stays:
        if stay.discharged is not None and _ran_away(stay.discharged):
            yield _of_stay(record, stay, stay.discharged)


def _ran_away(discharged: Fact) -> bool:
    event = discharged.event
    return isinstance(event, Discharged) and event.how in RAN_AWAY


def _of_stay(record: Record, stay: Stay, left: Fact) -> Found:
    seen = [one for one in _seen_again(record) if one.on > left.on]
    ended, closed_by = until_day(adult_from(stay), seen)
    return Found(
        anchor=f"{stay.identity} ran away",
        identity=stay.identity,
        since=left.on,
        until=ended,
        due=RUNAWAY_TOLD.due(left.on),
        facts=(left,),
        closed_by=closed_by,
    )


def _seen_again(record: Record) -> Iterator[Fact]:
    """Whatever shows that somebody saw or heard the child: care, custody, a call, the court."""
    yield from returns(record)
    yield from (one.booked_in for one in record.custody if one.booked_in is not None)
    yield from (one for call in record.calls for one in call.reached)
    yield from record.contacts
    for case in record.cases:
        yield from (one.held for one in case.hearings if one.held is not None)


RUNAWAY_FROM_CARE = Gap(
    name="runaway-from-care",
    kind=Kind.OWED,
    says="The child ran away from care, and nobody has told that the child is safe.",
    says_es="El niño huyó del programa y nadie ha dicho que esté a salvo.",
    means=(
        "The care provider says that the child left by themselves, and nothing told since shows "
        "the child in anybody's care. The provider tells the police, NCMEC and ORR, and writes "
        "down that it did."
    ),
    means_es=(
        "El programa dice que el niño se fue por su cuenta y nada posterior lo muestra al cuidado "
        "de nadie. El programa avisa a la policía, al NCMEC y a la ORR, y lo anota."
    ),
    is_not=(
        "It does not say that the child is missing: that word is for a report to the police or "
        "NCMEC. It is no reason to bring anyone into custody."
    ),
    is_not_es=(
        "No dice que el niño esté desaparecido: esa palabra es para una denuncia ante la policía o "
        "el NCMEC. No es razón para detener a nadie."
    ),
    harm="A child alone in an unknown city is within reach of those who make children work.",
    harm_es="Un niño solo en una ciudad desconocida está al alcance de quienes explotan a niños.",
    caution=(
        "Many come back the same night, and the return may be told as a new admission days later. "
        "The code is used for a child who walked to a relative, too."
    ),
    caution_es=(
        "Muchos vuelven esa misma noche, y el regreso puede figurar días después como ingreso "
        "nuevo. El código se usa también para quien se fue con un familiar."
    ),
    source=Authority("ORR Policy Guide 5.8 (from memory); DHS OIG-25-21, abstract"),
    clock="Open since the child left; due on the same day: four hours, told in days",
    clock_es="Abierto desde que se fue; vence el mismo día: cuatro horas, contadas en días",
    clock_source=RUNAWAY_TOLD.source,
    owed_by=Role.CASE_MANAGER,
    closes_by=(
        "the child's return to care, a new encounter, or a stay in custody",
        "a contact that reached the child or family, or a hearing that somebody came to",
        "the month in which the child turned 18 being over",
    ),
    closes_by_es=(
        "el regreso del niño al cuidado, un nuevo encuentro o una estancia en custodia",
        "un contacto con el niño o la familia, o una audiencia a la que alguien acudió",
        "el fin del mes en que cumplió 18 años",
    ),
    find=find,
)
