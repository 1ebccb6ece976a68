"""A Notice to Appear was served on a child under 14, and on nobody beside."""

from collections.abc import Iterator

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, PRODUCT_CHOICE, Authority
from amparo.events import NoticeServed
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Fact, Notice, Record
from amparo.words.agencies import Role
from amparo.words.vocabularies import SERVED_ON_CHILD


def find(record: Record) -> Iterator[Found]:
    """One for each notice that was served so."""
    for notice in record.notices:
        if notice.served is not None and _alone(notice.served):
            yield _of_notice(record, notice, notice.served)


def _alone(served: Fact) -> bool:
    event = served.event
    is_child_alone = isinstance(event, NoticeServed) and event.to == SERVED_ON_CHILD
    return is_child_alone and isinstance(event, NoticeServed) and event.under_14 is True


def _of_notice(record: Record, notice: Notice, served: Fact) -> Found:
    again = [
        one.served for one in record.notices if one.served is not None and not _alone(one.served)
    ]
    ended, closed_by = until(
        (one for one in again if one.on > served.on),
        (notice.withdrawn,),
        record.ended(record.episode_of(served.on)),
    )
    return Found(
        anchor=f"{notice.identity} served alone",
        identity=notice.identity,
        since=served.on,
        until=ended,
        due=FIVE_BUSINESS_DAYS.due(served.on),
        facts=(served,),
        closed_by=closed_by,
    )


SERVED_ALONE_UNDER_14 = Gap(
    name="served-alone-under-14",
    kind=Kind.DUE_PROCESS,
    says="A notice was served on a child under 14 alone.",
    says_es="Se entregó una notificación a un niño menor de 14 años, y a nadie más.",
    means=(
        "Of a child under 14 the notice is to be served on the person with whom the child lives. "
        "Counsel can ask for it to be served again, and for time until then."
    ),
    means_es=(
        "La notificación de un menor de 14 años se entrega a la persona con la que vive. El "
        "abogado puede pedir que se entregue de nuevo, y tiempo hasta entonces."
    ),
    is_not=(
        "It does not end the case: the court lets DHS serve again. It is for counsel to raise, and "
        "no reason for anyone to go to the home."
    ),
    is_not_es=(
        "No termina el caso: el tribunal permite al DHS entregar de nuevo. Le toca al abogado "
        "plantearlo, y no es razón para que nadie vaya a la casa."
    ),
    harm="A small child carries alone a paper that nobody at home knows of.",
    harm_es="Un niño pequeño lleva solo un papel del que en casa nadie sabe nada.",
    caution=(
        "It rests on the birth date in ICE's own row and on its word for who took the paper; an "
        "adult who stood beside may not be named."
    ),
    caution_es=(
        "Se apoya en la fecha de nacimiento de la fila del propio ICE y en su palabra sobre quién "
        "recibió el papel; puede no nombrarse al adulto que estaba al lado."
    ),
    source=Authority("8 CFR 103.8(c)(2)(ii) (text not read); Matter of W-A-F-C-, 26 I&N Dec. 880"),
    clock="Open since the service; due after five business days",
    clock_es="Abierto desde la entrega; vence a los cinco días hábiles",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=(
        "a notice served later on somebody who lives with the child, or on ORR",
        "withdrawal of the notice",
        "the child's departure, or relief granted",
    ),
    closes_by_es=(
        "una notificación posterior entregada a quien vive con el niño, o a la ORR",
        "el retiro de la notificación",
        "la salida del niño del país, o la concesión de protección",
    ),
    find=find,
)
