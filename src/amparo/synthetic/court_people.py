"""What the court can know of a child: its number, its month of birth, its homes, its notices."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from amparo.synthetic.after_release import Aftermath
from amparo.synthetic.court_cases import LAST_DAY, Filing, Respondent
from amparo.synthetic.families import Child, Family
from amparo.synthetic.journeys import RELEASED, Episode
from amparo.synthetic.notices import Notice
from amparo.synthetic.places import Address
from amparo.words.vocabularies import ENDS_THE_CASE, FILING_ACCEPTED

_NO_NUMBER = 0.015
_SECOND_NUMBER = 0.6
_THROWN_OUT = 0.25
"""The share of hearings booked without a filing that end in a case thrown out; assumed."""
_NOBODY_TELLS = 0.25
"""Assumed."""
_SHELTER = Address("", "", "Ejemplo", "TX", "00101")
"""Where a child is who is still in care when the case opens."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One episode of a child with the notices it led to and what followed the release."""

    episode: Episode
    notices: list[Notice]
    after: Aftermath


def respondent_of(
    child: Child, family: Family, way: list[Passage], filed: int, chance: Random
) -> Respondent:
    """The child as the court has it, whose first filing was on the day ``filed``."""
    return Respondent(
        a_number=_number(child, way, chance),
        born=child.born,
        sex=child.sex,
        country=family.country,
        language=family.language,
        entered=way[0].episode.encountered,
        is_child=True,
        homes=sorted(_homes(way, filed, chance), key=lambda home: home[0]),
        leaves=next(_departures(way), None),
    )


def filings_of(way: list[Passage], chance: Random) -> list[Filing]:
    """Every filing that the court accepted, and every hearing booked that nothing followed."""
    notices = [notice for passage in way for notice in passage.notices]
    found = [filing for notice in notices for filing in _filings(notice, chance)]
    return sorted(found, key=lambda filing: filing.on)


def _filings(notice: Notice, chance: Random) -> Iterator[Filing]:
    accepted = [filing.on for filing in notice.filings if filing.status == FILING_ACCEPTED]
    if accepted:
        yield Filing(
            min(accepted), notice.issued, notice.slot, notice.withdrawn, served=notice.served
        )
    elif _is_thrown_out(notice, chance):
        yield Filing(notice.slot_told, notice.issued, notice.slot, is_filed=False)


def _is_thrown_out(notice: Notice, chance: Random) -> bool:
    if notice.slot is None or notice.filings or chance.random() >= _THROWN_OUT:
        return False
    return notice.slot < min(LAST_DAY, notice.withdrawn or LAST_DAY)


def _number(child: Child, way: list[Passage], chance: Random) -> int | None:
    if chance.random() < _NO_NUMBER:
        return None
    if child.later_a_number is not None and chance.random() < _SECOND_NUMBER:
        return child.later_a_number
    return way[0].episode.a_number


def _homes(way: list[Passage], filed: int, chance: Random) -> Iterator[tuple[int, Address]]:
    """Each address with the day on which the court has it: from ORR, later only by EOIR-33."""
    yield way[0].episode.encountered, _SHELTER
    for passage in way:
        released = passage.episode.discharged
        if passage.episode.how == RELEASED and released is not None:
            yield from _after_release(passage, released, filed, chance)


def _after_release(
    passage: Passage, released: int, filed: int, chance: Random
) -> Iterator[tuple[int, Address]]:
    told = passage.episode.told_address
    home = told if told.zip_code else passage.episode.home.as_told()
    # Of a child released after the filing, for some nobody tells the court.
    if filed > released or chance.random() >= _NOBODY_TELLS:
        yield released + chance.randint(2, 30), home
    for move in passage.after.moves:
        if move.filed is not None:
            yield max(move.filed, released + 31), move.address


def _departures(way: list[Passage]) -> Iterator[int]:
    """When the child left for good, or was given leave to stay."""
    for passage in way[-1:]:
        if passage.episode.how in ENDS_THE_CASE and passage.episode.discharged is not None:
            yield passage.episode.discharged
