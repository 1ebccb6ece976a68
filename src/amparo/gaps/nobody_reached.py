"""Every call after release was due, somebody tried, and nobody was ever reached."""

from collections.abc import Iterator
from datetime import timedelta

from amparo.clocks.deadlines import (
    CALLS_AFTER_RELEASE,
    FIVE_BUSINESS_DAYS,
    PRODUCT_CHOICE,
    Authority,
)
from amparo.gaps.gap import Found, Gap, Kind, flag_until, returns
from amparo.record import Fact, Record, Stay
from amparo.words.agencies import Role

SEVERAL_CALLS = 3
"""So many calls must have been owed: one call that nobody answered is one call."""


def find(record: Record) -> Iterator[Found]:
    """One for each release after which the rule asked for several calls."""
    for stay in record.stays:
        if stay.released is not None:
            yield from _of_stay(record, stay, stay.released)


def _of_stay(record: Record, stay: Stay, released: Fact) -> Iterator[Found]:
    dues = [due for call in CALLS_AFTER_RELEASE if (due := call.due(released.on)) is not None]
    tried = [one for call in record.calls for one in call.attempts if one.on > released.on]
    if len(dues) < SEVERAL_CALLS or not tried:
        return
    first = min(tried, key=lambda one: (one.on, one.identity))
    since = max(dues[-1] + timedelta(days=1), first.on)
    ended, closed_by = flag_until(since, _signs_of_life(record, released))
    yield Found(
        anchor=f"{stay.identity} nobody reached",
        identity=stay.identity,
        since=since,
        until=ended,
        due=FIVE_BUSINESS_DAYS.due(since),
        facts=(released, first),
        closed_by=closed_by,
    )


def _signs_of_life(record: Record, released: Fact) -> list[Fact]:
    """Whatever shows that somebody saw or heard the child or the home since the release."""
    reached = [one for call in record.calls for one in call.reached]
    heard = [one.held for case in record.cases for one in case.hearings if one.held is not None]
    shown = (*reached, *record.contacts, *heard, *returns(record))
    return [one for one in shown if one.on > released.on]


NOBODY_REACHED = Gap(
    name="nobody-reached",
    kind=Kind.RED_FLAG,
    says="Since the release nobody was reached on any of the calls.",
    says_es="Desde la entrega no se ha hablado con nadie en ninguna de las llamadas.",
    means=(
        "All three calls were due, somebody tried, and neither child nor sponsor was ever spoken "
        "with. Child protection tries another way: the school, the provider of services, a letter, "
        "a visit by those who care for the child."
    ),
    means_es=(
        "Las tres llamadas vencieron, alguien lo intentó y nunca se habló ni con el niño ni con el "
        "patrocinador. Protección infantil prueba otra vía: la escuela, el proveedor de servicios, "
        "una carta, una visita de quienes cuidan del niño."
    ),
    is_not=(
        "It does not say that the child is missing: it says that our calls failed. No officer of "
        "DHS is told of it, and no one is sent to look for anybody."
    ),
    is_not_es=(
        "No dice que el niño esté desaparecido: dice que nuestras llamadas fallaron. A ningún "
        "agente del DHS se le informa, y a nadie se manda a buscar a nadie."
    ),
    harm="If something is wrong in the home, nobody outside it has heard the child for weeks.",
    harm_es="Si algo va mal en la casa, nadie de fuera ha oído al niño en semanas.",
    caution=(
        "A fifth to a third of families is not reached in a year. Telephones change, and families "
        "fear unknown numbers. A hearing that somebody came to counts as a sign of life."
    ),
    caution_es=(
        "Cada año no se localiza a entre una quinta y una tercera parte de las familias. Cambian "
        "los teléfonos y se temen los números desconocidos. Una audiencia a la que alguien acudió "
        "cuenta como señal de vida."
    ),
    source=Authority("ORR Policy Guide 2.8.4; HHS OEI-07-21-00250 (February 2024)"),
    clock=(
        "Open from the day after the last of three calls was due; due after five business days; "
        "expires after a year. Not asked of releases before February 2024, which owed one call"
    ),
    clock_es=(
        "Abierto desde el día siguiente al vencimiento de la última de tres llamadas; vence a los "
        "cinco días hábiles; caduca al año. No se aplica a las entregas anteriores a febrero de "
        "2024, que debían una llamada"
    ),
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.CHILD_PROTECTION,
    closes_by=(
        "a call or another contact that reached the child or sponsor",
        "a hearing that somebody came to",
        "the child's return to care, or a new encounter",
        "what child protection records of it",
        "a year",
    ),
    closes_by_es=(
        "una llamada u otro contacto en que se habló con el niño o el patrocinador",
        "una audiencia a la que alguien acudió",
        "el regreso del niño al cuidado, o un nuevo encuentro",
        "lo que protección infantil anota de ello",
        "un año",
    ),
    find=find,
)
