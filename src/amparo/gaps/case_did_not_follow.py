"""The child moved to another State, and the case is still heard where it was."""

from collections.abc import Iterator
from itertools import pairwise

from amparo.clocks.deadlines import PRODUCT_CHOICE, TEN_BUSINESS_DAYS, Authority
from amparo.events import CaseTold, ProceedingTold
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Case, Fact, Record
from amparo.words.agencies import Role
from amparo.words.vocabularies import SENT_ELSEWHERE


def find(record: Record) -> Iterator[Found]:
    """One for each move from State to State that the court's own books tell, of an open case."""
    for case in record.cases:
        for nth, (before, moved) in enumerate(pairwise(case.addresses), start=1):
            states = _state(before), _state(moved)
            if None not in states and states[0] != states[1] and _is_open(case, moved):
                yield _of(case, moved, nth)


def _state(address: Fact) -> str | None:
    return address.event.state if isinstance(address.event, CaseTold) else None


def _is_open(case: Case, moved: Fact) -> bool:
    return any(
        one.since <= moved.on and (one.until is None or moved.on < one.until) for one in case.open
    )


def _of(case: Case, moved: Fact, nth: int) -> Found:
    later = [one for one in case.addresses if one.on > moved.on and _state(one) != _state(moved)]
    sent = [one for one in case.completed if _is_sent_elsewhere(one)]
    ended, closed_by = until(later, (one for one in (*sent, *case.ended) if one.on >= moved.on))
    return Found(
        anchor=f"{case.identity} moved {nth}",
        identity=case.identity,
        since=moved.on,
        until=ended,
        due=TEN_BUSINESS_DAYS.due(moved.on),
        facts=(moved,),
        closed_by=closed_by,
    )


def _is_sent_elsewhere(completion: Fact) -> bool:
    event = completion.event
    return isinstance(event, ProceedingTold) and event.decision in SENT_ELSEWHERE


CASE_DID_NOT_FOLLOW = Gap(
    name="case-did-not-follow",
    kind=Kind.DUE_PROCESS,
    says="The child moved to another State, and the case is still heard where it was.",
    says_es="El niño se mudó a otro estado y el caso sigue donde estaba.",
    means=(
        "The court's own books have an address in another State, and no change of venue. Counsel "
        "asks whether the case should follow the child, or the child can be heard from there."
    ),
    means_es=(
        "Los libros del propio tribunal tienen una dirección en otro estado, y ningún cambio de "
        "sede. El abogado pregunta si el caso debe seguir al niño o si se le puede oír desde allí."
    ),
    is_not=(
        "It does not say that the child must come to the old court at any cost, nor that the "
        "family hid the move: they told the court of it."
    ),
    is_not_es=(
        "No dice que el niño deba acudir a la vieja sede a cualquier precio ni que la familia "
        "ocultara la mudanza: se lo dijo al tribunal."
    ),
    harm="A child without money misses a hearing a thousand miles away and is ordered removed.",
    harm_es="Un niño sin dinero pierde una audiencia a mil millas y se ordena su expulsión.",
    caution=(
        "A court may be nearer across a State line than the one within it, and hearings by video "
        "need no journey. A motion that is not decided yet is not seen."
    ),
    caution_es=(
        "Una sede al otro lado de la frontera estatal puede estar más cerca, y las audiencias por "
        "video no exigen viajar. No se ve una moción aún no resuelta."
    ),
    source=Authority("8 CFR 1003.20 (text not read)"),
    clock="Open since the court's books moved; due after ten business days",
    clock_es="Abierto desde que cambiaron los libros del tribunal; vence a los diez días hábiles",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=(
        "the case being sent to another court",
        "an address in yet another State, or back in the first",
        "the completion of the case",
    ),
    closes_by_es=(
        "el envío del caso a otra sede",
        "una dirección en otro estado más, o de vuelta en el primero",
        "la conclusión del caso",
    ),
    find=find,
)
