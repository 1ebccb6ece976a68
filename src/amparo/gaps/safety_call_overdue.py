"""A child was released to a sponsor, and a call that was due has not reached them."""

from collections.abc import Iterator
from datetime import date, timedelta

from amparo.clocks.deadlines import CALLS_AFTER_RELEASE, Authority
from amparo.gaps.gap import Found, Gap, Kind, returns, until
from amparo.record import Fact, Record, Stay
from amparo.words.agencies import Role

_ONE_DAY = timedelta(days=1)


def find(record: Record) -> Iterator[Found]:
    """One for each call that the rule of the day of release asks for."""
    for stay in record.stays:
        if stay.released is not None:
            yield from _of_stay(record, stay, stay.released)


def _of_stay(record: Record, stay: Stay, released: Fact) -> Iterator[Found]:
    dues = [due for call in CALLS_AFTER_RELEASE if (due := call.due(released.on)) is not None]
    before = released.on - _ONE_DAY
    for nth, due in enumerate(dues, start=1):
        yield _call(record, stay, released, nth, (before, due))
        before = due


def _call(record: Record, stay: Stay, released: Fact, nth: int, window: tuple[date, date]) -> Found:
    """A call answers the first that is still owed: one that came late does not count twice."""
    before, due = window
    returned = [one for one in returns(record) if one.on > released.on]
    answered = [one for call in record.calls for one in call.reached]
    reached = [one for one in (*answered, *record.contacts) if one.on > before]
    ended, closed_by = until(reached, returned)
    tried = [one for call in record.calls for one in call.attempts if before < one.on <= due]
    return Found(
        anchor=f"{stay.identity} call {nth}",
        identity=stay.identity,
        since=due + _ONE_DAY,
        until=ended,
        due=due,
        reason="not reached" if tried else "no attempt",
        facts=(released, *tried),
        closed_by=closed_by,
    )


SAFETY_CALL_OVERDUE = Gap(
    name="safety-call-overdue",
    kind=Kind.OWED,
    says="A call after release was due, and nobody has been reached.",
    says_es="Venció una llamada tras la entrega y no se ha hablado con nadie.",
    means=(
        "ORR asks by telephone whether a released child is well. The day of the call has passed "
        "and no contact is told since: either nobody tried, or nobody answered. The finding says "
        "which."
    ),
    means_es=(
        "La ORR pregunta por teléfono si el niño entregado está bien. Pasó el día de la llamada y "
        "no consta contacto desde entonces: o nadie lo intentó o nadie contestó. El hallazgo dice "
        "cuál de las dos cosas."
    ),
    is_not=(
        "It does not say that the child is missing. A call not answered is a call not answered: "
        "telephones change, and families fear unknown numbers. It is the business of those who "
        "care for the child, and is shown to no officer of DHS."
    ),
    is_not_es=(
        "No dice que el niño esté desaparecido. Una llamada sin respuesta es solo eso: los "
        "teléfonos cambian y las familias temen los números desconocidos. Incumbe a quienes "
        "cuidan del niño, y no se muestra a ningún agente del DHS."
    ),
    harm=(
        "A child who is made to work, or who has been sent away, is heard of by nobody. The "
        "call is the one thing that asks."
    ),
    harm_es=(
        "De un niño obligado a trabajar, o al que echaron de casa, nadie sabe nada. La "
        "llamada es lo único que pregunta."
    ),
    caution=(
        "One call in three or four is not answered in any year. Calls that were made and not "
        "written down look the same. It says something of our work, and nothing of the "
        "family."
    ),
    caution_es=(
        "Cada año queda sin respuesta una llamada de cada tres o cuatro. Las que se hicieron "
        "y no se anotaron se ven igual. Dice algo de nuestro trabajo y nada de la familia."
    ),
    source=Authority("ORR Policy Guide 2.8.4; HHS OEI-07-21-00250 (February 2024)"),
    clock=(
        "Released before February 2024: one call, due after 37 days; since then: three calls, "
        "due after 7, 14 and 30 business days. Between June 2023 and February 2024 it is "
        "uncertain which rule held, and the laxer one is applied"
    ),
    clock_es=(
        "Entregado antes de febrero de 2024: una llamada, a los 37 días; desde entonces: tres, a "
        "los 7, 14 y 30 días hábiles. Entre junio de 2023 y febrero de 2024 no es seguro qué "
        "norma regía, y se aplica la más laxa"
    ),
    clock_source=Authority("ORR Policy Guide 2.8.4; HHS OEI-07-21-00250 (window of 30 to 37 days)"),
    owed_by=Role.CASE_MANAGER,
    closes_by=(
        "a call that reached the child or sponsor, after the call before it was due",
        "the child's return to care, or a new encounter",
    ),
    closes_by_es=(
        "una llamada en la que se habló con el niño o el patrocinador, tras vencer la anterior",
        "el regreso del niño al cuidado, o un nuevo encuentro",
    ),
    find=find,
)
