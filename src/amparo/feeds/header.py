"""Meets a file's header with its contract: which column is which, and which are dropped."""

import msgspec

from amparo.feeds.contract import Column, Contract
from amparo.feeds.forbidden import is_forbidden, plain_name

_LONGEST_NAME = 60
"""How much of a dropped column's name the receipt shows, in characters."""


class HeaderWrong(Exception):
    """A file's header does not fit the contract; the message says which column."""


class Header(msgspec.Struct, frozen=True):
    """How a file's columns meet the contract's.

    ``places`` gives for each contract column its place in a line, None where the file has none.
    ``kept`` are the places that may be kept; ``dropped`` names what may not be, or is not known.
    """

    width: int
    places: tuple[int | None, ...]
    kept: tuple[int, ...]
    kept_names: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def hidden(self) -> tuple[int, ...]:
        """The places whose cells are never kept: what stands there could be anything."""
        return tuple(place for place in range(self.width) if place not in self.kept)


def understand(header: list[str], contract: Contract) -> Header:
    """Meet a file's header with the contract. Raises HeaderWrong where a key column is absent.

    A column that is forbidden, or that the contract does not know, is dropped and named in the
    receipt: what nobody has looked at could be anything.
    """
    names = [plain_name(cell) for cell in header]
    places = tuple(_place(column, names) for column in contract.columns)
    for column, place in zip(contract.columns, places, strict=True):
        if column.required and place is None:
            raise HeaderWrong(f"the column {column.name} is not there")
    known = {place for place in places if place is not None}
    kept = _kept(places, len(names), contract)
    dropped = tuple(
        name[:_LONGEST_NAME] for place, name in enumerate(names) if place not in known and name
    )
    own = map(plain_name, contract.column_names)
    kept_names = own if contract.releases else (names[place] for place in kept)
    return Header(len(header), places, kept, tuple(kept_names), dropped)


def _kept(places: tuple[int | None, ...], width: int, contract: Contract) -> tuple[int, ...]:
    """The places to keep, in the file's order.

    Of a release in the contract's, an absent column standing just past the end: the row is the same
    row next month, whatever columns the court adds, renames or moves.
    """
    if contract.releases:
        return tuple(width if place is None else place for place in places)
    return tuple(sorted(place for place in places if place is not None))


def _place(column: Column, names: list[str]) -> int | None:
    for spelling in (column.name, *column.spelled):
        name = plain_name(spelling)
        if name in names and not is_forbidden(name):
            return names.index(name)
    return None
