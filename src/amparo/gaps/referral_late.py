"""The child was found more than 48 hours ago, and HHS has not been told."""

from collections.abc import Iterator

from amparo.clocks.deadlines import HHS_TOLD, Authority
from amparo.gaps.gap import Found, Gap, Kind
from amparo.gaps.with_the_finder import handed_over, late_in
from amparo.record import Episode, Fact, Record
from amparo.words.agencies import Role


def find(record: Record) -> Iterator[Found]:
    """One for each episode in which HHS was not asked within two whole days."""
    yield from late_in(record, HHS_TOLD, _told, "not referred")


def _told(record: Record, episode: Episode) -> Iterator[Fact]:
    yield from (one for one in record.referrals if episode.covers(one.on))
    yield from handed_over(record, episode)


REFERRAL_LATE = Gap(
    name="referral-late",
    kind=Kind.OWED,
    says="The child was found more than 48 hours ago, and HHS has not been told.",
    says_es="El niño fue encontrado hace más de 48 horas y no se ha avisado al HHS.",
    means=(
        "Whoever finds a child who is alone tells HHS within 48 hours, so that a bed is looked "
        "for. Nothing told shows that HHS was asked to take this child."
    ),
    means_es=(
        "Quien encuentra a un niño solo avisa al HHS en 48 horas para que se le busque un lugar. "
        "Nada de lo informado muestra que se haya pedido al HHS recibir a este niño."
    ),
    is_not=(
        "It does not say that the child is held anywhere unlawfully, and nothing about whom the "
        "child was with. It is the finder's own work, and nobody else's to follow up."
    ),
    is_not_es=(
        "No dice que el niño esté detenido ilegalmente, ni nada de con quién estaba. Es tarea de "
        "quien lo encontró, y de nadie más."
    ),
    harm="The child waits in a place for adults, and nobody is looking for a bed.",
    harm_es="El niño espera en un lugar para adultos y nadie le busca cama.",
    caution=(
        "Days are told and no hours. A referral is often written down late, and a child who went "
        "home from the border, or turned out to be with a parent, was never to be referred."
    ),
    caution_es=(
        "Se informan días y no horas. La remisión suele anotarse tarde, y un niño que volvió "
        "desde la frontera, o que estaba con su padre o madre, no debía remitirse."
    ),
    source=Authority("8 USC 1232(b)(2)", verified=True),
    clock="Open from the first day on which more than 48 hours have passed; due the day before",
    clock_es="Abierto desde el primer día en que han pasado más de 48 horas; venció el anterior",
    clock_source=HHS_TOLD.source,
    owed_by=Role.CBP_OFFICER,
    closes_by=(
        "the referral to HHS",
        "the handing over to HHS, or the admission to a program",
        "the next encounter",
    ),
    closes_by_es=(
        "la remisión al HHS",
        "la entrega al HHS o el ingreso en un programa",
        "el siguiente encuentro",
    ),
    find=find,
)
