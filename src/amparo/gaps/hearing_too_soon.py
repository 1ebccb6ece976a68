"""A hearing is set for a day less than ten days after the notice was served."""

from collections.abc import Iterator
from datetime import date, timedelta

from amparo.clocks.deadlines import HEARING_FLOOR, Authority
from amparo.gaps.gap import Found, Gap, Kind, until_day
from amparo.record import Case, Fact, Hearing, Notice, Record
from amparo.words.agencies import Role

_ONE_DAY = timedelta(days=1)


def find(record: Record) -> Iterator[Found]:
    """One for each hearing that is set so, in a case that began with the notice."""
    for case in record.cases:
        for hearing in case.hearings:
            served = next(_served_just_before(record, case, hearing), None)
            if served is not None:
                yield _of(case, hearing, served)


def _served_just_before(record: Record, case: Case, hearing: Hearing) -> Iterator[Fact]:
    for notice in record.notices:
        served = notice.served
        if served is None or case.opened is None or case.opened.on < _begun(notice, served):
            continue
        floor = HEARING_FLOOR.due(served.on)
        if floor is not None and served.on <= hearing.day < floor:
            yield served


def _begun(notice: Notice, served: Fact) -> date:
    return min(one.on for one in (notice.issued, served) if one is not None)


def _of(case: Case, hearing: Hearing, served: Fact) -> Found:
    ended, closed_by = until_day(hearing.day + _ONE_DAY, (hearing.off,))
    return Found(
        anchor=f"{case.identity} {hearing.key} too soon",
        identity=case.identity,
        since=max(served.on, hearing.told.on),
        until=ended,
        due=hearing.day - _ONE_DAY,
        facts=(hearing.told, served),
        closed_by=closed_by,
    )


HEARING_TOO_SOON = Gap(
    name="hearing-too-soon",
    kind=Kind.DUE_PROCESS,
    says="A hearing is set for less than ten days after the notice was served.",
    says_es="Hay una audiencia fijada a menos de diez días de la entrega de la notificación.",
    means=(
        "The law gives the child ten days after service to find counsel before the first hearing. "
        "This one is set sooner: counsel or the court has it moved, unless the child asked for it."
    ),
    means_es=(
        "La ley da al niño diez días desde la entrega para buscar abogado antes de la primera "
        "audiencia. Esta está fijada antes: el abogado o el tribunal la cambia, salvo que el niño "
        "la pidiera."
    ),
    is_not=(
        "It is no leave to stay away: until the hearing is moved, the child goes. It does not say "
        "that the notice itself was bad."
    ),
    is_not_es=(
        "No autoriza a faltar: mientras no se cambie la audiencia, el niño acude. No dice que la "
        "notificación fuera defectuosa."
    ),
    harm="The child stands before the judge without having had time to find anyone to help.",
    harm_es="El niño comparece ante el juez sin haber tenido tiempo de encontrar ayuda.",
    caution=(
        "The child may have asked in writing for an earlier day, which no feed tells. A notice "
        "served a second time makes the days run anew, and may be told as the first."
    ),
    caution_es=(
        "El niño pudo pedir por escrito un día anterior, lo que ninguna fuente dice. Una "
        "notificación entregada de nuevo reinicia los días, y puede figurar como la primera."
    ),
    source=HEARING_FLOOR.source,
    clock="Open since the hearing was set; due the day before it",
    clock_es="Abierto desde que se fijó la audiencia; vence la víspera",
    clock_source=Authority("8 USC 1229(b)(1)", verified=True),
    owed_by=Role.COURT_STAFF,
    closes_by=("the hearing's being moved or cancelled", "the day of the hearing being over"),
    closes_by_es=("el cambio o la cancelación de la audiencia", "que pase el día de la audiencia"),
    find=find,
)
