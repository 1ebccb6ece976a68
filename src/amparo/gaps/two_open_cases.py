"""A child has two court cases open at once."""

from collections.abc import Iterator, Sequence
from datetime import date

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.gaps.gap import Found, Gap, Kind
from amparo.record import Case, Fact, Open, Record
from amparo.record.cases import joined
from amparo.words.agencies import Role


def find(record: Record) -> Iterator[Found]:
    """One for each time in which a case is open beside one that was opened before it."""
    ordered = sorted((case for case in record.cases if case.opened is not None), key=_by_opening)
    for place, later in enumerate(ordered):
        times = _together(later.open, [one for case in ordered[:place] for one in case.open])
        for nth, time in enumerate(times, start=1):
            yield _of(later, time, nth)


def _of(later: Case, time: Open, nth: int) -> Found:
    again = f" {nth}" if nth > 1 else ""
    return Found(
        anchor=f"{later.identity} second open case{again}",
        identity=later.identity,
        since=time.since,
        until=time.until,
        facts=(time.opened,),
        closed_by=time.ended,
    )


def _together(own: Sequence[Open], others: Sequence[Open]) -> list[Open]:
    """The times in which a case is open and any of the others is, those that touch as one."""
    shared = [both for one in own for other in others if (both := _both(one, other)) is not None]
    return joined(sorted(shared, key=lambda one: one.since))


def _both(one: Open, other: Open) -> Open | None:
    begun = max(one.opened, other.opened, key=_on)
    ends = [end for end in (one.ended, other.ended) if end is not None]
    first = min(ends, key=_on, default=None)
    return Open(begun, first) if first is None or begun.on < first.on else None


def _on(fact: Fact) -> date:
    return fact.on


def _by_opening(case: Case) -> tuple[date, str]:
    return (case.opened.on if case.opened else date.max), case.identity


TWO_OPEN_CASES = Gap(
    name="two-open-cases",
    kind=Kind.DUE_PROCESS,
    says="The child has two open court cases.",
    says_es="El niño tiene dos casos abiertos en el tribunal.",
    means=(
        "A later notice began another case under another number while the earlier one is open. "
        "The two may set hearings of one child in two courts, and an absence from one is written "
        "down though the child came to the other."
    ),
    means_es=(
        "Una notificación posterior inició otro caso con otro número mientras el anterior sigue "
        "abierto. Los dos pueden fijar audiencias del mismo niño en dos tribunales, y se anota su "
        "ausencia de una aunque acudiera a la otra."
    ),
    is_not=(
        "It says nothing about the child. Two rows that are not the same child's can be joined "
        "wrongly, and then the ruling that joined them is undone."
    ),
    is_not_es=(
        "No dice nada del niño. Pueden haberse unido por error dos filas que no son del mismo "
        "niño, y entonces se deshace la decisión que las unió."
    ),
    harm=(
        "Two hearings, two sets of letters, two chances to be ordered removed in absence; "
        "counsel may know of one of the two only."
    ),
    harm_es=(
        "Dos audiencias, dos series de cartas, dos ocasiones de que se ordene la expulsión en"
        " ausencia; el abogado puede conocer solo una."
    ),
    caution=(
        "Two rows of two children can be joined wrongly; look at the evidence of the join "
        "before anything is filed."
    ),
    caution_es=(
        "Pueden haberse unido mal filas de dos niños; mírese la prueba de la unión antes de "
        "presentar nada."
    ),
    source=Authority("TRAC report 739: a notice issued anew begins another file"),
    clock="Open while both are; no due date",
    clock_es="Abierto mientras lo estén los dos; sin plazo",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.COURT_STAFF,
    closes_by=("the completion of either case",),
    closes_by_es=("la conclusión de cualquiera de los dos casos",),
    find=find,
)
