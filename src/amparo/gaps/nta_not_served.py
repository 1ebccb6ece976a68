"""A Notice to Appear was issued and has not been served."""

from collections.abc import Iterator

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Fact, Notice, Record
from amparo.words.agencies import Role


def find(record: Record) -> Iterator[Found]:
    """One for each document that was issued."""
    for notice in record.notices:
        if notice.issued is not None:
            yield _of_notice(record, notice, notice.issued)


def _of_notice(record: Record, notice: Notice, issued: Fact) -> Found:
    ended, closed_by = until(
        (notice.served, notice.withdrawn), record.ended(record.episode_of(issued.on))
    )
    return Found(
        anchor=f"{notice.identity} notice issued",
        identity=notice.identity,
        since=issued.on,
        until=ended,
        facts=(issued,),
        closed_by=closed_by,
    )


NTA_NOT_SERVED = Gap(
    name="nta-not-served",
    kind=Kind.OWED,
    says="A Notice to Appear was issued and has not been served.",
    says_es="Se emitió una Notificación de Comparecencia y no se ha entregado.",
    means=(
        "A notice exists, but nobody has told us that it was handed or mailed to the child or to "
        "whoever cares for the child. A notice that was not served tells the child nothing, and "
        "no one may be held to a hearing in it."
    ),
    means_es=(
        "Existe una notificación, pero nadie nos ha informado de que se haya entregado o enviado "
        "al niño o a quien lo cuida. Una notificación no entregada no le dice nada al niño, y a "
        "nadie se le puede exigir la audiencia que figura en ella."
    ),
    is_not=(
        "It does not say that the child cannot be found. It gives no one an address, and it has "
        "no due date: service is prepared with counsel, not hurried."
    ),
    is_not_es=(
        "No dice que no se pueda encontrar al niño. No da a nadie una dirección y no tiene plazo: "
        "la entrega se prepara con el abogado, no se apura."
    ),
    harm=(
        "A child who does not hold the notice does not know what is alleged, when to come, or"
        " that there is a duty to tell the court of a move."
    ),
    harm_es=(
        "Un niño que no tiene la notificación no sabe qué se alega, cuándo acudir ni que debe"
        " avisar al tribunal si se muda."
    ),
    caution=(
        "Service is often told weeks after it was made, and service through a lawyer may "
        "stand in no feed. Ask the file before anyone is written to twice."
    ),
    caution_es=(
        "La entrega suele registrarse semanas después, y la hecha a través de un abogado "
        "puede no constar. Consúltese el expediente antes de escribir dos veces."
    ),
    source=Authority("8 USC 1229(a)(1)", verified=True),
    clock="Open since the notice was issued; no due date, on purpose",
    clock_es="Abierto desde la emisión; sin plazo, a propósito",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.JUVENILE_COORDINATOR,
    closes_by=(
        "service of the notice",
        "withdrawal of the notice",
        "the child's departure, or relief granted",
    ),
    closes_by_es=(
        "la entrega de la notificación",
        "el retiro de la notificación",
        "la salida del niño del país, o la concesión de protección",
    ),
    find=find,
)
