"""On a call or another contact somebody said that the child does not live with the sponsor."""

from collections.abc import Iterator

from amparo.clocks.deadlines import NEXT_BUSINESS_DAY, PRODUCT_CHOICE, Authority
from amparo.events import Answer, CallAnswered, ContactAttempted, ToldAtDesk
from amparo.events.desk import Contact
from amparo.gaps.gap import Found, Gap, Kind, flag_until, returns
from amparo.record import Fact, Record
from amparo.words.agencies import Role

_ANSWERS_IT = frozenset({Answer.YES, Answer.NO})


def find(record: Record) -> Iterator[Found]:
    """One for each call or contact in which it was said."""
    for said in _answers(record):
        if _lives_there(said) is Answer.NO:
            yield _of(record, said)


def _of(record: Record, said: Fact) -> Found:
    """A later answer to the question closes it, whatever it is: another no is another finding."""
    asked_again = [one for one in _answers(record) if _lives_there(one) in _ANSWERS_IT]
    later = [one for one in (*asked_again, *returns(record)) if one.on > said.on]
    ended, closed_by = flag_until(said.on, later)
    return Found(
        anchor=f"{_said_in(said)} not there",
        identity=said.identity,
        since=said.on,
        until=ended,
        due=NEXT_BUSINESS_DAY.due(said.on),
        facts=(said,),
        closed_by=closed_by,
    )


def _answers(record: Record) -> Iterator[Fact]:
    yield from (call.answered for call in record.calls if call.answered is not None)
    yield from record.told_of(ContactAttempted)


def _said_in(said: Fact) -> str:
    """The call, or what was told at a desk of one of the child's papers."""
    if isinstance(said.event, ToldAtDesk):
        return f"{said.identity} {said.event.part}"
    return said.identity


def _lives_there(answered: Fact) -> Answer:
    event = answered.event
    if isinstance(event, ContactAttempted) and event.outcome is Contact.CHILD_NOT_THERE:
        return Answer.NO
    if isinstance(event, CallAnswered | ContactAttempted):
        return event.lives_there
    return Answer.NOT_ASKED


NOT_WITH_SPONSOR = Gap(
    name="not-with-sponsor",
    kind=Kind.RED_FLAG,
    says="Somebody was asked and said that the child does not live with the sponsor.",
    says_es="A quien se preguntó dijo que el niño no vive con el patrocinador.",
    means=(
        "Asked whether the child lives there, the home said no. Child protection asks where the "
        "child is and whether the child is well, and speaks with the child."
    ),
    means_es=(
        "A la pregunta de si el niño vive allí, en la casa dijeron que no. Protección infantil "
        "pregunta dónde está y si está bien, y habla con el niño."
    ),
    is_not=(
        "It does not say that the child is missing, nor that anyone did wrong. It is no work of an "
        "officer of DHS, who is not told of it."
    ),
    is_not_es=(
        "No dice que el niño esté desaparecido ni que nadie obrara mal. No es tarea de ningún "
        "agente del DHS, a quien no se le informa."
    ),
    harm=(
        "A child who was sent away, or who fled, is alone or with people whom nobody looked at. "
        "Such children have been put to work."
    ),
    harm_es=(
        "Un niño al que echaron de casa, o que huyó, está solo o con personas a las que nadie "
        "evaluó. A niños así se les ha hecho trabajar."
    ),
    caution=(
        "Most who left went to a parent or another relative, with everybody's agreement. The "
        "question may have been misunderstood, or asked of a neighbour's telephone."
    ),
    caution_es=(
        "La mayoría de los que se fueron está con un padre u otro familiar, de acuerdo con todos. "
        "La pregunta pudo entenderse mal o hacerse en el teléfono de un vecino."
    ),
    source=Authority("ORR form R-6 (OMB 0970-0552); ORR Policy Guide 2.8.4 (in part)"),
    clock="Open since the call; due the next business day; expires after a year",
    clock_es="Abierto desde la llamada; vence el siguiente día hábil; caduca al año",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.CHILD_PROTECTION,
    closes_by=(
        "a later call or contact in which the question was answered again",
        "the child's return to care, or a new encounter",
        "what child protection records of it",
        "a year",
    ),
    closes_by_es=(
        "una llamada o un contacto posterior en que se volvió a responder",
        "el regreso del niño al cuidado, o un nuevo encuentro",
        "lo que protección infantil anota de ello",
        "un año",
    ),
    find=find,
)
