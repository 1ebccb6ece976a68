"""Two hearings were put off so that the child could find counsel, and there is none."""

from collections.abc import Iterator

from amparo.clocks.deadlines import PRODUCT_CHOICE, TEN_BUSINESS_DAYS, Authority
from amparo.events import HearingTold
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Case, Fact, Record
from amparo.words.agencies import Role
from amparo.words.vocabularies import TO_SEEK_COUNSEL

ENOUGH = 2
"""So many hearings put off for it; a third is seldom given. Product choice."""


def find(record: Record) -> Iterator[Found]:
    """One for each case, from the second such hearing on."""
    for case in record.cases:
        put_off = sorted(_put_off(case), key=lambda one: one.on)
        if len(put_off) >= ENOUGH:
            yield _of_case(case, tuple(put_off[:ENOUGH]))


def _put_off(case: Case) -> Iterator[Fact]:
    for hearing in case.hearings:
        if hearing.held is not None and _to_seek_counsel(hearing.held):
            yield hearing.held


def _to_seek_counsel(held: Fact) -> bool:
    event = held.event
    return isinstance(event, HearingTold) and event.adjourned == TO_SEEK_COUNSEL


def _of_case(case: Case, put_off: tuple[Fact, ...]) -> Found:
    since = put_off[-1].on
    ended, closed_by = until(case.counsel, (one for one in case.ended if one.on >= since))
    return Found(
        anchor=f"{case.identity} counsel sought",
        identity=case.identity,
        since=since,
        until=ended,
        due=TEN_BUSINESS_DAYS.due(since),
        facts=put_off,
        closed_by=closed_by,
    )


COUNSEL_SOUGHT_IN_VAIN = Gap(
    name="counsel-sought-in-vain",
    kind=Kind.DUE_PROCESS,
    says="Two hearings were put off to find counsel, and the child has none.",
    says_es="Se aplazaron dos audiencias para buscar abogado y el niño no tiene.",
    means=(
        "The judge gave time twice, and nobody has appeared for the child. At the next hearing the "
        "child will probably have to answer alone: somebody who knows the lawyers of the place "
        "must find one now."
    ),
    means_es=(
        "El juez dio tiempo dos veces y nadie se ha presentado por el niño. En la próxima "
        "audiencia probablemente tendrá que responder solo: alguien que conozca a los abogados del "
        "lugar debe encontrar uno ya."
    ),
    is_not=(
        "It does not say that the family did not try: there are fewer lawyers than children. It "
        "speaks of no lawyer's work."
    ),
    is_not_es=(
        "No dice que la familia no lo intentara: hay menos abogados que niños. No juzga el trabajo "
        "de ningún abogado."
    ),
    harm="The child pleads, and asks for protection, without anybody who knows the law.",
    harm_es="El niño contesta y pide protección sin nadie que conozca la ley.",
    caution=(
        "Some judges give more time than two hearings, and a lawyer may be at work who has not "
        "appeared yet."
    ),
    caution_es=(
        "Algunos jueces dan más tiempo que dos audiencias, y puede haber un abogado trabajando que "
        "aún no se ha presentado."
    ),
    source=Authority("8 USC 1232(c)(5)", verified=True),
    clock="Open since the second such hearing; due after ten business days",
    clock_es="Abierto desde la segunda de esas audiencias; vence a los diez días hábiles",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=("an appearance entered for the child", "the completion of the case"),
    closes_by_es=("la presentación de un abogado por el niño", "la conclusión del caso"),
    find=find,
)
