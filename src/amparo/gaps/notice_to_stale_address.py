"""A hearing was set while an agency already knew that the court's address was stale."""

from collections.abc import Iterator
from datetime import date, timedelta

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.events import AddressChanged, Answer, CallAnswered, LetterEnded
from amparo.events.desk import Mail
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Case, Fact, Hearing, Record
from amparo.record.residence import Told, token
from amparo.words.agencies import Role
from amparo.words.vocabularies import EOIR_33

_ONE_DAY = timedelta(days=1)


def find(record: Record) -> Iterator[Found]:
    """One for each hearing of which notice went to such an address."""
    for case in record.cases:
        # A row made on its own day or later gave notice of nothing to come.
        for hearing in case.hearings:
            if case.addresses and hearing.told.on < hearing.day:
                yield from _of_hearing(record, case, hearing)


def _of_hearing(record: Record, case: Case, hearing: Hearing) -> Iterator[Found]:
    noticed_on = hearing.told.on
    known = [one for one in case.addresses if one.on <= noticed_on]
    if known and (otherwise := _told_otherwise(record, known[-1], noticed_on)) is not None:
        yield _found(case, hearing, known[-1], otherwise)


def _found(case: Case, hearing: Hearing, known: Fact, otherwise: Fact) -> Found:
    mended = (one for one in case.addresses if one.on > hearing.told.on)
    ended, closed_by = until(mended, (hearing.held, hearing.off))
    return Found(
        anchor=f"{case.identity} {hearing.key} notice",
        identity=case.identity,
        since=hearing.told.on,
        until=ended,
        due=hearing.day - _ONE_DAY,
        facts=(hearing.told, known, otherwise),
        closed_by=closed_by,
    )


def _told_otherwise(record: Record, known: Fact, noticed_on: date) -> Fact | None:
    """What an agency had been told by then, of a later day than the court's address."""
    told = [
        one
        for one in (*_elsewhere(record, known), *_not_there(record), *_came_back(record, known))
        if known.on < one.on < noticed_on and one.told.learned_on < noticed_on
    ]
    return min(told, key=lambda one: (one.on, one.identity), default=None)


def _elsewhere(record: Record, known: Fact) -> Iterator[Fact]:
    """The addresses told with another postal code than the court's."""
    here = known.told.postal_code
    told = [one for stay in record.stays for one in stay.tellings]
    for one in (*told, *filter(_is_not_for_the_court, record.changes)):
        if here is not None and one.told.postal_code not in {None, here}:
            yield one


def _is_not_for_the_court(change: Fact) -> bool:
    return isinstance(change.event, AddressChanged) and change.event.channel != EOIR_33


def _not_there(record: Record) -> Iterator[Fact]:
    """The calls in which somebody said that the address does not match."""
    for call in record.calls:
        if call.answered is not None and _says_elsewhere(call.answered):
            yield call.answered


def _came_back(record: Record, known: Fact) -> Iterator[Fact]:
    """The letters of sealed service that came back from an address of the court's postal code."""
    here = known.told.postal_code
    told = [one for stay in record.stays for one in stay.tellings]
    there = {
        (one.identity, token(one.event)): one.told.postal_code
        for one in (*told, *record.changes)
        if isinstance(one.event, Told)
    }
    for one in record.told_of(LetterEnded):
        event = one.event
        if not isinstance(event, LetterEnded) or event.outcome is not Mail.RETURNED:
            continue
        if here is not None and there.get((one.identity, event.address)) == here:
            yield one


def _says_elsewhere(answered: Fact) -> bool:
    event = answered.event
    return isinstance(event, CallAnswered) and event.address_matches is Answer.NO


NOTICE_TO_STALE_ADDRESS = Gap(
    name="notice-to-stale-address",
    kind=Kind.DUE_PROCESS,
    says="Notice of a hearing went to an address that an agency knew to be stale.",
    says_es="El aviso de una audiencia fue a una dirección que una agencia sabía vieja.",
    means=(
        "When the hearing was set, another agency had already been told that the child lives in "
        "another place than the court's books say. The notice will not arrive, and an order made "
        "in the child's absence would rest on it."
    ),
    means_es=(
        "Cuando se fijó la audiencia, a otra agencia ya se le había dicho que el niño vive en "
        "otro lugar que el que figura en el tribunal. El aviso no llegará, y una orden dictada en "
        "ausencia del niño se apoyaría en él."
    ),
    is_not=(
        "It does not say which of the two addresses is right, nor that anyone hid a move. It is "
        "mended by notice sent anew and by the court's own form, with the help of counsel."
    ),
    is_not_es=(
        "No dice cuál de las dos direcciones es la correcta ni que alguien ocultara una mudanza. "
        "Se arregla con un nuevo aviso y con el formulario del tribunal, con ayuda del abogado."
    ),
    harm="The child hears of no hearing and is ordered removed for not having come.",
    harm_es="El niño no se entera de la audiencia y se ordena su expulsión por no acudir.",
    caution=(
        "Of the two addresses either may be the wrong one, and a family that moved nearby may"
        " still get its letters."
    ),
    caution_es=(
        "Cualquiera de las dos direcciones puede ser la equivocada, y una familia que se mudó"
        " cerca puede seguir recibiendo sus cartas."
    ),
    source=Authority("8 USC 1229a(b)(5)(A) and (C)", verified=True),
    clock="Open since the hearing was set; due the day before the hearing",
    clock_es="Abierto desde que se fijó la audiencia; vence el día anterior a ella",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.COURT_STAFF,
    closes_by=(
        "a later address in the court's books",
        "the hearing itself, where somebody came to it",
        "the hearing's cancellation",
    ),
    closes_by_es=(
        "una dirección posterior en los libros del tribunal",
        "la propia audiencia, si alguien acudió",
        "la cancelación de la audiencia",
    ),
    find=find,
)
