"""A hearing took place, and the court's books say that neither child nor counsel came."""

from collections.abc import Iterator

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, PRODUCT_CHOICE, Authority
from amparo.gaps.gap import Found, Gap, Kind, returns, until
from amparo.record import Case, Fact, Missed, Record
from amparo.words.agencies import Role


def find(record: Record) -> Iterator[Found]:
    """One for each missed hearing."""
    for case in record.cases:
        for missed in case.missed:
            yield _of(record, case, missed)


def _of(record: Record, case: Case, missed: Missed) -> Found:
    day = missed.fact.on
    came_back = (*_appearances(record), *_answers(record), *returns(record))
    ended, closed_by = until(
        (fact for fact in came_back if fact.on > day),
        (motion for motion in case.rescinded if motion.on >= day),
    )
    return Found(
        anchor=f"{case.identity} {missed.key} missed",
        identity=case.identity,
        since=day,
        until=ended,
        due=FIVE_BUSINESS_DAYS.due(day),
        reason=missed.reason,
        facts=(missed.fact,),
        closed_by=closed_by,
    )


def _appearances(record: Record) -> Iterator[Fact]:
    """The hearings that somebody came to, in whichever of the child's cases."""
    for case in record.cases:
        for hearing in case.hearings:
            if hearing.held is not None:
                yield hearing.held


def _answers(record: Record) -> Iterator[Fact]:
    """The calls and contacts that reached child or sponsor: the welfare was asked about."""
    for call in record.calls:
        if call.answered is not None:
            yield call.answered
    yield from record.contacts


FAILED_TO_APPEAR = Gap(
    name="failed-to-appear",
    kind=Kind.OWED,
    says="The child did not appear at a hearing, by the court's books.",
    says_es="Según los libros del tribunal, el niño no compareció a una audiencia.",
    means=(
        "The court ordered or closed the case in the child's absence, or wrote that neither the "
        "child nor counsel came. Someone who cares for the child asks whether the child is well, "
        "whether the notice ever arrived, and whether counsel can have the order taken back."
    ),
    means_es=(
        "El tribunal ordenó o cerró el caso en ausencia del niño, o anotó que no acudieron ni el "
        "niño ni su abogado. Alguien que cuida del niño pregunta si está bien, si el aviso llegó "
        "y si el abogado puede lograr que se deje sin efecto la orden."
    ),
    is_not=(
        "It does not say that the child is missing. It does not say that the child is at fault: "
        "the notice may have gone to a stale address, and the code for an absence may stand for "
        "counsel's. It asks no officer to go anywhere."
    ),
    is_not_es=(
        "No dice que el niño esté desaparecido. No dice que tenga la culpa: el aviso pudo llegar "
        "a una dirección vieja, y el código de ausencia puede referirse al abogado. No pide a "
        "ningún agente que vaya a ninguna parte."
    ),
    harm=(
        "The child may be ordered removed unheard; and for many children the hearing is the "
        "only day in the year on which an official would see them."
    ),
    harm_es=(
        "Puede ordenarse la expulsión del niño sin oírlo; y para muchos la audiencia es el "
        "único día del año en que alguien los vería."
    ),
    caution=(
        "A letter that did not arrive, a wrong code, an absent lawyer and a hearing moved "
        "without word all look the same in the court's books."
    ),
    caution_es=(
        "Una carta que no llegó, un código equivocado, un abogado ausente y una audiencia "
        "cambiada sin avisar se ven igual en los libros del tribunal."
    ),
    source=Authority("DHS OIG-24-46 (August 2024), as quoted in the press; 8 USC 1229a(b)(5)"),
    clock="Open since the hearing; due after five business days",
    clock_es="Abierto desde la audiencia; vence a los cinco días hábiles",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=(
        "a later hearing that somebody came to, in any of the child's cases",
        "a later call in which the child or sponsor was spoken with",
        "a later contact, recorded at a desk, by which child or sponsor was reached",
        "a motion granted that takes the order back or opens the case again",
        "the child's return to care, or a new encounter",
    ),
    closes_by_es=(
        "una audiencia posterior a la que alguien acudió, en cualquiera de los casos del niño",
        "una llamada posterior en la que se habló con el niño o el patrocinador",
        "un contacto posterior, anotado en un despacho, en el que se localizó a uno de los dos",
        "una moción concedida que deja sin efecto la orden o reabre el caso",
        "el regreso del niño al cuidado, o un nuevo encuentro",
    ),
    find=find,
)
