"""Reads back what was told of some identities, as assertions that a record can be folded from."""

from collections.abc import Iterable

from amparo.events import AnyEvent, read_event
from amparo.record import Assertion
from amparo.store import evidence, identities
from amparo.store.bulk import ask
from amparo.store.deliveries import Heard


def assertions(wanted: Iterable[int], heard: dict[int, Heard]) -> dict[int, list[Assertion]]:
    """Every accepted row about some identities, by identity, in no particular order."""
    numbers = list(wanted)
    names = identities.names(numbers)
    buildings = evidence.buildings_of(numbers, heard)
    rows: dict[tuple[int, int], list[AnyEvent]] = {}
    for identity, content, body in _bodies(numbers):
        if content in heard:
            rows.setdefault((identity, content), []).append(read_event(body))
    found: dict[int, list[Assertion]] = {number: [] for number in numbers}
    for (identity, content), events in rows.items():
        building = buildings.get((identity, content), (None, False))[0]
        found[identity].append(_assertion(names[identity], heard[content], events, building))
    return found


def _bodies(numbers: list[int]) -> Iterable[tuple[int, int, bytes]]:
    question = "SELECT identity, content, body FROM store_event WHERE identity IN ({}) ORDER BY id"
    return ask(question, numbers)


def _assertion(
    name: str, heard: Heard, events: list[AnyEvent], building: bytes | None
) -> Assertion:
    return Assertion(
        identity=name,
        learned_at=heard.learned_at,
        learned_on=heard.learned_on,
        sequence=heard.sequence,
        line=events[0].line,
        delivery=heard.digest,
        events=tuple(events),
        corrects=heard.corrects,
        backfilled=heard.backfilled,
        building=building,
    )
