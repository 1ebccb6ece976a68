"""Somebody told an agency that the child moved, and the court was not told."""

from collections.abc import Iterator
from datetime import timedelta

from amparo.clocks.deadlines import CHANGE_OF_ADDRESS, Authority
from amparo.events import AddressChanged, Answer, CallAnswered
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Fact, Open, Record
from amparo.record.cases import joined
from amparo.record.changes import filed
from amparo.words.agencies import Role
from amparo.words.vocabularies import AR_11, COUNSEL, EOIR_33, ORR_CALL, SPONSOR

FILED_AHEAD = timedelta(days=30)
"""A form filed so long before a move was told of is taken to be about that move. Product choice:
families file before they move, and tell ORR after."""

_NO_NOTICE_TO_THE_COURT = frozenset({ORR_CALL, SPONSOR, COUNSEL, AR_11})


def find(record: Record) -> Iterator[Found]:
    """One for each telling, while a case of the child is open."""
    if not record.cases:
        return
    times = _open_times(record)
    for telling in _tellings(record):
        covering = (one for one in times if one.until is None or telling.on < one.until)
        time = next(covering, None)
        if time is not None:
            yield _of(record, telling, time)


def _of(record: Record, telling: Fact, time: Open) -> Found:
    since = max(telling.on, time.since)
    ended, closed_by = until(_notices(record, telling), (time.ended,))
    return Found(
        anchor=f"{telling.identity} not filed",
        identity=telling.identity,
        since=since,
        until=ended,
        due=CHANGE_OF_ADDRESS.due(since),
        facts=(telling,),
        closed_by=closed_by,
    )


def _tellings(record: Record) -> Iterator[Fact]:
    for call in record.calls:
        if call.answered is not None and _says_elsewhere(call.answered):
            yield call.answered
    for change in record.changes:
        event = change.event
        if isinstance(event, AddressChanged) and event.channel in _NO_NOTICE_TO_THE_COURT:
            yield change


def _says_elsewhere(answered: Fact) -> bool:
    event = answered.event
    return (
        isinstance(event, CallAnswered)
        and event.address_matches is Answer.NO
        and event.change_filed is not Answer.YES
    )


def _notices(record: Record, telling: Fact) -> Iterator[Fact]:
    """What tells that the court knows: its form, the family's word for it, its own books."""
    for change in record.changes:
        form = filed(change)
        is_the_form = isinstance(form.event, AddressChanged) and form.event.channel == EOIR_33
        if is_the_form and form.on >= telling.on - FILED_AHEAD:
            yield form
    for call in record.calls:
        answered = call.answered
        if answered is not None and answered.on > telling.on and _says_filed(answered):
            yield answered
    for case in record.cases:
        yield from (one for one in case.addresses if one.on >= telling.on)


def _says_filed(answered: Fact) -> bool:
    event = answered.event
    return isinstance(event, CallAnswered) and event.change_filed is Answer.YES


def _open_times(record: Record) -> list[Open]:
    """The times in which any case of the child is open, those that touch taken together."""
    times = (one for case in record.cases for one in case.open)
    return joined(sorted(times, key=lambda one: (one.since, one.opened.identity)))


ADDRESS_TOLD_NOT_FILED = Gap(
    name="address-told-not-filed",
    kind=Kind.DUE_PROCESS,
    says="An agency was told that the child moved, and no form for the court was filed.",
    says_es="Se dijo a una agencia que el niño se mudó y no consta formulario ante el tribunal.",
    means=(
        "On a call, from the sponsor, from counsel or by another agency's form we heard of a "
        "new address, and nothing shows that the court has it. Only the court's own form moves "
        "the court's address. Someone who cares for the child helps to fill it in, and tells the "
        "child and counsel first."
    ),
    means_es=(
        "En una llamada, por el patrocinador, por el abogado o por el formulario de otra agencia "
        "supimos de una dirección nueva, y nada indica que el tribunal la tenga. Solo el "
        "formulario del propio tribunal cambia su dirección. Alguien que cuida del niño ayuda a "
        "rellenarlo, y avisa primero al niño y a su abogado."
    ),
    is_not=(
        "It does not say that anyone broke a rule: the family told somebody, and takes telling "
        "one agency for telling all. It is shown to no officer of DHS."
    ),
    is_not_es=(
        "No dice que nadie incumpliera una norma: la familia lo dijo, y entiende que decirlo a "
        "una agencia es decirlo a todas. No se muestra a ningún agente del DHS."
    ),
    harm=(
        "The court goes on writing to where the child no longer lives, and the law counts "
        "that as notice."
    ),
    harm_es=(
        "El tribunal sigue escribiendo a donde el niño ya no vive, y la ley lo cuenta como aviso."
    ),
    caution=(
        "Forms sent by post reach the court's books weeks later, and counsel may have filed "
        "without telling anyone else."
    ),
    caution_es=(
        "Los formularios enviados por correo tardan semanas en figurar, y el abogado puede "
        "haberlo presentado sin decirlo a nadie más."
    ),
    source=Authority("8 CFR 1003.15(d)(2) and 1003.32", verified=True),
    clock="Open since it was told, while a case is open; due after five business days",
    clock_es="Abierto desde que se dijo, con un caso abierto; vence a los cinco días hábiles",
    clock_source=CHANGE_OF_ADDRESS.source,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=(
        "the court's form, filed since or up to thirty days before",
        "a later call in which the family says that the form was filed",
        "an address in the court's books of that day or later",
        "the completion of the case",
    ),
    closes_by_es=(
        "el formulario del tribunal, presentado desde entonces o hasta treinta días antes",
        "una llamada posterior en la que la familia dice que se presentó",
        "una dirección de ese día o posterior en los libros del tribunal",
        "la conclusión del caso",
    ),
    find=find,
)
