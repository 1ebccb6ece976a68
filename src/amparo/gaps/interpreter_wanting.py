"""A hearing was put off because nobody could interpret for the child."""

from collections.abc import Iterator

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, PRODUCT_CHOICE, Authority
from amparo.events import HearingTold
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Case, Fact, Record
from amparo.words.agencies import Role
from amparo.words.vocabularies import WITHOUT_INTERPRETER


def find(record: Record) -> Iterator[Found]:
    """One for each such hearing."""
    for case in record.cases:
        held = [one.held for one in case.hearings if one.held is not None]
        for hearing in case.hearings:
            if hearing.held is not None and _nobody_interpreted(hearing.held):
                yield _of(case, hearing.key, hearing.held, held)


def _nobody_interpreted(held: Fact) -> bool:
    event = held.event
    return isinstance(event, HearingTold) and event.adjourned in WITHOUT_INTERPRETER


def _of(case: Case, key: str, put_off: Fact, held: list[Fact]) -> Found:
    later = [one for one in held if one.on > put_off.on]
    ended, closed_by = until(later, (one for one in case.ended if one.on >= put_off.on))
    return Found(
        anchor=f"{case.identity} {key} interpreter",
        identity=case.identity,
        since=put_off.on,
        until=ended,
        due=FIVE_BUSINESS_DAYS.due(put_off.on),
        facts=(put_off,),
        closed_by=closed_by,
    )


INTERPRETER_WANTING = Gap(
    name="interpreter-wanting",
    kind=Kind.DUE_PROCESS,
    says="A hearing was put off because nobody could interpret for the child.",
    says_es="Se aplazó una audiencia porque nadie podía interpretar para el niño.",
    means=(
        "No interpreter was ordered or came, or one came who speaks another language. Before the "
        "next hearing the child's own language is asked for, and the right interpreter is ordered."
    ),
    means_es=(
        "No se pidió o no vino intérprete, o vino uno que habla otra lengua. Antes de la próxima "
        "audiencia se pregunta al niño cuál es su lengua y se pide el intérprete adecuado."
    ),
    is_not=(
        "It is nothing that the child did or should have done. It is no reason to hear the child "
        "in a language the child half understands."
    ),
    is_not_es=(
        "No es nada que el niño hiciera ni debiera haber hecho. No es razón para oírlo en una "
        "lengua que entiende a medias."
    ),
    harm=(
        "The case is delayed by months, or goes on in a language that the child does not speak: "
        "many who speak Mam or K'iche' are recorded as speaking Spanish."
    ),
    harm_es=(
        "El caso se retrasa meses, o sigue en una lengua que el niño no habla: muchos hablantes de "
        "mam o quiché figuran como hispanohablantes."
    ),
    caution=(
        "An interpreter may be ordered already for the next hearing; the court's tables do not say."
    ),
    caution_es=(
        "Puede estar ya pedido un intérprete para la próxima audiencia; las tablas no lo dicen."
    ),
    source=Authority("EOIR's adjournment codes 18, 32, 33 and 4C", verified=True),
    clock="Open since the hearing; due after five business days",
    clock_es="Abierto desde la audiencia; vence a los cinco días hábiles",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.COURT_STAFF,
    closes_by=("a later hearing in the case that took place", "the completion of the case"),
    closes_by_es=("una audiencia posterior que tuvo lugar", "la conclusión del caso"),
    find=find,
)
