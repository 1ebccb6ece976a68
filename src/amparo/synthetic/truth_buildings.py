"""Which buildings have shown units, in how many records, and since when we know it."""

from bisect import bisect_right, insort
from functools import lru_cache

from amparo.synthetic.truth_records import Source, is_release
from amparo.words.addresses import AddressFacts, AddressStatus, read_address

_OTHERS_WITH_UNIT = 3
_EVER = 1 << 24


@lru_cache(maxsize=1 << 15)
def read_cells(address: tuple[str, ...]) -> AddressFacts:
    """What the five cells of an address say of themselves."""
    line, unit, _, state, zip_code = address
    return read_address(line, unit, state, zip_code)


def shown_by(source: Source) -> dict[str, int]:
    """The buildings at which a record showed a unit, each with the day we first learned it."""
    found: dict[str, int] = {}
    for row in source.rows:
        # A stay has an address only where it ended with a release; other records always may.
        if not row.address or (source.feed == "placements" and not is_release(row)):
            continue
        facts = read_cells(row.address)
        if facts.status is AddressStatus.WITH_UNIT and facts.building:
            found.setdefault(facts.building, row.learned)
    return found


class Buildings:
    """Every building of the world, by the records of all children."""

    def __init__(self) -> None:
        self._shown: dict[str, list[int]] = {}

    def add(self, source: Source) -> None:
        """Count every building at which this record showed a unit, once."""
        for building, learned in shown_by(source).items():
            insort(self._shown.setdefault(building, []), learned)

    def show_units(self, building: str | None, own: int, known: int = _EVER) -> bool:
        """Whether by a day enough records but the ``own`` ones had shown a unit there."""
        shown = self._shown.get(building or "", ())
        return bisect_right(shown, known) - own >= _OTHERS_WITH_UNIT
