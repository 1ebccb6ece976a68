"""The child has a court case, and nobody has entered an appearance for the child."""

from collections.abc import Iterator
from datetime import timedelta

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Case, Fact, Record
from amparo.words.agencies import Role

_ONE_DAY = timedelta(days=1)


def find(record: Record) -> Iterator[Found]:
    """One for each case."""
    for case in record.cases:
        if case.opened is not None:
            yield _of_case(case, case.opened)


def _of_case(case: Case, opened: Fact) -> Found:
    ended, closed_by = until(case.counsel, case.ended)
    return Found(
        anchor=f"{case.identity} no counsel",
        identity=case.identity,
        since=opened.on,
        until=ended,
        due=case.first_set_for - _ONE_DAY if case.first_set_for else None,
        facts=(opened,),
        closed_by=closed_by,
    )


NO_COUNSEL = Gap(
    name="no-counsel",
    kind=Kind.DUE_PROCESS,
    says="The child has a court case and no counsel.",
    says_es="El niño tiene un caso en el tribunal y no tiene abogado.",
    means=(
        "The court's case is open and no appearance for the child is told. The law says that, "
        "to the greatest extent practicable, the child is to have counsel; without one a child "
        "answers the government's lawyer alone."
    ),
    means_es=(
        "El caso está abierto y no consta que nadie se haya presentado por el niño. La ley dice "
        "que, en la mayor medida posible, debe tener abogado; sin él, un niño responde solo al "
        "abogado del gobierno."
    ),
    is_not=(
        "It does not say that the family did nothing: counsel may work on the case and not have "
        "entered an appearance. It speaks of no lawyer's work."
    ),
    is_not_es=(
        "No dice que la familia no hiciera nada: puede haber un abogado que aún no se haya "
        "presentado. No juzga el trabajo de ningún abogado."
    ),
    harm=(
        "A child without counsel answers the government's lawyer alone, and most of what the law "
        "offers a child must be asked for."
    ),
    harm_es=(
        "Un niño sin abogado responde solo al abogado del gobierno, y casi todo lo que la ley "
        "ofrece a un niño hay que pedirlo."
    ),
    caution=(
        "Counsel who helps without having entered an appearance is not seen here. It is found of "
        "very many children: it counts a want, and is no alarm about one child."
    ),
    caution_es=(
        "Aquí no se ve al abogado que ayuda sin haberse presentado. Se halla en muchísimos niños: "
        "cuenta una carencia y no es una alarma sobre un niño."
    ),
    source=Authority("8 USC 1232(c)(5)", verified=True),
    clock="Due the day before the hearing that was set first; without one, no due date",
    clock_es="Vence el día anterior a la audiencia fijada primero; sin ella, sin plazo",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=("an appearance entered for the child", "the completion of the case"),
    closes_by_es=("la presentación de un abogado por el niño", "la conclusión del caso"),
    find=find,
)
