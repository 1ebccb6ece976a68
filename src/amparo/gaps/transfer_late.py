"""The child was found more than 72 hours ago, and has not been handed over to HHS."""

from collections.abc import Iterator

from amparo.clocks.deadlines import HANDED_TO_HHS, Authority
from amparo.gaps.gap import Found, Gap, Kind
from amparo.gaps.with_the_finder import handed_over, late_in
from amparo.record import Record
from amparo.words.agencies import Role


def find(record: Record) -> Iterator[Found]:
    """One for each episode in which the child was not handed over within three whole days."""
    yield from late_in(record, HANDED_TO_HHS, handed_over, "not handed over")


TRANSFER_LATE = Gap(
    name="transfer-late",
    kind=Kind.OWED,
    says="The child was found more than 72 hours ago, and has not been handed over to HHS.",
    says_es="El niño fue encontrado hace más de 72 horas y no ha sido entregado al HHS.",
    means=(
        "A child who is alone is handed over to HHS within 72 hours after that is determined; "
        "where no other day is told, after the encounter. Nothing told shows the child with HHS."
    ),
    means_es=(
        "Un niño solo se entrega al HHS en las 72 horas siguientes a que se determine; si no se "
        "informa otro día, al encuentro. Nada de lo informado lo muestra con el HHS."
    ),
    is_not=(
        "It does not say why: the law excuses exceptional circumstances, and no feed tells of "
        "them. It says nothing of the child's family, and asks nobody to look for anyone."
    ),
    is_not_es=(
        "No dice por qué: la ley excusa circunstancias excepcionales y ningún archivo las "
        "informa. No dice nada de la familia ni pide a nadie que busque a alguien."
    ),
    harm="The child sleeps where no child should, beyond what the law allows.",
    harm_es="El niño duerme donde ningún niño debería, más de lo que la ley permite.",
    caution=(
        "Days are told and no hours, the determination may be later than the encounter, and the "
        "handing over is often written down late."
    ),
    caution_es=(
        "Se informan días y no horas, la determinación puede ser posterior al encuentro, y la "
        "entrega suele anotarse tarde."
    ),
    source=Authority("8 USC 1232(b)(3)", verified=True),
    clock="Open from the first day on which more than 72 hours have passed; due the day before",
    clock_es="Abierto desde el primer día en que han pasado más de 72 horas; venció el anterior",
    clock_source=HANDED_TO_HHS.source,
    owed_by=Role.CBP_OFFICER,
    closes_by=(
        "the handing over to HHS, as the agency that found the child tells it",
        "the admission to a program",
        "the next encounter",
    ),
    closes_by_es=(
        "la entrega al HHS, según la agencia que encontró al niño",
        "el ingreso en un programa",
        "el siguiente encuentro",
    ),
    find=find,
)
