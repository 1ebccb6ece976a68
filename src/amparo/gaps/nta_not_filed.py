"""A Notice to Appear was served and the court has not accepted it."""

from collections.abc import Iterator
from datetime import date, timedelta

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Fact, Notice, Record
from amparo.words.agencies import Role


def find(record: Record) -> Iterator[Found]:
    """One for each document that was served."""
    for notice in record.notices:
        if notice.served is not None:
            yield _of_notice(record, notice, notice.served)


def _of_notice(record: Record, notice: Notice, served: Fact) -> Found:
    ended, closed_by = until(
        (notice.accepted, notice.withdrawn), record.ended(record.episode_of(served.on))
    )
    return Found(
        anchor=f"{notice.identity} notice served",
        identity=notice.identity,
        since=served.on,
        until=ended,
        due=_day_before(notice.slot_on),
        facts=(served, *notice.filings),
        closed_by=closed_by,
    )


def _day_before(slot: date | None) -> date | None:
    return slot - timedelta(days=1) if slot else None


NTA_NOT_FILED = Gap(
    name="nta-not-filed",
    kind=Kind.DUE_PROCESS,
    says="A Notice to Appear was served and the court has not accepted it.",
    says_es="Se entregó una Notificación de Comparecencia y el tribunal no la ha recibido.",
    means=(
        "The child was told to appear, and the court has no case: nobody has told us of an "
        "accepted filing. A child who comes to a hearing that was never filed is sent home, and "
        "a later notice begins everything anew under another number."
    ),
    means_es=(
        "Al niño se le dijo que compareciera y el tribunal no tiene caso: nadie nos ha informado "
        "de una presentación aceptada. Al niño que acude a una audiencia nunca presentada se le "
        "manda a casa, y otra notificación lo empieza todo de nuevo con otro número."
    ),
    is_not=(
        "It does not say that the child did anything wrong. A rejected or pending filing does "
        "not close it: filing is actual receipt by the court."
    ),
    is_not_es=(
        "No dice que el niño haya hecho nada malo. Una presentación rechazada o pendiente no lo "
        "cierra: presentar es que el tribunal la reciba."
    ),
    harm=(
        "The child prepares for a hearing, travels and is sent home; or the case is dismissed"
        " and begins again under another number, with the lawyer's work lost."
    ),
    harm_es=(
        "El niño se prepara, viaja y lo mandan a casa; o el caso se desestima y empieza de "
        "nuevo con otro número, y se pierde el trabajo del abogado."
    ),
    caution=(
        "A filing that the court accepted may be told late, or be joined to another of the "
        "child's records. The court's case line is the quickest check."
    ),
    caution_es=(
        "Una presentación aceptada puede registrarse tarde o estar unida a otro registro del "
        "niño. La línea de casos del tribunal es la comprobación más rápida."
    ),
    source=Authority("8 CFR 1003.13 and 1239.1", verified=True),
    clock="Due the day before the booked hearing; without a booked hearing, no due date",
    clock_es="Vence el día anterior a la audiencia reservada; sin audiencia reservada, sin plazo",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.OPLA_ATTORNEY,
    closes_by=(
        "a filing that the court accepted",
        "withdrawal of the notice",
        "the child's departure, or relief granted",
    ),
    closes_by_es=(
        "una presentación aceptada por el tribunal",
        "el retiro de la notificación",
        "la salida del niño del país, o la concesión de protección",
    ),
    find=find,
)
