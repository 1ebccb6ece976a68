"""Reads back what was told of some identities, as assertions that a record can be folded from."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from amparo.events import AnyEvent, CourtRow, ToldAtDesk, read_event
from amparo.record import Assertion
from amparo.store import deliveries, evidence, identities, releases
from amparo.store.bulk import ask, portions
from amparo.store.deliveries import Heard
from amparo.store.evidence import PlaceTold
from amparo.words.identifiers import COURT_CASES

NOWHERE = PlaceTold()
_PROCEEDING = b'{"event":"court proceeding told"'


def assertions(
    wanted: Iterable[int], heard: dict[int, Heard] | None = None, kind: bytes = b""
) -> dict[int, list[Assertion]]:
    """Every accepted row about some identities, by identity, in no particular order.

    Only events whose text begins with ``kind``, where one is given. ``heard`` None: when they were
    heard is looked up for these rows alone, which for one child is much quicker.
    """
    numbers = list(wanted)
    names = identities.names(numbers)
    places = evidence.places_of(numbers)
    rows: dict[tuple[int, int, int], list[AnyEvent]] = {}
    for identity, content, sealed in _bodies(numbers):
        body = bytes(sealed)
        if (heard is None or content in heard) and body.startswith(kind):
            event = read_event(body)
            rows.setdefault((identity, content, event.line), []).append(event)
    marked = releases.marks(_tokens(rows.values()))
    if heard is None:
        heard = deliveries.heard_of(_contents(rows, marked))
    found: dict[int, list[Assertion]] = {number: [] for number in numbers}
    for (identity, content, line), events in rows.items():
        if content not in heard:
            continue
        place = places.get((identity, content, line), NOWHERE)
        told = _assertion(names[identity], heard[content], events, place)
        found[identity].append(told)
        if isinstance(events[0], CourtRow):
            found[identity].extend(_marked(told, marked.get(events[0].row, ()), heard))
    return found


def court_proceedings(heard: dict[int, Heard]) -> Iterator[tuple[int, list[Assertion]]]:
    """What the court told of the proceedings of each of its cases, also of those of no child."""
    for portion in portions(identities.of_kind(COURT_CASES), 4_000):
        yield from assertions(portion, heard, _PROCEEDING).items()


def _tokens(rows: Iterable[list[AnyEvent]]) -> Iterator[bytes]:
    return (events[0].row for events in rows if isinstance(events[0], CourtRow))


def _contents(
    rows: Iterable[tuple[int, int, int]], marked: Mapping[bytes, list[tuple[int, bool]]]
) -> set[int]:
    again = {content for marks in marked.values() for content, _ in marks}
    return again.union(content for _, content, _ in rows)


def _bodies(numbers: list[int]) -> Iterable[tuple[int, int, bytes]]:
    question = "SELECT identity, content, body FROM store_event WHERE identity IN ({}) ORDER BY id"
    return ask(question, numbers)


def _assertion(name: str, heard: Heard, events: list[AnyEvent], place: PlaceTold) -> Assertion:
    first = events[0]
    return Assertion(
        identity=name,
        learned_at=heard.learned_at,
        learned_on=heard.learned_on,
        sequence=heard.sequence,
        line=first.line,
        delivery=heard.digest,
        events=tuple(events),
        corrects=_corrects(first, heard),
        backfilled=heard.backfilled,
        part=_part(first),
        building=place.building,
        unit=place.unit,
        postal_code=place.postal_code,
    )


def _corrects(first: AnyEvent, heard: Heard) -> bool:
    """Whether a row, or a telling, stands in the place of what was told before of the same."""
    if isinstance(first, ToldAtDesk):
        return first.replaces is not None
    # A court's correction carries some rows anew and withdraws nothing it told before.
    return heard.corrects and not isinstance(first, CourtRow)


def _part(first: AnyEvent) -> str:
    if isinstance(first, ToldAtDesk):
        return first.part
    return first.key if isinstance(first, CourtRow) else ""


def _marked(
    told: Assertion, marks: Iterable[tuple[int, bool]], heard: dict[int, Heard]
) -> Iterator[Assertion]:
    """The same row carried again by other deliveries, and left out by releases."""
    for content, left_out in marks:
        if content in heard:
            again = _in(told, heard[content])
            yield msgspec.structs.replace(again, line=0, events=()) if left_out else again


def _in(told: Assertion, heard: Heard) -> Assertion:
    """The row as another delivery carries it. File and line stay those where it can be read."""
    return msgspec.structs.replace(
        told,
        learned_at=heard.learned_at,
        learned_on=heard.learned_on,
        sequence=heard.sequence,
        backfilled=heard.backfilled,
    )
