"""The court's juvenile flag does not mark children whom CBP handed over to HHS."""

from collections.abc import Iterator

from amparo.clocks.deadlines import Authority
from amparo.gaps.feeds.feed_gap import FeedFound, FeedGap
from amparo.gaps.feeds.held import HeldFeed


def find(feed: HeldFeed) -> Iterator[FeedFound]:
    """One for the feed, since its first delivery, while any such case bears no flag."""
    if feed.flags is None or not feed.flags.without or not feed.arrivals:
        return
    first = feed.arrivals[0]
    share = feed.flags.without / feed.flags.cases
    yield FeedFound(
        anchor=f"{feed.feed} {first.received_on}",
        agency=first.sender,
        since=first.received_on,
        facts=(
            (
                f"Of {feed.flags.cases:,} cases of children who were handed over to HHS,"
                f" {feed.flags.without:,} ({share:.0%}) bear no juvenile flag, or the flag NA."
            ),
            (
                "The flag is kept as told and decides nothing: who is in a cohort follows from the"
                " transfer to HHS."
            ),
        ),
    )


FLAG_DISAGREES = FeedGap(
    name="flag-disagrees",
    says="Cases of children who were handed over to HHS bear no juvenile flag at the court.",
    says_es="Casos de niños entregados al HHS no llevan marca de menor en el tribunal.",
    means=(
        "CBP and HHS tell of an unaccompanied child, and the latest flag of the same child's court"
        " case is *not applicable*, or there is none. Whoever counts unaccompanied children by the"
        " court's flag does not count these."
    ),
    means_es=(
        "CBP y el HHS hablan de un niño no acompañado, y la última marca del caso del mismo niño en"
        " el tribunal es *no aplicable*, o no hay ninguna. Quien cuente a los niños no acompañados"
        " por la marca del tribunal no cuenta a estos."
    ),
    is_not=(
        "It does not say that a child was not a child. Cases that share no number with any child's"
        " record, as in the public extract, are not compared."
    ),
    is_not_es=(
        "No dice que un niño no lo fuera. No se comparan los casos que no comparten número con el"
        " registro de ningún niño, como en el extracto público."
    ),
    source=Authority(
        "TRAC, December 2021, on EOIR's juvenile history table; flag counts of 2025", verified=False
    ),
    closes_by=("later rows of the juvenile table that flag each of the cases",),
    closes_by_es=("filas posteriores de la tabla de menores que marquen cada uno de los casos",),
    deadline=None,
    find=find,
)
