"""A hearing is booked within days, and the court has no Notice to Appear."""

from collections.abc import Iterator
from datetime import date, timedelta

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.gaps.gap import Found, Gap, Kind, until_day
from amparo.record import Fact, Notice, Record
from amparo.words.agencies import Role

AHEAD = timedelta(days=10)
"""So long before the booked hearing the family must be told whether it stands. Product choice."""

_ONE_DAY = timedelta(days=1)


def find(record: Record) -> Iterator[Found]:
    """One for each document that was served and for which a hearing is booked."""
    for notice in record.notices:
        if notice.served is not None and notice.slot_on is not None:
            yield _of_notice(record, notice, notice.served, notice.slot_on)


def _of_notice(record: Record, notice: Notice, served: Fact, slot: date) -> Found:
    begun = min(one.on for one in (notice.issued, served) if one is not None)
    opened = [one.opened for one in record.cases if one.opened and one.opened.on >= begun]
    ended, closed_by = until_day(
        slot + _ONE_DAY,
        (notice.accepted, notice.withdrawn),
        opened,
        record.ended(record.episode_of(served.on)),
    )
    return Found(
        anchor=f"{notice.identity} slot",
        identity=notice.identity,
        since=max(served.on, slot - AHEAD),
        until=ended,
        due=slot - _ONE_DAY,
        facts=(served, *notice.filings),
        closed_by=closed_by,
    )


NOT_FILED_BEFORE_SLOT = Gap(
    name="not-filed-before-slot",
    kind=Kind.DUE_PROCESS,
    says="A hearing is booked within ten days, and the notice is not filed with the court.",
    says_es="Hay una audiencia reservada en diez días y la notificación no está presentada.",
    means=(
        "The child was told to come on a day that the court may know nothing of. Ask the court "
        "whether the hearing stands, and tell the child and counsel before anybody travels."
    ),
    means_es=(
        "Al niño se le dijo que acudiera un día del que el tribunal quizá no sabe nada. "
        "Pregúntese al tribunal si la audiencia sigue en pie y avísese al niño y al abogado antes "
        "de que nadie viaje."
    ),
    is_not=(
        "It is no leave to stay away: until the court says otherwise, the child goes. It blames "
        "nobody for a filing that is late."
    ),
    is_not_es=(
        "No autoriza a faltar: mientras el tribunal no diga otra cosa, el niño acude. No culpa a "
        "nadie de una presentación tardía."
    ),
    harm=(
        "The family loses a day's wages and its trust in letters; or the case is dismissed and a "
        "new notice starts it again under another number."
    ),
    harm_es=(
        "La familia pierde un jornal y la confianza en las cartas; o el caso se desestima y otra "
        "notificación lo empieza de nuevo con otro número."
    ),
    caution=(
        "The filing may be told late. The court's case line answers in minutes whether it has the "
        "case, and only its answer counts."
    ),
    caution_es=(
        "La presentación puede figurar tarde. La línea de casos del tribunal responde en minutos "
        "si tiene el caso, y solo cuenta su respuesta."
    ),
    source=Authority("TRAC report 739; 8 CFR 1003.13 (filing is actual receipt)"),
    clock="Open for the ten days before the booked hearing; due the day before it",
    clock_es="Abierto los diez días anteriores a la audiencia reservada; vence la víspera",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=(
        "a filing that the court accepted, or a case that it opened",
        "withdrawal of the notice",
        "the child's departure, or relief granted",
        "the booked day being over",
    ),
    closes_by_es=(
        "una presentación aceptada por el tribunal, o un caso que abrió",
        "el retiro de la notificación",
        "la salida del niño del país, o la concesión de protección",
        "que pase el día reservado",
    ),
    find=find,
)
