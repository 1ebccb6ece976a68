"""A delivery holds far more or far fewer rows than those before it."""

from collections.abc import Iterable, Iterator
from datetime import date
from statistics import median

from amparo.clocks.deadlines import FIVE_BUSINESS_DAYS, PRODUCT_CHOICE
from amparo.gaps.feeds.feed_gap import FeedFound, FeedGap
from amparo.gaps.feeds.held import ORDINARY, Arrival, HeldFeed, HeldFile

BEFORE = range(3, 7)
"""So many deliveries before are looked at: three at least, six at most. Product choice."""

WITHIN = (0.5, 2.0)
"""A file may hold half as many rows as usual, or twice as many. Product choice."""

MORE_THAN = 100
"""A table of so few rows, or fewer, halves by chance. Product choice."""

_File = tuple[Arrival, HeldFile]


def find(feed: HeldFeed) -> Iterator[FeedFound]:
    """One for each file that drifted, until the next of its kind that did not."""
    for series in _series(feed):
        back: date | None = None
        for place, (arrival, file) in reversed(list(enumerate(series))):
            usual = _usual(series[:place])
            if usual is None or _is_within(file.rows, usual):
                back = arrival.received_on
            else:
                yield _found(arrival, file, usual, back)


def _usual(before: list[_File]) -> float | None:
    """The median of the files before; None where they are too few or too small to tell."""
    rows = [file.rows for _, file in before[-BEFORE[-1] :]]
    usual = median(rows) if len(rows) in BEFORE else 0
    return usual if usual > MORE_THAN else None


def _is_within(rows: int, usual: float) -> bool:
    """Whether a number of rows is no more than twice and no less than half of the usual one."""
    least, most = WITHIN
    return least * usual <= rows <= most * usual


def _series(feed: HeldFeed) -> Iterable[list[_File]]:
    """The ordinary files of one sender, mode and table, in the order in which they came."""
    series: dict[tuple[str, str, str], list[_File]] = {}
    for arrival, file in feed.files:
        if arrival.mode in ORDINARY:
            series.setdefault((arrival.sender, arrival.mode, file.table), []).append(
                (arrival, file)
            )
    return series.values()


def _found(arrival: Arrival, file: HeldFile, usual: float, back: date | None) -> FeedFound:
    later = f"On {back} one came that is within it." if back else "None has come within it since."
    return FeedFound(
        anchor=arrival.named(file),
        agency=arrival.sender,
        since=arrival.received_on,
        until=back,
        facts=(
            f"{arrival.named(file)} holds {file.rows:,} rows; the median before is {usual:,.0f}.",
            f"Half to twice the median is expected. {later}",
            "Its rows were taken in as they are; what it does not carry is not withdrawn.",
        ),
    )


ROWS_DRIFTED = FeedGap(
    name="rows-drifted",
    says="A delivery holds less than half, or more than twice, the rows that are usual.",
    says_es="Una entrega trae menos de la mitad, o más del doble, de las filas habituales.",
    means=(
        "Against the median of up to six deliveries of the same kind before it, the number of rows"
        " fell below half or rose above twice. Often a query was changed, a site left out, or one"
        " period sent for another."
    ),
    means_es=(
        "Frente a la mediana de hasta seis entregas anteriores del mismo tipo, el número de filas"
        " bajó de la mitad o subió de más del doble. A menudo se cambió una consulta, se omitió un"
        " centro o se envió un período por otro."
    ),
    is_not=(
        "It does not say that the rows are wrong: numbers of children do rise and fall. Tables of"
        " a hundred rows or fewer, corrections and files sent again are not looked at."
    ),
    is_not_es=(
        "No dice que las filas estén mal: el número de niños sube y baja. No se miran tablas de"
        " cien filas o menos, correcciones ni archivos reenviados."
    ),
    source=PRODUCT_CHOICE,
    closes_by=("the next delivery of the same kind that holds as many rows as is usual",),
    closes_by_es=("la siguiente entrega del mismo tipo con las filas habituales",),
    deadline=FIVE_BUSINESS_DAYS,
    find=find,
)
