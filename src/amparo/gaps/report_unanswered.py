"""A concern about a child was reported, and nothing has come of it."""

from collections.abc import Iterator
from datetime import date

from amparo.clocks.deadlines import (
    FIVE_BUSINESS_DAYS,
    TRAFFICKING_TOLD,
    Authority,
)
from amparo.events import ConcernReported
from amparo.gaps.gap import Found, Gap, Kind, flag_until
from amparo.record import Concern, Record
from amparo.words.agencies import Role
from amparo.words.vocabularies import LABOR


def find(record: Record) -> Iterator[Found]:
    """One for each concern that is still pending, or was until it was answered."""
    for concern in record.concerns:
        yield _of(concern)


def _of(concern: Concern) -> Found:
    since = concern.reported.on
    about = _about(concern)
    ended, closed_by = flag_until(since, [concern.answered] if concern.answered else [])
    return Found(
        anchor=f"{concern.identity} reported",
        identity=concern.identity,
        since=since,
        until=ended,
        due=_due(about, since),
        reason=about,
        facts=(concern.reported,),
        closed_by=closed_by,
    )


def _about(concern: Concern) -> str | None:
    event = concern.reported.event
    return event.about if isinstance(event, ConcernReported) else None


def _due(about: str | None, since: date) -> date | None:
    """A child who is made to work may be a victim of trafficking: HHS is told within a day."""
    rule = TRAFFICKING_TOLD if about == LABOR else FIVE_BUSINESS_DAYS
    return rule.due(since)


REPORT_UNANSWERED = Gap(
    name="report-unanswered",
    kind=Kind.RED_FLAG,
    says="A concern about the child was reported, and no answer to it is told.",
    says_es="Se comunicó una preocupación por el niño y no consta respuesta.",
    means=(
        "Somebody wrote that they fear for the child, and the report still waits. Whoever "
        "reads it decides what it says, tells whom the law names, and records what came of it."
    ),
    means_es=(
        "Alguien escribió que teme por el niño y el informe sigue pendiente. Quien lo lee decide "
        "qué significa, avisa a quien la ley nombra y anota el resultado."
    ),
    is_not=(
        "It does not say that the report is true, nor against whom it is. What a child told a "
        "lawyer, a doctor or a counsellor is never in it."
    ),
    is_not_es=(
        "No dice que el informe sea cierto ni contra quién es. Nunca contiene lo que un niño dijo "
        "a un abogado, un médico o un consejero."
    ),
    harm=(
        "The child, or whoever spoke up for the child, was not heard. By ORR's own count tens of "
        "thousands of reports once lay unread."
    ),
    harm_es=(
        "No se escuchó al niño ni a quien habló por él. Según la propia ORR, decenas de miles de "
        "informes quedaron sin leer."
    ),
    caution=(
        "Several reports may tell of one thing, and offices that act at once may write it down "
        "late. A report that was answered by telephone looks unanswered here."
    ),
    caution_es=(
        "Varios informes pueden contar lo mismo, y las oficinas que actúan enseguida pueden "
        "anotarlo tarde. Un informe respondido por teléfono parece aquí sin respuesta."
    ),
    source=Authority("22 USC 7105(b)(1)(H); ORR form A-7; figures of ORR's backlog in the press"),
    clock=(
        "Open since the report; of labor due after 24 hours, told in days; else after five "
        "business days; expires after a year"
    ),
    clock_es=(
        "Abierto desde el informe; si es de trabajo vence a las 24 horas, contadas en días; si no, "
        "a los cinco días hábiles; caduca al año"
    ),
    clock_source=TRAFFICKING_TOLD.source,
    owed_by=Role.CHILD_PROTECTION,
    closes_by=(
        "a status of the report that says it was answered",
        "what child protection records of it",
        "a year",
    ),
    closes_by_es=(
        "un estado del informe que dice que se respondió",
        "lo que protección infantil anota de ello",
        "un año",
    ),
    find=find,
)
