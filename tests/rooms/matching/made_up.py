"""Made-up rows for the tests of matching, and one way of writing a row."""

from amparo.bench.identity_families import World
from amparo.bench.identity_rows import Row, rows
from amparo.identity.shown import Shown
from amparo.words.birth_dates import birth_date


def shown(
    identity: int, given: str = "", surnames: str = "", born: str = "", *numbers: str, **more
) -> Shown:
    return Shown(
        identity=identity,
        agency=more.pop("agency", "CBP"),
        given=tuple(given.split()),
        surnames=tuple(surnames.split()),
        born=birth_date(born),
        a_numbers=frozenset(numbers),
        **more,
    )


def town(many: int, noise: str = "tuned", seed: int = 3) -> list[Row]:
    return rows(many, World(siblings=0.4, seed=seed), noise)
