"""One sponsor has taken in several children who are not related to each other."""

from collections.abc import Iterator

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, NEXT_BUSINESS_DAY, PRODUCT_CHOICE, Authority
from amparo.gaps.gap import Found, Gap, Kind, flag_until, returns
from amparo.record import Fact, Record, Stay
from amparo.words.agencies import Role

URGENT = 3
"""From so many unrelated children on it is looked at the next business day."""


def find(record: Record) -> Iterator[Found]:
    """One for each release by which the sponsor has more of them."""
    others = dict(record.others_with_sponsor)
    for stay in record.stays:
        if stay.released is not None and stay.identity in others:
            yield _of(record, stay, stay.released, 1 + others[stay.identity])


def _of(record: Record, stay: Stay, released: Fact, children: int) -> Found:
    since = released.on
    ended, closed_by = flag_until(since, (one for one in returns(record) if one.on > since))
    rule = NEXT_BUSINESS_DAY if children >= URGENT else FIVE_BUSINESS_DAYS
    return Found(
        anchor=f"{stay.identity} one sponsor",
        identity=stay.identity,
        since=since,
        until=ended,
        due=rule.due(since),
        reason=f"{children} unrelated children",
        facts=(released,),
        closed_by=closed_by,
    )


MANY_CHILDREN_ONE_SPONSOR = Gap(
    name="many-children-one-sponsor",
    kind=Kind.RED_FLAG,
    says="By this release one sponsor has two or more unrelated children.",
    says_es="Con esta entrega, un patrocinador tiene dos o más niños sin parentesco.",
    means=(
        "Within two years the same sponsor, a distant relative or unrelated, took in children who "
        "share no surname with each other. Child protection looks at this home and speaks with "
        "this child; how many there are is told here, and never which."
    ),
    means_es=(
        "En dos años el mismo patrocinador, pariente lejano o sin parentesco, acogió a niños que "
        "no comparten apellido. Protección infantil mira esta casa y habla con este niño; aquí se "
        "dice cuántos son, y nunca cuáles."
    ),
    is_not=(
        "It is no finding against the sponsor, and no list of the home: a count is all that leaves "
        "the index of tokens. It rests on nobody's nationality, language or status."
    ),
    is_not_es=(
        "No es un hallazgo contra el patrocinador ni una lista de la casa: del índice solo sale un "
        "número. No se apoya en la nacionalidad, la lengua ni la situación de nadie."
    ),
    harm=(
        "In 2014 children released so were made to work on egg farms in Ohio, and no agency had "
        "seen that one group of people had asked for several of them."
    ),
    harm_es=(
        "En 2014 se hizo trabajar a niños entregados así en granjas de huevos de Ohio, y ninguna "
        "agencia había visto que un mismo grupo había pedido a varios."
    ),
    caution=(
        "Cousins and half-siblings have other surnames, and villages send children to one trusted "
        "person. Of one in nine releases the sponsor is of this category, and nearly all are good."
    ),
    caution_es=(
        "Primos y medio hermanos tienen otros apellidos, y hay pueblos que confían sus niños a una "
        "misma persona. En una de cada nueve entregas el patrocinador es de esta categoría, y casi "
        "todos son buenos."
    ),
    source=Authority("Senate PSI (January 2016), as told in the press; ORR's home study form"),
    clock=(
        "Open since the release that made them two or more; due after five business days, from "
        "three children on the next business day; expires after a year"
    ),
    clock_es=(
        "Abierto desde la entrega con la que fueron dos o más; vence a los cinco días hábiles, "
        "desde tres niños el siguiente día hábil; caduca al año"
    ),
    clock_source=PRODUCT_CHOICE,
    owed_by=Role.CHILD_PROTECTION,
    closes_by=(
        "the child's return to care, or a new encounter",
        "what child protection records of it",
        "a year",
    ),
    closes_by_es=(
        "el regreso del niño al cuidado, o un nuevo encuentro",
        "lo que protección infantil anota de ello",
        "un año",
    ),
    find=find,
)
