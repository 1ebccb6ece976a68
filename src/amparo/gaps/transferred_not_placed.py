"""The child was transferred to HHS and no care provider has said that it took the child in."""

from collections.abc import Iterator
from datetime import timedelta

from amparo.clocks.deadlines import NEXT_BUSINESS_DAY, PRODUCT_CHOICE, Authority
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Episode, Fact, Record
from amparo.words.agencies import Role


def find(record: Record) -> Iterator[Found]:
    """One for each episode with a transfer; a child may arrive on the day itself or the next."""
    for episode in record.episodes:
        if episode.transfer is not None:
            yield _in_episode(record, episode, episode.transfer)


def _in_episode(record: Record, episode: Episode, transfer: Fact) -> Found:
    since = transfer.on + timedelta(days=1)
    admitted = [one for one in record.admissions if episode.covers(one.on)]
    ended, closed_by = until(admitted)
    return Found(
        anchor=f"{transfer.identity} transferred",
        identity=transfer.identity,
        since=since,
        until=ended,
        due=NEXT_BUSINESS_DAY.due(since),
        facts=(transfer,),
        closed_by=closed_by,
    )


TRANSFERRED_NOT_PLACED = Gap(
    name="transferred-not-placed",
    kind=Kind.OWED,
    says="The child was transferred to HHS and no admission has been told.",
    says_es="El niño fue entregado al HHS y no consta su ingreso en ningún programa.",
    means=(
        "One agency says that it handed the child over; no care provider says that it took the "
        "child in. Either the admission was not reported, or the transfer was reported wrongly, "
        "or the child is somewhere between two books: all three want one telephone call."
    ),
    means_es=(
        "Una agencia dice que entregó al niño; ningún programa dice que lo recibió. O no se "
        "informó el ingreso, o se informó mal la entrega, o el niño está entre dos registros: en "
        "los tres casos hace falta una llamada."
    ),
    is_not=(
        "It does not say that the child is missing. Most often the admission is late in the "
        "books, or the two agencies' rows could not be joined."
    ),
    is_not_es=(
        "No dice que el niño esté desaparecido. Lo más frecuente es que el ingreso se registre "
        "tarde o que no se hayan podido unir las filas de las dos agencias."
    ),
    harm="If it is true, nobody answers tonight for where the child sleeps.",
    harm_es="Si es cierto, esta noche nadie responde de dónde duerme el niño.",
    caution=(
        "Nearly always the admission is told late, or the two agencies' rows were not joined."
        " One call to the programme named in the referral settles it."
    ),
    caution_es=(
        "Casi siempre el ingreso se registra tarde o no se unieron las filas de las dos "
        "agencias. Una llamada al programa nombrado en la remisión lo aclara."
    ),
    source=Authority("8 USC 1232(b)(3)", verified=True),
    clock="Open from the day after the transfer; due the next business day",
    clock_es="Abierto desde el día siguiente a la entrega; vence el siguiente día hábil",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=("an admission in the same episode",),
    closes_by_es=("un ingreso en el mismo episodio",),
    find=find,
)
