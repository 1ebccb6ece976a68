"""Two counts of the same thing differ: of a table's rows, or of a month's transfers."""

from collections.abc import Iterator

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, PRODUCT_CHOICE
from amparo.gaps.feeds.feed_gap import FeedFound, FeedGap
from amparo.gaps.feeds.held import Arrival, HeldFeed, HeldFile, Month

SHARE, AT_LEAST = 0.10, 20
"""HHS's count of a month may differ from what CBP told by a tenth, or by twenty. Product choice."""


def find(feed: HeldFeed) -> Iterator[FeedFound]:
    """One for each table that its Count file counts otherwise, and for each month that differs."""
    for arrival, file in feed.files:
        if file.counted is not None and file.counted != file.rows:
            yield _of_file(arrival, file, file.counted)
    for month in feed.months:
        if not _is_within(month):
            yield _of_month(feed, month)


def _is_within(month: Month) -> bool:
    return abs(month.told - month.published) <= max(AT_LEAST, SHARE * month.published)


def _of_file(arrival: Arrival, file: HeldFile, counted: int) -> FeedFound:
    return FeedFound(
        anchor=arrival.named(file),
        agency=arrival.sender,
        since=arrival.received_on,
        facts=(
            f"{arrival.named(file)} holds {file.rows:,} rows; its Count file says {counted:,}.",
            "The rows that came were taken in; none was made up for those that did not.",
        ),
    )


def _of_month(feed: HeldFeed, month: Month) -> FeedFound:
    named = f"{month.month:%Y-%m}"
    days = "one day" if month.days == 1 else f"{month.days} days"
    return FeedFound(
        anchor=f"{feed.feed} {named}",
        agency=feed.sender,
        since=month.known_on,
        facts=(
            (
                f"On {days} of {named} HHS counted {month.published:,} children"
                f" transferred out of CBP custody; {feed.feed} tells of {month.told:,} on the same"
                " days."
            ),
            f"A difference of {AT_LEAST}, or of {SHARE:.0%}, is let pass.",
            "Both are kept as told; neither was changed to fit the other.",
        ),
    )


TOTALS_DO_NOT_RECONCILE = FeedGap(
    name="totals-do-not-reconcile",
    says="Two counts of the same thing differ by more than is let pass.",
    says_es="Dos recuentos de lo mismo difieren más de lo tolerado.",
    means=(
        "A table holds another number of rows than the sender's own Count file says; or, over the"
        " days of a month, HHS's published count of children transferred out of CBP custody is far"
        " from the transfers that CBP's rows tell of. Rows were lost on the way, or counted by"
        " different rules."
    ),
    means_es=(
        "Una tabla tiene otro número de filas que el archivo de recuento del remitente; o, en los"
        " días de un mes, el recuento publicado por el HHS de niños trasladados desde la custodia"
        " de CBP dista mucho de los traslados que cuentan las filas de CBP. Se perdieron filas en"
        " el camino o se contó con reglas distintas."
    ),
    is_not=(
        "It does not say which of the two is right, and its difference is no number of children."
        " A file that holds another number of lines than its manifest declares is refused at the"
        " door and never gets here. Made-up children are held only against made-up totals."
    ),
    is_not_es=(
        "No dice cuál de los dos es correcto, y su diferencia no es un número de niños. Un archivo"
        " con otro número de líneas que el declarado se rechaza en la puerta y no llega aquí. Los"
        " niños inventados solo se comparan con totales inventados."
    ),
    source=PRODUCT_CHOICE,
    closes_by=("rows, or a published count, after which the two agree",),
    closes_by_es=("filas, o un recuento publicado, tras los cuales ambos coinciden",),
    deadline=FIVE_BUSINESS_DAYS,
    find=find,
)
