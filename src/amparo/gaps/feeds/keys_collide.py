"""One file tells one key twice, and says different things of it."""

from collections.abc import Iterator

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, PRODUCT_CHOICE
from amparo.gaps.feeds.feed_gap import FeedFound, FeedGap
from amparo.gaps.feeds.held import Collision, HeldFeed

MOST_LINES = 12
"""So many line numbers are named; more help nobody."""


def find(feed: HeldFeed) -> Iterator[FeedFound]:
    """One for each file with such keys, until each of them was told again, once."""
    for collision in feed.collisions:
        carried = feed.carrying(collision.digest)
        if carried is not None:
            arrival, file = carried
            yield FeedFound(
                anchor=arrival.named(file),
                agency=arrival.sender,
                since=arrival.received_on,
                until=collision.mended_on,
                facts=_facts(arrival.named(file), collision),
            )


def _facts(named: str, collision: Collision) -> tuple[str, ...]:
    shown = ", ".join(map(str, collision.lines[:MOST_LINES]))
    more = " and others" if len(collision.lines) > MOST_LINES else ""
    return (
        (
            f"{named} tells {_keys(collision.keys)} more than once, with different content"
            f" (lines {shown}{more})."
        ),
        "Every such row is kept as a record of its own: equal keys are not taken for one child.",
    )


def _keys(count: int) -> str:
    return "one key" if count == 1 else f"{count:,} keys"


KEYS_COLLIDE = FeedGap(
    name="keys-collide",
    says="A file tells the same key more than once, and says different things of it.",
    says_es="Un archivo trae la misma clave más de una vez y dice cosas distintas de ella.",
    means=(
        "A key should name one row of a file. Here one names several that differ: two children"
        " were given one key, or one record was sent in two states."
    ),
    means_es=(
        "Una clave debe nombrar una sola fila de un archivo. Aquí una nombra varias que difieren:"
        " a dos niños se les dio una clave, o un registro se envió en dos estados."
    ),
    is_not=(
        "It does not say that the rows are of one child, nor that they are of two. Rows that are"
        " equal in all that is kept of them are not counted."
    ),
    is_not_es=(
        "No dice que las filas sean de un niño ni de dos. No se cuentan las filas iguales en todo"
        " lo que se conserva de ellas."
    ),
    source=PRODUCT_CHOICE,
    closes_by=("later files of the feed in which each such key is told once",),
    closes_by_es=("archivos posteriores en los que cada una de esas claves aparezca una vez",),
    deadline=FIVE_BUSINESS_DAYS,
    find=find,
)
