"""Two agencies' books say that a released child lives in two places."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.events import AddressChanged
from amparo.gaps.gap import Found, Gap, Kind, returns, until
from amparo.record import Fact, Record, Stay
from amparo.words.agencies import Role
from amparo.words.vocabularies import COUNSEL, EOIR_33, ORR_CALL, SPONSOR

Books = tuple[tuple[str, tuple[Fact, ...]], ...]
"""Each book by its name, with what was told to it, in the order of the days."""

_TOLD_TO_ORR = frozenset({ORR_CALL, SPONSOR, COUNSEL})


def find(record: Record) -> Iterator[Found]:
    """One for each stretch of days, from the first release to the child's return to care."""
    released = [stay for stay in record.stays if stay.released is not None]
    if not released or not (record.custody or record.cases or record.changes):
        return
    first = min(released, key=_by_release)
    yield from _since_release(record, first, _released_on(first))


def _since_release(record: Record, stay: Stay, released: date) -> Iterator[Found]:
    books = _books(record)
    back, returned = until(one for one in returns(record) if one.on > released)
    days = {released, *(one.on for _, told in books for one in told if one.on > released)}
    pair: tuple[str, tuple[Fact, ...], date] | None = None
    nth = 0
    for day in sorted(one for one in days if back is None or one < back):
        apart = _apart(books, day)
        if pair is not None and apart is None:
            nth += 1
            yield _found(stay, nth, pair, day, _told_on(books, day))
            pair = None
        elif pair is None and apart is not None:
            pair = (*apart, day)
    if pair is not None:
        yield _found(stay, nth + 1, pair, back, returned)


def _found(
    stay: Stay,
    nth: int,
    pair: tuple[str, tuple[Fact, ...], date],
    ended: date | None,
    closed_by: Fact | None,
) -> Found:
    reason, facts, since = pair
    return Found(
        anchor=f"{stay.identity} books disagree {nth}",
        identity=stay.identity,
        since=since,
        until=ended,
        reason=reason,
        facts=facts,
        closed_by=closed_by,
    )


def _apart(books: Books, day: date) -> tuple[str, tuple[Fact, ...]] | None:
    """The first two books that disagree on a day, and what stands in them."""
    now = [(name, one) for name, told in books if (one := _current(told, day)) is not None]
    for (name, one), (other_name, other) in combinations(now, 2):
        if _differ(one, other):
            return f"{name} and {other_name}", (one, other)
    return None


def _current(told: tuple[Fact, ...], day: date) -> Fact | None:
    """What a book says on a day; None where that names no postal code, so that nothing can differ.

    A blank or undeliverable address is another gap.
    """
    latest = None
    for one in told:
        if one.on <= day:
            latest = one
    return latest if latest is not None and latest.told.postal_code is not None else None


def _differ(one: Fact, other: Fact) -> bool:
    """By postal code; within one, by building; within one, by unit, as far as both tell them."""
    if one.told.postal_code != other.told.postal_code:
        return True
    if one.told.building is None or other.told.building is None:
        return False
    if one.told.building != other.told.building:
        return True
    units = {one.told.unit, other.told.unit}
    return None not in units and len(units) > 1


def _books(record: Record) -> Books:
    changes = record.changes
    return (
        ("ORR", _in_order(*(stay.tellings for stay in record.stays), filter(_is_orrs, changes))),
        ("ICE", _in_order(*(stay.addresses for stay in record.custody))),
        (
            "the court",
            _in_order(*(case.addresses for case in record.cases), filter(_is_courts, changes)),
        ),
    )


def _in_order(*told: Iterable[Fact]) -> tuple[Fact, ...]:
    every = [one for group in told for one in group]
    return tuple(sorted(every, key=lambda one: (one.on, one.told.place, one.identity)))


def _is_orrs(change: Fact) -> bool:
    if change.identity.startswith("ORR:"):
        return True
    return isinstance(change.event, AddressChanged) and change.event.channel in _TOLD_TO_ORR


def _is_courts(change: Fact) -> bool:
    return isinstance(change.event, AddressChanged) and change.event.channel == EOIR_33


def _told_on(books: Books, day: date) -> Fact | None:
    return next((one for _, told in books for one in reversed(told) if one.on == day), None)


def _released_on(stay: Stay) -> date:
    return stay.released.on if stay.released else date.max


def _by_release(stay: Stay) -> tuple[date, str]:
    return _released_on(stay), stay.identity


AGENCIES_DISAGREE_ON_ADDRESS = Gap(
    name="agencies-disagree-on-address",
    kind=Kind.OWED,
    says="Two agencies' books name two places where the child lives.",
    says_es="Los libros de dos agencias nombran dos lugares donde vive el niño.",
    means=(
        "ORR, ICE and the court each keep an address of a released child, and two of them do "
        "not agree. One of the two sends letters to a place where the child does not live. ORR "
        "and counsel ask the family, and have the right address told."
    ),
    means_es=(
        "La ORR, el ICE y el tribunal guardan cada uno una dirección del niño entregado, y dos no "
        "coinciden. Una de las dos envía cartas a donde el niño no vive. La ORR y el abogado "
        "preguntan a la familia y hacen que se comunique la dirección correcta."
    ),
    is_not=(
        "It does not say which book is right, nor that anyone hides. Comparing addresses is the "
        "work of ORR and counsel alone: no officer of DHS is shown that they differ."
    ),
    is_not_es=(
        "No dice qué libro tiene razón ni que alguien se oculte. Comparar direcciones es tarea "
        "solo de la ORR y del abogado: a ningún agente del DHS se le muestra que difieren."
    ),
    harm=(
        "One of the agencies writes to a place where the child does not live, and nobody "
        "knows which."
    ),
    harm_es="Una de las agencias escribe a donde el niño no vive, y nadie sabe cuál.",
    caution=(
        "Books differ after every move until each has been told; many of these close by "
        "themselves within weeks."
    ),
    caution_es=(
        "Los libros difieren tras cada mudanza hasta que todos se enteran; muchos casos se "
        "cierran solos en semanas."
    ),
    source=Authority("8 USC 1229(a)(3)", verified=True),
    clock="Open from the first day on which two books differ; no due date, on purpose",
    clock_es="Abierto desde el primer día en que dos libros difieren; sin plazo, a propósito",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=(
        "the books agreeing",
        "the child's return to care, or a new encounter",
    ),
    closes_by_es=(
        "que los libros coincidan",
        "el regreso del niño al cuidado, o un nuevo encuentro",
    ),
    find=find,
)
