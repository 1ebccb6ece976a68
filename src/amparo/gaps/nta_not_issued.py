"""The child was transferred to HHS and no Notice to Appear has been issued."""

from collections.abc import Iterator

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.events import NotToBeIssuedDecided
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.record import Episode, Fact, Record
from amparo.words.agencies import Role


def find(record: Record) -> Iterator[Found]:
    """One for each episode with a transfer: a notice of an earlier encounter does not count."""
    for episode in record.episodes:
        if episode.transfer is not None:
            yield _in_episode(record, episode, episode.transfer)


def _in_episode(record: Record, episode: Episode, transfer: Fact) -> Found:
    told = [fact for one in record.notices for fact in (one.issued, one.not_to_be_issued)]
    decided = [
        fact
        for fact in (*told, *record.told_of(NotToBeIssuedDecided))
        if fact is not None and episode.covers(fact.on)
    ]
    ended, closed_by = until(decided, record.ended(episode))
    return Found(
        anchor=f"{transfer.identity} transferred",
        identity=transfer.identity,
        since=transfer.on,
        until=ended,
        facts=(transfer,),
        closed_by=closed_by,
    )


NTA_NOT_ISSUED = Gap(
    name="nta-not-issued",
    kind=Kind.OWED,
    says="No Notice to Appear has been issued.",
    says_es="No se ha emitido una Notificación de Comparecencia.",
    means=(
        "The referring agency handed the child to HHS, and nobody has told us that a Notice to "
        "Appear was issued since that encounter began. Until one is issued and filed the child "
        "has no court case in which to ask for protection, and nobody counts what is owed."
    ),
    means_es=(
        "La agencia entregó al niño al HHS y nadie nos ha informado de que se haya emitido una "
        "Notificación de Comparecencia desde ese encuentro. Mientras no se emita y se presente, "
        "el niño no tiene un caso en el que pedir protección, y nadie cuenta lo que se le debe."
    ),
    is_not=(
        "It does not say that the child is missing, nor that anyone must be found. It never "
        "becomes overdue and never escalates. A decision not to issue closes it as well."
    ),
    is_not_es=(
        "No dice que el niño esté desaparecido ni que haya que buscar a nadie. Nunca vence ni se "
        "eleva. También se cierra con la decisión de no emitirla."
    ),
    harm=(
        "Without a notice there is no case, and without a case no judge to ask for "
        "protection. The child waits for years, and comes of age, in no court's book."
    ),
    harm_es=(
        "Sin notificación no hay caso, y sin caso no hay juez a quien pedir protección. El "
        "niño espera años, y llega a la mayoría de edad, sin figurar en ningún tribunal."
    ),
    caution=(
        "Most of these are no one's fault and no child's absence: notices come late in the "
        "books, and the agency may have decided not to issue one without telling us. Most "
        "children here live with a parent at a known address."
    ),
    caution_es=(
        "La mayoría no es culpa de nadie ni significa que falte un niño: las notificaciones "
        "tardan en figurar, y la agencia puede haber decidido no emitirla sin decirlo. La "
        "mayoría vive con un familiar en una dirección conocida."
    ),
    source=Authority("DHS OIG-24-46 (August 2024), as quoted in the press; 8 USC 1232(a)(5)(D)"),
    clock="Open since the transfer; no due date, on purpose",
    clock_es="Abierto desde la entrega; sin plazo, a propósito",
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.JUVENILE_COORDINATOR,
    closes_by=(
        "a notice issued in the same episode, by whichever agency",
        "a recorded decision not to issue one",
        "the child's departure, or relief granted",
    ),
    closes_by_es=(
        "una notificación emitida en el mismo episodio, por la agencia que sea",
        "la decisión registrada de no emitirla",
        "la salida del niño del país, o la concesión de protección",
    ),
    find=find,
)
