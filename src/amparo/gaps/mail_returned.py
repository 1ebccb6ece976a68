"""The mailed notice came back, and nobody has told the court of another address."""

from collections.abc import Iterator

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, PRODUCT_CHOICE, Authority
from amparo.events import AddressChanged, LetterEnded
from amparo.events.desk import Mail
from amparo.gaps.gap import Found, Gap, Kind, returns, until
from amparo.record import Fact, Notice, Record
from amparo.record.changes import filed
from amparo.words.agencies import Role
from amparo.words.vocabularies import EOIR_33


def find(record: Record) -> Iterator[Found]:
    """One for each notice that came back, and for each letter of sealed service that did."""
    for notice in record.notices:
        if notice.returned is not None:
            yield _of_notice(record, notice, notice.returned)
    for one in record.told_of(LetterEnded):
        event = one.event
        if isinstance(event, LetterEnded) and event.outcome is Mail.RETURNED:
            yield _of_letter(record, one, f"{one.identity} {event.part} returned")


def _of_letter(record: Record, returned: Fact, anchor: str) -> Found:
    """Mended as a notice's: a letter that arrived since has found the child again, too."""
    arrived = [
        one
        for one in record.told_of(LetterEnded)
        if isinstance(one.event, LetterEnded) and one.event.outcome is Mail.DELIVERED
    ]
    later = [one for one in (*_mended(record), *arrived) if one.on > returned.on]
    ended, closed_by = until(later, record.ended(record.episode_of(returned.on)))
    return Found(
        anchor=anchor,
        identity=returned.identity,
        since=returned.on,
        until=ended,
        due=FIVE_BUSINESS_DAYS.due(returned.on),
        facts=(returned,),
        closed_by=closed_by,
    )


def _of_notice(record: Record, notice: Notice, returned: Fact) -> Found:
    later = [one for one in _mended(record) if one.on > returned.on]
    ended, closed_by = until(
        later, (notice.withdrawn,), record.ended(record.episode_of(returned.on))
    )
    return Found(
        anchor=f"{notice.identity} returned",
        identity=notice.identity,
        since=returned.on,
        until=ended,
        due=FIVE_BUSINESS_DAYS.due(returned.on),
        facts=(returned,),
        closed_by=closed_by,
    )


def _mended(record: Record) -> Iterator[Fact]:
    """What shows that a letter can find the child again: a later address, or another service."""
    for case in record.cases:
        yield from case.addresses
    for change in record.changes:
        form = filed(change)
        if isinstance(form.event, AddressChanged) and form.event.channel == EOIR_33:
            yield form
    yield from (one.served for one in record.notices if one.served is not None)
    yield from returns(record)


MAIL_RETURNED = Gap(
    name="mail-returned",
    kind=Kind.DUE_PROCESS,
    says="The notice came back in the mail, and the court has no later address.",
    says_es="La notificación volvió por correo y el tribunal no tiene dirección posterior.",
    means=(
        "The letter did not find the child, and what comes next will go to the same place. "
        "Somebody who cares for the child asks where to write, and helps to tell the court."
    ),
    means_es=(
        "La carta no encontró al niño, y la siguiente irá al mismo lugar. Alguien que cuida del "
        "niño pregunta adónde escribir y ayuda a decírselo al tribunal."
    ),
    is_not=(
        "It does not say that the child has gone anywhere: letters come back for want of a name on "
        "the box. What is learned of the home is told to ORR and counsel, and to no officer."
    ),
    is_not_es=(
        "No dice que el niño se haya ido: las cartas vuelven por un nombre que falta en el buzón. "
        "Lo que se averigüe de la casa se dice a la ORR y al abogado, y a ningún agente."
    ),
    harm="The next letter names a hearing, and nobody will have read it.",
    harm_es="La próxima carta anunciará una audiencia y nadie la habrá leído.",
    caution=(
        "Mail comes back by mistake, and the child may have the paper already from ORR or counsel."
    ),
    caution_es=(
        "El correo se devuelve por error, y el niño puede tener ya el papel por la ORR o por su "
        "abogado."
    ),
    source=Authority("8 USC 1229a(b)(5)(A)", verified=True),
    clock="Open since the mail came back; due after five business days",
    clock_es="Abierto desde que volvió el correo; vence a los cinco días hábiles",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=(
        "a later address in the court's books, or the court's form",
        "a later service of a notice, or a later letter of sealed service that arrived",
        "the child's return to care, or a new encounter",
        "withdrawal of the notice, the child's departure, or relief granted",
    ),
    closes_by_es=(
        "una dirección posterior en los libros del tribunal, o su formulario",
        "una entrega posterior de una notificación, o una carta posterior que llegó",
        "el regreso del niño al cuidado, o un nuevo encuentro",
        "el retiro de la notificación, la salida del niño o la concesión de protección",
    ),
    find=find,
)
