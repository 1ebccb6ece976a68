"""The court ordered the child removed in the child's absence, and the order stands."""

from collections.abc import Iterator

from amparo.clocks.deadlines import RESCISSION, Authority
from amparo.events import OrderDecided, ProceedingTold
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Case, Fact, Record
from amparo.words.agencies import Role
from amparo.words.vocabularies import CLOSED_FOR_ABSENCE, SENT_ELSEWHERE

_NO_ORDER = SENT_ELSEWHERE | {CLOSED_FOR_ABSENCE}


def find(record: Record) -> Iterator[Found]:
    """One for each proceeding that ended so."""
    for case in record.cases:
        for order, key in orders(case):
            yield _of(record, case, order, key)


def orders(case: Case) -> Iterator[tuple[Fact, str]]:
    """The orders made in the child's absence, each with the key of its proceeding."""
    for completion in case.completed:
        proceeding = completion.event
        if isinstance(proceeding, ProceedingTold) and _is_order(proceeding):
            yield completion, proceeding.key


def _is_order(proceeding: ProceedingTold) -> bool:
    return bool(proceeding.in_absentia) and proceeding.decision not in _NO_ORDER


def _of(record: Record, case: Case, completion: Fact, key: str) -> Found:
    decided = (one for one in record.told_of(OrderDecided) if _lets_it_stand(one, case))
    ended, closed_by = until(one for one in (*case.rescinded, *decided) if one.on >= completion.on)
    return Found(
        anchor=f"{case.identity} {key} in absentia",
        identity=case.identity,
        since=completion.on,
        until=ended,
        due=RESCISSION.due(completion.on),
        reason="180 days",
        facts=(completion,),
        closed_by=closed_by,
    )


def _lets_it_stand(told: Fact, case: Case) -> bool:
    """Counsel's decision not to ask. One to ask leaves the clock running until it is done."""
    decided = told.event
    return (
        isinstance(decided, OrderDecided) and decided.of == case.identity and not decided.will_ask
    )


IN_ABSENTIA_ORDER = Gap(
    name="in-absentia-order",
    kind=Kind.DUE_PROCESS,
    says="An order of removal was made in the child's absence, and it stands.",
    says_es="Se dictó una orden de expulsión en ausencia del niño, y sigue en pie.",
    means=(
        "The law lets a child ask the court to take such an order back: within 180 days where "
        "there were exceptional circumstances, at any time where notice did not reach the child. "
        "Asking stays removal. What is owed is that the child has counsel who can ask."
    ),
    means_es=(
        "La ley permite al niño pedir al tribunal que deje sin efecto la orden: dentro de 180 "
        "días si hubo circunstancias excepcionales, en cualquier momento si el aviso no le llegó. "
        "Pedirlo suspende la expulsión. Lo que se debe es que tenga un abogado que lo pida."
    ),
    is_not=(
        "It is nobody's leave to act on the order, and no officer of DHS is given it as work. "
        "When the 180 days are over the way without a limit remains."
    ),
    is_not_es=(
        "No autoriza a nadie a ejecutar la orden, y a ningún agente del DHS se le da como tarea. "
        "Pasados los 180 días queda la vía sin plazo."
    ),
    harm=(
        "The child can be removed without ever having been heard, is barred from some relief "
        "for ten years, and may owe a fee of 5,000 dollars that is not owed if the order is "
        "taken back."
    ),
    harm_es=(
        "El niño puede ser expulsado sin haber sido oído, queda excluido de ciertas "
        "protecciones por diez años y puede deber 5.000 dólares, que no se deben si se deja "
        "sin efecto la orden."
    ),
    caution=(
        "A motion that was filed and not yet decided leaves this open. The order itself is "
        "certain; what is uncertain is whether anyone is already at work on it."
    ),
    caution_es=(
        "Una moción presentada y aún no resuelta lo deja abierto. La orden es segura; lo "
        "incierto es si ya hay alguien ocupándose."
    ),
    source=Authority("8 USC 1229a(b)(5)(C)", verified=True),
    clock="Open since the order; due 180 days after it, while lateness needs only be explained",
    clock_es="Abierto desde la orden; vence a los 180 días, mientras basta explicar la ausencia",
    clock_source=RESCISSION.source,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=(
        "a motion granted that takes the order back or opens the case again",
        "counsel's recorded decision not to ask for that",
    ),
    closes_by_es=(
        "una moción concedida que deja sin efecto la orden o reabre el caso",
        "la decisión registrada del abogado de no pedirlo",
    ),
    find=find,
)
