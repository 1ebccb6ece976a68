"""One number stands on more records than any child has, and joins nobody any more."""

from collections.abc import Iterator

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, PRODUCT_CHOICE
from amparo.gaps.feeds.feed_gap import FeedFound, FeedGap
from amparo.gaps.feeds.held import Crowd, HeldFeed
from amparo.gaps.feeds.keys_collide import MOST_LINES
from amparo.identity import MOST_WITH_A_NUMBER

MOST_OF_A_CHILD = 12
"""So many records of one feed may be one child's (stays, calls); more are told. Product choice."""


def find(feed: HeldFeed) -> Iterator[FeedFound]:
    """One for each file that tells of such numbers, on more records than a child may have."""
    for crowd in feed.crowds:
        carried = feed.carrying(crowd.digest)
        if carried is not None and crowd.records > MOST_OF_A_CHILD:
            arrival, file = carried
            yield FeedFound(
                anchor=arrival.named(file),
                agency=arrival.sender,
                since=max(arrival.received_on, crowd.since),
                facts=_facts(arrival.named(file), crowd),
            )


def _facts(named: str, crowd: Crowd) -> tuple[str, ...]:
    shown = ", ".join(map(str, crowd.lines[:MOST_LINES]))
    more = " and others" if len(crowd.lines) > MOST_LINES else ""
    numbers = "a number" if crowd.numbers == 1 else f"{crowd.numbers:,} numbers"
    return (
        f"{named} tells {crowd.records:,} records under {numbers} (lines {shown}{more}).",
        (
            f"With those of other files and feeds more than {MOST_WITH_A_NUMBER} records carry it:"
            " it joins no further record to anybody. What it joined before stays joined."
        ),
    )


NUMBER_ON_MANY = FeedGap(
    name="number-on-many",
    says="One number stands on more records than any child has, and joins nobody any more.",
    says_es="Un número figura en más registros de los que tiene un niño y ya no une a nadie.",
    means=(
        "An A-number, or another number that should name one child, was written on hundreds of"
        " records: a filler, a default of a form, a slip in an extract. The child whose number it"
        " is is not found by it, and the others' own numbers are not known."
    ),
    means_es=(
        "Un número A, u otro que debe nombrar a un solo niño, se escribió en cientos de registros:"
        " un relleno, un valor por defecto, un error de extracción. El niño a quien pertenece no se"
        " encuentra por él, y los números de los demás no se conocen."
    ),
    is_not=(
        "It does not say that the records are of one child, nor whose number it is. It is not"
        " shown here: the lines of the sender's own file are."
    ),
    is_not_es=(
        "No dice que los registros sean de un mismo niño ni de quién es el número. Este no se"
        " muestra aquí: se muestran las líneas del propio archivo del remitente."
    ),
    source=PRODUCT_CHOICE,
    closes_by=("nothing that is sent: the number stays refused; what it hid is joined by people",),
    closes_by_es=("nada que se envíe: el número sigue rechazado; lo que ocultaba lo une gente",),
    deadline=FIVE_BUSINESS_DAYS,
    find=find,
)
