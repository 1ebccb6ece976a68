"""The court has the case, and no hearing is set."""

from collections.abc import Iterator
from datetime import date

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, PRODUCT_CHOICE, Authority
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Case, Fact, Hearing, Notice, Open, Record
from amparo.words.agencies import Role

Stretch = tuple[Fact, date, Fact | None]
"""What was told last before it, its first day, and what ended it."""


def find(record: Record) -> Iterator[Found]:
    """One for each time in which an open case had no hearing to come; and where no case is told."""
    for case in record.cases:
        yield from _of_case(case)
    for notice in record.notices:
        if notice.accepted is not None:
            yield _without_a_case(record, notice, notice.accepted)


def _of_case(case: Case) -> Iterator[Found]:
    stretches = [one for time in case.open for one in _nothing_set(time, case.hearings)]
    for nth, (told, since, ended) in enumerate(stretches, start=1):
        yield Found(
            anchor=f"{case.identity} nothing set {nth}",
            identity=case.identity,
            since=since,
            until=ended.on if ended else None,
            due=FIVE_BUSINESS_DAYS.due(since),
            facts=(told,),
            closed_by=ended,
        )


def _nothing_set(time: Open, hearings: tuple[Hearing, ...]) -> Iterator[Stretch]:
    """The stretches of a time that no hearing covers, from the day it is set to its own day."""
    told, free_from = time.opened, time.since
    for hearing in sorted(hearings, key=_by_day_set):
        if time.until is not None and hearing.told.on >= time.until:
            break
        if hearing.stands_until <= max(free_from, hearing.told.on):
            continue
        if hearing.told.on > free_from:
            yield told, free_from, hearing.told
        told, free_from = hearing.off or hearing.told, hearing.stands_until
    if time.until is None or free_from < time.until:
        yield told, free_from, time.ended


def _by_day_set(hearing: Hearing) -> tuple[date, date, str]:
    return hearing.told.on, hearing.stands_until, hearing.key


def _without_a_case(record: Record, notice: Notice, accepted: Fact) -> Found:
    """A case opened before the notice was issued is an earlier one and does not answer it."""
    begun = min(one.on for one in (notice.issued, notice.served, accepted) if one is not None)
    opened = [
        case.opened for case in record.cases if case.opened is not None and case.opened.on >= begun
    ]
    ended, closed_by = until(
        opened, (notice.withdrawn,), record.ended(record.episode_of(accepted.on))
    )
    return Found(
        anchor=f"{notice.identity} filed, no case",
        identity=notice.identity,
        since=accepted.on,
        until=ended,
        due=FIVE_BUSINESS_DAYS.due(accepted.on),
        reason="no case told",
        facts=(accepted,),
        closed_by=closed_by,
    )


FILED_NO_FUTURE_HEARING = Gap(
    name="filed-no-future-hearing",
    kind=Kind.OWED,
    says="The court has the case, and no hearing is set.",
    says_es="El tribunal tiene el caso y no hay ninguna audiencia fijada.",
    means=(
        "The court's case is open and no hearing lies ahead: none was set, or the last one is "
        "past or was cancelled and no other was set. Or the court accepted a notice and nobody "
        "has told us of a case. Nobody can tell the child when to come, and a day set late "
        "leaves no time to find counsel."
    ),
    means_es=(
        "El caso está abierto y no hay ninguna audiencia por delante: no se fijó ninguna, o la "
        "última ya pasó o se canceló y no se fijó otra. O el tribunal aceptó una notificación y "
        "nadie nos ha informado de un caso. Nadie puede decir al niño cuándo debe acudir, y una "
        "fecha fijada tarde no deja tiempo para encontrar abogado."
    ),
    is_not=(
        "It says nothing about the child, who has done all that was asked. A case taken off the "
        "calendar on purpose stands here too: the court's tables do not tell it apart from one "
        "that was forgotten."
    ),
    is_not_es=(
        "No dice nada del niño, que ha hecho todo lo que se le pidió. También figura aquí un caso "
        "retirado del calendario a propósito: las tablas del tribunal no lo distinguen de uno "
        "olvidado."
    ),
    harm=(
        "Nobody can tell the child when to come. A day set late and told late is how hearings"
        " are missed."
    ),
    harm_es=(
        "Nadie puede decir al niño cuándo acudir. Las audiencias se pierden por fechas que se"
        " fijan tarde y se avisan tarde."
    ),
    caution=(
        "Courts rest cases on purpose, for an application elsewhere or an agreement of both "
        "sides, and their tables do not say so."
    ),
    caution_es=(
        "Los tribunales dejan casos en suspenso a propósito, por una solicitud en otra parte "
        "o por acuerdo, y sus tablas no lo dicen."
    ),
    source=Authority("8 USC 1229(a)(1)(G)", verified=True),
    clock="Open from the first day with nothing set; due after five business days",
    clock_es="Abierto desde el primer día sin nada fijado; vence a los cinco días hábiles",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.COURT_STAFF,
    closes_by=(
        "a hearing set in the case",
        "the completion of the case",
        "of an accepted notice: a case, its withdrawal, the child's departure, or relief granted",
    ),
    closes_by_es=(
        "una audiencia fijada en el caso",
        "la conclusión del caso",
        "de una notificación aceptada: un caso, su retiro, la salida del niño o la protección",
    ),
    find=find,
)
